"""Parser of hand-made codings in CSV: one stance per row, and one row with empty columns for a sentence without any.

Columns: sentence (its name within the file), text, topic, holder, kind (position or mention), score (−2 to +2, of a
position only).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from letters.parser.fingerprints import letters_and_digits
from positions.domain.reliability.units import CodedValue
from positions.domain.scale import SCORES, Holder

COLUMNS = ("sentence", "text", "topic", "holder", "kind", "score")
_NOTE_MARK = re.compile(r"<sup\b[^>]*>.*?</sup>|\[\^[^\]]*\]", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-z]+\b[^<>]*>", re.IGNORECASE)


class CodingFileError(Exception):
    """The file is invalid; `problems` lists the rows and reasons."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(slots=True)
class CodedSentence:
    line: int
    text: str
    said: dict[str, CodedValue] = field(default_factory=dict)  # by topic


def read(lines: Iterable[str], name: str, topics: Collection[str]) -> list[CodedSentence]:
    """Return the sentences in file order. Raises CodingFileError with every invalid row."""
    reader = csv.DictReader(lines, strict=True)
    try:
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    except csv.Error as error:
        raise CodingFileError([f"{name}:1: {error}"]) from error
    if missing:
        raise CodingFileError([f"{name}:1: column missing: {', '.join(missing)}"])
    sentences: dict[str, CodedSentence] = {}
    problems: list[str] = []
    for line, row in _rows(reader, name, problems):
        try:
            _take(row, line, sentences, topics)
        except ValueError as error:
            problems.append(f"{name}:{line}: {error}")
    if problems:
        raise CodingFileError(problems)
    if not sentences:
        raise CodingFileError([f"{name}:2: there is no sentence in it"])
    return list(sentences.values())


def words_of(text: str) -> str:
    """Return the search key of a sentence: its letters and digits, without footnote marks and markup."""
    return letters_and_digits(_TAG.sub("", _NOTE_MARK.sub("", text)))


def _rows(reader: csv.DictReader[str], name: str, problems: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        for row in reader:
            if None in row or None in row.values():
                problems.append(f"{name}:{reader.line_num}: there are not as many columns as in the first line")
            else:
                yield reader.line_num, {column: row[column].strip() for column in COLUMNS}
    except csv.Error as error:
        problems.append(f"{name}:{reader.line_num}: {error}")


def _take(row: dict[str, str], line: int, sentences: dict[str, CodedSentence], topics: Collection[str]) -> None:
    if not row["sentence"] or not words_of(row["text"]):
        raise ValueError("a sentence needs a name and a text")
    sentence = sentences.setdefault(row["sentence"], CodedSentence(line, row["text"]))
    if sentence.text != row["text"]:
        raise ValueError(f"sentence {row['sentence']} has another text in line {sentence.line}")
    topic, said = row["topic"], _said(row, topics)
    if said is None:
        return
    if topic in sentence.said:
        raise ValueError(f"sentence {row['sentence']} has topic {topic} already")
    sentence.said[topic] = said


def _said(row: dict[str, str], topics: Collection[str]) -> CodedValue | None:
    topic, holder, kind, score = (row[column] for column in COLUMNS[2:])
    if not (topic or holder or kind or score):
        return None
    if topic not in topics:
        raise ValueError(f"unknown topic {topic!r}; there is: {', '.join(topics)}")
    if holder not in list(Holder):
        raise ValueError(f"unknown holder {holder!r}; there is: {', '.join(Holder)}")
    if kind not in ("position", "mention"):
        raise ValueError(f"kind is position or mention, not {kind!r}")
    if kind == "mention":
        if score:
            raise ValueError(f"a mention has no score, and this one has {score}")
        return CodedValue(holder, None)
    if score.replace("−", "-") not in {form for s in SCORES for form in (str(s), f"{s:+d}")}:
        raise ValueError(f"the score of a position is −2 to +2, not {score!r}")
    return CodedValue(holder, int(score.replace("−", "-")))
