"""Text read from documents of other makers, compared with an independent extractor: a table in Markdown.

    python -m bench.foreign FOLDER

Reads every PDF, DOCX and ODT below FOLDER; a row a file. `recall` is the share of the extractor's runs of three words
(letters and digits, without case) that the letter has too, in a passage or in what is left out by name; `words` the
same of single words, in which order does not count; `unaccounted` the share of the source's characters that the ledger
cannot name. A file is read "partly" if a page of it is unread, if words are below 0.95 or if anything is unaccounted
for. Extractors, each if it is installed: `pdftotext` (poppler-utils), `docx2txt` (of PyPI), `odt2txt`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from letters.ledger import differing, shares
from letters.parser.parsed_letter import ParsedLetter, ParsedPassage
from letters.parser.pipeline import parse
from letters.readers import read
from letters.readers.blocks import Form, Reading, ReadingError
from letters.readers.source_counts import source_pages

EXTRACTORS = {".pdf": ("pdftotext", "{}", "-"), ".docx": ("docx2txt", "{}"), ".odt": ("odt2txt", "{}")}
RUN = 3  # words
ENOUGH = 0.95
_WORD = re.compile(r"[^\W_]+")


def main(folder: Path) -> None:
    print("| folder | file | pages | read | recall | words | unaccounted | remark |\n|---|---|---|---|---|---|---|---|")
    for path in sorted(folder.rglob("*")):
        if path.suffix in EXTRACTORS and path.is_file():
            print(f"| {path.parent.relative_to(folder)} | {path.name} | {' | '.join(tried(path))} |", flush=True)


def tried(path: Path) -> tuple[str, ...]:
    """Return the columns of a file from its pages on."""
    data = path.read_bytes()
    try:
        reading = read(data)
    except ReadingError as error:
        return "", "refused", "", "", "", error.code
    letter = parse(reading, source_pages(data, reading))
    mine, other = words_of(reading, letter), extracted(path)
    runs_too, words = recall(other, mine, RUN), recall(other, mine, 1)
    unaccounted = shares(letter.ledger or ())[2]
    whole = (words is None or words >= ENOUGH) and not unaccounted and not letter.unread_pages
    figures = ["" if share is None else f"{share:.3f}" for share in (runs_too, words, unaccounted)]
    return str(reading.pages or ""), "read" if whole else "partly", *figures, "; ".join(remarks(reading, letter))


def words_of(reading: Reading, letter: ParsedLetter) -> str:
    """Return the text of the passages, of a PDF with labels and marks, and what is left out on purpose."""
    kept = [letter.text[one.start : one.end] for one in letter.passages]
    if reading.form is Form.PDF:
        kept = [marked(letter.text, one) for one in letter.passages]
    return "\n".join([*kept, *(gone.text for gone in reading.left_out)])


def marked(text: str, passage: ParsedPassage) -> str:
    """Return a passage as it is printed: its label before it, and each footnote mark in its place."""
    printed, start = passage.label or "", passage.start
    for mark in passage.marks:
        printed, start = f"{printed} {text[start : mark.offset]} {mark.label}", mark.offset
    return f"{printed} {text[start : passage.end]}"


def extracted(path: Path) -> str:
    """Return the text of the extractor for the file's form, "" if that is not installed."""
    name, *arguments = EXTRACTORS[path.suffix]
    if (program := shutil.which(name)) is None:
        return ""
    command = [program, *(one.format(path) for one in arguments)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120).stdout.decode(errors="replace")


def recall(wanted: str, found: str, run: int) -> float | None:
    """Return the share of the runs of words in `wanted` that are in `found`, None if there are none."""
    there = runs(wanted, run)
    return (there & runs(found, run)).total() / there.total() if there else None


def runs(text: str, length: int) -> Counter[tuple[str, ...]]:
    """Return the runs of so many words in a text, with their frequency."""
    words = _WORD.findall(text.casefold())
    return Counter(zip(*(words[at:] for at in range(length)), strict=False))


def remarks(reading: Reading, letter: ParsedLetter) -> Iterator[str]:
    """Yield the pages without readable text, the text left out by category, and the first words unaccounted for."""
    if reading.unread_pages:
        yield f"unread: {', '.join(map(str, reading.unread_pages))}"
    for why, share in shares(letter.ledger or ())[1].items():
        yield f"{why.value} {share:.3f}"
    for row in differing(letter.ledger or ())[:1]:
        yield f"differs by {row.difference}: {row.words[:60]}".replace("|", " ")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
