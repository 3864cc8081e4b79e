"""Patterns for offices and names in signatures, and their normalised form."""

from __future__ import annotations

import re

OFFICE = (
    r"(?:[Dd]e|DE|[Nn]amens\s+het\s+kabinet,\s+de)?\s*"
    r"(?:(?:[Mm]inister|MINISTER|[Ss]taatssecretaris|STAATSSECRETARIS|[Vv]ice-[Mm]inister|VICE-MINISTER)"
    r"(?:-[Pp]resident|-PRESIDENT)?)(?![\w])"
)
# A comma inside the name of a ministry: the rest of it contains "en" and one more capitalised word.
_PART = r"[A-ZÀ-Þ](?:(?!\b(?:[Mm]inister|MINISTER|[Ss]taatssec))[\w’' -]){1,40}"
LISTED = rf",\s+(?=(?:{_PART},\s+)?{_PART}\s(?:en|EN)\s+[A-ZÀ-Þ])"
HELD_TOO = r",\s+(?:[Mm]inister|MINISTER|[Vv]ice)"  # a prime minister is a minister too
REST = rf"(?:[^,.;:()]|\([^()]{{1,40}}\)|{HELD_TOO}|{LISTED}|\s?[aA]\.[iI]\.){{0,160}}"
# Functions below that of a minister.
FUNCTION = (
    r"(?:(?:[Dd]e|[Hh]et)\s+)?(?:(?:plv|wnd|loco|plaatsvervangend|waarnemend|algemeen|tijdelijk|senior|eerste)\b\.?[\s-]*)*"
    r"(?:secretaris-generaal|[a-z-]*directeur(?:-generaal)?|inspecteur(?:-generaal)?|[a-z-]*hoofd|[a-z-]*manager"
    r"|thesaurier(?:-generaal)?|griffier|[a-z-]*adviseur|co[öo]rdinator|[a-z-]*medewerker|[a-z-]*ambassadeur|consul"
    r"|commandant|teamleider|projectleider|programmaleider|kabinetschef|chef|raadsheer|raadadviseur|gemachtigde"
    r"|hoofdingenieur-directeur|landsadvocaat|procureur-generaal|rijksinspecteur|directielid|jurist|woordvoerder"
    r"|commissaris|dijkgraaf|voorzitter|secretaris|dg|sg)(?![\w])"
)
TITLES = r"(?:(?:[Mm]r|[Dd]rs|[Dd]r|[Ii]r|[Pp]rof|[Ii]ng|[Jj]hr|[Mm]w|[Dd]hr|[Mm]evr|MR|DRS|DR|IR|PROF|ING)\.\s*)+"
_PARTICLE = r"(?:(?:van|de|der|den|ter|ten|te|tot|thoe|in|het|'t|’t|von|la|le|el|VAN|DE|DER|DEN|Van|De|Der|Den)\s+)*"
_SURNAME = r"[A-ZÀ-ÞŽŠ][\w’'À-ſ]*(?:[-–—][A-ZÀ-Þa-z][\w’'À-ſ]*)*"
_INITIALS = r"(?:[A-ZÀ-Þ][a-zà-ÿ]+\s+)?(?:[A-ZÀ-Þ][a-zà-ÿ]{0,2}\.[\s-]*)+(?:\([\w-]+\)\s*)?"
NAME = (
    rf"(?P<name>(?:{TITLES})?"
    rf"(?!Minister|MINISTER|Staatssecretaris|STAATSSEC|Vice-|De\s[MS]|Namens\b|Mede\b|Voor\b|Bij\b|(?i:{FUNCTION}))"
    rf"(?:{_INITIALS}|(?:[A-ZÀ-ÞŞ][\w’'À-ſ-]+\s+){{1,2}})"
    rf"{_PARTICLE}{_SURNAME}(?:[\s-]+{_PARTICLE}{_SURNAME}){{0,2}})"
)
NOTE = r"(?:\s*[⁰¹²³⁴-⁹\d*®]{1,3})?"
_SMALL = {"van", "en", "voor", "de", "het", "der", "den", "in", "tot"}


def plain_name(name: str) -> str:
    """Normalise a name: without academic titles and footnote marks, initials without spaces."""
    name = re.sub(rf"^{TITLES}", "", " ".join(name.split()))
    name = re.sub(r"(?:[\s,]+(?:MPA|MA|MBA|MSc|MPhil|BSc|LLM|LL\.M|PhD|RA))+\.?$", "", name)
    name = re.sub(r"[\s⁰¹²³⁴-⁹\d*®.,]+$", "", name)
    name = re.sub(r"(?<=\.)\s+(?=[A-ZÀ-Þ][a-z]{0,2}\.)", "", name).replace("—", "-")
    letters = re.sub(r"[^A-Za-zÀ-ÿ]", "", name)
    return _levelled(name) if len(letters) > 5 and letters.isupper() else name


def plain_office(office: str) -> str:
    office = re.sub(r"^(?:namens\s+)?de\s+", "", " ".join(office.split()).strip(" ,"), flags=re.IGNORECASE)
    parts = re.split(r"(,\s+)", office)
    office = "".join(_levelled(part) if re.sub(r"[^A-Za-z]", "", part).isupper() else part for part in parts)
    return office[:1].upper() + office[1:]


def _levelled(text: str) -> str:
    """Change capitals to title case: `MINISTER VAN BUITENLANDSE ZAKEN` → `Minister van Buitenlandse Zaken`."""
    words = []
    for word in text.split():
        lower = word.lower()
        words.append(lower if lower in _SMALL else re.sub(r"(?:^|[-.'’])[^\W\d_]", lambda m: m[0].upper(), lower))
    return " ".join(words)
