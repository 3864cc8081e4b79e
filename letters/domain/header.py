"""What stands above the letter: dossier, number, session, title, addressee, date, reference, subject."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from letters.domain.dates import WRITTEN
from letters.domain.drafts import Draft
from letters.domain.identifiers import DOSSIER, normal_dossier, reference
from letters.domain.letterhead import AT, CAPITALS, HOUSE, is_anchor
from letters.domain.parsed import PassageKind
from letters.reading.blocks import Role

_HOUSES = re.compile(r"(Tweede|Eerste|beide)\b|[Vv]oorzitters\s+van\s+(?:de\s+)?[Kk]amers", re.IGNORECASE)
_LABEL = re.compile(r"(?:Datum|(?:Onze|Uw) [Rr]eferentie|(?:Ons|Uw) [Kk]enmerk|Kenmerk|Bijlage\(n\))\s*:?")
_LABELLED = re.compile(r"(?=.{5,40}$)[A-Z\d][\w./-]*\d{3}[\w./-]*")  # where a label says that it is a reference


@dataclass(slots=True)
class Header:
    """What the letterhead states; each with the draft it was found in (for evidence)."""

    dossiers: list[str] = field(default_factory=list)
    dossier_title: str | None = None
    number: str | None = None
    session: str | None = None
    title: str | None = None
    chamber: str | None = None
    written_date: str | None = None
    subject: str | None = None
    reference: str | None = None
    found: dict[str, Draft] = field(default_factory=dict)


def mark_repeats(drafts: list[Draft], header: Header) -> None:
    """A letterhead that comes back on a later page is no body text."""
    known = {draft.text for draft in drafts if draft.kind is PassageKind.HEADER and len(draft.text) > 5}
    for draft in drafts:
        if draft.kind in {PassageKind.BODY, PassageKind.HEADING} and (
            draft.text in known or draft.text in {header.reference, header.written_date} or _LABEL.fullmatch(draft.text)
        ):
            draft.kind = PassageKind.HEADER


def read_header(drafts: list[Draft]) -> Header:
    header = Header()
    top = [draft for draft in drafts if draft.kind in {PassageKind.HEADER, PassageKind.TITLE}]
    for index, draft in enumerate(top):
        following = top[index + 1] if index + 1 < len(top) else None
        _read_piece(header, draft, following, top, index)
    return header


def _read_piece(header: Header, draft: Draft, following: Draft | None, top: list[Draft], index: int) -> None:
    text = draft.text
    if match := re.search(r"[Vv]ergaderjaar\s+(\d{4})\s?[-–—/]\s?(\d{2,4})", text, re.IGNORECASE):
        _keep(header, "session", f"{match[1]}-{match[2] if len(match[2]) == 4 else match[1][:2] + match[2]}", draft)
    if AT["addressee"].search(text) or (draft.role is Role.CHAMBER):
        _add_chamber(header, text, draft)
    elif re.fullmatch(rf"{HOUSE}\s+Kamers?\s+der\s+Staten-Generaal(?:\s+\d)?", text) and not header.chamber:
        _add_chamber(header, text, draft, certain=_follows_addressee(top, index))
    if draft.kind is PassageKind.TITLE and (answered := re.search(rf"\(ontvangen ({WRITTEN})\)", text)):
        _keep(header, "written_date", answered[1], draft)
    if draft.role is Role.NUMBER and re.fullmatch(r"\d{1,5}", text):
        _keep(header, "number", text, draft)
    if draft.kind is PassageKind.TITLE and header.title is None:
        _keep(header, "title", _whole_title(top, index), draft)
    if match := AT["place_date"].match(text) or AT["date"].match(text) or AT["settled"].match(text):
        written = re.search(WRITTEN, match[0])
        _keep(header, "written_date", written[0] if written else None, draft)
    elif following is not None and re.fullmatch(r"Datum\s*:?", text) and (written := re.match(WRITTEN, following.text)):
        _keep(header, "written_date", written[0], following)
    elif draft.role is Role.DATE and (written := re.search(WRITTEN, text)):
        _keep(header, "written_date", written[0], draft)
    if match := AT["subject"].match(text):
        first = text[match.end() :].strip(" :")
        _keep(header, "subject", _whole_subject(first, top[index + 1 :]), draft if first else following or draft)
    if (match := AT["reference"].match(text)) and not header.reference:
        value = text[match.end() :].strip()
        place = draft if value or following is None else following
        _keep(header, "reference", _as_reference(value or place.text), place)
    _read_dossier(header, draft, following)


def _read_dossier(header: Header, draft: Draft, following: Draft | None) -> None:
    text = draft.text
    if re.fullmatch(r"[A-Z]{1,3}", text) and following is not None and following.kind is PassageKind.TITLE:
        _keep(header, "number", text, draft)
    if match := re.match(r"(?:HERDRUK\S*\s+)?[Nn][Rr]\.?\s?(\d{1,5}|[A-Z]{1,3})\b", text):
        _keep(header, "number", match[1], draft)
    if draft.role in {Role.SESSION, Role.DATE, Role.NUMBER} or (
        header.written_date and draft is not header.found.get("dossiers")
    ):
        return
    for match in re.finditer(
        rf"(?<![\w.,-])(?P<dossier>{DOSSIER})(?P<suffix>\s?[-–]\s?\d{{2}}(?!\d)"
        rf"|[ -]\(?[IVXLC]{{1,6}}\)?(?![A-Za-zÀ-ÿ.]))?(?=\s|$)",
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
        place = draft
        if not rest and following is not None and _is_dossier_title(following):
            rest, place = following.text, following
        if rest and not AT["number"].fullmatch(rest):
            _keep(header, "dossier_title", re.split(r"\s+Nr\.\s", rest)[0], place)
    header.dossiers[:] = list(dict.fromkeys(header.dossiers))


def _is_dossier_title(draft: Draft) -> bool:
    if draft.role is Role.DOSSIER_TITLE:
        return True
    text = draft.text
    return (
        draft.kind is PassageKind.HEADER
        and draft.role is None
        and not is_anchor(text)
        and not re.match(r"[Nn]r\b|HERDRUK", text)
        and len(text) < 300
    )


def _follows_addressee(top: list[Draft], index: int) -> bool:
    return index > 0 and re.search(r"[Vv]oorzitters?\s+van\s+de$", top[index - 1].text) is not None


def _add_chamber(header: Header, text: str, draft: Draft, *, certain: bool = True) -> None:
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


def _whole_title(top: list[Draft], index: int) -> str:
    text = re.sub(r"^(?:[Nn]r\.?\s?\w{1,5}\s+)?(?:HERDRUK\S*\s+)?", "", top[index].text)
    for more in top[index + 1 : index + 4]:
        if more.role is None and CAPITALS.fullmatch(more.text) and not is_anchor(more.text) and not text.endswith("."):
            text = f"{text} {more.text}"
            more.kind = PassageKind.TITLE
        else:
            break
    return text


def _whole_subject(first: str, rest: list[Draft]) -> str | None:
    text = first
    for more in rest:
        if not text or more.text[:1].islower():
            if is_anchor(more.text):
                break
            text = f"{text} {more.text}".strip()
        else:
            break
    return text or None


def _as_reference(value: str) -> str | None:
    words = value.split()
    for length in (1, 2):
        joined = "".join(words[:length])
        if words and (reference(joined) or _LABELLED.fullmatch(joined)):
            return joined
    return None


def _keep(header: Header, name: str, value: str | None, draft: Draft) -> None:
    """The first statement of a field stands."""
    if value and getattr(header, name) is None:
        setattr(header, name, value)
        header.found[name] = draft
