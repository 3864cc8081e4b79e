"""Facets with counts, chips of chosen values, and error messages of the filter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django_filters import FilterSet

from letters.labels.lang import mark_dutch
from letters.labels.ministries import MINISTRIES, ministry_label
from letters.labels.number_formats import format_dossier
from letters.parser.parsed_letter import Publication
from letters.search import facet_counts
from letters.search.letter_filter import UNKNOWN, LetterFilter, ManyFilter

MOST = 40  # values per facet; others are found by typing
DUTCH = ("dossier", "ministry", "minister", "cabinet")  # facets whose values are Dutch names from letters
FACETS = ("kind", "dossier", "ministry", "minister", "cabinet", "chamber", "state")


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value with its count, given the other filters. `look` is the CSS class of its swatch.

    `dutch`: the title is a Dutch name from letters, in every language of the page.
    """

    value: str
    title: str
    count: int
    chosen: bool = False
    look: str = ""
    dutch: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its selectable values; `more` is the number of values left out."""

    name: str
    label: str
    values: list[FacetValue]
    more: int = 0

    @property
    def chosen(self) -> int:
        return sum(value.chosen for value in self.values)


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice, with the URL of the page that removes or toggles it.

    `count` is None where nothing is counted; `picture` precedes the text.
    """

    text: str
    address: str
    chosen: bool = True
    count: int | None = None
    picture: SafeString | str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of what a listing shows; `query` is the listing's filter."""

    title: str
    path: str
    query: str = ""

    @property
    def address(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path


def facets(letters: LetterFilter, names: Collection[str] = FACETS) -> list[Facet]:
    """Facet counts of letters, each given the other filters; one query."""
    counts = facet_counts.counts(letters, names)
    return [facet(letters, name, counts[name]) for name in names]


def facet(letters: LetterFilter, name: str, counts: Iterable[tuple[str, str, int]]) -> Facet:
    filter_: ManyFilter = letters.filters[name]
    chosen = list(letters.form.cleaned_data.get(name) or [])
    titles = dict(filter_.extra.get("choices", ()))
    counted = [
        FacetValue(
            value, called(name, value, str(titles.get(value, title))), count, value in chosen, dutch=dutch(name, value)
        )
        for value, title, count in counts
    ]
    there = {each.value for each in counted}
    gone = [
        FacetValue(value, called(name, value, str(titles.get(value, value))), 0, True, dutch=dutch(name, value))
        for value in chosen
        if value not in there
    ]
    values = [each for place, each in enumerate([*counted, *gone]) if place < MOST or each.chosen]
    return Facet(name, str(filter_.label), values, more=len(counted) + len(gone) - len(values))


def dutch(name: str, value: str) -> bool:
    """Return whether a value of this filter is shown by a Dutch name from letters."""
    return name in DUTCH and value != UNKNOWN and not (name == "ministry" and value in MINISTRIES)


def called(name: str, value: str, title: str) -> str:
    """Return the display name of a value: a dossier by its number and, if known, its title."""
    if name == "ministry":
        return ministry_label(title)
    if name != "dossier" or value == UNKNOWN:
        return title
    return format_dossier(value) if title == value else f"{format_dossier(value)} {title}"


def publications(letters: LetterFilter) -> list[Chip]:
    """Return chips for letters and for each other sort of paper, with counts."""
    asked = letters.form.cleaned_data.get("publication") or Publication.LETTER.value
    counts = {
        value: count for value, _title, count in letters.filters["publication"].counted(letters.without("publication"))
    }
    return [
        Chip(plural_of(p), address_with(letters.data, p), p.value == asked, counts.get(p.value, 0))
        for p in Publication
        if p.value in counts or p.value == asked
    ]


def plural_of(publication: Publication) -> str:
    return {
        Publication.LETTER: _("Brieven"),
        Publication.MOTION: _("Moties"),
        Publication.DEBATE: _("Debatverslagen"),
        Publication.QUESTIONS: _("Vragen en antwoorden"),
        Publication.OTHER: _("Andere stukken"),
    }[publication]


def chips(letters: LetterFilter) -> list[Chip]:
    return [
        Chip(words(letters, name, value), address)
        for name, value, address in chosen_in(letters, quiet=("sort", "publication"))
    ]


def chosen_in(asked: FilterSet, *, quiet: Collection[str]) -> Iterator[tuple[str, object, str]]:
    """Yield filter, value and URL without it for each active choice, except filters in `quiet`."""
    for name, chosen in asked.form.cleaned_data.items():
        if name not in quiet and chosen not in (None, "", []):
            several = chosen if isinstance(chosen, list) else ()
            for value in several or [chosen]:
                yield name, value, address_without(asked.data, name, value, several)


def words(letters: LetterFilter, name: str, value: object) -> str:
    label = letters.filters[name].label
    if name in ("after", "before"):
        return f"{label} {date_format(value, 'j F Y')}"  # type: ignore[arg-type]
    if name == "q":
        return f"{label}: “{value}”"
    titles = dict(letters.filters[name].extra.get("choices", ())) | {UNKNOWN: _("onbekend")}
    said = called(name, str(value), str(titles.get(str(value), value)))
    return format_html("{}: {}", label, mark_dutch(said) if dutch(name, str(value)) else said)


def problems(asked: FilterSet) -> list[str]:
    """Return one sentence per invalid parameter; those filters are ignored."""
    wrong = [
        _("%(filter)s: %(message)s") % {"filter": asked.filters[name].label, "message": " ".join(messages)}
        for name, messages in asked.errors.items()
    ]
    after, before = asked.form.cleaned_data.get("after"), asked.form.cleaned_data.get("before")
    if after and before and after > before:
        wrong.append(_("De periode eindigt voordat hij begint: draai de twee datums om."))
    return wrong


def address_with(data: QueryDict, publication: Publication) -> str:
    changed = data.copy()
    changed.pop("page", None)
    changed.pop("kind", None)
    changed["publication"] = publication.value
    if publication == Publication.LETTER:
        del changed["publication"]
    return "?" + changed.urlencode()


def address_without(data: QueryDict, name: str, value: object, several: Collection[object] = ()) -> str:
    """Return the URL of the page without this choice; the others of a filter with `several` values stay."""
    changed = data.copy()
    changed.pop("page", None)
    changed.pop(name, None)
    changed.setlist(name, [str(each) for each in several if each != value])
    return "?" + changed.urlencode()


def narrows(asked: LetterFilter) -> bool:
    """Return whether anything is chosen beside the sort of paper and what is known of it: those let much through."""
    chosen = asked.form.cleaned_data.items()
    return any(value for name, value in chosen if name not in ("sort", "publication", "state"))


def canonical_query(asked: LetterFilter) -> str:
    """Return the choices as a query string that is the same for the same letters, whatever the order of the choices."""
    kept = QueryDict(query_for(asked.filters, asked))
    pairs = {(name, value) for name, values in kept.lists() for value in values if value}
    return urlencode(sorted(pairs))


def query_for(other: Iterable[str], *asked: FilterSet) -> str:
    """Return the valid choices as a query string for an address that has these `other` parameters, such as a feed's;
    the order of a list is none of its contents.
    """
    known = set(other) - {"sort", "order", *(name for each in asked for name in each.errors)}
    kept = QueryDict(mutable=True)
    for name, values in asked[0].data.lists():
        if name in known and any(values):
            kept.setlist(name, values)
    return kept.urlencode()
