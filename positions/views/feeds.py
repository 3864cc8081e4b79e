from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_filters import FilterSet

from letters.labels.number_formats import format_dossier, format_paper
from letters.models import Citation, Letter
from letters.search.letter_filter import FollowedFilter
from positions.api.validation import in_letters, problems
from positions.caching.version import WITHOUT_STANCES, Scope, conditional, version
from positions.codebook.store import axes
from positions.models import Assignment, Release, Topic
from positions.open_data import atom
from positions.open_data.atom import Entry, EntryFeed, FeedContents
from positions.open_data.filters import AsOfStanceFilter
from positions.open_data.steps_decided_last import decided_last
from positions.stances import as_of
from positions.stances.current import current
from positions.stances.stance_search import in_passages
from positions.timelines import changes
from positions.timelines.filters import ChangeFilter, chosen_topics
from positions.timelines.query import published
from positions.timelines.topic_sums import lines_of
from positions.views.data import refused


class AskedFeed(EntryFeed):
    """A feed with a filter in its query string; invalid parameters are a 400 with messages."""

    def __call__(self, request: HttpRequest, slug: str = "") -> HttpResponse:
        topic = get_object_or_404(Topic, slug=slug) if slug else None
        asked = self.asked(request, topic)
        if wrong := problems(request.GET, *asked):
            return refused(wrong)
        response = super().__call__(request, topic, asked)
        del response["Last-Modified"]  # that of the newest entry, which goes back when one is withdrawn
        return response

    def get_object(self, request: HttpRequest, topic: Topic | None, asked: tuple[Any, ...]) -> FeedContents:
        what, page = self.about(topic)
        return FeedContents(
            self.entries(request, topic, *asked),
            atom.title_of(what, topic),
            page,
            request.get_full_path(),
            version(Scope(topic.slug if topic else "")).changed,
        )

    def asked(self, request: HttpRequest, topic: Topic | None) -> tuple[FilterSet, ...]:
        raise NotImplementedError

    def about(self, topic: Topic | None) -> tuple[str, str]:
        """Return the title of the feed, and the page that it belongs to."""
        raise NotImplementedError

    def entries(self, request: HttpRequest, topic: Topic | None, *asked: Any) -> list[Entry]:
        raise NotImplementedError


class LettersFeed(AskedFeed):
    def asked(self, request: HttpRequest, topic: Topic | None) -> tuple[FilterSet, ...]:
        return (FollowedFilter(request.GET, queryset=as_of.letters()),)

    def about(self, topic: Topic | None) -> tuple[str, str]:
        return _("nieuwe brieven"), reverse("letters")

    def entries(self, request: HttpRequest, topic: Topic | None, *asked: Any) -> list[Entry]:
        return atom.letter_entries(asked[0].qs)


class StancesFeed(AskedFeed):
    """Feed of accepted stances, in the letters that are asked for; proposals are left out. Words are those of the
    paragraphs with the stances, as on the page of search; of a topic, as on its page, those of the letters.
    """

    def asked(self, request: HttpRequest, topic: Topic | None) -> tuple[FilterSet, ...]:
        accepted = current(proposals=False).visible_to(request.user)
        return (
            AsOfStanceFilter(request.GET, queryset=accepted.filter(topic=topic) if topic else accepted),
            FollowedFilter(request.GET, queryset=as_of.letters()),
        )

    def about(self, topic: Topic | None) -> tuple[str, str]:
        return _("nieuwe standpunten"), reverse("topic", args=[topic.slug]) if topic else reverse("search")

    def entries(self, request: HttpRequest, topic: Topic | None, *asked: Any) -> list[Entry]:
        stances, letters = asked
        wanted = in_letters(letters)
        candidates = stances.candidates().filter(wanted)
        words = "" if topic else letters.form.cleaned_data.get("q") or ""
        found = in_passages(stances.qs.filter(wanted), words)
        return atom.stance_entries(found, candidates.filter(topic=topic) if topic else candidates)


class ChangesFeed(AskedFeed):
    def asked(self, request: HttpRequest, topic: Topic | None) -> tuple[FilterSet, ...]:
        return (ChangeFilter(request.GET, queryset=Assignment.objects.letters_seen_by(request.user, published())),)

    def about(self, topic: Topic | None) -> tuple[str, str]:
        return _("veranderingen"), reverse("changes")

    def entries(self, request: HttpRequest, topic: Topic | None, *asked: Any) -> list[Entry]:
        chosen: ChangeFilter = asked[0]
        every = axes()
        topics = chosen_topics([topic.slug]) if topic else chosen.topics
        hidden = Assignment.objects.hidden_letters(request.user)
        how = replace(chosen.asked, proposals=False, hidden=hidden)
        lines = lines_of((each for each in topics if each.slug in every), chosen.qs, how, chosen.holders[0])
        steps = changes.steps(lines, chosen.qs, how, chosen.wanted(settled=True))
        return atom.change_entries(decided_last(steps, atom.MOST), every)


class ReleasesFeed(AskedFeed):
    def asked(self, request: HttpRequest, topic: Topic | None) -> tuple[FilterSet, ...]:
        return (FilterSet(request.GET, queryset=Release.objects.done()),)

    def about(self, topic: Topic | None) -> tuple[str, str]:
        return _("uitgaven"), reverse("releases")

    def entries(self, request: HttpRequest, topic: Topic | None, *asked: Any) -> list[Entry]:
        return atom.release_entries(asked[0].qs)


class CitingFeed(EntryFeed):
    """A feed of the letters that cite a paper, or the papers of a dossier; it takes no filter."""

    def __call__(self, request: HttpRequest, **named: str) -> HttpResponse:
        if wrong := problems(request.GET):
            return refused(wrong)
        response = super().__call__(request, **named)
        del response["Last-Modified"]  # that of the newest entry, which goes back when one is withdrawn
        return response

    def contents(self, request: HttpRequest, what: str, page: str, entries: list[Entry]) -> FeedContents:
        changed = version(WITHOUT_STANCES).changed
        return FeedContents(entries, atom.title_of(what, None), page, request.get_full_path(), changed)


class CitedFeed(CitingFeed):
    """Of one paper, held or not; its first entry tells that it has come in."""

    def get_object(self, request: HttpRequest, target: str) -> FeedContents:
        letter = Letter.objects.published().named().filter(identifiers__value=target).first()
        citing = Citation.objects.filter(Q(target=target) | Q(target_letter=letter) if letter else Q(target=target))
        entries = atom.citation_entries(citing.exclude(letter=letter) if letter else citing)
        if not (letter or entries):
            raise Http404
        came_in = [atom.held_entry(target, letter)] if letter else []
        what = _("wie %(paper)s noemt") % {"paper": format_paper(target)}
        return self.contents(request, what, reverse("cited", args=[target]), [*came_in, *entries])


class CitedDossierFeed(CitingFeed):
    """Of all papers of a dossier, held or not."""

    def get_object(self, request: HttpRequest, number: str) -> FeedContents:
        entries = atom.citation_entries(Citation.objects.of_dossier(number))
        if not (entries or Letter.objects.published().filter(dossiers__number=number).exists()):
            raise Http404
        what = _("wie stukken uit dossier %(number)s noemt") % {"number": format_dossier(number)}
        return self.contents(request, what, f"{reverse('cited-documents')}?dossier={number}", entries)


letters_feed = require_safe(conditional(LettersFeed()))
stances_feed = require_safe(conditional(StancesFeed()))
changes_feed = require_safe(conditional(ChangesFeed()))
releases_feed = require_safe(conditional(ReleasesFeed()))
cited_feed = require_safe(conditional(CitedFeed()))
cited_dossier_feed = require_safe(conditional(CitedDossierFeed()))
