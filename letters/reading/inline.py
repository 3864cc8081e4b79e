"""The text of one block while it is gathered: pieces come in, marks and links keep their place while spaces go."""

from __future__ import annotations

import re
import unicodedata

from letters.reading.blocks import Link, NoteMark

# Unicode reserves these for a program's own use: no document can mean anything by them.
MARK, LINK_START, LINK_END = "\ufdd0", "\ufdd1", "\ufdd2"

_SPACES = re.compile(r"[\s\u200b]+")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200c-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufdd0-\ufdd2\ud800-\udfff]"
)
_PIECES = re.compile(f"([{MARK}{LINK_START}{LINK_END}])")


def clean(text: str) -> str:
    """NFC, one line, single spaces, nothing invisible; a non-breaking hyphen is a hyphen."""
    text = _INVISIBLE.sub("", text).replace("\u2011", "-")
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text)).strip()


class Inline:
    """Gathers the pieces of one block. `take()` gives the clean text with its marks and links, and starts anew."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._labels: list[str] = []
        self._targets: list[str] = []
        self._open_links = 0
        self._line_start = 0

    def add(self, text: str | None) -> None:
        if text:
            self._pieces.append(_INVISIBLE.sub("", text))

    def mark(self, label: str) -> None:
        self._pieces.append(MARK)
        self._labels.append(label)

    def start_link(self, target: str) -> None:
        self._pieces.append(LINK_START)
        self._targets.append(target)
        self._open_links += 1

    def end_link(self) -> None:
        if self._open_links:
            self._pieces.append(LINK_END)
            self._open_links -= 1

    def end_line(self) -> None:
        self._pieces.append(" ")
        self._line_start = len(self._pieces)

    def line_length(self) -> int:
        """How many characters stand on the line that `end_line` would end."""
        return sum(len(piece.strip()) for piece in self._pieces[self._line_start :])

    def has_text(self) -> bool:
        return any(not piece.isspace() and not _PIECES.fullmatch(piece) for piece in self._pieces)

    def take(self) -> tuple[str, tuple[NoteMark, ...], tuple[Link, ...]]:
        result = settle("".join(self._pieces), self._labels, self._targets)
        self._pieces, self._labels, self._targets, self._open_links, self._line_start = [], [], [], 0, 0
        return result


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
    """Clean text in the making: `length` so far, and where its words `end` (a space may follow)."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0
        self.end = 0

    def add(self, piece: str) -> None:
        piece = unicodedata.normalize("NFC", _SPACES.sub(" ", piece.replace("\u2011", "-")))
        if self.end < self.length or not self.length:
            piece = piece.lstrip(" ")
        if piece:
            self._pieces.append(piece)
            self.length += len(piece)
            self.end = self.length - piece.endswith(" ")

    def text(self) -> str:
        return "".join(self._pieces)[: self.end]
