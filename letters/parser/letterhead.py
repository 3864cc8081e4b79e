"""Letterhead: its end, and the pieces it consists of.

Pieces may be one per line, all on one line, or scattered over a margin column: each is recognised by its wording.
"""

from __future__ import annotations

import re

from letters.parser.draft_passages import DraftPassage
from letters.parser.identifiers import DOSSIER
from letters.parser.parsed_letter import PassageKind
from letters.parser.written_dates import WEEKDAY, WRITTEN
from letters.readers.blocks import Role

HOUSE = r"(?:Tweede|Eerste|TWEEDE|EERSTE)"
_PIECES: dict[str, str] = {
    "house": rf"{HOUSE}\s+Kamer\s+der\s+Staten-Generaal(?:\s+[12])?(?=\s*$|\s+Vergaderjaar)",
    "paper": r"Aanhangsel van de Handelingen|Vragen gesteld door de leden der Kamer"
    r"(?:, met de daarop door de regering gegeven antwoorden)?"
    r"|Kamerstukken?(?=\s*$)",
    "settled": rf"(?:Voorgesteld|Vastgesteld|Ontvangen|Ingezonden)\s+(?:d\.d\.\s+|op\s+)?(?:{WRITTEN})",
    "session": r"[Vv]ergaderjaar\s+\d{4}\s?[-–—/]\s?\d{2,4}|VERGADERJAAR\s+\d{4}\s?[-–—/]\s?\d{2,4}",
    "addressee": (
        r"(?:>\s*)?(?:[Aa]an\s+)?[Dd]e\s+(?:heer\s+|mevrouw\s+)?[Vv]oorzitters?\s+van\s+(?:de\s+|beide\s+)?"
        rf"(?:{HOUSE}(?:\s+(?:en\s+(?:van\s+)?(?:de\s+)?)(?:Tweede|Eerste))?\s+Kamers?|[Kk]amers|beide\s+Kamers)"
        r"(?:\s+der\s+Staten[-\s]+Generaal)?"
        r"|Aan\s+de\s+(?:Tweede|Eerste)\s+Kamer\s+der\s+Staten-Generaal"
    ),
    "place_date": r"(?:Den\s+Haag|DEN\s+HAAG|['’‘`]s-Gravenhage|['’‘`]S-GRAVENHAGE|Amsterdam|Brussel)"
    rf"\s*,?\s*(?:d\.d\.\s*)?{WEEKDAY}(?:{WRITTEN})",
    "date": rf"Datum(?:\s*:\s*|\s+){WEEKDAY}(?:{WRITTEN})",
    "subject": r"(?:Betreft|Betreff?t|Onderwerp|Inzake|BETREFT)\s*:?(?=\s+\S|$)",
    "reference": r"(?:Onze\s+[Rr]eferentie|Ons\s+[Kk]enmerk|Kenmerk|Referentie)\b\s*:?",
    "your_reference": r"(?:Uw\s+(?:[Rr]eferentie|[Kk]enmerk|brief(?:\s*\([^)]{0,20}\))?))\s*:?(?=\s|$)",
    "enclosures": r"Bijlage(?:\(n\)|n)?\s*:?\s*(?:\d{1,2}\b|geen\b|[Ee]en\b|[Dd]iverse\b)|Bijlage\(n\)\s*:?",
    "salutation": r"(?:Zeer\s+)?[Gg]eachte\s+(?:(?:heer|mevrouw)/?\s*(?:mevrouw\s+)?)?"
    r"(?:[Vv]oorzitters?|leden|[Kk]amerleden|[Cc]ommissieleden)[^.,]{0,60}[,:]?(?=\s|$)"
    r"|(?:Zeer\s+)?[Gg]eachte\s+(?:(?:Tweede\s+|Eerste\s+)?Kamer|(?:vaste\s+)?(?:kamer)?commissie[^.,]{0,60}),(?=\s|$)",
    "title": (
        r"(?:GEWIJZIGDE?\s+|NADERE\s+|TWEEDE\s+|DERDE\s+)?"
        r"(?:BRIEF|MOTIE|AMENDEMENT|VERSLAG|INBRENG VERSLAG|LIJST VAN VRAGEN|MEMORIE VAN|NOTA|VOORSTEL VAN WET"
        r"|KONINKLIJKE BOODSCHAP|"
        r"ADVIES|NADER RAPPORT|BURGERINITIATIEF|RAPPORT|INITIATIEFNOTA|POSITION PAPER|EINDVERSLAG)\b"
        r"(?:[\s,–-]+(?:[A-ZÀ-Þ0-9][A-ZÀ-Þ0-9.()'’:/-]*|C\.S\.))*(?![a-zà-ÿ])"
        r"|\ABrief van de (?:[Mm]inister|[Ss]taatssecretaris)[^.]{0,200}\Z"
    ),
    "paper_number": rf"Kamerstuk(?:ken)?\s*:?\s+(?:{DOSSIER})(?:\s?[-–]\s?[\dIVXLC]+)?,?\s+[Nn]r\.?\s?\d{{1,5}}\.?",
    "number": r"(?:Nr|nr|NR)\.?\s?(?:\d{1,5}|[A-Z]{1,3})\b(?![,.]\d)",
    "dossier": rf"(?:{DOSSIER})(?:\s?[-–]\s?\d{{2}}(?!\d)|[ -]\(?[IVXLC]{{1,6}}\)?(?![A-Za-zÀ-ÿ.]))?(?!\d)",
}
AT = {name: re.compile(pattern) for name, pattern in _PIECES.items()}
_ANCHOR = re.compile(
    "|".join(f"(?P<{name}>{_PIECES[name]})" for name in ("addressee", "place_date", "salutation")) + "|"
    r"(?P<label>(?<!\w)(?:Datum|Betreft|Onze [Rr]eferentie|Ons [Kk]enmerk|Kenmerk|Uw [Rr]eferentie"
    r"|Uw [Kk]enmerk|Bijlage\(n\))(?=\s|:|$))"
    r"|(?P<title>(?<![\wÀ-ÿ])BRIEF VAN (?:DE|HET|EEN)\b)"
)
_SALUTATION = re.compile(_PIECES["salutation"])
CAPITALS = re.compile(r"[^a-zà-ÿ]*[A-ZÀ-Þ]{3}[^a-zà-ÿ]*")
_SENTENCE = re.compile(r"[a-zà-ÿ]{2}[^.?!]{0,400}[.?!](?:\s|$)")
_WHOLE_LINES = (
    "session", "paper_number", "number", "dossier", "title", "enclosures", "house", "paper", "settled",
)  # fmt: skip
_REACH = 1500  # characters of a block in which a letterhead can occur
_SHORT = re.compile(r"\b(?:[Nn]rs?|d\.d|drs|mr|ir|dr|[A-Z])\.")
_SIGNED = re.compile(r"(?:De|DE|Namens de)\s+(?:[Mm]inister|MINISTER|[Ss]taatssecretaris|STAATSSECRETARIS)\b[^.]*,?$")
_HALF_ADDRESSEE = re.compile(
    r"^(?:>\s*)?(?:[Aa]an\s+)?[Dd]e\s+[Vv]oorzitters?(?:\s+van(?:\s+(?:de|beide)"
    r"(?:\s+(?:Tweede|Eerste)(?:\s+en(?:\s+van)?(?:\s+de)?(?:\s+(?:Tweede|Eerste))?)?(?:\s+Kamers?(?:\s+der)?)?)?)?)?$"
)
_ASKED = re.compile(
    r"(?:Vragen van (?:het lid|de leden|de heer|mevrouw)|(?:Nader a|Gewijzigd a"
    r"|A)ntwoord van (?:de )?(?:Minister|Staatssecretaris)|Mededeling van)\b"
)
_TITLE_WORDS = (
    r"BRIEF|MOTIE|AMENDEMENT|VERSLAG|INBRENG|LIJST|MEMORIE|NOTA|VOORSTEL|KONINKLIJKE|ADVIES|GEWIJZIGD|NADER|HERDRUK"
)
_NUMBER_LINE = re.compile(rf"{_PIECES['number']}(?=\s*$|\s+(?:HERDRUK\S*\s+)?(?:{_TITLE_WORDS}))")
_STRAY = re.compile(
    rf"(?:{_PIECES['place_date']}|{_PIECES['session']}|{_PIECES['addressee']}|{_PIECES['date']}"
    r"|(?:Ons\s[Kk]enmerk|Onze\s[Rr]eferentie|Kenmerk)\s*:?\s*\S{4,40}|P ?agina \d+ van \d+"
    r"|(?:(?:Afschrift|Kopie) aan|Contactpersoon|Behandeld door|Auteur)\b.{0,100}"
    r"|(?:Gelieve b|B)ij (?:uw )?(?:be)?antwoord(?:ing)?,?\s.{0,60}?(?:vermelden|te vermelden)"
    r"|\d{1,3}(?:(?:,| en| t/m|\s?[-–])\s?\d{1,3}){0,8}"
    r"|(?:(?:Tweede|Eerste) Kamer|Staten-Generaal), vergaderjaar \d{4}[-–]\d{4}, .{5,60})\.?"
)
_ZONE = 60  # blocks within which a letterhead ends


def mend_header(drafts: list[DraftPassage]) -> list[DraftPassage]:
    """Rejoin an addressee printed over two lines."""
    out: list[DraftPassage] = []
    for draft in drafts:
        last = out[-1] if out and len(out) < _ZONE else None
        if (
            last is not None
            and _HALF_ADDRESSEE.search(last.text)
            and re.match(
                r"(?:de\s+|van\s+de\s+|en\s+(?:van\s+)?(?:de\s+)?)?(?:Tweede|Eerste|Kamer|Staten|der)", draft.text
            )
        ):
            last.text = f"{last.text} {draft.text}"
        else:
            out.append(draft)
    return out


def mark_questions(drafts: list[DraftPassage]) -> None:
    """Mark both titles of a printed set of questions and answers: the questioner, and the respondent with the date."""
    top = drafts[:20]
    if not any(AT["paper"].search(draft.text) for draft in top if draft.kind is PassageKind.HEADER):
        return
    for draft in top:
        if draft.kind in {PassageKind.BODY, PassageKind.HEADING} and _ASKED.match(draft.text):
            draft.kind = PassageKind.TITLE
        elif draft.kind in {PassageKind.BODY, PassageKind.HEADING} and re.fullmatch(r"\d{1,5}", draft.text):
            draft.kind = PassageKind.HEADER
            draft.role = Role.NUMBER


def split_header(drafts: list[DraftPassage]) -> list[DraftPassage]:
    """Split the letterhead into pieces marked HEADER or TITLE.

    Later drafts are unchanged, except stray header lines.
    """
    end = zone_end(drafts)
    out: list[DraftPassage] = []
    for index, draft in enumerate(drafts):
        if index < end and draft.kind is not PassageKind.FOOTNOTE:
            out.extend(_pieces(draft, last=index == end - 1))
        else:
            if (
                draft.kind is PassageKind.BODY
                and len(draft.text) < 120
                and (_STRAY.fullmatch(draft.text) or _SALUTATION.fullmatch(draft.text))
            ):
                draft.kind = PassageKind.HEADER
            out.append(draft)
    return out


def zone_end(drafts: list[DraftPassage]) -> int:
    """Return the number of drafts in the letterhead: up to its last anchor before the running text."""
    end, opened = 0, False
    for index, draft in enumerate(drafts[:_ZONE]):
        if draft.kind is PassageKind.FOOTNOTE:
            continue
        if opened and (_SIGNED.match(draft.text[:_REACH]) or (draft.kind is PassageKind.BODY and _says(draft.text))):
            break
        if draft.role in _HEADER_ROLES or is_anchor(draft.text):
            end = index + 1
            opened = opened or AT["place_date"].search(draft.text[:_REACH]) is not None
            if _SALUTATION.search(draft.text[:_REACH]):
                break
        elif _speaks(draft.text) and not _salutation_follows(drafts, index):
            break
        elif end and index == end and (_is_value(drafts[index - 1].text) or _goes_on(drafts[index - 1], draft)):
            end = index + 1
    return end


def _says(text: str) -> bool:
    """True if a line after place and date is running text: there even a short sentence is the letter's."""
    text = text[:_REACH]
    return len(text.split()) > 4 and _tells(text) and not _opens_as_label(text) and not AT["addressee"].match(text)


def is_anchor(text: str) -> bool:
    text = text[:_REACH]
    if len(text) < 400 and _opens_as_label(text):
        return True
    match = _ANCHOR.search(text[:600])
    if match is None:
        return any(AT[name].fullmatch(text) for name in _WHOLE_LINES) or bool(
            (
                re.match(rf"(?:{_PIECES['number']}\s+)?(?:HERDRUK\S*\s+)?(?:{_PIECES['title']})", text)
                and re.match(r"(?:[Nn]r\S*\s+\S+\s+)?(?:HERDRUK\S*\s+)?(?:[^a-zà-ÿ]{12,}|Brief van de)", text)
            )
            or (re.match(rf"{_PIECES['dossier']}\s+[A-ZÀ-Þ]", text) and len(text) < 300 and not _tells(text))
        )
    return match.start() == 0 or not _tells(text[: match.start()])


def _opens_as_label(text: str) -> bool:
    return any(AT[name].match(text) for name in ("date", "subject", "reference", "your_reference", "session")) and (
        not _tells(text) or text.startswith(("Betreft", "Onderwerp", "Datum"))
    )


def _speaks(text: str) -> bool:
    return len(text) > 90 and _tells(text)


def _tells(text: str) -> bool:
    """True if the text contains a sentence; the full stop of `Nr.` ends none."""
    return bool(_SENTENCE.search(_SHORT.sub("", text[:_REACH])))


def _salutation_follows(drafts: list[DraftPassage], index: int) -> bool:
    """True if a salutation follows: a margin column or a footnote may come before it in reading order."""
    ahead = drafts[index + 1 : index + 12]
    return any(_SALUTATION.match(draft.text) and len(draft.text) < 80 for draft in ahead)


def _is_value(label: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:Datum|Betreft|Onderwerp|Onze [Rr]eferentie|Ons [Kk]enmerk|Kenmerk|Bijlage(?:\(n\)|n)?"
            r"|Uw [Rr]eferentie)\s*:?",
            label,
        )
    )


def _goes_on(previous: DraftPassage, draft: DraftPassage) -> bool:
    """True if this is the next line of a subject, or of a title in capitals."""
    if AT["subject"].match(previous.text):
        return draft.text[:1].islower() and len(draft.text) < 200
    return bool(AT["title"].match(previous.text)) and bool(CAPITALS.fullmatch(draft.text)) and len(draft.text) < 200


_HEADER_ROLES = {
    Role.SESSION,
    Role.CHAMBER,
    Role.DOCUMENT_TYPE,
    Role.DOSSIER,
    Role.DOSSIER_TITLE,
    Role.NUMBER,
    Role.TITLE,
    Role.DATE,
}


def _pieces(draft: DraftPassage, *, last: bool) -> list[DraftPassage]:
    if draft.role in _HEADER_ROLES:
        draft.kind = PassageKind.TITLE if draft.role is Role.TITLE else PassageKind.HEADER
        return [draft]
    cuts = _cuts(draft.text[:_REACH])
    pieces, rest = [], draft
    for cut in reversed(cuts):
        pieces.append(rest.split(cut))
    pieces = [piece for piece in [rest, *reversed(pieces)] if piece.text]
    for piece in pieces:
        piece.kind = PassageKind.TITLE if AT["title"].match(piece.text) else PassageKind.HEADER
    tail = pieces[-1] if pieces else None
    if last and tail is not None and len(pieces) > 1 and _says(tail.text) and not AT["subject"].match(tail.text):
        tail.kind = PassageKind.BODY
    return pieces


def _cuts(text: str) -> list[int]:
    """Return the offsets of the pieces of a letterhead printed on one line, and of the letter's own text."""
    cuts: set[int] = set()
    position = 0
    while position < len(text):
        hit = _next_piece(text, position)
        if hit is None:
            break
        name, start, end = hit
        cuts.add(start)
        position = end
        if name in {"place_date", "salutation", "title", "addressee", "session", "date", "house", "paper", "settled"}:
            cuts.add(end)
        if name == "place_date" and not _ANCHOR.search(text[end : end + 300]):
            break
        if name == "salutation":
            break
    return sorted(cut for cut in cuts if 0 < cut < len(text) and text[cut:].strip())


def _next_piece(text: str, position: int) -> tuple[str, int, int] | None:
    best: tuple[str, int, int] | None = None
    for name in (
        "session",
        "house",
        "paper",
        "settled",
        "addressee",
        "place_date",
        "date",
        "subject",
        "reference",
        "your_reference",
        "enclosures",
        "salutation",
        "title",
    ):
        match = AT[name].search(text, position)
        if (
            match
            and (best is None or match.start() < best[1])
            and (match.start() == 0 or not text[match.start() - 1].isalnum())
        ):
            if (
                name in {"subject", "reference", "your_reference", "enclosures"}
                and match.start()
                and _tells(text[position : match.start()])
            ):
                continue
            best = (name, match.start(), match.end())
    number = _NUMBER_LINE.search(text, position)
    if number and (best is None or number.start() < best[1]):
        best = ("number", number.start(), number.end())
    return best
