"""Classification: type of parliamentary paper, and kind of letter (values and order of `sources.md` E3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from letters.parser.citations import find_citations
from letters.parser.parsed_letter import PassageKind, Publication

_MEETING = (
    r"(?:[\w-]*raad\b|navo|bijeenkomst|informele|ministeri|[\w-]*top\b|eurogroep|ecofin|jbz|rbz|raz"
    r"|[\w-]*conferentie|vergadering|gymnich|[\w-]*bezoek\b|[\w-]*reis\b|avvn|[\w-]*missie\b(?!\s+voor)|vn-week)"
)
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("geannoteerde agenda", r"geannoteerde\s+(?:[\w-]+\s+){0,2}?[\w-]*agenda|per agenda\s?-?(?:onderdeel|punt)"),
    (
        "verslag",
        rf"(?<!\w)verslag\s+(?:uit\s+)?(?:(?:aan\s+)?(?:van|over|inzake)\s+)?(?:(?:de|het|een|mijn|ons)\s+)?"
        rf"(?:[\w-]+\s+){{0,3}}?{_MEETING}|(?:reis|bezoek|conferentie|vergader)verslag\b",
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
        r"|vragen\s+(?:[\w()-]+\s+){0,12}?beantwoord"
        r"|lijst van vragen|antwoord(?:en)?\s+(?:\w+\s+){0,8}op\s+(?:\w+\s+){0,3}vragen",
    ),
    ("stand van zaken", r"stand[ -]van[ -]zaken|voortgang(?:s?\w+)?\b"),
    (
        "inzet",
        r"(?<![\w-])(?<!militaire )(?:kabinets|nederlandse\s+)?inzet\b"
        r"(?!\s+van\s+(?:(?:de|het|een|extra|nederlandse)\s+)?(?:[\w-]*militair|[\w-]*troepen|defensie|krijgsmacht|marine"
        r"|[\w-]*eenhe|[\w-]*personeel|[\w-]*schip|[\w-]*schepen|fregat|luchtmacht|politie|marechaussee|middelen))",
    ),
    (
        "beleid",
        r"beleids(?:brief|notitie)|(?<!\w)(?:(?!voorjaars|najaars|miljoenen|initiatief)[\w-]*nota(?!\s+(?:naar|van\s+wijziging))|[\w-]*strategie)\b",
    ),
    ("aanbieding", r"aanbieding|geleidende"),
    ("artikel-100", r"artikel[ -]100\b"),
    (
        "materieel",
        r"(?<!\w)[abcd]-(?:brief|fase)\b|\bdmp\b|behoeftestelling|verwervingsvoorbereiding|(?:voor)?studiefase",
    ),
    ("BNC-fiche", r"fiche|\bbnc\b|nieuwe commissievoorstellen"),
)
KINDS: tuple[str, ...] = (*(kind for kind, _ in _PATTERNS), "overig")

# Words for the same kinds that occur in any text: they count in titles only.
_IN_TITLES: tuple[tuple[str, str], ...] = (
    ("verslag", rf"terug(?:blik|koppeling)\b|(?:uitkomst(?:en)?|resultaten)\s+(?:[\w-]+\s+){{0,3}}?{_MEETING}"),
    (
        "kabinetsreactie",
        r"(?:kabinets|regerings)standpunt|standpunt\s+(?:van\s+)?(?:het\s+kabinet|de\s+regering)|weerwoord",
    ),
    (
        "beantwoording",
        r"antwoord(?:en)?\b|kamervragen|(?<!verslag van een )(?<!verslag van het )(?<!verslag )schriftelijk overleg"
        r"|feitelijke vragen|inbreng\s+(?:van\s+)?(?:het\s+)?schriftelijk",
    ),
    (
        "stand van zaken",
        r"(?:tussen|kwartaal|halfjaar|jaar|maand|eind)?rapportage\b|tussenstand|actuele\s+(?:situatie|ontwikkelingen)"
        r"|(?:laatste|recente)\s+ontwikkelingen|actualisatie|(?:nadere\s+|aanvullende\s+)informatie\b|update\b"
        r"|(?:afdoening|stand)\s+(?:van\s+)?(?:de\s+)?(?:moties|toezeggingen)",
    ),
    ("inzet", r"inbreng\s+(?:van\s+)?nederland|nederlandse\s+(?:inbreng|positie)|non-paper"),
    (
        "beleid",
        r"hoofdlijnen|(?<![\w-])[\w-]*visie\b(?<!televisie)(?<!revisie)(?<!supervisie)|actieplan|actieagenda|routekaart"
        r"|(?<![\w-])[\w-]*aanpak\b"
        r"|contouren|beleids(?:agenda|kader|visie|voornemens?|programma|plan)",
    ),
    (
        "artikel-100",
        r"kennisgeving(?:sbrief)?\b.*\b(?:missie|bijdrage|inzet|uitzending)|notificatie\b.*\b(?:missie|bijdrage)",
    ),
    ("aanbieding", r"toezending|aanbied(?:en|ings\w+)\b|afschrift|publicatie\s+van"),
)
_COMPILED_TITLES = tuple((kind, re.compile(pattern)) for kind, pattern in _IN_TITLES)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
_BARE_TITLE = re.compile(r"(?:gewijzigde?\s+|tweede\s+)?brief\s+van\s+(?:(?:de|het|een)\b.*|.*)", re.DOTALL)
_LEAD = re.compile(
    r"(?:kamerbrief|brief|de|het|een|onze|mijn|concept|betreft:?|inzake|over|met|voor|van|tweede|derde|eerste|\d+e|kabinet\w*:?)\s+"
)
# A minister's talks; those of a parliamentary committee are `algemeen`, `schriftelijk` or `nader overleg`.
_TALKS = re.compile(
    r"verslag\s+(?:van|over|inzake)\s+(?:het|mijn|ons)\s+overleg\b(?!\s+(?:met|in)\s+de\s+(?:vaste\s+)?commissie)"
)
_ANNOUNCES = re.compile(
    r"\b(?:hierbij|hiermee|bijgaand|bijgevoegd|onderstaand|bied(?:t|en)?|ontvang(?:t|en)?|treft|stu(?:urt?|ren)"
    r"|zend(?:en)?|doe ik u|"
    r"informe(?:er|ert|ren)|in deze brief|met deze brief|deze brief|deze kabinetsreactie|ga(?:at"
    r"|an)? ik (?:nader )?in|wordt u|toekomen)\b"
)
_OFFERED = (
    r"(?:[\w-]*rapport(?:en|age)?|[\w-]*verslag|[\w-]*advie[sz]\w*|[\w-]*evaluatie|[\w-]*onderzoek|overzicht|afschrift"
    r"|[\w-]*notitie|[\w-]*plan|[\w-]*monitor|[\w-]*stukken|documenten?|[\w-]*besluit|verdrag|[\w-]*brief|[\w-]*beeld|tekst"
    r"|[\w-]*analyse|[\w-]*begroting|[\w-]*agenda|publicatie|[\w-]*verkenning|[\w-]*studie|bijlagen?|conclusies)"
)
_OFFERS = re.compile(
    r"\b(?:Hierbij|Hiermee|Bijgaand|Bijgevoegd|Graag)\s+(?:bied(?:en|t)?|doe|doen|stuur|sturen|zend|zenden)\b"
    r"[^.?!]{0,400}\b(?:aan|toe|toekomen)\b"
    r"|\b(?:[Bb]ied(?:en)?|[Ss]tu(?:ur|ren)|[Zz]end(?:en)?|[Dd]oe(?:n)?)\s+(?:ik|wij)\b[^.?!]{0,300}\b(?:aan|toe|toekomen)\s*[.,:]"
    rf"|\b(?:[Hh]ierbij|[Hh]iermee|[Bb]ijgaand|[Bb]ijgevoegd|[Aa]ls\s+bijlage)\b[^.?!]{{0,60}}"
    rf"\b(?:ontvangt|treft|vindt|stuur|sturen|zend|zenden|bied|bieden)\b[^.?!]{{0,120}}\b{_OFFERED}\b"
    rf"|\b(?:[Bb]ij|[Mm]et)\s+deze\s+brief\s+(?:gaat|gaan)\b[^.?!]{{0,80}}\b{_OFFERED}\b"
    r"|\b(?:wordt|worden)\b[^.?!]{0,160}\b(?:aangeboden|toegezonden|bijgevoegd)\b"
)
_TOLD = re.compile(
    r"\b(?:informe\w+|bericht\w*|blik\w*)\b[^.?!]{0,80}\b(?:over|op|van)\s+de\s+(?:belangrijkste\s+)?"
    r"(?:uitkomst(?:en)?|resultaten)\s+(?:van\s+(?:de|het)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:raad|top|bijeenkomst|ministeri|overleg|vergadering|conferentie)|daarvan)"
    r"|\bnam(?:en)?\s+(?:ik|wij|de\s+minister)\b[^.?!]{0,80}\bdeel\s+aan\b[^?!]{0,200}\buitkomsten\b"
    r"|\bterugkoppeling\b[^.?!]{0,40}\b(?:raad|top|bijeenkomst|ministeri|vergadering)",
    re.IGNORECASE,
)
_TRAVELLED = re.compile(
    r"\bbracht(?:en)?\b[^.?!]{0,160}\bbezoek\b|\bbezocht(?:en)?\s+(?:ik|wij|de\s+(?:minister|staatssecretaris))\b"
    r"|\bdoe(?:n)?\s+(?:ik|wij)\b[^.?!]{0,100}\bverslag\b"
    r"|\b(?:vergaderden?|kwam(?:en)?|vond(?:en)?)\b[^.?!]{0,60}\b(?:\w*raad|\w*top|bijeenkomst|ministers|vergadering|\w*conferentie)\b"
    r"[^.?!]{0,160}[.]",
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
_LONGEST_OPENING = 6000  # characters
_NEAR = 500  # characters of an opening that are searched if it announces nothing
_ANY = frozenset({"inzet", "beleid"})  # common words: they count only in a title or announcement
_CITED = 6  # words before a bracketed citation that name the cited paper, not this one

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
    """Return the type from the source's metadata, the identifier's scheme or the printed title; by default a letter."""
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


def letter_kind(titles: Iterable[str | None], opening: str, reports: Sequence[str] = ()) -> str:
    """Return a letter's kind: by its titles and opening, else by the titles of reports in it, else by the occasion."""
    kind = kind_of(titles, opening)
    if kind == "overig" and reports:
        kind = kind_of(reports)
    return (kind_of_occasion(opening) if kind == "overig" else None) or kind


def opening_of(pieces: Iterable[tuple[PassageKind, str]]) -> str:
    """Return the running text before the first heading, from the kinds and texts of a letter's pieces."""
    parts: list[str] = []
    for kind, text in pieces:
        if kind is PassageKind.HEADING and parts:
            break
        if kind is PassageKind.BODY:
            parts.append(text)
    return " ".join(parts)[:_LONGEST_OPENING]


def kind_of(titles: Iterable[str | None], opening: str = "") -> str:
    """Return one of KINDS, from the first title or subject that names one, else from the text above any heading."""
    for title in titles:
        if title and (kind := _kind_in_title(title.lower())):
            return kind
    return kind_in_opening(opening) or "overig"


def _lies_ahead(text: str) -> bool:
    """True if the text presents a future meeting and its agenda."""
    return _TO_COME.search(text[:1500]) is not None and _AGENDA.search(text[:1500]) is not None


def kind_of_occasion(opening: str) -> str | None:
    """Return the kind implied without a keyword: a report of a past meeting, or an enclosed paper; else None."""
    opening = opening[:1500]
    if _TOLD.search(opening) or _TRAVELLED.search(opening[:400]):
        return "verslag"
    return "aanbieding" if _OFFERS.search(opening[:600]) else None


def kind_in_opening(opening: str) -> str | None:
    """Return the kind that the opening announces, else None. Papers that it cites do not count."""
    text = _without_citations(opening).lower()
    announcing = [part for part in re.split(r"(?<=[.?!])\s+", text) if _ANNOUNCES.search(part)]
    for part in announcing:
        if kind := _earliest(part):
            return kind
    if kind := _first(text[:_NEAR], without=_ANY | {"stand van zaken"}):
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
    for kind, pattern in _COMPILED_TITLES:
        second = head.find(" ") + 1  # after an adjective: "tussentijdse rapportage"
        if kind not in _ANY and (pattern.match(head) or pattern.match(head, second)):
            return kind
    return _first(title) or next((kind for kind, pattern in _COMPILED_TITLES if pattern.search(title)), None)


def _earliest(text: str) -> str | None:
    """Return the first kind named in an announcement: later ones are its subject matter."""
    hits = [(match.start(), "inzet") for match in [_OWN_AIM.search(text)] if match]
    hits += [
        (match.start(), kind) for kind, pattern in _COMPILED if kind not in _ANY and (match := pattern.search(text))
    ]
    return min(hits)[1] if hits else None


_OWN_AIM = re.compile(r"(?:nederlandse\s+|kabinets)inzet\s+(?:voor|uiteen|tijdens|bij|ten aanzien)\b")


def _first(text: str, *, without: frozenset[str] = frozenset()) -> str | None:
    return next((kind for kind, pattern in _COMPILED if kind not in without and pattern.search(text)), None)


def _without_citations(text: str) -> str:
    """Remove bracketed citations, with the few words before them that name the cited paper."""
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
