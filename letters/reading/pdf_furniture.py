"""Page headers and footers: what is printed on every page, and what official publications print at their foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from letters.reading.pdf_lines import Line

# Matched without spaces and in lower case: PDF text has stray spaces ("P agina 1 van 7").
_ALWAYS = re.compile(
    r"pagina\d+(?:(?:van|/)\d+)?|page\d+(?:of\d+)?|\d+van\d+|issn\d{4}-\d{3}[\dx]"
    r"|(?:kst|ah-tk|ah-ek|h-tk|h-ek|blg|kv-tk|kv-ek|nds-tk)-?[\dixvlc]+[\w-]*"
    r"|\d{4}(?:tk|ek)kst[\w-]+|sduuitgevers|(?:['’‘`]s-gravenhage|denhaag)\d{4}"
    r"|(?:['’‘`]s-gravenhage\d{4}|denhaag\d{4})?(?:(?:tweede|eerste)kamer|staten-generaal),vergaderjaar\d{4}[–—-]\d{2,4},.*"
    # "Kenmerk … Pagina 2 van 5", with whatever the house style prints before it
    r"|.{0,120}?(?:pagina|page)\d+(?:van|/|of)\d+"
)
_SUBHEAD = re.compile(  # headings that come back over each point of an agenda, or over each answer
    r"(?:(?:vragen?|antwoord(?:en)?)\W?|toelichting|inleiding|(?:nederlandse|kabinets)?inzet|inzetnederland|reactie(?:kabinet)?"
    r"|(?:nederlandse)?positie|(?:indicatie|inschatting)?(?:van)?(?:het)?krachtenveld|appreciatie|aanbeveling)\W?"
)
_NUMBER = re.compile(r"\d+")
_TOP_ROWS = 10
_BOTTOM_ROWS = 7
_SHORTEST_TELLING = 8


def is_imprint(text: str) -> bool:
    """Whether a line at the edge of a page is page furniture by its words alone."""
    return _ALWAYS.fullmatch("".join(text.split()).casefold()) is not None


class Furniture:
    """Knows, from all pages of a document, which lines at their edges return."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        self._pages = len(pages)
        self._counts: Counter[str] = Counter()
        for number, lines in enumerate(pages, start=1):
            seen: set[str] = set()
            for line in lines if number == 1 else _edges(lines):
                seen.update(_keys(line.text, number))
            self._counts.update(seen)

    def split(self, lines: Sequence[Line], number: int) -> tuple[list[Line], list[Line]]:
        """The lines of a page without its furniture, in their order, and the furniture. What returns on later pages is
        kept on the first: it states the letter's session, dossier or reference there."""
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
    """The text itself, and with its first or last number told relative to the page's: so "Pagina 3 van 7" returns."""
    plain = "".join(text.split()).casefold()
    yield plain
    numbers = list(_NUMBER.finditer(plain))
    for sign, found in (("<", numbers[0]), (">", numbers[-1])) if numbers else ():
        if len(found[0]) < 5:
            yield f"{sign}{plain[: found.start()]}#{int(found[0]) - number}{plain[found.end() :]}"
