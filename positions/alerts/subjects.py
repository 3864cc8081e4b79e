"""Subjects that a reader can follow: the steps of a topic, letters that a filter lets through, who cites a paper."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from letters.labels.number_formats import format_paper
from letters.models import Citation, Letter
from letters.parser.identifiers import parse_identifier
from letters.search import filter_choices
from letters.search.letter_filter import ALL_SORTS, FollowedFilter
from positions.codebook.store import axes
from positions.models import Subscription, Topic
from positions.models.alerts import LONGEST_QUERY
from positions.stances.filters import StanceFilter

About = Subscription.About
LONGEST_NUMBER = 120  # as `Citation.target`
OF_STANCES = sorted(set(StanceFilter.base_filters) - {"topic"})  # parameters of a search that mail knows nothing of
TOPIC, PAPER = "topic", "target"  # parameters beside those of the filter of letters


class SubjectError(Exception):
    """Nothing that can be followed; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Subject:
    """`what` as in `Subscription`."""

    about: Subscription.About
    what: str

    @property
    def query(self) -> str:
        """The query string by which the page of following knows it (`subject_of`)."""
        if self.about is About.LETTERS:
            return self.what
        return urlencode({TOPIC if self.about is About.STEPS else PAPER: self.what})

    @property
    def is_dropped(self) -> bool:
        """True of a topic that the codebook has no more: nothing comes of it."""
        known = self.what in axes() and Topic.objects.filter(slug=self.what).exists()
        return self.about is About.STEPS and not known

    @property
    def page(self) -> str:
        """The path of the page that shows it, in the language at hand."""
        if self.about is About.STEPS:
            return reverse("topic", args=[self.what])
        if self.about is About.CITED:
            return reverse("cited", args=[self.what])
        return _page_of_letters(QueryDict(self.what, mutable=True))


def _page_of_letters(asked: QueryDict) -> str:
    """Return the path of the list, or of the search, which alone shows all sorts of paper together."""
    all_sorts = asked.get("publication") == ALL_SORTS
    if all_sorts:
        del asked["publication"]
    return f"{reverse('search' if all_sorts and asked.get('q') else 'letters')}?{asked.urlencode()}"


def followed(subscription: Subscription) -> Subject:
    return Subject(About(subscription.about), subscription.what)


def subject_of(asked: QueryDict) -> Subject | None:
    """Return what the query string names; None if it names nothing. Raises SubjectError."""
    if slug := asked.get(TOPIC, ""):
        _refuse_more(asked)
        return _topic(slug)
    if target := asked.get(PAPER, "").strip():
        return _paper(target)
    if any(asked.get(name) for name in OF_STANCES):
        raise SubjectError(_("Standpunten zijn niet per mail te volgen, nieuwe brieven wel. Laat weg wie wat vindt."))
    letters = FollowedFilter(asked, queryset=Letter.objects.published())
    if wrong := filter_choices.problems(letters):
        raise SubjectError(" ".join(wrong))
    query = filter_choices.canonical_query(letters)
    if query and not filter_choices.narrows(letters):
        raise SubjectError(_("Dit past op elke brief. Kies ten minste een woord, een dossier of een ondertekenaar."))
    if len(query) > LONGEST_QUERY:
        raise SubjectError(_("Dit zijn te veel keuzes om te volgen. Haal er een paar weg."))
    return Subject(About.LETTERS, query) if query else None


def words(subject: Subject) -> str:
    """Return what is followed, in the language at hand, as plain text: "nieuwe brieven (Dossier: 28 676)"."""
    if subject.about is About.STEPS:
        topic = Topic.objects.filter(slug=subject.what).first()
        if topic is None or topic.slug not in axes():
            return _("een onderwerp dat vervallen is")
        return _("stappen in het standpunt over %(topic)s") % {"topic": topic.name}
    if subject.about is About.CITED:
        return _("wie %(paper)s noemt") % {"paper": format_paper(subject.what)}
    letters = letters_of(subject)
    letters.form.is_valid()
    all_sorts = letters.form.cleaned_data.get("publication") == ALL_SORTS
    chosen = filter_choices.chosen_in(letters, quiet=("sort", *(("publication",) if all_sorts else ())))
    said = [_plain(filter_choices.words(letters, name, value)) for name, value, _address in chosen]
    words = _("nieuwe brieven en stukken (%(choices)s)") if all_sorts else _("nieuwe brieven (%(choices)s)")
    return words % {"choices": ", ".join(said)}


def _plain(said: str) -> str:
    """Return words as text, those of HTML without their tags; what somebody searched for may look like tags."""
    return unescape(strip_tags(said)) if isinstance(said, SafeString) else said


def letters_of(subject: Subject, among: Collection[int] | None = None) -> FollowedFilter:
    """Return the filter of a subject that is letters; over some letters alone where their ids are given."""
    return FollowedFilter(QueryDict(subject.what), queryset=Letter.objects.published(), among=among)


def citations_of(target: str) -> tuple[Letter | None, Q]:
    """Return the paper, if it is here and may be shown, and the condition on citations of it in other letters."""
    letter: Letter | None = Letter.objects.published().named().filter(identifiers__value=target).first()
    return letter, (Q(target=target) | Q(target_letter=letter)) & ~Q(letter=letter) if letter else Q(target=target)


def _refuse_more(asked: QueryDict) -> None:
    """Raise SubjectError if more is asked than one topic: else a reader would get what was not asked for."""
    if len(asked.getlist(TOPIC)) > 1:
        raise SubjectError(_("Kies één onderwerp. Elk volgend onderwerp volgt u apart."))
    if any(asked.get(name) for name in (*FollowedFilter.base_filters, *OF_STANCES)):
        raise SubjectError(
            _("Van een onderwerp volgt u alle stappen. Laat andere keuzes weg, of volg nieuwe brieven met een woord.")
        )


def _topic(slug: str) -> Subject:
    if slug not in axes() or not Topic.objects.filter(slug=slug).exists():
        raise SubjectError(_("Dit onderwerp is er niet, of niet meer. Kies een ander onderwerp."))
    return Subject(About.STEPS, slug)


def _paper(written: str) -> Subject:
    target = parse_identifier(written) or written
    known = target.isascii() and target.isprintable() and len(target) <= LONGEST_NUMBER
    letter, citing = citations_of(target) if known else (None, Q(pk=None))
    if letter is None and not Citation.objects.published().filter(citing).exists():
        raise SubjectError(_("Geen brief hier noemt dit stuk. Schrijf het nummer zo: 28676-351 of kst-28676-351."))
    return Subject(About.CITED, target)
