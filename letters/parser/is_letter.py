"""Decides whether a paper is a letter of the cabinet to parliament: by addressee, signatory and voice.

Strong signs are sufficient: parliament is addressed, an office-holder signs, a Kamerstuk number, the source's own
classification, a sentence that offers or reports in a minister's voice. A letterhead alone is a weak sign, since other
public bodies use one too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from letters.parser.draft_passages import DraftPassage
from letters.parser.letter_metadata import LetterMetadata
from letters.parser.letterhead import AT
from letters.parser.letterhead_fields import Header
from letters.parser.parsed_letter import NoLetter, PassageKind

_TOP = 40  # blocks that may name the addressee
_OPENING = 4000  # characters of running text that may state the letter's purpose
_OFFICIAL = re.compile(r"dc\.|dcterms\.|overheid", re.IGNORECASE)
_COMMITTEE = r"(?<!\w)[Cc]ommissie\s+voor\s+(?:de\s+|het\s+)?[A-ZÀ-Þ]"  # those of other bodies are named otherwise
_HOUSE = rf"(?:Kamers?\b(?!\s+van)|Staten-Generaal|[Vv]aste\s+(?:[Kk]amer)?commissie|{_COMMITTEE}|[Pp]arlement\b)"
_TO_CHAMBER = re.compile(
    r"(?:Zeer\s+)?[Gg]eachte?\s+(?:(?:de|heer|mevrouw|mevr\.?|heer\s*/\s*mevrouw)\s+)*(?:[Vv]oorzitters?|[Kk]amerleden"
    r"|(?:Tweede\s+|Eerste\s+)?Kamer(?:\s+der\s+Staten-Generaal)?(?=\s*[,:]?$)|[Cc]ommissieleden"
    rf"|(?:(?:[Vv]aste|[Aa]lgemene|[Tt]ijdelijke)\s+)?(?:[Kk]amerc|[Cc])ommissie(?=\s*[,:]?$)|(?:[Vv]aste\s+)?{_COMMITTEE}"
    rf"|[Ll]eden(?=\s*[,:]?$)|[Ll]eden\b.{{0,80}}{_HOUSE})|Mijnheer\s+de\s+[Vv]oorzitter"
    rf"|(?:>\s*)?Aan\s+(?:de\s+)?(?:[Vv]oorzitters?|[Ll]eden|[Gg]riffier)\b.{{0,80}}{_HOUSE}"
    rf"|Aan\s+de\s+(?:(?:Tweede|Eerste)\s+Kamer|[Vv]aste\s+(?:[Kk]amer)?commissie|{_COMMITTEE})"
)
_BOARD = r"(?:(?:gemeente|provincie|ledenr|bestuurs|vakbonds)?raad\b|bestuur\b|college\b|staten\b|directie\b)"
_TO_ANOTHER = re.compile(
    rf"(?:Zeer\s+)?[Gg]eachte?\s+(?:[Vv]oorzitters?|[Ll]eden)\b.{{0,60}}(?i:{_BOARD}).{{0,60}}"
    r"|(?:(?:Zeer\s+)?(?:[Hh]oogg|[Gg])eachte?|Beste|Waarde|Dear|Excellentie|Your\s+Excellency|Excellency|Monsieur|Madame"
    r"|Sehr\s+geehrte[r]?|L\.\s?S\.)(?:\s+(?!.*(?:[Vv]oorzitter|[Kk]amerleden)).{0,80})?[,:!]?"
    r"|(?:>\s*)?(?:(?:Aan|To|T\.a\.v\.|Ter\s+attentie\s+van|Attn\.?)\s*:?\s+)"
    r"(?:(?:de\s+)?(?:heer|mevrouw)|Mr\.?|Mrs\.?|Ms\.?|H\.E\.|His\s+Excellency|Her\s+Excellency|The\b"
    r"|(?i:(?:de|het|alle)\s+(?:directie|directeur|bestuur|besturen|raad|gemeenteraad|gemeente|college|ministers?\b"
    r"|staatssecretaris|ministerraad|burgemeesters?|ambassad|secretaris|president|commissaris|koning|leden|voorzitter"
    r"|Europese\s+Commissie|instelling|stichting|vereniging|universiteit|rector|bewoners?|inwoners?|ondernemers?)\w*))"
    r".{0,120}",
)
_OTHER_PAPER = re.compile(
    r"(?:Notulen|Besluitenlijst|Raadsvoorstel|Raadsbesluit|Raadsinformatiebrief|Collegevoorstel|Vergaderverslag"
    r"|Aanvraagformulier|[Ff]ormulier|Persbericht|Nieuwsbericht|Agenda\s+(?:van\s+de\s+)?vergadering|Inhoudsopgave"
    r"|Aanwezig(?:en)?\s*:|Afwezig(?:en)?\s*:|Samenvatting|Jaarverslag|Colofon)"
)
_LETTERHEAD = (
    re.compile(
        r"(?:Betreff?t|BETREFT|Onze\s+[Rr]eferentie|Ons\s+[Kk]enmerk|Uw\s+(?:[Kk]enmerk|[Rr]eferentie|brief))\b"
        r"|Bijlage\(n\)|Ministerie\s+van\s+[A-Z]|Kamerbrief|Kabinets(?:reactie|appreciatie|inzet|standpunt|brief)\b"
        r"|Beleidsreactie|Geannoteerde\s+agenda|BNC-fiche|Artikel[ -]100|Beantwoording\s+(?:van\s+)?(?:Kamer)?vragen"
    ),
    AT["place_date"],
)
_CLOSING = re.compile(r"Hoogachtend|Met\s+(?:de\s+meeste\s+)?(?:hoogachting|vriendelijke\s+groet)")
_VERBS = (
    r"(?:bied|bieden|stuur|sturen|zend|zenden|doe|doen|informeer|informeren|bericht|berichten|deel|delen|meld|melden"
    r"|geef|geven|reageer|reageren|beantwoord|beantwoorden|ga|gaan|schets|schetsen|leg|leggen|voldoe|voldoen|kom|komen)"
)
_VOICE = re.compile(
    r"\b(?:hierbij|hiermee|bijgaand|bijgevoegd|hieronder|onderstaand|ter\s+uitvoering|met\s+deze\s+brief|in\s+deze\s+brief)\b"
    rf"[^.?!]{{0,160}}\b(?:ontvangt|treft|vindt|leest|krijgt|{_VERBS}|informeert|biedt|stuurt|zendt|reageert|geeft)\b"
    rf"|\b{_VERBS}\s+(?:ik|wij|we)\b[^.?!]{{0,60}}\b(?:u|uw\s+kamer|de\s+kamer|aan|toe|mee)\b"
    rf"|\b(?:ik|wij)\s+{_VERBS}\b[^.?!]{{0,60}}\b(?:u|uw\s+kamer|de\s+kamer)\b"
    r"|\b(?:ontvangt|treft|vindt|leest|krijgt)\s+(?:u|uw\s+kamer|de\s+kamer)\b"
    r"|\b(?:u|uw\s+kamer|de\s+kamer)\s+(?:wordt|worden|ontvangt|treft|vindt|leest|krijgt)\b"
    r"|\b(?:wordt|worden)\s+(?:u|uw\s+kamer|de\s+kamer)\b[^.?!]{0,120}\b(?:ge[ïi]nformeerd|aangeboden|toegezonden|bericht)"
    r"|\b(?:biedt|informeert|bericht|reageert|geeft)\s+het\s+kabinet\b|\bheeft\s+u\s+mij\b|\bdank\s+ik\s+u\b",
    re.IGNORECASE,
)
# A person by name, who may be the Chamber's chair, and a minister's report: not certainly a letter to another.
_PERSON = re.compile(r"(?:Zeer\s+)?[Gg]eachte\s+(?:heer|mevrouw|mevr\.?)\s+[^,]{1,60},")
_REPORTS = re.compile(
    r"\b(?:informeer|bericht|rapporteer)(?:en)?\s+(?:ik|wij)\s+u\b|\b(?:ik|wij)\s+(?:informeer|bericht|rapporteer)(?:en)?\s+u\b"
)
_YOUR_CHAMBER = re.compile(r"\b[Uu]w\s+Kamer\b")


def why_no_letter(
    facts: LetterMetadata,
    header: Header,
    drafts: Sequence[DraftPassage],
    metadata: Mapping[str, Iterable[str]],
    *,
    signed: bool,
) -> tuple[NoLetter, DraftPassage | None] | None:
    """Return the reason why a paper is no letter to parliament, and the text that shows it; None for a letter.

    One pass.
    """
    if _to_parliament(facts, header, drafts, metadata):
        return None
    if _YOUR_CHAMBER.search(_running(drafts)):
        return None
    if (other := _addressed_to_another(drafts)) is not None:
        unsure = signed and _PERSON.fullmatch(other.text) and _REPORTS.search(_running(drafts))
        return None if unsure else (NoLetter.TO_ANOTHER, other)
    if signed or _VOICE.search(_running(drafts)):
        return None
    if not _is_other_paper(drafts) and _weak_sign(facts, header, drafts):
        return None
    return NoLetter.NO_SIGN, None


def _to_parliament(
    facts: LetterMetadata, header: Header, drafts: Sequence[DraftPassage], metadata: Mapping[str, Iterable[str]]
) -> bool:
    """True if parliament is addressed, the paper has a parliamentary number, or the source classifies it."""
    if facts.chamber or facts.dossiers or facts.session or "addressee" in header.found:
        return True
    if (facts.identifier or "").startswith(("kst-", "ah-", "h-")) or any(map(_OFFICIAL.match, metadata)):
        return True
    if (header.title or "").upper().startswith(("BRIEF", "TWEEDE BRIEF", "GEWIJZIGDE BRIEF")):
        return True
    return any(draft.role is not None or _TO_CHAMBER.match(draft.text) for draft in _top(drafts))


def _addressed_to_another(drafts: Sequence[DraftPassage]) -> DraftPassage | None:
    """Return the first short line at the top that addresses somebody else, else None."""
    return next((draft for draft in _top(drafts) if _addresses_another(draft.text)), None)


def _addresses_another(line: str) -> bool:
    if len(line) > 160 or re.search(r"[a-zà-ÿ]{3}[.?]$", line) or not _TO_ANOTHER.fullmatch(line):
        return False
    return line.endswith(",") or not line.startswith(("Beste ", "Waarde "))  # "Beste praktijken" is a heading


def _weak_sign(facts: LetterMetadata, header: Header, drafts: Sequence[DraftPassage]) -> bool:
    """True if there is a letterhead, a closing, or a document type that only a cabinet writes."""
    if facts.identifier or header.reference:
        return True
    closed = any(draft.kind is PassageKind.SIGNATURE or _CLOSING.match(draft.text) for draft in drafts)
    return closed or any(pattern.match(draft.text) for draft in _top(drafts) for pattern in _LETTERHEAD)


def _is_other_paper(drafts: Sequence[DraftPassage]) -> bool:
    return any(_OTHER_PAPER.match(draft.text) for draft in _top(drafts))


def _top(drafts: Sequence[DraftPassage]) -> Iterator[DraftPassage]:
    return islice((draft for draft in drafts if draft.kind is not PassageKind.FOOTNOTE), _TOP)


def _running(drafts: Sequence[DraftPassage]) -> str:
    """Return the start of the text, headers included: a sentence above a late letterhead is one of them."""
    parts, length = [], 0
    for draft in drafts:
        if draft.kind not in {PassageKind.FOOTNOTE, PassageKind.SIGNATURE}:
            parts.append(draft.text)
            length += len(draft.text)
        if length > _OPENING:
            break
    return " ".join(parts)[:_OPENING]
