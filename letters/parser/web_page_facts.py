"""Facts about a letter on the web page around it: stated by the source, with less weight than the letter itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from letters.parser.citations import find_citations, targets
from letters.parser.identifiers import kst, normal_dossier
from letters.parser.written_dates import WEEKDAY, WRITTEN, parse_date

_LABELS = (
    r"(?P<published>publicatiedatum|datum (?:van )?publicatie|gepubliceerd(?: op)?|geplaatst op)"
    r"|(?P<date>datum(?: (?:van )?(?:de |het )?(?:brief|document|stuk|indiening))?|documentdatum)"
    r"|(?P<chamber>organisatie|kamer|instelling|verantwoordelijke)|(?P<session>vergaderjaar)"
    r"|(?P<number>dossier- en ondernummer|kamerstuk(?:nummer)?|identificatie(?:nummer)?|identifier|permalink"
    r"|permanente link|publicatienummer)"
    r"|(?P<part>(?:(?:dit|het)\s+(?:document|stuk|kamerstuk)\s+)?(?:(?:is\s+)?(?:een\s+)?onderdeel|maakt\s+deel\s+uit"
    r"|hoort|part)"
    r"\s+(?:van|bij|of)(?:\s+the)?(?:\s+(?:het\s+)?(?:dossiers?|file))?|dossiers?|dossiernummer)"
    r"|(?P<dossier_title>dossiertitel)|(?P<title>titel)|(?P<document>document|nummer|document-?(?:nummer|nr\.?))"
)
_LABELLED = re.compile(rf"(?:{_LABELS})\s*(?::\s*|\s+)(?P<value>\S.*)", re.IGNORECASE)
_LABEL = re.compile(rf"(?:{_LABELS})\s*:?", re.IGNORECASE)
# Headings above references to other papers.
_ELSEWHERE = re.compile(
    r"zie ook|gerelateerde?\b.*|gekoppelde?\b.*|activiteiten|agenda|andere .*|meer (?:over|documenten).*|besluiten",
    re.IGNORECASE,
)
_DOSSIER = re.compile(
    r"(?<![\w.-])(?P<dossier>\d{2}[ .]?\d{3})(?:\s?[-–]\s?(?P<part>\d{2}|[IVXLC]{1,6})(?!\w)"
    r"|\s\(?(?P<chapter>[IVXLC]{1,6})"
    r"\)?(?![\w.]))?(?![\w]|-\w)(?:\s*[:,–|(-]?\s+(?P<title>[A-ZÀ-Þ][^|;]{5,200}))?"
)
_TITLE_FIRST = re.compile(r"\b(?P<title>[A-ZÀ-Þ][^()|;]{5,200}?)\s*\((?:(?i:dossier)\s+)?\d{2}[ .]?\d{3}")
_DOCUMENT = re.compile(r"\d{4}D\d{5}(?!\w)")
_DAY = re.compile(rf"{WEEKDAY}(?P<day>{WRITTEN})")
_DATED = re.compile(r"(?:kamerstuk|brief|document|kamerbrief)\s*:.{1,60}\|\s*(?P<value>.+)", re.IGNORECASE)
_YEARS = re.compile(r"(\d{4})\s?[-–/]\s?(\d{4}|\d{2})(?!\d)")
_TITLE = re.compile(
    r"(?:brief regering\s*[:|]\s*|(?=kamerbrief\s+(?:over|met|inzake|bij|ter)\b)"
    r"|(?=brief van de (?:minister|staatssecretaris)\b.{5,200}\b(?:over|inzake"
    r"|met)\b))(?P<title>.{10,300}?)(?:\s+\|.*)?$",
    re.IGNORECASE,
)
_PRINTED_DOSSIER = re.compile(r"\d{2} \d{3}(?:[ -]\(?(?:[IVXLC]{1,6}|\d{2})\)?)?(?:\s+[A-ZÀ-Þ].{4,200})?")
_PRINTED_NUMBER = re.compile(r"[Nn]r\.? ?(\d{1,5}|[A-Z]{1,3})")
_CHAMBER = re.compile(r"(Tweede|Eerste) Kamer(?: der Staten-Generaal)?\b")
_CELLS = re.compile(r"\s\|\s|\s{2,}|\t")

Said = tuple[str, str]  # the label's kind (a group name of `_LABELS`), and its value


@dataclass(slots=True)
class PageFacts:
    """Facts from a page; None and empty mean "not stated".

    `documents` are the Chamber's numbers of it (`2024D01234`).
    """

    identifier: str | None = None
    dossiers: tuple[str, ...] = ()
    dossier_title: str | None = None
    document_date: date | None = None
    publication_date: date | None = None
    session: str | None = None
    chamber: str | None = None
    title: str | None = None
    documents: tuple[str, ...] = ()


def said_by(lines: Sequence[str]) -> PageFacts:
    """Return the facts in a page's own lines, the first of each; an identifier only if it is unambiguous."""
    said = list(_said(lines))
    parts = [match for kind, value in said if kind == "part" for match in _DOSSIER.finditer(value)]
    titles = [match["title"] for kind, value in said if kind == "part" if (match := _TITLE_FIRST.search(value))]
    titles += [value for kind, value in said if kind == "dossier_title"]
    titles += [match["title"].rstrip(" .)") for match in parts if match["title"]]
    dossiers = tuple(dict.fromkeys(normal_dossier(m["dossier"], m["part"] or m["chapter"]) for m in parts))
    return PageFacts(
        identifier=_name(said, dossiers),
        dossiers=dossiers,
        dossier_title=next(iter(titles), None),
        document_date=_first_day(said, "date") or _first_day(said, "day"),
        publication_date=_first_day(said, "published"),
        session=next((_session(value) for kind, value in said if kind == "session" and _YEARS.search(value)), None),
        chamber=next((f"{m[1]} Kamer" for kind, v in said if kind == "chamber" and (m := _CHAMBER.match(v))), None),
        title=next((value for kind, value in said if kind == "title"), None),
        documents=tuple(dict.fromkeys(x for kind, v in said if kind == "document" for x in _DOCUMENT.findall(v))),
    )


def _name(said: Sequence[Said], dossiers: Sequence[str]) -> str | None:
    names = {name for kind, value in said if kind == "number" for name in _names_in(value)}
    numbers = {value for kind, value in said if kind == "printed"}
    if not names and len(dossiers) == len(numbers) == 1:
        return kst(dossiers[0], numbers.pop())
    return names.pop() if len(names) == 1 else None


def _said(lines: Sequence[str]) -> Iterator[Said]:
    elsewhere = below = False
    for index, line in enumerate(lines):
        if _ELSEWHERE.fullmatch(line.rstrip(": ")):
            elsewhere = True
            continue
        found = list(_of_line(line, lines[index + 1] if index + 1 < len(lines) else ""))
        elsewhere = elsewhere and not found
        yield from found
        if not (found or elsewhere or below):
            yield from _unlabelled(line, lines[index + 1 : index + 4])
        below = (
            bool(found) and _LABEL.fullmatch(_CELLS.split(line)[0]) is not None
        )  # the next line is the label's value


def _of_line(line: str, following: str) -> Iterator[Said]:
    """Yield label and value from one line, or from two lines or rows one above the other.

    A label is no value: one that follows another shows that the first has none.
    """
    cells, values = _CELLS.split(line), _CELLS.split(following)
    if len(cells) == len(values) and all(labels := [_LABEL.fullmatch(cell) for cell in cells]):
        pairs = [(_kind(label), value) for label, value in zip(labels, values, strict=True) if label]
        yield from ((kind, value) for kind, value in pairs if value and not _LABEL.fullmatch(value))
    elif dated := _DATED.match(line):
        yield "date", dated["value"]
    elif (match := _LABELLED.match(line)) and not _LABEL.fullmatch(match["value"]):
        yield _kind(match), match["value"]


def _kind(label: re.Match[str]) -> str:
    return next(name for name, value in label.groupdict().items() if value and name != "value")


def _unlabelled(line: str, following: Sequence[str]) -> Iterator[Said]:
    if title := _TITLE.match(line):
        wrapped = takewhile(lambda more: more[:1].islower(), following)
        yield "title", " ".join([title["title"], *wrapped])
    elif _PRINTED_DOSSIER.fullmatch(line):
        yield "part", line
    elif number := _PRINTED_NUMBER.fullmatch(line):
        yield "printed", number[1]
    elif _DAY.fullmatch(line):
        yield "day", line
    if "kst-" in line:
        yield "number", line


def _names_in(value: str) -> Iterable[str]:
    return targets(tuple(find_citations(value if "kst-" in value else f"Kamerstuk {value}")))


def _first_day(said: Iterable[Said], wanted: str) -> date | None:
    days = (match["day"] for kind, value in said if kind == wanted and (match := _DAY.match(value)))
    return next((day for written in days if (day := parse_date(written))), None)


def _session(value: str) -> str | None:
    years = _YEARS.search(value)
    return f"{years[1]}-{years[2] if len(years[2]) == 4 else years[1][:2] + years[2]}" if years else None
