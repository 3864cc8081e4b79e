"""Source format of the examples: a text file with a head of fields and a body of one sentence per line.

    ## Heading                      - item / 1. item                blank line = new paragraph
    A sentence with a mark.[^1] {Rc+1 Ea.}
    [^1]: The footnote.             @sign  @title …  @annex …  @lang en

Braces hold the invented coder's codings: topic (R, C, D, E), holder (c, a, n, v, o), and a score, or a full stop for a
mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
MARKER = "VERZONNEN VOORBEELDBRIEF – geen echt Kamerstuk"

TOPICS = {"R": "russia", "C": "china", "D": "defence-spending", "E": "eu-cooperation"}
HOLDERS = {"c": "cabinet", "a": "allies", "n": "nato", "v": "adviser", "o": "other"}
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip

_CODES = re.compile(r"\s*\{([^}]*)\}$")
_CODE = re.compile(r"([RCDE])([canvo])(\.|0|[+-][12])$")
_NOTE = re.compile(r"^\[\^(\d+)\]:\s+(.+)$")
_ITEM = re.compile(r"^(-|\d+\.)\s+(.+)$")
_INLINE = re.compile(r"\[\^(\d+)\]|\*([^*]+)\*")


class SourceError(Exception):
    """A text in `texts/` that violates the format."""


@dataclass(frozen=True, slots=True)
class Code:
    topic: str
    holder: str
    score: int | None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; for a footnote mark `note` is set and `text` empty."""

    text: str = ""
    italic: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    source: str
    codes: tuple[Code, ...] = ()

    @property
    def runs(self) -> tuple[Run, ...]:
        return tuple(split_runs(self.source))

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of `kind` paragraph, list item, heading, report title, annex title, or position of the signatures."""

    kind: str
    sentences: tuple[Sentence, ...] = ()
    text: str = ""
    label: str = ""
    level: int = 1
    language: str = "nl"

    @property
    def runs(self) -> tuple[Run, ...]:
        joined: list[Run] = []
        for sentence in self.sentences:
            joined += [*([Run(" ")] if joined else []), *sentence.runs]
        return tuple(joined)


@dataclass(frozen=True, slots=True)
class Signatory:
    name: str
    office: str


@dataclass(frozen=True, slots=True)
class Example:
    """One invented paper. `day` is None if the text has no date or an invalid one (`written_date`)."""

    source: str
    file: str
    form: str
    fields: dict[str, str]
    dossiers: tuple[tuple[str, str], ...]
    signatories: tuple[Signatory, ...]
    pieces: tuple[Piece, ...]
    notes: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        return self.fields.get(name, "")

    @property
    def day(self) -> date | None:
        try:
            return date.fromisoformat(self.get("date"))
        except ValueError:
            return None

    @property
    def written_date(self) -> str:
        return dutch_date(self.day) if self.day else self.get("date")

    @property
    def identifier(self) -> str | None:
        if self.dossiers:
            return f"kst-{dossier_key(self.dossiers[0][0])}-{self.get('number')}"
        if self.publication == "vragen en antwoorden":
            return f"ah-tk-{self.get('session').replace('-', '')}-{self.get('number')}"
        return self.get("reference") or None

    @property
    def year_of_making(self) -> int:
        found = re.search(r"\d{4}", self.get("date"))
        return int(found[0]) if found else 2024

    @property
    def publication(self) -> str:
        return self.get("publication") or "brief"

    @property
    def number_line(self) -> str:
        number = self.get("number")
        return f"Nr. {number}" if number.isdigit() else number

    @property
    def addressee(self) -> str:
        chamber = self.get("chamber")
        whose = f"van de {chamber}" if "en" not in chamber.split() else "van de Eerste en van de Tweede Kamer"
        return f"Aan de Voorzitter{'s' if 'en' in chamber.split() else ''} {whose} der Staten-Generaal"

    @property
    def running_foot(self) -> str:
        """The footer of official publications, before the page number."""
        chamber = self.get("chamber") if self.parliament != "Staten-Generaal" else "Staten-Generaal"
        number = self.number_line.lower() if self.get("number").isdigit() else self.number_line
        return f"{chamber}, vergaderjaar {self.get('session').replace('-', '–')}, {self.dossiers[0][0]}, {number}"

    @property
    def parliament(self) -> str:
        chamber = self.get("chamber")
        return "Staten-Generaal" if "en" in chamber.split() else f"{chamber} der Staten-Generaal"


def read_examples() -> list[Example]:
    return [parse(path.name, path.read_text(encoding="utf-8")) for path in sorted(TEXTS.glob("*.txt"))]


def parse(name: str, text: str) -> Example:
    head, _, body = text.partition("\n---\n")
    fields, dossiers, signatories = {}, [], []
    for line in head.splitlines():
        key, _, value = (part.strip() for part in line.partition(":"))
        if key == "dossier":
            number, _, title = value.partition(" | ")
            dossiers.append((number, title))
        elif key == "sign":
            person, _, office = value.partition(" | ")
            signatories.append(Signatory(person, office))
        else:
            fields[key] = value
    pieces, notes = _read_body(name, body)
    if signatories and not any(piece.kind == "sign" for piece in pieces):
        pieces.append(Piece("sign"))
    return Example(
        name, fields["file"], fields["form"], fields, tuple(dossiers), tuple(signatories), tuple(pieces), notes
    )


def _read_body(name: str, body: str) -> tuple[list[Piece], dict[str, str]]:
    pieces: list[Piece] = []
    notes: dict[str, str] = {}
    sentences: list[Sentence] = []
    language = "nl"

    def close() -> None:
        if sentences:
            pieces.append(Piece("paragraph", tuple(sentences), language=language))
            sentences.clear()

    for line in [*body.splitlines(), ""]:
        command, _, rest = line.partition(" ")
        if note := _NOTE.match(line):
            notes[note[1]] = note[2]
        elif item := _ITEM.match(line):
            close()
            label = "" if item[1] == "-" else item[1]
            pieces.append(Piece("item", (_sentence(name, item[2]),), label=label, language=language))
        elif not line.strip() or command in ("##", "###", "@sign", "@title", "@annex", "@lang"):
            close()
        else:
            sentences.append(_sentence(name, line))
        if command in ("##", "###"):
            pieces.append(Piece("heading", text=rest, level=len(command) - 1, language=language))
        elif command in ("@sign", "@title", "@annex"):
            pieces.append(Piece(command[1:], text=rest, language=language))
        elif command == "@lang":
            language = rest
    return pieces, notes


def _sentence(name: str, line: str) -> Sentence:
    codes: list[Code] = []
    if found := _CODES.search(line):
        line = line[: found.start()]
        for written in found[1].split():
            match = _CODE.match(written)
            if match is None:
                raise SourceError(f"{name}: {written!r} is no code in «{line}»")
            score = None if match[3] == "." else int(match[3])
            codes.append(Code(TOPICS[match[1]], HOLDERS[match[2]], score))
    if len({code.topic for code in codes}) < len(codes):
        raise SourceError(f"{name}: a topic is coded twice in «{line}»")
    return Sentence(line, tuple(codes))


def split_runs(text: str) -> Iterator[Run]:
    at = 0
    for found in _INLINE.finditer(text):
        if found.start() > at:
            yield Run(text[at : found.start()])
        yield Run(note=found[1]) if found[1] else Run(found[2], italic=True)
        at = found.end()
    if at < len(text):
        yield Run(text[at:])


def dutch_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def dossier_key(number: str) -> str:
    """Return the dossier number as used in identifiers: `99 101` → `99101`."""
    return number.replace(" ", "")
