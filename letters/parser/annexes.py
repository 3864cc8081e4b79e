"""Annex detection, by own issuer, own language or an annex heading. An annex is not the cabinet's voice."""

from __future__ import annotations

import re
from itertools import pairwise

from letters.parser.draft_passages import DraftPassage
from letters.parser.parsed_letter import PassageKind
from letters.readers.blocks import BlockKind, Role

_DUTCH = frozenset(
    [
        "de",
        "het",
        "een",
        "van",
        "en",
        "in",
        "op",
        "te",
        "dat",
        "die",
        "voor",
        "met",
        "is",
        "zijn",
        "aan",
        "door",
        "ook",
        "als",
        "bij",
        "om",
        "niet",
        "over",
        "tot",
        "uit",
        "worden",
        "wordt",
        "naar",
        "heeft",
        "deze",
        "dit",
        "er",
        "hebben",
        "tussen",
        "onder",
        "maar",
        "zal",
        "zich",
        "werd",
    ]
)
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "is",
        "that",
        "for",
        "with",
        "on",
        "as",
        "are",
        "be",
        "by",
        "our",
        "we",
        "this",
        "an",
        "at",
        "from",
        "will",
        "have",
        "has",
        "their",
        "its",
        "which",
        "all",
        "not",
        "or",
        "it",
        "including",
        "these",
        "those",
        "were",
    ]
)
_WORD = re.compile(r"[a-zà-ÿ]+")
_CALLED = re.compile(
    r"(?:BIJLAGE|Bijlage|ANNEX|Annex|APPENDIX|Appendix)(?:\s+(?:\d{1,2}|[IVX]{1,4}|[A-Z]))?(?:\s*[:.–-]\s*\S.*|\s+[A-ZÀ-Þ«(].*|\s*)"
)
ISSUED = re.compile(
    r"(?:Issued|Adopted|Published|Agreed|Uitgegeven|Afgegeven|Aangenomen|Vastgesteld|Joint statement"
    r"|Press statement|Statement) (?:by|door)\b",
    re.IGNORECASE,
)
_OFFERED = re.compile(
    r"bijlage(?:\s+\d{1,2})?\s*[:.–-]?\s+(?:de\s+|het\s+)?(?:geannoteerde agenda|verslag|kabinetsreactie"
    r"|kabinetsappreciatie|appreciatie|reactie op|beantwoording|antwoorden|inzet|fiche)\b[^.;]*",
    re.IGNORECASE,
)
_COVER = 150  # maximum number of words in a cover letter
_ENOUGH = 40  # words of another language that make an annex
_AHEAD = 12  # passages in which an annex shows its language


def guess_language(text: str, otherwise: str = "nl") -> str:
    """Return `nl` or `en` by the commonest words of each; `otherwise` if the text has too few of them."""
    words = _WORD.findall(text.lower())
    dutch = sum(word in _DUTCH for word in words)
    english = sum(word in _ENGLISH for word in words)
    if dutch + english < 3 or dutch == english:
        return otherwise
    if english > dutch:
        return "en" if english >= 3 * dutch else otherwise
    return "nl"


def mark_annexes(drafts: list[DraftPassage]) -> list[int]:
    """Mark the running text of annexes ANNEX and their titles HEADING; return the index at which each begins."""
    _guess_languages(drafts)
    begins: list[int] = []
    spoken = inside = own_language = False
    for index, draft in enumerate(drafts):
        if draft.kind in {PassageKind.HEADER, PassageKind.FOOTNOTE, PassageKind.SIGNATURE}:
            continue
        if not begins and _is_offered(draft) and _only_offers(drafts[:index]):
            draft.kind = PassageKind.TITLE
            continue
        called = spoken and _is_called(draft)
        foreign = spoken and not inside and _opens_foreign(drafts, index)
        issued = spoken and not inside and _is_issued(drafts, index)
        if called or foreign or issued:
            begins.append(index)
            inside, own_language = True, foreign and not called
            if _is_title_like(draft):
                draft.kind = PassageKind.HEADING
                draft.role = Role.ANNEX_TITLE
                continue
        elif inside and own_language and _returns(drafts, index):
            inside = False
        if inside and draft.kind in {PassageKind.BODY, PassageKind.TITLE}:
            draft.kind = PassageKind.ANNEX if draft.kind is PassageKind.BODY else PassageKind.HEADING
        spoken = spoken or draft.kind is PassageKind.BODY
    _level_languages(drafts, begins)
    return begins


def _level_languages(drafts: list[DraftPassage], begins: list[int]) -> None:
    """Give each annex one language, including its headings and short lines."""
    for begin, end in pairwise([*begins, len(drafts)]):
        within = [draft for draft in drafts[begin:end] if draft.kind is PassageKind.ANNEX]
        heading = [draft for draft in drafts[begin : begin + 1] if draft.role is Role.ANNEX_TITLE]
        last = next((at for at in range(end, begin, -1) if drafts[at - 1].kind is PassageKind.ANNEX), begin)
        language = guess_language(" ".join(draft.text for draft in within))
        for draft in [*heading, *drafts[begin:last]]:
            if draft.kind in {PassageKind.ANNEX, PassageKind.HEADING}:
                draft.language = language


def _guess_languages(drafts: list[DraftPassage]) -> None:
    last = "nl"
    for draft in drafts:
        if draft.kind in {PassageKind.HEADER, PassageKind.FOOTNOTE}:
            draft.language = guess_language(draft.text)
            continue
        draft.language = guess_language(draft.text, last if draft.kind is PassageKind.BODY else "nl")
        last = draft.language


def _is_called(draft: DraftPassage) -> bool:
    if draft.role is Role.ANNEX_TITLE:
        return True
    if (
        draft.kind not in {PassageKind.HEADING, PassageKind.BODY, PassageKind.TITLE}
        or draft.block is BlockKind.LIST_ITEM
    ):
        return False
    return len(draft.text) < 160 and bool(_CALLED.fullmatch(draft.text)) and not draft.text.endswith((".", ";", ","))


def _is_offered(draft: DraftPassage) -> bool:
    return draft.block is not BlockKind.LIST_ITEM and len(draft.text) < 200 and _OFFERED.match(draft.text) is not None


def _only_offers(before: list[DraftPassage]) -> bool:
    """True if the drafts are a short signed cover letter: the document it presents is the real text."""
    signed = any(draft.kind is PassageKind.SIGNATURE for draft in before)
    return signed and sum(len(draft.text.split()) for draft in before if draft.kind is PassageKind.BODY) < _COVER


def _is_title_like(draft: DraftPassage) -> bool:
    return draft.block is not BlockKind.LIST_ITEM and len(draft.text) < 200 and not draft.text.endswith((".", ";", ","))


def _is_issued(drafts: list[DraftPassage], index: int) -> bool:
    """True if this is a title with another issuer named below it."""
    if not _is_title_like(drafts[index]) or ISSUED.match(drafts[index].text):
        return False
    for draft in drafts[index + 1 : index + 3]:
        if ISSUED.match(draft.text):
            return len(draft.text) < 200
        if not _is_title_like(draft):
            return False
    return False


def _opens_foreign(drafts: list[DraftPassage], index: int) -> bool:
    """True if the text is English from here to the end, or to the next heading in Dutch."""
    here = drafts[index]
    if (
        not (here.kind is PassageKind.HEADING or here.language == "en" or _is_title_like(here))
        or here.kind is PassageKind.SIGNATURE
    ):
        return False
    words = 0
    first = index + (0 if here.language == "en" else 1)
    for draft in drafts[first : first + _AHEAD]:
        if draft.kind is PassageKind.FOOTNOTE:
            continue
        if draft.language != "en" and not (draft.kind is PassageKind.HEADING or _is_title_like(draft)):
            return False
        words += len(draft.text.split()) if draft.language == "en" else 0
        if words >= _ENOUGH and _english_section(drafts, index):
            return True
    return False


def _english_section(drafts: list[DraftPassage], index: int) -> bool:
    """True if the section from here has no Dutch paragraph: an English quotation in a Dutch letter is no annex."""
    seen = 0
    for draft in drafts[index + 1 : index + 1 + 5 * _AHEAD]:
        if draft.kind is PassageKind.FOOTNOTE or (_is_title_like(draft) and draft.language != "en"):
            if draft.kind is PassageKind.HEADING and seen:
                return True
            continue
        if draft.language != "en":
            return False
        seen += 1
    return True


def _returns(drafts: list[DraftPassage], index: int) -> bool:
    """True if the cabinet's own Dutch text resumes here, under a heading."""
    if drafts[index].kind is not PassageKind.HEADING or index + 1 >= len(drafts):
        return False
    following = drafts[index + 1]
    return following.language == "nl" and len(following.text) > 60
