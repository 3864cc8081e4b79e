"""A letter as parsed: the parser's output, stored by `letters.ingestion`. Plain frozen dataclasses, no Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from letters.ledger import Row


class PassageKind(StrEnum):
    HEADER = "header"  # letterhead, addressee, place and date: kept as context
    TITLE = "title"  # title of the letter, or of a report after the signature
    HEADING = "heading"
    BODY = "body"
    SIGNATURE = "signature"
    FOOTNOTE = "footnote"
    ANNEX = "annex"


class Publication(StrEnum):
    """Types of parliamentary paper. Only letters have a kind and represent the cabinet's position."""

    LETTER = "brief"
    MOTION = "motie"
    DEBATE = "debatverslag"
    QUESTIONS = "vragen en antwoorden"
    OTHER = "ander stuk"


class NoLetter(StrEnum):
    """Reasons why a paper is no letter to parliament: no sign of one, or another addressee."""

    NO_SIGN = "no-sign"
    TO_ANOTHER = "to-another"


@dataclass(frozen=True, slots=True)
class FootnoteMark:
    """The mark of footnote `label`: before the character at `offset` of the letter's text."""

    offset: int
    label: str


@dataclass(frozen=True, slots=True)
class ParsedPassage:
    """One paragraph of the clean text. All offsets count characters of `ParsedLetter.text`.

    `headings` is the path of headings above it, outermost first. `sentences` are (start, end) pairs: ascending,
    disjoint, inside the passage. `label` is a list number or footnote mark. `language` is `nl` or `en`.
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
    """A signatory who holds an office: a minister, a state secretary, the prime minister."""

    name: str
    office: str


@dataclass(frozen=True, slots=True)
class ParsedSigner:
    """A person who signed for an office-holder, as written. One of the two may be "" where the text omits it."""

    name: str
    function: str


@dataclass(frozen=True, slots=True)
class ParsedCitation:
    """A reference to another paper, as written at text[start:end]; `target` is None without a canonical form."""

    written: str
    start: int
    end: int
    target: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The source of a field's value: a quote with the index of its passage, or from the source's own metadata."""

    quote: str
    passage: int | None = None
    reason: str = ""  # for `publication`: why it is no letter (`NoLetter`)


@dataclass(frozen=True, slots=True)
class ParsedLetter:
    """All that one document states; None and empty values mean "not stated".

    `written_date` is the text in the place of the date if it is no valid date ("31 februari 2020"). `chamber` is
    "Tweede Kamer", "Eerste Kamer" or "Eerste en Tweede Kamer". `kind` is one of `letters.parser.classify.KINDS` for a
    letter and None for any other publication. `unread_pages` are the numbers of pages without readable text.
    `signed_by` signed for an office-holder, `on_behalf_of` are the offices whose holder did not sign ("namens deze",
    "mede namens de minister van X"). `evidence` is keyed by the names of the fields of this class. `ledger` accounts
    for the characters of the source, None if they were not counted.
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
    signed_by: tuple[ParsedSigner, ...] = ()
    on_behalf_of: tuple[str, ...] = ()
    citations: tuple[ParsedCitation, ...] = ()
    footnotes: int = 0
    annexes: int = 0
    unread_pages: tuple[int, ...] = ()
    evidence: tuple[tuple[str, Evidence], ...] = ()
    ledger: tuple[Row, ...] | None = None
