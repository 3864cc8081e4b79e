"""A letter's text beside its fields: numbered passages, with the quotes marked that fields were read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.labels.kind_labels import kind_label
from letters.models import SourceName

# Only these refer to the displayed text; "other copy" refers to another file.
OF_THIS_TEXT = ("text",)
Span = tuple[int, int, str]  # start, end, field
KIND_WORDS = {
    "header": gettext_lazy("briefhoofd"),
    "title": gettext_lazy("titel"),
    "heading": gettext_lazy("kop"),
    "signature": gettext_lazy("ondertekening"),
    "footnote": gettext_lazy("voetnoot"),
    "annex": gettext_lazy("bijlage"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a passage; `field` names the field read from it."""

    text: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class ShownPassage:
    number: int
    kind: str
    level: int
    page: int | None
    label: str | None
    language: str
    pieces: list[Piece]

    @property
    def kind_words(self) -> str:
        return str(KIND_WORDS.get(self.kind, ""))


@dataclass(frozen=True, slots=True)
class ValueOrigin:
    """The provenance of a field's value, in words, and the anchor of its place in the text."""

    words: str
    quote: str = ""
    anchor: str = ""
    by_editor: bool = False


@dataclass(slots=True)
class ShownText:
    passages: list[ShownPassage] = field(default_factory=list)
    origins: dict[str, ValueOrigin] = field(default_factory=dict)


def show(text: str, passages: Sequence[Any], provenance: Mapping[str, Any]) -> ShownText:
    """Return the text for display. `passages` are parsed or stored ones, in order; `provenance` is as on Letter."""
    marked = place_quotes(text, passages, provenance)
    shown = [
        ShownPassage(
            number=number,
            kind=getattr(p.kind, "value", p.kind),
            level=p.level or 1,
            page=p.page,
            label=p.label,
            language=p.language,
            pieces=pieces(text[p.start : p.end], marked.get(number - 1, [])),
        )
        for number, p in enumerate(passages, start=1)
    ]
    placed = {name for spans in marked.values() for _, _, name in spans}
    origins = {name: origin(name, found, name in placed, len(passages)) for name, found in provenance.items()}
    return ShownText(shown, origins)


def place_quotes(text: str, passages: Sequence[Any], provenance: Mapping[str, Any]) -> dict[int, list[Span]]:
    """Return the spans to mark in each passage: quotes found there that do not overlap an earlier one."""
    placed: dict[int, list[Span]] = {}
    for name, found in provenance.items():
        index, quote = found.get("passage"), found.get("quote")
        if found.get("by") not in OF_THIS_TEXT or not quote or index is None or not 0 <= index < len(passages):
            continue
        start = text[passages[index].start : passages[index].end].find(quote)
        spans = placed.setdefault(index, [])
        if start >= 0 and all(start + len(quote) <= a or start >= b for a, b, _ in spans):
            spans.append((start, start + len(quote), name))
    return placed


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    cut, at = [], 0
    for start, end, name in sorted(spans):
        cut += [Piece(text[at:start]), Piece(text[start:end], name)]
        at = end
    return [piece for piece in [*cut, Piece(text[at:])] if piece.text]


def origin(name: str, found: Mapping[str, Any], placed: bool, count: int) -> ValueOrigin:
    by, quote, index = found.get("by"), found.get("quote") or "", found.get("passage")
    if by == "editor":
        return ValueOrigin(_("Ingevuld door een redacteur"), by_editor=True)
    if by == "other copy":
        return ValueOrigin(_("Uit een ander exemplaar van de brief"), quote)
    if source := found.get("source"):
        told = {"source": SourceName(source).label, "text": found.get("differs")}
        differing = _("Volgens de bron (%(source)s); de tekst zegt “%(text)s”")
        return ValueOrigin((differing if told["text"] else _("Volgens de bron (%(source)s)")) % told, quote)
    if reason := found.get("reason"):
        placed = placed and index is not None
        return ValueOrigin(kind_label(reason), quote, f"bron-{name}" if placed else "")
    if by == "metadata" or index is None or not 0 <= index < count:
        return ValueOrigin(_("Uit de gegevens bij het bestand"), quote)
    return ValueOrigin(
        _("Gevonden in alinea %(number)s") % {"number": index + 1},
        quote,
        f"bron-{name}" if placed else f"alinea-{index + 1}",
    )
