"""Page headers and footers: lines repeated on every page, and the imprint of official publications."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from letters.readers.integers import parse_integer
from letters.readers.pdf.page_lines import Line

# Matched without spaces and in lower case: PDF text has stray spaces ("P agina 1 van 7").
_ALWAYS = re.compile(
    r"pagina\d+(?:(?:van|/)\d+)?|page\d+(?:of\d+)?|\d+van\d+|issn\d{4}-\d{3}[\dx]"
    r"|(?:kst|ah-tk|ah-ek|h-tk|h-ek|blg|kv-tk|kv-ek|nds-tk)-?[\dixvlc]+[\w-]*"
    r"|\d{4}(?:tk|ek)kst[\w-]+|sduuitgevers|(?:['’‘`]s-gravenhage|denhaag)\d{4}"
    r"|(?:['’‘`]s-gravenhage\d{4}|denhaag\d{4})?(?:(?:tweede|eerste)kamer|staten-generaal),vergaderjaar\d{4}[–—-]\d{2,4},.*"
    # "Kenmerk … Pagina 2 van 5", with any house-style text before it
    r"|.{0,120}?(?:pagina|page)\d+(?:van|/|of)\d+"
)
_SUBHEAD = re.compile(  # headings repeated over each point of an agenda, or over each answer
    r"(?:(?:vragen?|antwoord(?:en)?)\W?|toelichting|inleiding|(?:nederlandse|kabinets)?inzet|inzetnederland|reactie(?:kabinet)?"
    r"|(?:nederlandse)?positie|(?:indicatie|inschatting)?(?:van)?(?:het)?krachtenveld|appreciatie|aanbeveling)\W?"
)
_NUMBER = re.compile(r"\d+")
_TOP_ROWS = 10
_BOTTOM_ROWS = 7
_SHORTEST_TELLING = 8
_WHOLE = 240  # characters of a page: more than is printed on every page


def is_imprint(text: str) -> bool:
    """True if the wording of a line at the edge of a page alone shows that it is page furniture."""
    return _ALWAYS.fullmatch("".join(text.split()).casefold()) is not None


class Furniture:
    """Detector of lines repeated at page edges, from all pages of a document.

    A page of text that is repeated as a whole is a second copy of a letter, and counts once. `turned` holds each page's
    rotated lines, which count as edge lines wherever they are.
    """

    def __init__(self, pages: Sequence[Sequence[Line]], turned: Sequence[Sequence[Line]] = ()) -> None:
        self._pages = len(pages)
        self._counts: Counter[str] = Counter()
        copies: set[tuple[str, ...]] = set()
        for number, (lines, others) in enumerate(zip_longest(pages, turned, fillvalue=()), start=1):
            printed = tuple(line.text for line in lines)
            counted = lines if number == 1 else () if printed in copies else _edges(lines)
            if sum(map(len, printed)) >= _WHOLE:
                copies.add(printed)
            seen: set[str] = set()
            for line in (*counted, *others):
                seen.update(_keys(line.text, number))
            self._counts.update(seen)

    def split(self, lines: Sequence[Line], number: int) -> tuple[list[Line], list[Line]]:
        """Split a page into its lines without furniture, in their order, and the furniture.

        Lines that return on later pages are kept on the first: they state the letter's session, dossier or reference
        there.
        """
        rows = sorted(lines, key=lambda line: -line.y)
        gone: set[int] = set()
        for edge, count in ((rows, _TOP_ROWS), (rows[::-1], _BOTTOM_ROWS)):
            first_page_top = number == 1 and edge is rows
            for line in edge[:count]:
                if not self._is_furniture(line, number, by_words_only=first_page_top):
                    if first_page_top:
                        continue
                    break
                gone.add(id(line))
        gone.update(id(line) for line in rows[-1:] if self._is_page_number(line, number))
        gone.update(id(line) for line in rows[:1] if self._is_page_number(line, number))
        return [line for line in lines if id(line) not in gone], [line for line in lines if id(line) in gone]

    def take_returning(self, lines: list[Line], number: int) -> list[Line]:
        """Remove the repeated lines from `lines` in place and return them."""
        gone = [line for line in lines if self.returns(line, number)]
        lines[:] = [line for line in lines if not self.returns(line, number)]
        return gone

    def returns(self, line: Line, number: int) -> bool:
        return any(self._counts[key] >= self._enough(key) for key in _keys(line.text, number))

    def _is_furniture(self, line: Line, number: int, *, by_words_only: bool) -> bool:
        if is_imprint(line.text):
            return True
        return not by_words_only and self.returns(line, number) and not _is_subhead(line.text)

    def _is_page_number(self, line: Line, number: int) -> bool:
        text = line.text.strip(" -–—|")
        return text == str(number) and self._pages > 1

    def _enough(self, key: str) -> float:
        relative = key[0] in "<>"
        few = 3 if relative or len(key) < _SHORTEST_TELLING else 2
        return max(few, 0.4 * self._pages)


def _is_subhead(text: str) -> bool:
    return _SUBHEAD.fullmatch("".join(text.split()).casefold()) is not None


def _edges(lines: Sequence[Line]) -> list[Line]:
    rows = sorted(lines, key=lambda line: -line.y)
    return rows if len(rows) <= _TOP_ROWS + _BOTTOM_ROWS else rows[:_TOP_ROWS] + rows[-_BOTTOM_ROWS:]


def _keys(text: str, number: int) -> Iterator[str]:
    """Yield the text, and variants with the first or last number relative to the page's: "Pagina 3 van 7" repeats."""
    plain = "".join(text.split()).casefold()
    yield plain
    numbers = list(_NUMBER.finditer(plain))
    for sign, found in (("<", numbers[0]), (">", numbers[-1])) if numbers else ():
        if (printed := parse_integer(found[0], digits=4)) is not None:
            yield f"{sign}{plain[: found.start()]}#{printed - number}{plain[found.end() :]}"
