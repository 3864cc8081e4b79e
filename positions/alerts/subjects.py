"""Subjects that a reader can follow: the steps of a topic, letters that a filter lets through, who cites a paper."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from letters.labels.number_formats import format_paper
from letters.models import Citation, Letter
from letters.parser.identifiers import parse_identifier
from letters.search import filter_choices
from letters.search.letter_filter import LetterFilter
from positions.codebook.store import axes
from positions.models import Subscription, Topic
from positions.models.alerts import LONGEST_QUERY

About = Subscription.About
LONGEST_NUMBER = 120  # as `Citation.target`
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
    def page(self) -> str:
        """The path of the page that shows it, in the language at hand."""
        if self.about is About.STEPS:
            return reverse("topic", args=[self.what])
        if self.about is About.CITED:
            return reverse("cited", args=[self.what])
        return f"{reverse('letters')}?{self.what}"


def followed(subscription: Subscription) -> Subject:
    return Subject(About(subscription.about), subscription.what)


def subject_of(asked: QueryDict) -> Subject | None:
    """Return what the query string names; None if it names nothing. Raises SubjectError."""
    if slug := asked.get(TOPIC, ""):
        return _topic(slug)
    if target := asked.get(PAPER, "").strip():
        return _paper(target)
    letters = LetterFilter(asked, queryset=Letter.objects.published())
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
    chosen = filter_choices.chosen_in(letters, quiet=("sort",))
    said = [unescape(strip_tags(filter_choices.words(letters, name, value))) for name, value, _address in chosen]
    return _("nieuwe brieven (%(choices)s)") % {"choices": ", ".join(said)}


def letters_of(subject: Subject) -> LetterFilter:
    return LetterFilter(QueryDict(subject.what), queryset=Letter.objects.published())


def citations_of(target: str) -> tuple[Letter | None, Q]:
    """Return the paper, if it is here and may be shown, and the condition on citations of it in other letters."""
    letter: Letter | None = Letter.objects.published().named().filter(identifiers__value=target).first()
    return letter, (Q(target=target) | Q(target_letter=letter)) & ~Q(letter=letter) if letter else Q(target=target)


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
