"""Accumulator for the text of one block: marks and links keep their position while white space is collapsed."""

from __future__ import annotations

import re
import unicodedata

from letters.readers.blocks import Link, NoteMark
from letters.readers.encodings import MEANT

# Unicode noncharacters, reserved for internal use: they have no meaning in any document.
MARK, LINK_START, LINK_END = "\ufdd0", "\ufdd1", "\ufdd2"

_SPACES = re.compile(r"[\s\u200b]+")
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x9f\xad\u200c-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufdd0-\ufdd2\ud800-\udfff]"
)
_PIECES = re.compile(f"([{MARK}{LINK_START}{LINK_END}])")


def visible(text: str) -> str:
    """Return text without invisible characters. `&#147;` and the like are read as Windows-1252, as browsers do."""
    return _INVISIBLE.sub(_meant, text)


def _meant(character: re.Match[str]) -> str:
    return MEANT.get(ord(character[0]), "")


def composed(text: str) -> str:
    """Normalise to NFC, with ligatures of type (`ﬁ`) as the letters that they join."""
    if text.isascii():
        return text
    text = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Return `composed` text on one line, single-spaced, without invisible characters, with plain hyphens."""
    text = visible(text).replace("\u2011", "-")
    return composed(_SPACES.sub(" ", text)).strip()


class Inline:
    """Accumulates the pieces of one block. `take()` returns the clean text with its marks and links, and resets.

    Constant cost per piece: a page may have thousands of empty paragraphs.
    """

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self._pieces: list[str] = []
        self._labels: list[str] = []
        self._targets: list[str] = []
        self._open_links = 0
        self._line_length = 0
        self._has_text = False

    def add(self, text: str | None) -> None:
        if text and (seen := visible(text)):
            self._append(seen)
            self._has_text = self._has_text or not seen.isspace()

    def mark(self, label: str) -> None:
        self._append(MARK)
        self._labels.append(label)

    def start_link(self, target: str) -> None:
        self._append(LINK_START)
        self._targets.append(target)
        self._open_links += 1

    def end_link(self) -> None:
        if self._open_links:
            self._append(LINK_END)
            self._open_links -= 1

    def end_line(self) -> None:
        self._pieces.append(" ")
        self._line_length = 0

    def line_length(self) -> int:
        """The number of characters on the current line."""
        return self._line_length

    def has_text(self) -> bool:
        return self._has_text

    def take(self) -> tuple[str, tuple[NoteMark, ...], tuple[Link, ...]]:
        result = settle("".join(self._pieces), self._labels, self._targets)
        self._start()
        return result

    def _append(self, piece: str) -> None:
        self._pieces.append(piece)
        self._line_length += len(piece.strip())


def settle(
    raw: str, labels: list[str], targets: list[str] | None = None
) -> tuple[str, tuple[NoteMark, ...], tuple[Link, ...]]:
    """Clean `raw`, in which MARK and LINK_* characters stand for `labels` and `targets` in order."""
    settled = _Settled()
    marks: list[NoteMark] = []
    links: list[Link] = []
    opened: list[tuple[int, str]] = []
    label, target = iter(labels), iter(targets or ())
    for piece in _PIECES.split(raw):
        if piece == MARK:
            marks.append(NoteMark(settled.end, next(label)))
        elif piece == LINK_START:
            opened.append((settled.length, next(target)))
        elif piece == LINK_END:
            start, wanted = opened.pop()
            links.append(Link(start, settled.end, wanted))
        else:
            settled.add(piece)
    return settled.text(), tuple(marks), tuple(link for link in links if link.start < link.end)


class _Settled:
    """Clean text under construction: its `length` so far, and where its words `end` (a space may follow)."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0
        self.end = 0

    def add(self, piece: str) -> None:
        piece = composed(_SPACES.sub(" ", piece.replace("\u2011", "-")))
        if self.end < self.length or not self.length:
            piece = piece.lstrip(" ")
        if piece:
            self._pieces.append(piece)
            self.length += len(piece)
            self.end = self.length - piece.endswith(" ")

    def text(self) -> str:
        return "".join(self._pieces)[: self.end]
