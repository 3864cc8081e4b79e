"""Which lines are headings and titles, and under which headings each passage stands."""

from __future__ import annotations

import re

from letters.domain.annexes import ISSUED
from letters.domain.dates import WRITTEN
from letters.domain.drafts import Draft
from letters.domain.joining import DANGLING, open_bracket
from letters.domain.parsed import PassageKind
from letters.reading.blocks import BlockKind, Role

_ENDED = re.compile(r"[.?!:;…][»”\"’')\]*]*$")
_OPENS = re.compile(
    r"(?:\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-Z]|[IVX]{1,5})[.)]?\s+)?[«“\"‘']?(?:[A-ZÀ-Þ0-9]|['’]s[- ]|e[A-Z])"
)
_FINITE = re.compile(
    r"\b(?:is|zijn|was|waren|heeft|hebben|had|hadden|wordt|worden|werd|werden|zal|zullen|zou|zouden|kan|kunnen|moet|moeten|"
    r"wil|willen|ik|wij|bied|ontvangt|treft)\b"
)
_CAPITALS = re.compile(r"[^a-zà-ÿ]*[A-ZÀ-Þ]{4}[^a-zà-ÿ]*")
_REPORT = re.compile(
    r"(?:Verslag|Geannoteerde agenda|Kabinetsreactie|Kabinetsappreciatie|Appreciatie|Reactie op|Overzicht"
    r"|Beantwoording|Antwoorden|"
    r"Lijst van vragen|Fiche|Toelichting|Stand van zaken|Voortgangsrapportage|Inzet)\b"
)
_CAPITAL_REPORT = re.compile(
    r"(?:GEWIJZIGDE?\s+)?(?:VERSLAG|GEANNOTEERDE AGENDA|KABINETSREACTIE|KABINETSAPPRECIATIE|APPRECIATIE|INZET)\b"
)
_STOPPED = re.compile(r"[.?!:;…][»”\"’')\]*]*(?:\d{1,2}|(?<!nr\.)(?<!nrs\.)\s\d{1,2})?$")  # a footnote mark may follow
_ITEM_LABEL = re.compile(r"\(?(?:\d{1,2}|[A-Za-z]|[ivxIVX]{1,5})[.)]?")
_NUMBERED_BELOW = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+[A-ZÀ-Þ]")
_LETTERED = re.compile(r"\(?[a-z][.)]\s")
_NUMBERED = re.compile(r"\(?(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+\S")
_QUESTION = re.compile(
    r"(?:Vraag|Vragen|Antwoord(?:en)?(?:\s+op)?(?:\s+(?:de\s+)?vra(?:ag|gen))?)(?:\s*\d{1,3}(?:\s*(?:en|t/m|,|-|–)\s*\d{1,3})*)?:?"
)
_CAPTION = re.compile(r"(?:Tabel|Figuur|Grafiek|Bron|Kader)\b")
_VALUE = re.compile(
    rf"(?:{WRITTEN})|[A-Z]{{3,5}}\s?\(\d{{4}}\)\s?\d{{1,4}}(?:\s+final)?"
)  # a date, a number of the Commission
_LONGEST, _MOST_WORDS = 120, 14


def mark_headings(drafts: list[Draft], *, stated: bool) -> None:
    """Bare headings become headings, unless the source says which are (`stated`); a report's own title a title."""
    running = [draft for draft in drafts if draft.kind not in {PassageKind.FOOTNOTE, PassageKind.HEADER}]
    for index, draft in enumerate(running):
        before = running[index - 1] if index else None
        after = running[index + 1] if index + 1 < len(running) else None
        if _is_report_title(draft, before):
            draft.kind = PassageKind.TITLE
        elif draft.role is Role.ANNEX_TITLE:
            draft.kind = PassageKind.HEADING
        elif draft.kind is PassageKind.HEADING and not _can_be_heading(draft):
            draft.kind = PassageKind.BODY
        elif not stated and draft.runs and _is_numbered_heading(running, index):
            draft.kind, draft.text, draft.label = PassageKind.HEADING, f"{draft.label} {draft.text}", None
        elif not stated and draft.runs and _is_bare_heading(draft, before, after):
            draft.kind = PassageKind.HEADING


def _is_report_title(draft: Draft, before: Draft | None) -> bool:
    """A title right after a signature, or one that goes on in capitals."""
    if (
        draft.kind not in {PassageKind.BODY, PassageKind.HEADING}
        or draft.block is BlockKind.LIST_ITEM
        or len(draft.text) > 300
    ):
        return False
    if _CAPITALS.fullmatch(draft.text) and _CAPITAL_REPORT.match(draft.text) and len(draft.text.split()) > 2:
        return True
    if before is None or before.kind not in {PassageKind.SIGNATURE, PassageKind.TITLE}:
        return False
    if re.match(r"bijlage|annex", draft.text, re.IGNORECASE):
        return False
    if _CAPITALS.fullmatch(draft.text) and len(draft.text.split()) > (before.kind is not PassageKind.SIGNATURE) + 1:
        return before.kind is PassageKind.SIGNATURE or (
            _CAPITALS.fullmatch(before.text) is not None and _after_title(before)
        )
    return before.kind is PassageKind.SIGNATURE and bool(_REPORT.match(draft.text)) and not _ENDED.search(draft.text)


def _after_title(before: Draft) -> bool:
    return before.role is None and not before.text.startswith("BRIEF")


def _can_be_heading(draft: Draft) -> bool:
    """Bold type also stresses whole sentences."""
    text = draft.text
    return (
        draft.level is not None
        or draft.role is not None
        or (len(text) < 200 and not (text.endswith(".") and len(text.split()) > 8))
    )


def _is_bare_heading(draft: Draft, before: Draft | None, after: Draft | None) -> bool:
    text = draft.text
    if _QUESTION.fullmatch(text) and after is not None:
        return True
    if text.endswith("?") or _CAPTION.match(text) or _VALUE.fullmatch(text):
        return False
    if draft.block is not BlockKind.PARAGRAPH or (draft.cut_before and not _OPENS.match(text)) or after is None:
        return False
    if (
        len(text) > _LONGEST
        or len(text.split()) > _MOST_WORDS
        or not _OPENS.match(text)
        or not (re.search(r"[^\W\d_]{3}", text) or _NUMBERED_BELOW.match(text))
    ):
        return False
    if ISSUED.match(text) or (_ENDED.search(text)) or text.endswith((",", "-", "–")):
        return False
    if DANGLING.search(text) or open_bracket(text):
        return False
    if _FINITE.search(text) and len(text.split()) > 4 and not _NUMBERED_BELOW.match(text):
        return False
    if before is not None and before.runs and not _STOPPED.search(before.text) and not _ends_item(before):
        return False
    if draft.cut_after and (after.text[:1].islower() or after.cut_before):
        return False
    return _is_followed(after)


def _is_numbered_heading(running: list[Draft], index: int) -> bool:
    """`1. Inleiding` reads as a list item; alone, short, without a stop and over a paragraph it is a heading."""
    draft = running[index]
    before = running[index - 1] if index else None
    if draft.block is not BlockKind.LIST_ITEM or draft.marks or not _reads_as_item_heading(draft):
        return False
    if before is not None and before.runs and not _leads_to_heading(before, draft):
        return False
    counted = _counted(draft)
    for after in running[index + 1 : index + 4]:
        if after.block is not BlockKind.LIST_ITEM:
            return after.block is BlockKind.PARAGRAPH and _is_followed(after)
        if _counted(after) == counted or not _reads_as_item_heading(after):
            return False
    return False


def _leads_to_heading(before: Draft, draft: Draft) -> bool:
    return (
        (before.block is not BlockKind.LIST_ITEM or (_counted(draft) and not before.label))
        and _STOPPED.search(before.text) is not None
        and not before.text.endswith(":")
    )


def _reads_as_item_heading(draft: Draft) -> bool:
    return (
        _ITEM_LABEL.fullmatch(draft.label or "") is not None
        and len(draft.text) < 80
        and draft.text[:1].isupper()
        and not _ENDED.search(draft.text)
        and not _FINITE.search(draft.text)
    )


def _counted(draft: Draft) -> bool:
    return any(sign.isdigit() for sign in draft.label or "")


def _ends_item(before: Draft) -> bool:
    return not re.search(r"[^\W\d_]{3}", before.text) or before.block in {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}


def _is_followed(after: Draft) -> bool:
    """Something stands under the heading: a paragraph, a list, or the next heading."""
    if after.kind is PassageKind.HEADING:
        return True
    return after.runs and not after.text[:1].islower()


def heading_paths(drafts: list[Draft]) -> list[tuple[str, ...]]:
    """For each draft, the headings above it, outermost first."""
    stack: list[tuple[int, str]] = []
    marked = 0  # the level of the last heading whose level the source states
    paths: list[tuple[str, ...]] = []
    for draft in drafts:
        if draft.kind is PassageKind.HEADING:
            level = _level(draft, marked)
            marked = draft.level if draft.level is not None else marked
            stack = [] if draft.role is Role.ANNEX_TITLE else [entry for entry in stack if entry[0] < level]
            paths.append(tuple(text for _, text in stack))
            stack.append((level, draft.text))
            continue
        if draft.kind in {PassageKind.TITLE, PassageKind.SIGNATURE, PassageKind.HEADER}:
            stack = []
        paths.append(tuple(text for _, text in stack))
    return paths


def _level(draft: Draft, marked: int) -> int:
    """As stated; else by its number; else under the last heading that has a level."""
    if draft.level is not None:
        return draft.level
    if match := _NUMBERED.match(draft.text):
        return 1 + match[1].count(".")
    return marked + (2 if _LETTERED.match(draft.text) else 1)
