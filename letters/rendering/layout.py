"""Layout of a revision: passages in blocks, headings in levels, footnotes linked to their marks.

Works on the objects passed in, without queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from letters.models import Citation, Passage, Revision
from letters.parser.footnote_links import link_marks
from letters.parser.parsed_letter import PassageKind
from letters.rendering.annotate import Point, Wrap, marked

TITLE_DEPTH, DEEPEST = 3, 6
AROUND = (PassageKind.HEADER.value, PassageKind.SIGNATURE.value, PassageKind.ANNEX.value)


@dataclass(slots=True)
class LayoutLine:
    """One passage, ready to render. `turns_to` is the page that begins here; `back` the anchors of a note's marks."""

    passage: Passage
    html: SafeString
    text: str = ""
    depth: int | None = None
    turns_to: int | None = None
    back: Sequence[str] = ()

    @property
    def counts(self) -> bool:
        """True if the label is a list number or letter, which is rendered with a full stop."""
        return (self.passage.label or "").isalnum()


@dataclass(slots=True)
class LayoutBlock:
    """Adjacent passages of one kind: "header", "signature", "annex" or "body"."""

    kind: str
    language: str
    lines: list[LayoutLine]


@dataclass(slots=True)
class LetterLayout:
    blocks: list[LayoutBlock]
    notes: list[LayoutLine]
    contents: list[LayoutLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FootnoteLink:
    """The `turn`th mark of a footnote."""

    offset: int
    label: str
    note: Passage
    turn: int

    @property
    def anchor(self) -> str:
        return f"m{self.note.position}-{self.turn}"


def lay_out(revision: Revision, passages: Sequence[Passage], wraps: Iterable[Wrap] = ()) -> LetterLayout:
    """Lay out the revision; `wraps` (citations, stances) are applied to the text."""
    notes = [p for p in passages if p.kind == PassageKind.FOOTNOTE.value]
    marks = marks_of(passages, notes)
    show = shower(revision, list(wraps), marks)
    running = [p for p in passages if p.kind != PassageKind.FOOTNOTE.value]
    lines = with_pages(with_depths([LayoutLine(p, show(p), revision.text[p.start : p.end]) for p in running]))
    backs = defaultdict(list)
    for mark in marks:
        backs[mark.note.pk].append(mark.anchor)
    return LetterLayout(
        blocks=blocks_of(lines),
        notes=[LayoutLine(note, show(note), back=backs[note.pk]) for note in notes],
        contents=[line for line in lines if line.passage.kind == PassageKind.HEADING.value],
    )


def blocks_of(lines: Sequence[LayoutLine]) -> list[LayoutBlock]:
    """Group adjacent lines of one kind; headings directly above an annex belong to it."""
    kinds: list[str] = []
    for line in reversed(lines):
        kind = block_kind(line.passage)
        heads_annex = line.depth is not None and kinds and kinds[-1] == PassageKind.ANNEX.value
        kinds.append(PassageKind.ANNEX.value if heads_annex else kind)
    pairs = zip(reversed(kinds), lines, strict=True)
    grouped = [(kind, [line for _kind, line in group]) for kind, group in groupby(pairs, key=lambda pair: pair[0])]
    return [LayoutBlock(kind, language_of(group), group) for kind, group in grouped]


def block_kind(passage: Passage) -> str:
    if passage.kind in AROUND:
        return str(passage.kind)
    return PassageKind.BODY.value if passage.language == "nl" else PassageKind.ANNEX.value


def language_of(lines: Iterable[LayoutLine]) -> str:
    return next((line.passage.language for line in lines if line.passage.language != "nl"), "nl")


def marks_of(passages: Iterable[Passage], notes: Sequence[Passage]) -> list[FootnoteLink]:
    """Return the marks with their notes, in order (`letters.parser.footnote_links`)."""
    turns: dict[int, int] = defaultdict(int)
    marks = []
    there = [(offset, label) for passage in passages for offset, label in passage.marks]
    for offset, label, index in link_marks(there, [note.label for note in notes]):
        note = notes[index]
        turns[note.pk] += 1
        marks.append(FootnoteLink(offset, label, note, turns[note.pk]))
    return marks


def shower(revision: Revision, wraps: list[Wrap], marks: list[FootnoteLink]) -> Callable[[Passage], SafeString]:
    def show(passage: Passage) -> SafeString:
        inside = [w for w in wraps if passage.start <= w.start and w.end <= passage.end]
        points = [Point(m.offset, note_link(m)) for m in marks if passage.start <= m.offset <= passage.end]
        return marked(revision.text, passage.start, passage.end, inside, points)

    return show


def note_link(mark: FootnoteLink) -> SafeString:
    return format_html(
        '<sup class="mark"><a id="{}" href="#p{}" aria-label="{}">{}</a></sup>',
        mark.anchor,
        mark.note.position,
        _("voetnoot %(label)s") % {"label": mark.label},
        mark.label,
    )


def with_depths(lines: list[LayoutLine]) -> list[LayoutLine]:
    """Assign headings levels h3 … h6 without gaps, whatever levels the source used."""
    above: list[int] = []
    for line in lines:
        if line.passage.kind == PassageKind.TITLE.value:
            level = 0
        elif line.passage.kind == PassageKind.HEADING.value:
            level = line.passage.level or 1
        else:
            continue
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        line.depth = min(TITLE_DEPTH - 1 + len(above), DEEPEST)
    return lines


def with_pages(lines: list[LayoutLine]) -> list[LayoutLine]:
    page = None
    for line in lines:
        if line.passage.page and line.passage.page != page:
            line.turns_to = page = line.passage.page
    return lines


def citation_wraps(citations: Iterable[Citation]) -> list[Wrap]:
    """Wrap each citation in a link to what is said of it on the page (`anchor_of`)."""
    return [Wrap(c.start, c.end, around_citation(c)) for c in citations]


def around_citation(citation: Citation) -> Callable[[SafeString], SafeString]:
    cited = citation.target_letter
    name, title = ("cited", cited.name) if cited else ("cited uncited", _("niet in Standpunt"))
    return lambda inside: format_html(
        '<a class="{}" href="#{}" title="{}">{}</a>', name, anchor_of(citation), title, inside
    )


def anchor_of(citation: Citation) -> str:
    return f"v{citation.position}"
