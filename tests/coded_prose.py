"""Invented, hand-coded letters, one sentence per line: `sentence | topic holder score; topic holder score`.

`@ subject` of the letter, `# heading`, `## subheading`, an empty line between passages, `! ` before the lines of an
English annex. A score of `.` is a mention; a line without `|` has no codings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from letters.parser.parsed_letter import ParsedLetter, ParsedPassage, PassageKind

Coding = dict[str, tuple[str, int | None]]
FOLDER = Path(__file__).resolve().parent / "data" / "coded_prose" / "prose"


@dataclass
class Draft:
    kind: PassageKind
    headings: tuple[str, ...]
    sentences: list[str] = field(default_factory=list)


def letter(prose: str) -> ParsedLetter:
    text, passages = "", []
    for draft in _drafts(prose):
        start, bounds = len(text), []
        for sentence in draft.sentences:
            text += " " if bounds else ""
            bounds.append((len(text), len(text) + len(sentence)))
            text += sentence
        language = "en" if draft.kind is PassageKind.ANNEX else "nl"
        passages.append(
            ParsedPassage(
                draft.kind, start, len(text), headings=draft.headings, language=language, sentences=tuple(bounds)
            )
        )
        text += "\n\n"
    subject = next((line.removeprefix("@ ") for line in prose.splitlines() if line.startswith("@ ")), None)
    return ParsedLetter(text=text, passages=tuple(passages), subject=subject)


def codings(prose: str) -> list[tuple[str, Coding]]:
    lines = (line.removeprefix("! ") for line in prose.splitlines() if line.strip() and line[0] not in "#@")
    return [(line.partition(" | ")[0].strip(), _coding(line.partition(" | ")[2])) for line in lines]


def _coding(written: str) -> Coding:
    found: Coding = {}
    for part in filter(None, map(str.strip, written.split(";"))):
        topic, holder, score = part.split()
        found[topic] = (holder, None if score == "." else int(score))
    return found


def _drafts(prose: str) -> Iterator[Draft]:
    headings: tuple[str, ...] = ()
    draft: Draft | None = None
    for line in [*prose.splitlines(), ""]:
        if line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            headings = (*headings[: level - 1], line.lstrip("# ").strip())
        elif line.strip() and not line.startswith("@"):
            kind = PassageKind.ANNEX if line.startswith("! ") else PassageKind.BODY
            draft = draft or Draft(kind, headings)
            draft.sentences.append(line.removeprefix("! ").partition(" | ")[0].strip())
            continue
        if draft:
            yield draft
            draft = None
