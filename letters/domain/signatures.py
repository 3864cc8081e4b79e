"""Who signed, in which office, wherever in the letter the signature stands. A signature ends nothing."""

from __future__ import annotations

import re

from letters.domain.drafts import Draft
from letters.domain.parsed import ParsedSignatory, PassageKind
from letters.reading.blocks import BlockKind, Role

_OFFICE = (
    r"(?:[Dd]e|DE|[Nn]amens\s+de|[Nn]amens\s+het\s+kabinet,\s+de)?\s*"
    r"(?:(?:[Mm]inister|MINISTER|[Ss]taatssecretaris|STAATSSECRETARIS|[Vv]ice-[Mm]inister|VICE-MINISTER)"
    r"(?:-[Pp]resident|-PRESIDENT)?)(?![\w])"
)
_REST = r"(?:[^,.;:()]|\([^()]{1,40}\)|,\s+(?:[Mm]inister|MINISTER|[Vv]ice)|\s?[aA]\.[iI]\.){0,160}"
_TITLES = r"(?:(?:[Mm]r|[Dd]rs|[Dd]r|[Ii]r|[Pp]rof|[Ii]ng|[Jj]hr|[Mm]w|[Dd]hr|[Mm]evr|MR|DRS|DR|IR|PROF|ING)\.\s*)+"
_PARTICLE = r"(?:(?:van|de|der|den|ter|ten|te|tot|thoe|in|het|'t|’t|von|la|le|el|VAN|DE|DER|DEN|Van|De|Der|Den)\s+)*"
_SURNAME = r"[A-ZÀ-ÞŽŠ][\w’'À-ſ]*(?:[-–—][A-ZÀ-Þa-z][\w’'À-ſ]*)*"
_NAME = (
    rf"(?P<name>(?:{_TITLES})?(?!Minister|MINISTER|Staatssecretaris|STAATSSEC|Vice-|De\s[MS])(?:(?:[A-ZÀ-Þ][a-zà-ÿ]+\s+)?(?:[A-ZÀ-Þ][a-zà-ÿ]{{0,2}}\.[\s-]*)+(?:\([\w-]+\)\s*)?|(?:[A-ZÀ-ÞŞ][\w’'À-ſ-]+\s+){{1,2}})"
    rf"{_PARTICLE}{_SURNAME}(?:[\s-]+{_PARTICLE}{_SURNAME}){{0,2}})"
)
_NOTE = r"(?:\s*[⁰¹²³⁴-⁹\d*®]{1,3})?"
_OFFICE_LINE = re.compile(rf"(?P<office>{_OFFICE}{_REST}?)\s*,?\s*")
_NAME_LINE = re.compile(rf"{_NAME}{_NOTE}\s*[.,]?")
_SIGNED = re.compile(
    rf"(?P<office>{_OFFICE}{_REST}?)\s*,\s*{_NAME}{_NOTE}(?=\s*$|\s+(?:[Dd]e|DE)\s+(?:[Mm]in|MIN|[Ss]taats|STAATS)|\s*[.,]?\s*$|\s+(?:mede|Mede)\b)"
)
_CLOSING = re.compile(
    r"(?:Hoogachtend|Met vriendelijke groet(?:en)?|Hoogachtend,.*|Namens (?:het kabinet|de regering)"
    r"|[Mm]ede namens [^.]{0,80}|w\.g\.)\s*,?\s*"
)
_TRAILING = re.compile(r"(?<=[.!?»])\s+(?:Hoogachtend|Met vriendelijke groet(?:en)?),?$")
_SMALL = {"van", "en", "voor", "de", "het", "der", "den", "in", "tot"}
_LONGEST = 260  # characters: no signature line is longer


def mark_signatures(drafts: list[Draft]) -> list[tuple[Draft, ParsedSignatory]]:
    """Mark the blocks of every signature SIGNATURE; return who signed, each with the draft where it begins."""
    found: list[tuple[Draft, ParsedSignatory]] = []
    index = 0
    while index < len(drafts):
        signed: list[ParsedSignatory] = []
        taken = _signature_at(drafts, index, signed)
        found += [(drafts[index], signatory) for signatory in signed]
        for draft in drafts[index : index + taken]:
            if draft.kind is not PassageKind.FOOTNOTE:
                draft.kind = PassageKind.SIGNATURE
        index += max(taken, 1)
    return found


def signatories_of(
    found: list[tuple[Draft, ParsedSignatory]], drafts: list[Draft], *, annex: int | None
) -> tuple[ParsedSignatory, ...]:
    """Each once; who signed an annex did not sign the letter."""
    places = {id(draft): index for index, draft in enumerate(drafts)}
    before = [signatory for draft, signatory in found if annex is None or places[id(draft)] < annex]
    return tuple(dict.fromkeys(before or [signatory for _, signatory in found]))


def split_signed_tail(draft: Draft) -> list[Draft]:
    """A signature that was read into the end of a paragraph stands by itself again."""
    if draft.kind is not PassageKind.BODY:
        return [draft]
    if (closing := _TRAILING.search(draft.text, max(0, len(draft.text) - 40))) is not None:
        return [draft, draft.split(closing.start())]
    if len(draft.text) < 40:
        return [draft]
    tail_at = max(0, len(draft.text) - 900)
    for match in re.finditer(
        r"(?<=[.!?»:)])\s+(?=(?:Hoogachtend,?\s+)?(?:De|DE)\s+(?:[Mm]in|MIN|[Ss]taatss|STAATSS))", draft.text[tail_at:]
    ):
        at = tail_at + match.end()
        rest = draft.text[at:]
        if _all_signed(re.sub(r"^Hoogachtend,?\s+", "", rest)):
            return [draft, draft.split(at)]
    return [draft]


def _all_signed(text: str) -> bool:
    position = 0
    while match := _SIGNED.match(text, position):
        position = match.end()
        while position < len(text) and text[position] in " ,.":
            position += 1
    return position > 0 and position >= len(text)


def _signature_at(drafts: list[Draft], index: int, signed: list[ParsedSignatory]) -> int:
    """How many drafts from `index` on belong to a signature."""
    draft = drafts[index]
    if draft.kind in {PassageKind.HEADER, PassageKind.TITLE, PassageKind.FOOTNOTE} or len(draft.text) > 900:
        return 0
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


def _name_first(drafts: list[Draft], index: int, signed: list[ParsedSignatory]) -> int:
    """The name above the office, after a closing or another signature."""
    if index == 0 or index + 1 >= len(drafts) or drafts[index - 1].kind is not PassageKind.SIGNATURE:
        return 0
    name = _NAME_LINE.fullmatch(drafts[index].text[:_LONGEST])
    office = drafts[index + 1].text
    if name is None or not re.match(r"[Mm]inister|[Ss]taatssecretaris", office) or not _is_office(office):
        return 0
    signed.append(_signatory(office, name["name"]))
    return 2


def _columns(drafts: list[Draft], index: int, signed: list[ParsedSignatory]) -> int:
    """Office and name each in a block: one after the other, or all offices and then all names."""
    offices: list[str] = []
    names: list[str] = []
    taken = 0
    for draft in drafts[index : index + 40]:
        text = re.sub(r"^Hoogachtend,?\s+", "", draft.text)
        if draft.kind is PassageKind.FOOTNOTE:
            taken += 1
            continue
        if len(offices) == len(names) and offices and not _is_office(text):
            break
        if _is_office(text):
            if names and len(names) == len(offices):
                break
            if (
                offices
                and not names
                and re.match(r"[Mm]inister|MINISTER", text)
                and re.search(r"-president$", offices[-1], re.IGNORECASE)
            ):
                offices[-1] += f", {text.strip(' ,')}"
            else:
                offices.extend(_offices(text))
        elif (match := _NAME_LINE.fullmatch(text)) and len(names) < len(offices):
            names.append(match["name"])
        elif offices and not names and _continues_office(text):
            offices[-1] += " " + text.strip(" ,")
        elif offices and len(_names(text)) == len(offices) - len(names):
            names.extend(_names(text))
        else:
            break
        taken += 1
    if not names or len(names) != len(offices):
        return 0
    while taken and drafts[index + taken - 1].kind is PassageKind.FOOTNOTE:
        taken -= 1
    signed.extend(_signatory(office, name) for office, name in zip(offices, names, strict=True))
    return taken


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
    return [match["name"] for match in re.finditer(_NAME + _NOTE + r"(?=\s|$)", text)]


def _stated(drafts: list[Draft], index: int, signed: list[ParsedSignatory]) -> int:
    """Official XML and HTML say which is the office and which the name."""
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
    return ParsedSignatory(name=_plain_name(name), office=_plain_office(office))


def _plain_name(name: str) -> str:
    """Without academic titles and footnote marks, initials closed up: one person has one name."""
    name = re.sub(rf"^{_TITLES}", "", " ".join(name.split()))
    name = re.sub(r"(?:[\s,]+(?:MPA|MA|MBA|MSc|MPhil|BSc|LLM|LL\.M|PhD|RA))+\.?$", "", name)
    name = re.sub(r"[\s⁰¹²³⁴-⁹\d*®.,]+$", "", name)
    name = re.sub(r"(?<=\.)\s+(?=[A-ZÀ-Þ][a-z]{0,2}\.)", "", name).replace("—", "-")
    letters = re.sub(r"[^A-Za-zÀ-ÿ]", "", name)
    return _levelled(name) if len(letters) > 5 and letters.isupper() else name


def _plain_office(office: str) -> str:
    office = re.sub(r"^(?:namens\s+)?de\s+", "", " ".join(office.split()).strip(" ,"), flags=re.IGNORECASE)
    parts = re.split(r"(,\s+)", office)
    office = "".join(_levelled(part) if re.sub(r"[^A-Za-z]", "", part).isupper() else part for part in parts)
    return office[:1].upper() + office[1:]


def _levelled(text: str) -> str:
    """`MINISTER VAN BUITENLANDSE ZAKEN` → `Minister van Buitenlandse Zaken`."""
    words = []
    for word in text.split():
        lower = word.lower()
        words.append(lower if lower in _SMALL else re.sub(r"(?:^|[-.'’])[^\W\d_]", lambda m: m[0].upper(), lower))
    return " ".join(words)


def is_signature_block(draft: Draft) -> bool:
    return draft.kind is PassageKind.SIGNATURE or (draft.block is BlockKind.PARAGRAPH and _all_signed(draft.text))
