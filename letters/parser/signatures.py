"""Signatures: signatories and their offices, anywhere in the letter. Text may follow a signature."""

from __future__ import annotations

import re

from letters.parser import on_behalf
from letters.parser.draft_passages import DraftPassage
from letters.parser.offices import NAME, NOTE, OFFICE, REST, plain_name, plain_office
from letters.parser.on_behalf import Party
from letters.parser.parsed_letter import ParsedSignatory, PassageKind
from letters.readers.blocks import Role

_OFFICE_LINE = re.compile(rf"(?P<office>{OFFICE}{REST}?)\s*,?\s*")
_NAME_LINE = re.compile(rf"{NAME}{NOTE}\s*[.,]?")
_SIGNED = re.compile(
    rf"(?P<office>{OFFICE}{REST}?)\s*,\s*{NAME}{NOTE}(?=\s*$|\s+(?:[Dd]e|DE)\s+(?:[Mm]in|MIN|[Ss]taats|STAATS)|\s*[.,]?\s*$|\s+(?:mede|Mede)\b)"
)
_CLOSING = re.compile(
    r"(?:Hoogachtend|Met vriendelijke groet(?:en)?|Hoogachtend,.*|Namens (?:het kabinet|de regering)"
    r"|\(?(?:w\.\s?g\.|was getekend)\)?)\s*,?\s*"
)
_TRAILING = re.compile(r"(?<=[.!?»])\s+(?:Hoogachtend|Met vriendelijke groet(?:en)?),?$")
_LONGEST = 260  # characters: maximum length of a signature line


def mark_signatures(drafts: list[DraftPassage]) -> list[tuple[DraftPassage, Party]]:
    """Mark the blocks of every signature SIGNATURE; return its parties, each with the draft where it begins."""
    found: list[tuple[DraftPassage, Party]] = []
    index = 0
    while index < len(drafts):
        signed: list[Party] = []
        taken = _signature_at(drafts, index, signed)
        found += [(drafts[index], party) for party in signed]
        for draft in drafts[index : index + taken]:
            if draft.kind is not PassageKind.FOOTNOTE:
                draft.kind = PassageKind.SIGNATURE
        index += max(taken, 1)
    return found


def parties_of(
    found: list[tuple[DraftPassage, Party]], drafts: list[DraftPassage], *, annex: int | None
) -> tuple[Party, ...]:
    """Return the distinct parties. Signatories of an annex count only if there are no others."""
    places = {id(draft): index for index, draft in enumerate(drafts)}
    before = [party for draft, party in found if annex is None or places[id(draft)] < annex]
    return tuple(dict.fromkeys(before or [party for _, party in found]))


def split_signed_tail(draft: DraftPassage) -> list[DraftPassage]:
    """Split off a signature that was read into the end of a paragraph."""
    if draft.kind is not PassageKind.BODY:
        return [draft]
    if (closing := _TRAILING.search(draft.text, max(0, len(draft.text) - 40))) is not None:
        return [draft, draft.split(closing.start())]
    if len(draft.text) < 40:
        return [draft]
    tail_at = max(0, len(draft.text) - 900)
    for match in re.finditer(
        r"(?<=[.!?»:)])\s+(?=(?:Hoogachtend,?\s+)?(?:De|DE|(?:Mede n|N)amens\s+de)\s+"
        r"(?:[Mm]in|MIN|[Ss]taatss|STAATSS))",
        draft.text[tail_at:],
    ):
        at = tail_at + match.end()
        rest = draft.text[at:]
        if _all_signed(re.sub(r"^Hoogachtend,?\s+", "", rest)) or on_behalf.read([rest])[0]:
            return [draft, draft.split(at)]
    return [draft]


def _all_signed(text: str) -> bool:
    position = 0
    while match := _SIGNED.match(text, position):
        position = match.end()
        while position < len(text) and text[position] in " ,.":
            position += 1
    return position > 0 and position >= len(text)


def _signature_at(drafts: list[DraftPassage], index: int, signed: list[Party]) -> int:
    """Return the number of drafts from `index` on that belong to a signature."""
    draft = drafts[index]
    if draft.kind in {PassageKind.HEADER, PassageKind.TITLE, PassageKind.FOOTNOTE} or len(draft.text) > 900:
        return 0
    if taken := _on_behalf(drafts, index, signed):
        return taken
    if draft.role in {Role.SIGNATURE_OFFICE, Role.SIGNATURE_NAME}:
        return _stated(drafts, index, signed)
    text = draft.text
    if _CLOSING.fullmatch(text):
        return 1
    text = re.sub(r"^Hoogachtend,?\s+", "", text)
    if taken := _name_first(drafts, index, signed):
        return taken
    if _all_signed(text):
        signed.extend(_signatory(match["office"], match["name"]) for match in _SIGNED.finditer(text))
        return 1
    if len(text) > _LONGEST:
        return 0
    return _columns(drafts, index, signed)


def _on_behalf(drafts: list[DraftPassage], index: int, signed: list[Party]) -> int:
    """Read a signature on behalf of others; one that starts with a name only after a closing or another signature."""
    after = index > 0 and drafts[index - 1].kind is PassageKind.SIGNATURE
    if not on_behalf.may_begin(drafts[index].text, after_closing=after):
        return 0
    lines = [("" if draft.kind is PassageKind.FOOTNOTE else draft.text) for draft in drafts[index : index + 20]]
    headings = {at for at, draft in enumerate(drafts[index : index + 20]) if draft.kind is PassageKind.HEADING}
    taken, parties = on_behalf.read(lines, after_closing=after, headings=headings)
    signed.extend(parties)
    return taken


def _name_first(drafts: list[DraftPassage], index: int, signed: list[Party]) -> int:
    """Read a name above an office, after a closing or another signature."""
    if index == 0 or index + 1 >= len(drafts) or drafts[index - 1].kind is not PassageKind.SIGNATURE:
        return 0
    name = _NAME_LINE.fullmatch(drafts[index].text[:_LONGEST])
    office = drafts[index + 1].text
    if name is None or not re.match(r"[Mm]inister|[Ss]taatssecretaris", office) or not _is_office(office):
        return 0
    signed.append(_signatory(office, name["name"]))
    return 2


def _columns(drafts: list[DraftPassage], index: int, signed: list[Party]) -> int:
    """Read offices and names in separate blocks: in pairs, or all offices and then all names."""
    offices: list[str] = []
    names: list[str] = []
    taken = 0
    for draft in drafts[index : index + 40]:
        line = re.sub(r"^Hoogachtend,?\s+", "", draft.text)
        if draft.kind is not PassageKind.FOOTNOTE and not _take_line(line, offices, names):
            break
        taken += 1
    if not names or len(names) != len(offices):
        return 0
    while taken and drafts[index + taken - 1].kind is PassageKind.FOOTNOTE:
        taken -= 1
    signed.extend(_signatory(office, name) for office, name in zip(offices, names, strict=True))
    return taken


def _take_line(text: str, offices: list[str], names: list[str]) -> bool:
    """Add the line to the offices or names; False, without changes, if it is not part of the signature."""
    if offices and len(names) == len(offices):
        return False
    if _is_office(text):
        _take_office(text, offices, names)
    elif (match := _NAME_LINE.fullmatch(text)) and len(names) < len(offices):
        names.append(match["name"])
    elif offices and not names and _continues_office(text):
        offices[-1] += " " + text.strip(" ,")
    elif offices and len(_names(text)) == len(offices) - len(names):
        names.extend(_names(text))
    else:
        return False
    return True


def _take_office(text: str, offices: list[str], names: list[str]) -> None:
    """Add one or more offices. A prime minister's second line, as minister, extends the first office."""
    if (
        offices
        and not names
        and re.match(r"[Mm]inister|MINISTER", text)
        and re.search(r"-president$", offices[-1], re.IGNORECASE)
    ):
        offices[-1] += f", {text.strip(' ,')}"
    else:
        offices.extend(_offices(text))


def _is_office(text: str) -> bool:
    return (
        len(text) <= _LONGEST
        and all(_OFFICE_LINE.fullmatch(part) for part in _offices(text) or [""])
        and bool(_offices(text))
    )


def _offices(text: str) -> list[str]:
    parts = re.split(r",?\s+(?=[Dd]e\s+(?:[Mm]inister|[Ss]taatssecretaris)|DE\s+(?:MIN|STAATS))", text.strip(" ,"))
    return [part.strip(" ,") for part in parts if part.strip(" ,")] if _OFFICE_LINE.match(text) else []


def _continues_office(text: str) -> bool:
    return (
        len(text) < 90
        and re.fullmatch(
            r"(?:van|voor|en|VAN|VOOR|EN|Minister|Koninkrijksrelaties|Ontwikkeling\w*|[a-z])[\w\s,-]*,", text
        )
        is not None
    )


def _names(text: str) -> list[str]:
    if len(text) > _LONGEST:
        return []
    return [match["name"] for match in re.finditer(NAME + NOTE + r"(?=\s|$)", text)]


def _stated(drafts: list[DraftPassage], index: int, signed: list[Party]) -> int:
    """Read a signature whose roles the source states (official XML and HTML)."""
    draft = drafts[index]
    if draft.role is Role.SIGNATURE_NAME:
        return 1
    if not any(following.role is Role.SIGNATURE_NAME for following in drafts[index : index + 20]):
        return _columns(drafts, index, signed) or 1
    offices: list[str] = []
    taken = 0
    for following in drafts[index:]:
        if following.role is Role.SIGNATURE_OFFICE:
            offices.append(following.text)
        elif following.role is Role.SIGNATURE_NAME and offices:
            office = offices.pop(0)
            if _OFFICE_LINE.match(office):
                signed.append(_signatory(office, following.text))
        elif following.role is None and offices and (unmarked := _NAME_LINE.fullmatch(following.text[:_LONGEST])):
            signed.append(_signatory(offices.pop(0), unmarked["name"]))
        elif following.role is not Role.SIGNATURE_NAME:
            break
        taken += 1
    return taken


def _signatory(office: str, name: str) -> ParsedSignatory:
    return ParsedSignatory(name=plain_name(name), office=plain_office(office))
