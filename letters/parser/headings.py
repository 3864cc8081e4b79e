"""Detection of headings and titles, and the heading path of each passage."""

from __future__ import annotations

import re

from letters.parser.annexes import ISSUED
from letters.parser.draft_passages import DraftPassage
from letters.parser.paragraphs import DANGLING, open_bracket
from letters.parser.parsed_letter import PassageKind
from letters.parser.written_dates import WRITTEN
from letters.readers.blocks import BlockKind, Role
from letters.readers.heading_lines import asks
from letters.readers.unwrap import goes_on_in_bracket

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
_MARKED_QUESTION = re.compile(r"[?!][»”\"’')]*\s?(?:(\d{1,3})|\[(\d{1,3})\])$")
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
)  # a date, or a Commission document number
_LONGEST, _MOST_WORDS = 120, 14


def mark_headings(drafts: list[DraftPassage], *, stated: bool) -> None:
    """Mark short lines as headings, unless the source marks its own (`stated`); mark a report's title as TITLE."""
    running = [draft for draft in drafts if draft.kind not in {PassageKind.FOOTNOTE, PassageKind.HEADER}]
    notes = {draft.label for draft in drafts if draft.kind is PassageKind.FOOTNOTE}
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
        elif not stated and draft.runs and not _asks(draft, notes) and _is_bare_heading(draft, before, after):
            draft.kind = PassageKind.HEADING


def _asks(draft: DraftPassage, notes: set[str | None]) -> bool:
    """True if a question mark precedes a footnote mark that is still in the text."""
    marked = _MARKED_QUESTION.search(draft.text)
    return marked is not None and (marked[1] or marked[2]) in notes


def _is_report_title(draft: DraftPassage, before: DraftPassage | None) -> bool:
    """True if this is a title right after a signature, or one continued in capitals."""
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


def _after_title(before: DraftPassage) -> bool:
    return before.role is None and not before.text.startswith("BRIEF")


def _can_be_heading(draft: DraftPassage) -> bool:
    """True if a marked heading is plausible: bold type is also used to stress whole sentences."""
    text = draft.text
    return (
        draft.level is not None
        or draft.role is not None
        or (len(text) < 200 and not (text.endswith(".") and len(text.split()) > 8))
    )


def _is_bare_heading(draft: DraftPassage, before: DraftPassage | None, after: DraftPassage | None) -> bool:
    if after is None:
        return False
    if _QUESTION.fullmatch(draft.text):
        return True
    return _reads_as_bare_heading(draft.text) and _stands_alone(draft, before, after) and _is_followed(after)


def _reads_as_bare_heading(text: str) -> bool:
    """True if a line is short, opens like a heading, and is no caption, value, whole sentence or fragment."""
    numbered, words = _NUMBERED_BELOW.match(text) is not None, len(text.split())
    if len(text) > _LONGEST or words > _MOST_WORDS or not _OPENS.match(text):
        return False
    if not numbered and not re.search(r"[^\W\d_]{3}", text):
        return False
    if _CAPTION.match(text) or _VALUE.fullmatch(text) or ISSUED.match(text) or _ends_as_sentence(text):
        return False
    return numbered or words <= 4 or not _FINITE.search(text)


def _ends_as_sentence(text: str) -> bool:
    """True if the text ends like a sentence, or is unfinished."""
    stops = asks(text) or text.endswith((",", "-", "–")) or _ENDED.search(text) is not None
    return stops or DANGLING.search(text) is not None or bool(open_bracket(text))


def _stands_alone(draft: DraftPassage, before: DraftPassage | None, after: DraftPassage) -> bool:
    """True if this is a whole paragraph: the one before has ended, and the next does not continue it."""
    if draft.block is not BlockKind.PARAGRAPH:
        return False
    if before is not None and before.runs and not _STOPPED.search(before.text) and not _ends_item(before):
        return False
    if draft.cut_after and (after.text[:1].islower() or after.cut_before):
        return False
    return not goes_on_in_bracket(draft.text, after.text)


def _is_numbered_heading(running: list[DraftPassage], index: int) -> bool:
    """True if a list item such as `1. Inleiding` is a heading: alone, short, without a full stop, above a paragraph."""
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


def _leads_to_heading(before: DraftPassage, draft: DraftPassage) -> bool:
    return (
        (before.block is not BlockKind.LIST_ITEM or (_counted(draft) and not before.label))
        and _STOPPED.search(before.text) is not None
        and not before.text.endswith(":")
    )


def _reads_as_item_heading(draft: DraftPassage) -> bool:
    return (
        _ITEM_LABEL.fullmatch(draft.label or "") is not None
        and len(draft.text) < 80
        and draft.text[:1].isupper()
        and not _ENDED.search(draft.text)
        and not _FINITE.search(draft.text)
    )


def _counted(draft: DraftPassage) -> bool:
    return any(sign.isdigit() for sign in draft.label or "")


def _ends_item(before: DraftPassage) -> bool:
    return not re.search(r"[^\W\d_]{3}", before.text) or before.block in {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}


def _is_followed(after: DraftPassage) -> bool:
    """True if a paragraph, a list or another heading follows, as under a heading."""
    if after.kind is PassageKind.HEADING:
        return True
    return after.runs and not after.text[:1].islower()


def heading_paths(drafts: list[DraftPassage]) -> list[tuple[str, ...]]:
    """Return the headings above each draft, outermost first."""
    stack: list[tuple[int, str]] = []
    marked = 0  # the level of the last heading whose level is in the source
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


def _level(draft: DraftPassage, marked: int) -> int:
    """Return the level in the source; else by its number; else below the last heading with a level."""
    if draft.level is not None:
        return draft.level
    if match := _NUMBERED.match(draft.text):
        return 1 + match[1].count(".")
    return marked + (2 if _LETTERED.match(draft.text) else 1)
