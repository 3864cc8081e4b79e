"""A letter as its text states it: what the parser returns and the recorder stores. Plain frozen objects, no Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PassageKind(StrEnum):
    HEADER = "header"  # letterhead, addressee, place and date: kept as context
    TITLE = "title"  # the title of the letter, or of a report that follows the signature
    HEADING = "heading"
    BODY = "body"
    SIGNATURE = "signature"
    FOOTNOTE = "footnote"
    ANNEX = "annex"


class Publication(StrEnum):
    """What sort of parliamentary paper it is. Only letters have a kind and make the cabinet's line."""

    LETTER = "brief"
    MOTION = "motie"
    DEBATE = "debatverslag"
    QUESTIONS = "vragen en antwoorden"
    OTHER = "ander stuk"


@dataclass(frozen=True, slots=True)
class FootnoteMark:
    """Where in the letter's text the mark of footnote `label` stood: before the character at `offset`."""

    offset: int
    label: str


@dataclass(frozen=True, slots=True)
class ParsedPassage:
    """One paragraph of the clean text. All offsets count characters of `ParsedLetter.text`.

    `headings` is the path of headings above it, outermost first. `sentences` are (start, end) pairs, ascending, without
    overlap, inside the passage. `label` is a list number or footnote mark. `language` is `nl` or `en`.
    """

    kind: PassageKind
    start: int
    end: int
    headings: tuple[str, ...] = ()
    page: int | None = None
    level: int | None = None
    label: str | None = None
    language: str = "nl"
    sentences: tuple[tuple[int, int], ...] = ()
    marks: tuple[FootnoteMark, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedSignatory:
    name: str
    office: str


@dataclass(frozen=True, slots=True)
class ParsedCitation:
    """A reference to another paper, as written at text[start:end]; `target` is None where it has no normal form."""

    written: str
    start: int
    end: int
    target: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a field's value was found: the words themselves and the passage (index), or the source's own metadata."""

    quote: str
    passage: int | None = None


@dataclass(frozen=True, slots=True)
class ParsedLetter:
    """Everything that one document states. None and empty mean that the text does not say it.

    `written_date` is what stood where the date should be when that is no date ("31 februari 2020"). `chamber` is
    "Tweede Kamer", "Eerste Kamer" or "Eerste en Tweede Kamer". `kind` is one of `letters.domain.kinds.KINDS` for a
    letter and None for any other publication. `evidence` is keyed by the names of the fields of this class.
    """

    text: str
    passages: tuple[ParsedPassage, ...]
    publication: Publication = Publication.LETTER
    kind: str | None = None
    identifier: str | None = None
    other_identifiers: tuple[str, ...] = ()
    dossiers: tuple[str, ...] = ()
    dossier_title: str | None = None
    number: str | None = None
    session: str | None = None
    title: str | None = None
    subject: str | None = None
    chamber: str | None = None
    document_date: date | None = None
    publication_date: date | None = None
    written_date: str | None = None
    signatories: tuple[ParsedSignatory, ...] = ()
    citations: tuple[ParsedCitation, ...] = ()
    footnotes: int = 0
    annexes: int = 0
    evidence: tuple[tuple[str, Evidence], ...] = ()
