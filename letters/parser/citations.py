"""References to other papers, as written and as identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letters.parser.identifiers import DOSSIER, NUMBER, SUFFIX, kst, normal_dossier
from letters.parser.parsed_letter import ParsedCitation

_YEARS = r"(?:19|20)\d{2}\s?[/\-\u2013]\s?(?:(?:19|20)\d{2}|\d{2})"
_LED = (
    rf"(?P<word>[Kk]amerstuk(?:ken|nr\.?|nummer)?|KAMERSTUK(?:KEN)?|[Kk]stn?\.?|[Dd]ossier(?:nummer|nr\.?)?|TK|EK)?\s*"
    rf"(?:(?:II?|TK|EK|[Nn]rs?\.)(?=[\s,]),?\s*)?(?:(?:vergaderjaar\s+)?{_YEARS}(?:,\s*{_YEARS})*,?\s*)?"
)
_JOINT = (
    r"(?:\s*,?\s*(?:[Nn]rs?|[Nn]ummers?|[Nn]o)\b\.?\s*"
    r"|\s*[-\u2010\u2011\u2013]\s*|\s*,\s*(?=[A-Z]{1,3}\b)|\s*,\s*(?=\d))"
)
_MORE = r"(?:\s*(?:,|en|and|&|t/m|/)\s*(?:nrs?\.?\s*)?(?:\d{1,4}|[A-Z]{1,3})(?![\w–-])(?!\.\d|\s?\d{3}\b)){0,40}"
_CITE = re.compile(
    rf"(?<![\w/]){_LED}(?<![\d/\-])(?P<dossier>{DOSSIER})(?P<suffix>{SUFFIX})?(?P<joint>{_JOINT})(?P<first>{NUMBER})"
    rf"(?![\w])(?P<more>{_MORE})"
)
_OFFICIAL = re.compile(
    r"(?<![\w-])(?:kst-\d{5}(?:-(?:\d{2}|[IVXLC]+)(?=-))?-(?:\d+|[A-Z]{1,3})(?:-[nb]\d+)?|blg-\d{4,}"
    r"|(?:ah)-(?:tk|ek)-\d{8}-\d+|h-(?:tk|ek)-\d{8}-\d+-\d+|kv-(?:tk|ek)-\d{4}Z\d{5}|nds-tk-\d{4}D\d{5})(?![\w-])"
)
_SCHEME = re.compile("kst-|blg-|-tk-|-ek-")  # a cheap test before the full pattern
_APPENDIX = re.compile(
    rf"Aanhangsel(?:\s+(?:van\s+de\s+|der\s+)?Handelingen)?(?:\s+(?P<house>I{{1,2}}|TK|EK)\b)?,?\s*(?:vergaderjaar\s+)?"
    rf"(?P<year>{_YEARS}),?\s*(?:nr\.?\s*)(?P<number>\d+)"
)
_PROCEEDINGS = re.compile(
    rf"Handelingen\s+(?P<house>I{{1,2}}|TK|EK)?,?\s*(?:vergaderjaar\s+)?(?P<year>{_YEARS}),?\s*(?:nr\.?\s*)(?P<number>\d+)"
    r"(?:,\s*item\s+(?P<item>\d+))?"
)
_DOSSIER_ONLY = re.compile(
    rf"(?<!\w)[Kk]amerstuk(?:ken)?\s*(?:II?\s+)?(?:{_YEARS}(?:,\s*{_YEARS})*,?\s*)?{DOSSIER}(?:{SUFFIX})?(?![\w-]|\s?\d)"
)
_CASE = re.compile(r"(?<![\w/-])\d{4}[ZD]\d{5}(?:/\d{4}[ZD]\d{5})?(?!\w)")
_ELSEWHERE = re.compile(
    r"(?:COM|SEC|SWD|JOIN|Stb\.?|Stcrt\.?|Trb\.?|Pb(?:EU|EG)?\.?|PB\.?|ECLI|CELEX|C\(?)\s*[(:]?\s*(?:\d{4}[),:]?\s*,?)?\s*(?:nr\.?\s*)?$"
)


def find_citations(text: str, start: int = 0) -> list[ParsedCitation]:
    """Return every reference in `text`, in order, one per number of a list; `start` is added to the offsets."""
    found = [*_dossier_citations(text), *_official(text), *_appendices(text), *_cases(text)]
    found.sort(key=lambda citation: (citation.start, -citation.end))
    kept: list[ParsedCitation] = []
    for citation in found:
        if not kept or citation.start >= kept[-1].end:
            kept.append(citation)
    return [ParsedCitation(c.written, c.start + start, c.end + start, c.target) for c in kept]


def targets(citations: tuple[ParsedCitation, ...]) -> tuple[str, ...]:
    """Return the identifiers cited, each once, in the order of the text."""
    return tuple(dict.fromkeys(citation.target for citation in citations if citation.target))


def _dossier_citations(text: str) -> Iterator[ParsedCitation]:
    for match in _CITE.finditer(text):
        if not _is_paper(match, text):
            continue
        dossier = normal_dossier(match["dossier"], match["suffix"])
        numbers = list(_numbers(match))
        for index, (number, begin, end) in enumerate(numbers):
            first = match.start() if index == 0 else begin
            last = end
            yield ParsedCitation(text[first:last], first, last, kst(dossier, number))


def _numbers(match: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    yield match["first"], *match.span("first")
    ranged = re.fullmatch(r"\s*t/m\s*(?:nrs?\.?\s*)?(\d+)", match["more"])
    offset = match.start("more")
    for more in re.finditer(rf"(?<![\w]){NUMBER}(?!\w)", match["more"]):
        if more[0].isdigit() == match["first"].isdigit() or ranged:
            yield more[0], offset + more.start(), offset + more.end()


def _is_paper(match: re.Match[str], text: str) -> bool:
    """True if a number is a paper: only with `nr.` or the word Kamerstuk, and never after COM, Stb. or PbEU."""
    before = text[max(0, match.start() - 24) : match.start()]
    if _ELSEWHERE.search(before):
        return False
    numbered = "n" in match["joint"].lower()
    if match["word"]:
        return True
    if not numbered and (match["suffix"] is None or match["joint"].strip() in {",", ""}):
        return (
            match["joint"].strip() == ","
            and match["first"].isalpha()
            and match.group()[:1].isdigit()
            and " " in match["dossier"]
        )
    return True


def _official(text: str) -> Iterator[ParsedCitation]:
    for match in _OFFICIAL.finditer(text) if _SCHEME.search(text) else ():
        yield ParsedCitation(match[0], match.start(), match.end(), match[0])


def _appendices(text: str) -> Iterator[ParsedCitation]:
    for match in _APPENDIX.finditer(text):
        paper = f"ah-{_house(match['house'])}-{_session(match['year'])}-{match['number']}"
        yield ParsedCitation(match[0], match.start(), match.end(), paper)
    for match in _PROCEEDINGS.finditer(text):
        item = match["item"]
        target = f"h-{_house(match['house'])}-{_session(match['year'])}-{match['number']}-{item}" if item else None
        yield ParsedCitation(match[0], match.start(), match.end(), target)


def _cases(text: str) -> Iterator[ParsedCitation]:
    if "Z" not in text and "D" not in text and "amerstuk" not in text:
        return
    for match in _CASE.finditer(text):
        yield ParsedCitation(match[0], match.start(), match.end(), None)
    for match in _DOSSIER_ONLY.finditer(text) if "amerstuk" in text else ():
        yield ParsedCitation(match[0], match.start(), match.end(), None)


def _house(written: str | None) -> str:
    return "ek" if written in {"I", "EK"} else "tk"


def _session(written: str) -> str:
    first, last = (str(year) for year in re.findall(r"\d+", written))
    return first + (last if len(last) == 4 else first[:2] + last)
