"""The filter as people see it: choices with counts, chips for what is chosen, messages for what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django_filters import FilterSet

from letters.domain.parsed import Publication
from letters.dutch import in_dutch
from letters.filters import UNKNOWN, LetterFilter, ManyFilter
from letters.papers import dossier_words

MOST = 40  # choices in a group; the rest is found by typing
DUTCH = ("dossier", "ministry", "minister", "cabinet")  # names as they stand in letters
GROUPS = ("kind", "dossier", "ministry", "minister", "cabinet", "chamber", "state")


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    title: str
    letters: int
    chosen: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    label: str
    choices: list[Choice]
    more: int = 0

    @property
    def dutch(self) -> bool:
        """Whether its choices are names as they stand in letters."""
        return self.name in DUTCH

    @property
    def chosen(self) -> int:
        return sum(choice.chosen for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Chip:
    text: str
    address: str


def groups(letters: LetterFilter) -> list[Group]:
    """Every group of choices, counted over the letters that the other filters leave; one query a group."""
    return [group(letters, name) for name in GROUPS]


def group(letters: LetterFilter, name: str) -> Group:
    filter_: ManyFilter = letters.filters[name]
    chosen = list(letters.form.cleaned_data.get(name) or [])
    titles = dict(filter_.extra.get("choices", ()))
    counted = [
        Choice(value, called(name, value, str(titles.get(value, title))), count, value in chosen)
        for value, title, count in filter_.counted(letters.without(name))
    ]
    there = {choice.value for choice in counted}
    gone = [
        Choice(value, called(name, value, str(titles.get(value, value))), 0, True)
        for value in chosen
        if value not in there
    ]
    choices = [choice for place, choice in enumerate([*counted, *gone]) if place < MOST or choice.chosen]
    return Group(name, str(filter_.label), choices, more=len(counted) + len(gone) - len(choices))


def called(name: str, value: str, title: str) -> str:
    """A dossier goes by its number and, where it has one, its title."""
    if name != "dossier" or value == UNKNOWN:
        return title
    return dossier_words(value) if title == value else f"{dossier_words(value)} {title}"


def publications(letters: LetterFilter) -> list[Choice]:
    """Letters and the other papers, each counted apart."""
    asked = letters.form.cleaned_data.get("publication") or Publication.LETTER.value
    counts = {
        value: count for value, _title, count in letters.filters["publication"].counted(letters.without("publication"))
    }
    return [
        Choice(p.value, plural_of(p), counts.get(p.value, 0), p.value == asked, address_with(letters.data, p))
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
    found = []
    for name, value in letters.form.cleaned_data.items():
        if name in ("sort", "publication") or not value:
            continue
        for each in value if isinstance(value, list) else [value]:
            found.append(Chip(words(letters, name, each), address_without(letters.data, name, each)))
    return found


def words(letters: LetterFilter, name: str, value: object) -> str:
    label = letters.filters[name].label
    if name in ("after", "before"):
        return f"{label} {date_format(value, 'j F Y')}"  # type: ignore[arg-type]
    if name == "q":
        return f"{label}: “{value}”"
    titles = dict(letters.filters[name].extra.get("choices", ())) | {UNKNOWN: _("onbekend")}
    said = called(name, str(value), str(titles.get(str(value), value)))
    return format_html("{}: {}", label, in_dutch(said) if name in DUTCH and value != UNKNOWN else said)


def problems(asked: FilterSet) -> list[str]:
    """What is wrong with the address, one sentence for each; those filters are left out."""
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


def address_without(data: QueryDict, name: str, value: object) -> str:
    """The same page without one choice; a value of a single filter goes by its name."""
    changed = data.copy()
    changed.pop("page", None)
    values = changed.pop(name, [])
    if left := [each for each in values if name in GROUPS and each != str(value)]:
        changed.setlist(name, left)
    return "?" + changed.urlencode()
