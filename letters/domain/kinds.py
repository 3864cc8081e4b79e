"""What sort of paper it is, and what sort of letter (`sources.md` E3: its values, its order)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from letters.domain.citations import find_citations
from letters.domain.parsed import Publication

_MEETING = (
    r"(?:raad|navo|bijeenkomst|informele|ministeri|top\b|eurogroep|ecofin|jbz|rbz|raz"
    r"|videoconferentie|vergadering|gymnich|europese raad)"
)
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("geannoteerde agenda", r"geannoteerde agenda|per agenda\s?-?(?:onderdeel|punt)"),
    (
        "verslag",
        rf"verslag\s+(?:(?:aan\s+)?(?:van|over|inzake)\s+)?(?:(?:de|het|een)\s+)?(?:[\w-]+\s+){{0,2}}?{_MEETING}",
    ),
    (
        "kabinetsreactie",
        r"kabinetsreactie|kabinetsappreciatie|appreciatie|beleidsreactie"
        r"|(?<![\w-])(?<!mede in )reactie\s+(?:\w+\s+){0,4}op\b(?!\s+(?:het|uw|een)\s+verzoek)"
        r"|reageer(?:t|en)?\s+(?:\w+\s+){0,4}op\b(?!\s+(?:het|uw|een)\s+verzoek)",
    ),
    (
        "beantwoording",
        r"beantwoording|antwoord(?:en)?\s+(?:\w+\s+)?(?:op\s+)?(?:de\s+|uw\s+)?(?:schriftelijke\s+|feitelijke\s+|nadere\s+)?vragen"
        r"|lijst van vragen|antwoord(?:en)?\s+(?:\w+\s+){0,8}op\s+(?:\w+\s+){0,3}vragen",
    ),
    ("stand van zaken", r"stand van zaken|voortgang(?:s?rapportage|sbrief)?\b"),
    ("inzet", r"(?<![\w-])(?:kabinets|nederlandse\s+)?inzet\b"),
    ("beleid", r"beleids(?:brief|notitie)|(?<![\w])(?:[\w-]*nota|[\w-]*strategie)\b"),
    ("aanbieding", r"aanbieding|geleidende"),
    ("artikel-100", r"artikel[ -]100\b"),
    (
        "materieel",
        r"(?<!\w)[abcd]-(?:brief|fase)\b|\bdmp\b|behoeftestelling|verwervingsvoorbereiding|(?:voor)?studiefase",
    ),
    ("BNC-fiche", r"fiche|\bbnc\b"),
)
KINDS: tuple[str, ...] = (*(kind for kind, _ in _PATTERNS), "overig")

_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
_BARE_TITLE = re.compile(r"(?:gewijzigde?\s+|tweede\s+)?brief\s+van\s+(?:(?:de|het|een)\b.*|.*)", re.DOTALL)
_LEAD = re.compile(
    r"(?:kamerbrief|brief|de|het|een|onze|mijn|concept|betreft:?|inzake|over|met|voor|van|tweede|derde|eerste|\d+e|kabinet\w*:?)\s+"
)
# Talks that a minister had; what a committee of parliament has is `algemeen`, `schriftelijk` or `nader overleg`.
_TALKS = re.compile(
    r"verslag\s+(?:van|over|inzake)\s+(?:het|mijn|ons)\s+overleg\b(?!\s+(?:met|in)\s+de\s+(?:vaste\s+)?commissie)"
)
_ANNOUNCES = re.compile(
    r"\b(?:hierbij|hiermee|bijgaand|bijgevoegd|onderstaand|bied(?:t|en)?|ontvang(?:t|en)?|treft|stu(?:urt?|ren)"
    r"|zend(?:en)?|doe ik u|"
    r"informe(?:er|ert|ren)|in deze brief|met deze brief|deze brief|deze kabinetsreactie|ga(?:at"
    r"|an)? ik (?:nader )?in|wordt u|toekomen)\b"
)
_OFFERS = re.compile(
    r"\b(?:Hierbij|Hiermee|Bijgaand|Bijgevoegd|Graag)\s+(?:bied(?:en|t)?|doe|doen|stuur|sturen|zend|zenden)\b"
    r"[^.?!]{0,400}\b(?:aan|toe|toekomen)\b"
)
_TOLD = re.compile(
    r"\b(?:informe\w+|bericht\w*|blik\w*)\b[^.?!]{0,80}\b(?:over|op|van)\s+de\s+(?:belangrijkste\s+)?"
    r"(?:uitkomst(?:en)?|resultaten)\s+(?:van\s+(?:de|het)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:raad|top|bijeenkomst|ministeri|overleg|vergadering|conferentie)|daarvan)"
    r"|\bnam(?:en)?\s+(?:ik|wij|de\s+minister)\b[^.?!]{0,80}\bdeel\s+aan\b[^?!]{0,200}\buitkomsten\b"
    r"|\bterugkoppeling\b[^.?!]{0,40}\b(?:raad|top|bijeenkomst|ministeri|vergadering)",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:raad|top|bijeenkomst|ministers|ministeri\w*|vergadering|conferentie)\b[^.?!]{0,160}\b(?:plaats|bijeen)\b"
    r"|\b(?:vindt|vinden|komen|zal|zullen)\b[^.?!]{0,160}\b(?:plaats|bijeen)\w*",
    re.IGNORECASE,
)
_AGENDA = re.compile(
    r"\b(?:op|van)\s+de\s+agenda\b|\bagendapunten\b|\bge-?agendeerd\b|\bagenda\s+(?:staan|staat|omvat|bevat)",
    re.IGNORECASE,
)
_CITED = 6  # words before a citation in brackets that name the cited paper rather than this one

_PRINTED: tuple[tuple[Publication, str], ...] = (
    (Publication.MOTION, r"(?:(?:gewijzigde|nader gewijzigde|nadere)\s+)?motie\b|de kamer,"),
    (
        Publication.DEBATE,
        r"verslag van (?:een|het|de)?\s*(?:\w+\s+)?(?:algemeen overleg|commissiedebat|notaoverleg"
        r"|wetgevingsoverleg|schriftelijk overleg|"
        r"mondeling overleg|rondetafelgesprek|hoorzitting|tweeminutendebat|debat|openbaar gesprek|gesprek"
        r"|werkbezoek)|handelingen\b|"
        r"stenogra|woordelijk verslag|verslag van een \w*overleg",
    ),
    (
        Publication.QUESTIONS,
        r"lijst van vragen|verslag houdende een lijst|aanhangsel van de handelingen"
        r"|antwoord(?:en)? (?:op )?(?:schriftelijke )?vragen|vragen (?:van|gesteld) (?:het|de|door)|"
        r"schriftelijke vragen|aanhangsel(?:\s|$)|kamervragen \(aanhangsel\)",
    ),
    (
        Publication.OTHER,
        r"inbreng|memorie|nota naar aanleiding|nota van|amendement|voorstel van (?:rijks)?wet"
        r"|koninklijke boodschap|advies (?:van de )?(?:afdeling|raad)|"
        r"nader rapport|burgerinitiatief|initiatiefnota|jaarverslag|eindverslag|voorlopig verslag|verslag$|rapport\b|"
        r"brief van (?:het|de) (?:lid|leden|presidium|voorzitter|algemene rekenkamer|(?:vaste )?commissie|vaste"
        r"|tijdelijke|algemene commissie|"
        r"nationale ombudsman|griffier|parlementaire|rapporteur|raad van state"
        r"|president van de algemene rekenkamer)|geleidende brief van de vice",
    ),
)
_PRINTED_COMPILED = tuple((publication, re.compile(pattern)) for publication, pattern in _PRINTED)
_STATED = {
    "motie": Publication.MOTION,
    "motie (gewijzigd/nader)": Publication.MOTION,
    "gewijzigde motie": Publication.MOTION,
    "handelingen": Publication.DEBATE,
    "aanhangsel van de handelingen": Publication.QUESTIONS,
    "aanhangsel": Publication.QUESTIONS,
    "antwoord": Publication.QUESTIONS,
    "kamervragen zonder antwoord": Publication.QUESTIONS,
    "kamervragen (aanhangsel)": Publication.QUESTIONS,
    "lijst van vragen en antwoorden": Publication.QUESTIONS,
    "brief": Publication.LETTER,
    "brief regering": Publication.LETTER,
    "brief van de regering": Publication.LETTER,
}


def publication_of(title: str | None, metadata: Mapping[str, tuple[str, ...]], identifier: str | None) -> Publication:
    """From the source's own type, the identifier's scheme, or the printed title; without any it is a letter."""
    if identifier and identifier.startswith("ah-"):
        return Publication.QUESTIONS
    if identifier and identifier.startswith("h-"):
        return Publication.DEBATE
    if title and (printed := _printed(title)):
        return printed
    for stated in _values(metadata, "DC.type", "dcterms.type", "type"):
        if (publication := _STATED.get(stated.lower())) is not None:
            return publication
        if (printed := _printed(stated)) is not None and stated.lower() != "verslag":
            return printed
    if any(re.match(r"ah-", value) for value in _values(metadata, "DC.identifier")):
        return Publication.QUESTIONS
    return Publication.LETTER


def _printed(title: str) -> Publication | None:
    lower = " ".join(title.lower().split())
    if re.match(r"brief van (?:de |het )?(?:van de )?(?:minister|staatssecretaris|ministers|vice-minister)", lower):
        return None
    return next((publication for publication, pattern in _PRINTED_COMPILED if pattern.match(lower)), None)


def kind_of(titles: Iterable[str | None], opening: str = "") -> str:
    """One of KINDS: from the first title or subject that says one, else from the text before the first heading."""
    for title in titles:
        if title and (kind := _kind_in_title(title.lower())):
            return kind
    return kind_in_opening(opening) or "overig"


def _lies_ahead(text: str) -> bool:
    """A meeting to come, and what is on its agenda."""
    return _TO_COME.search(text[:1500]) is not None and _AGENDA.search(text[:1500]) is not None


def kind_of_occasion(opening: str) -> str | None:
    """Where no word says the kind: a meeting told of, or a paper that the letter goes with."""
    opening = opening[:1500]
    if _TOLD.search(opening):
        return "verslag"
    return "aanbieding" if _OFFERS.search(opening[:600]) else None


def kind_in_opening(opening: str) -> str | None:
    """What the opening announces; a paper that it cites is not what it is."""
    text = _without_citations(opening).lower()
    announcing = [part for part in re.split(r"(?<=[.?!])\s+", text) if _ANNOUNCES.search(part)]
    for part in announcing:
        if kind := _earliest(part):
            return kind
    if kind := _first(text, general=False):
        return kind
    if _lies_ahead(text):
        return "geannoteerde agenda"
    return next((kind for part in announcing if (kind := _first(part))), None)


def _kind_in_title(title: str) -> str | None:
    if _BARE_TITLE.fullmatch(title) and not re.search(r"\b(?:inzake|over|houdende|met|betreffende)\b", title):
        return None
    title = _without_citations(title)
    head = title
    while match := _LEAD.match(head):
        head = head[match.end() :]
    for kind, pattern in _COMPILED:
        if kind != "aanbieding" and pattern.match(head):
            return kind
    if _TALKS.match(head):
        return "verslag"
    return _first(title)


def _earliest(text: str) -> str | None:
    """What an announcement names first is what it announces; what follows is what that is about."""
    hits = [(match.start(), "inzet") for match in [_OWN_AIM.search(text)] if match]
    hits += [
        (match.start(), kind) for kind, pattern in _COMPILED if kind not in _GENERAL and (match := pattern.search(text))
    ]
    return min(hits)[1] if hits else None


_OWN_AIM = re.compile(r"(?:nederlandse\s+|kabinets)inzet\s+(?:voor|uiteen|tijdens|bij|ten aanzien)\b")
_GENERAL = {"inzet", "beleid"}  # words that any text uses: they name a letter only in its title or its announcement


def _first(text: str, *, general: bool = True) -> str | None:
    return next(
        (kind for kind, pattern in _COMPILED if (general or kind not in _GENERAL) and pattern.search(text)), None
    )


def _without_citations(text: str) -> str:
    """Brackets that cite go, with the few words before them that name what is cited."""
    for citation in reversed(find_citations(text)):
        opened = text.rfind("(", 0, citation.start)
        closed = text.find(")", citation.end)
        inside = opened >= 0 and ")" not in text[opened : citation.start]
        start, end = (opened, closed + 1 if closed >= 0 else citation.end) if inside else (citation.start, citation.end)
        words = text[:start].split(" ")
        kept = words[:-_CITED] if len(words) > _CITED else []
        named = " ".join(words[len(kept) :])
        boundary = max(named.rfind(". "), named.rfind(", "))
        named = (
            named[: boundary + 1]
            if boundary >= 0
            else ("" if re.search(r"\b(?:van|d\.d\.)\s+\d{1,2}\s+\w+\s+\d{4}\s*$", named) else named)
        )
        text = " ".join([*kept, named]) + " " + text[end:]
    return text


def _values(metadata: Mapping[str, tuple[str, ...]], *names: str) -> list[str]:
    wanted = {name.lower() for name in names}
    return [value for key, values in metadata.items() if key.lower() in wanted for value in values]
