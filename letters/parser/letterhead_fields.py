"""Fields of the letterhead: dossier, number, session, title, addressee, date, reference, subject."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from letters.parser.draft_passages import DraftPassage
from letters.parser.identifiers import DOSSIER, normal_dossier, reference
from letters.parser.letterhead import AT, CAPITALS, HOUSE, is_anchor
from letters.parser.paragraphs import DANGLING, open_bracket
from letters.parser.parsed_letter import PassageKind
from letters.parser.written_dates import WEEKDAY, WRITTEN
from letters.readers.blocks import BlockKind, Role
from letters.readers.letterhead_labels import FIELD

_HOUSES = re.compile(r"(Tweede|Eerste|beide)\b|[Vv]oorzitters\s+van\s+(?:de\s+)?[Kk]amers", re.IGNORECASE)
_LABEL = re.compile(r"(?:Datum|(?:Onze|Uw) [Rr]eferentie|(?:Ons|Uw) [Kk]enmerk|Kenmerk|Bijlage\(n\))\s*:?")
_LONGEST_SUBJECT_LINE = 100  # characters
_PAPER = re.compile(rf"Kamerstuk(?:ken)?\s*:?\s+{DOSSIER}(?:\s?[-–]\s?[\dIVXLC]+)?,?")
_SENDER = re.compile(r"(?:Ministerie|Directie|Rijksoverheid|Tweede Kamer|Eerste Kamer|Kamerstuk)")
_WORD = re.compile(r"(?!\b[IVXLC]+\b)\b[^\W\d_]{2}")
_DATE_LABEL = re.compile(r"Datum\s*:?")
_DATE_VALUE = re.compile(rf"{WEEKDAY}({WRITTEN})")
_LABELLED = re.compile(r"(?=.{5,40}$)[A-Z\d][\w./-]*\d{3}[\w./-]*")  # where a label announces a reference


@dataclass(slots=True)
class Header:
    """The letterhead's fields; `found` maps each to its draft (for evidence)."""

    dossiers: list[str] = field(default_factory=list)
    dossier_title: str | None = None
    number: str | None = None
    session: str | None = None
    title: str | None = None
    chamber: str | None = None
    written_date: str | None = None
    subject: str | None = None
    reference: str | None = None
    found: dict[str, DraftPassage] = field(default_factory=dict)


def mark_repeats(drafts: list[DraftPassage], header: Header) -> None:
    """Mark copies of the letterhead on later pages as HEADER: they are not body text."""
    known = {draft.text for draft in drafts if draft.kind is PassageKind.HEADER and len(draft.text) > 5}
    for draft in drafts:
        if draft.kind in {PassageKind.BODY, PassageKind.HEADING} and (
            draft.text in known or draft.text in {header.reference, header.written_date} or _LABEL.fullmatch(draft.text)
        ):
            draft.kind = PassageKind.HEADER


def read_header(drafts: list[DraftPassage], *, headed: bool = False) -> Header:
    """Read the fields of the head.

    `headed`: where nothing there is a subject or title, its first marked heading (`# …`) is the subject.
    """
    header = Header()
    top = [draft for draft in drafts if draft.kind in {PassageKind.HEADER, PassageKind.TITLE}]
    for index, draft in enumerate(top):
        following = top[index + 1] if index + 1 < len(top) else None
        _read_piece(header, draft, following, top, index)
    if headed and not (header.subject or header.title):
        heading = next((draft for draft in top if _is_subject(draft)), None)
        if heading:
            _keep(header, "subject", heading.text, heading)
    return header


def _is_subject(draft: DraftPassage) -> bool:
    """True if a heading within the letterhead tells what the letter is about, rather than being a part of it."""
    text = draft.text
    return (
        draft.block is BlockKind.HEADING
        and len(text.split()) > 1
        and names(text)
        and not (is_anchor(text) or CAPITALS.fullmatch(text) or _LABEL.fullmatch(text) or _SENDER.match(text))
    )


def _read_piece(
    header: Header, draft: DraftPassage, following: DraftPassage | None, top: list[DraftPassage], index: int
) -> None:
    _read_session(header, draft)
    _read_chamber(header, draft, top, index)
    _read_title(header, draft, top, index)
    _read_date(header, draft, following)
    _read_subject(header, draft, top[index + 1 :])
    _read_reference(header, draft, following)
    _read_dossier(header, draft, following)


def _read_session(header: Header, draft: DraftPassage) -> None:
    match = re.search(r"[Vv]ergaderjaar\s+(\d{4})\s?[-–—/]\s?(\d{2,4})", draft.text, re.IGNORECASE)
    if match:
        _keep(header, "session", f"{match[1]}-{match[2] if len(match[2]) == 4 else match[1][:2] + match[2]}", draft)


def _read_chamber(header: Header, draft: DraftPassage, top: list[DraftPassage], index: int) -> None:
    text = draft.text
    if AT["addressee"].search(text) or draft.role is Role.CHAMBER:
        _add_chamber(header, text, draft)
    elif re.fullmatch(rf"{HOUSE}\s+Kamers?\s+der\s+Staten-Generaal(?:\s+\d)?", text) and not header.chamber:
        _add_chamber(header, text, draft, certain=_follows_addressee(top, index))


def _read_title(header: Header, draft: DraftPassage, top: list[DraftPassage], index: int) -> None:
    """Read the title, the date on which an answer was received, and a separately printed number."""
    if draft.kind is PassageKind.TITLE:
        answered = re.search(rf"\(ontvangen ({WRITTEN})\)", draft.text)
        _keep(header, "written_date", answered[1] if answered else None, draft)
        if header.title is None:
            _keep(header, "title", _whole_title(top, index), draft)
    if draft.role is Role.NUMBER and re.fullmatch(r"\d{1,5}", draft.text):
        _keep(header, "number", draft.text, draft)


def _read_date(header: Header, draft: DraftPassage, following: DraftPassage | None) -> None:
    text = draft.text
    if match := AT["place_date"].match(text) or AT["date"].match(text) or AT["settled"].match(text):
        written = re.search(WRITTEN, match[0])
        _keep(header, "written_date", written[0] if written else None, draft)
    elif following is not None and _DATE_LABEL.fullmatch(text) and (written := _DATE_VALUE.match(following.text)):
        _keep(header, "written_date", written[1], following)
    elif draft.role is Role.DATE and (written := re.search(WRITTEN, text)):
        _keep(header, "written_date", written[0], draft)


def _read_subject(header: Header, draft: DraftPassage, rest: list[DraftPassage]) -> None:
    if match := AT["subject"].match(draft.text):
        first = draft.text[match.end() :].strip(" :")
        place = draft if first or not rest else rest[0]
        _keep(header, "subject", _whole_subject(first, rest), place)


def _read_reference(header: Header, draft: DraftPassage, following: DraftPassage | None) -> None:
    if (match := AT["reference"].match(draft.text)) and not header.reference:
        value = draft.text[match.end() :].strip()
        place = draft if value or following is None else following
        _keep(header, "reference", _as_reference(value or place.text), place)


def _read_dossier(header: Header, draft: DraftPassage, following: DraftPassage | None) -> None:
    text = draft.text
    if re.fullmatch(r"[A-Z]{1,3}", text) and following is not None and following.kind is PassageKind.TITLE:
        _keep(header, "number", text, draft)
    if match := re.match(r"(?:HERDRUK\S*\s+)?[Nn][Rr]\.?\s?(\d{1,5}|[A-Z]{1,3})\b", text):
        _keep(header, "number", match[1], draft)
    dated = header.written_date and draft is not header.found.get("dossiers")
    paper = not header.subject and _PAPER.fullmatch(text)  # «Kamerstuk 36 911,» also stands below the date
    if draft.role in {Role.SESSION, Role.DATE, Role.NUMBER} or (dated and not paper):
        return
    for match in re.finditer(
        rf"(?<![\w.,-])(?P<dossier>{DOSSIER})(?P<suffix>\s?[-–]\s?\d{{2}}(?!\d)"
        rf"|[ -]\(?[IVXLC]{{1,6}}\)?(?![A-Za-zÀ-ÿ.]))?(?=,?(?:\s|$))",
        text,
    ):
        lead = text[: match.start()].strip()
        if (
            lead
            and header.dossiers == []
            and not re.fullmatch(r"(?:Dossier(?:nummer)?|Kamerstuk(?:ken)?|Vergaderjaar .{9,12})\s*:?", lead)
        ):
            continue
        if re.search(r"\b(?:Postbus|postbus|Telefoon|T|tel)\b", lead) or re.match(
            r"\s*[A-Z]{2}\s+[A-ZD]", text[match.end() :]
        ):
            continue
        suffix = match["suffix"]
        header.dossiers.append(normal_dossier(match["dossier"], suffix))
        header.found.setdefault("dossiers", draft)
        rest = re.split(r"\s+[Nn]r\.?\s?\d|\s+\d{2}\s?\d{3}\b", text[match.end() :])[0].strip(" .,–-")
        rest = re.split(r"(?<![\wÀ-ÿ])Nr\.\s|\sBRIEF VAN", " " + rest)[0].strip()
        rest = "" if rest in {"en", "en nr"} else rest  # «Kamerstukken 36 911 en 28 676»
        place = draft
        if not rest and following is not None and _is_dossier_title(following):
            rest, place = following.text, following
        if names(rest) and not AT["number"].fullmatch(rest):
            _keep(header, "dossier_title", re.split(r"\s+Nr\.\s", rest)[0], place)
    header.dossiers[:] = list(dict.fromkeys(header.dossiers))


def names(text: str) -> bool:
    """True if the text contains words: a number, a numeric date or a Roman chapter number is no title."""
    return _WORD.search(text) is not None and _DATE_VALUE.fullmatch(text) is None


def _is_dossier_title(draft: DraftPassage) -> bool:
    text = draft.text
    if draft.role is Role.DOSSIER_TITLE:
        return names(text)
    return (
        names(text)
        and draft.kind is PassageKind.HEADER
        and draft.role is None
        and not is_anchor(text)
        and not re.match(r"[Nn]r\b|HERDRUK", text)
        and len(text) < 300
    )


def _follows_addressee(top: list[DraftPassage], index: int) -> bool:
    return index > 0 and re.search(r"[Vv]oorzitters?\s+van\s+de$", top[index - 1].text) is not None


def _add_chamber(header: Header, text: str, draft: DraftPassage, *, certain: bool = True) -> None:
    houses = {word.capitalize() for word in _HOUSES.findall(text) if word}
    if "Beide" in houses or {"Tweede", "Eerste"} <= houses or re.search(r"van\s+de\s+kamers", text, re.IGNORECASE):
        value = "Eerste en Tweede Kamer"
    elif houses:
        value = f"{houses.pop()} Kamer"
    else:
        return
    if header.chamber and header.chamber != value and AT["addressee"].search(text) and "addressee" in header.found:
        value = "Eerste en Tweede Kamer"
    if certain and AT["addressee"].search(text):
        header.found["addressee"] = draft
        header.chamber = value
        header.found["chamber"] = draft
    else:
        _keep(header, "chamber", value, draft)


def _whole_title(top: list[DraftPassage], index: int) -> str:
    text = re.sub(r"^(?:[Nn]r\.?\s?\w{1,5}\s+)?(?:HERDRUK\S*\s+)?", "", top[index].text)
    for more in top[index + 1 : index + 4]:
        if more.role is None and CAPITALS.fullmatch(more.text) and not is_anchor(more.text) and not text.endswith("."):
            text = f"{text} {more.text}"
            more.kind = PassageKind.TITLE
        else:
            break
    return text


def _whole_subject(first: str, rest: list[DraftPassage]) -> str | None:
    text = first
    for more in rest:
        if not text or more.text[:1].islower() or _runs_on(text, more.text):
            if is_anchor(more.text) or FIELD.fullmatch(more.text):
                break
            text = f"{text} {more.text}".strip()
        else:
            break
    return text or None


def _runs_on(text: str, more: str) -> bool:
    """True if a line of a subject continues: it ends in a preposition or within a bracket."""
    return len(more) <= _LONGEST_SUBJECT_LINE and (DANGLING.search(text) is not None or open_bracket(text))


def _as_reference(value: str) -> str | None:
    words = value.split()
    for length in (1, 2):
        joined = "".join(words[:length])
        if words and (reference(joined) or _LABELLED.fullmatch(joined)):
            return joined
    return None


def _keep(header: Header, name: str, value: str | None, draft: DraftPassage) -> None:
    """Set a field unless it has a value already."""
    if value and getattr(header, name) is None:
        setattr(header, name, value)
        header.found[name] = draft
