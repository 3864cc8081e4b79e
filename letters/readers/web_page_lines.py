"""Website text around a letter that was copied or saved from a web page.

Official publications, the Chamber's site, OpenKamer, tkconv and Rijksoverheid have the same elements: a bar to
download, print and share, breadcrumbs, document facts, persons and activities, cookies. A line is recognised by its
wording, and only before the letter's first own line and after its last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARKUP = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)|</?[a-zA-Z][^<>]{0,200}>")
_LEAD = re.compile(r"^[^\w©(\[«\"'’‘„“]+")  # bullets, arrows, pictures
_TRAIL = " \t*_#>›»→↓▼▾×✕"
_BAR = re.compile(r"\s*[|·•]\s*|\s{3,}|\]\s*\[")
_OWN_SITE = (
    r"(?:overheid\.nl|offici[eë]le\s?bekendmakingen(?:\.nl)?|open\s?kamer(?:\.org)?|opentk|tkconv|rijksoverheid\.nl)"
)
_SITE = rf"(?:{_OWN_SITE}|(?:tweede|eerste)\s?kamer(?:\.nl)?|rijksoverheid)"
_DAY = (
    r"(?:publicatiedatum|datum (?:van )?publicatie|gepubliceerd(?: op)?|geplaatst op"
    r"|laatst (?:gewijzigd|bijgewerkt))"
)
_SORT = r"(?:soort (?:document|stuk)|document(?:type|soort|nummer)|document-?nr|type document|identificatie(?:nummer)?)"
_DOSSIER = r"(?:[^.?!]{0,150}\bdossiers?\s+|(?:kamerstuk(?:ken)?\s+)?)\d{2}[ .]?\d{3}"
_NETWORK = r"(?:facebook|twitter|x|linkedin|whatsapp|e-?mail|mastodon|bluesky|instagram|youtube|soci(?:al|ale) media)"
_A_PAGE = r"(?:(?:deze|dit|de|het) )?(?:pagina|document|stuk|kamerstuk|artikel|brief|publicatie)"
# Sentences of a page about itself.
_TELLS = (
    r"(?:deze|onze) (?:web)?site (?:gebruikt|maakt gebruik van)\b.{0,60}cookies\b.{0,300}|(?:wij"
    r"|we) gebruiken (?:\w+ )?cookies\b.{0,300}",
    rf"(?:dit|het)\s+(?:document|stuk|kamerstuk)\s+(?:(?:is\s+(?:een\s+)?|maakt\s+)?(?:onderdeel"
    rf"|deel)\s+(?:uit\s+)?van|hoort bij)\b:?\s+{_DOSSIER}\b.{{0,300}}",
    r"was deze (?:pagina|informatie)\b[^.?!]{0,80}\?",
)
# Lines that occur on web pages only. Words that a heading may begin with count only with a listed end.
_SAYS = (
    r"downloads?|download(?:en)?(?:\s*[:(|'‘“\"«]|\s+(?:(?:als|het|de|dit|deze)\s+)?(?:pdf|docx?|odt|xml|document|brief"
    r"|bestand|origineel|kamerbrief|kamerstuk|publicatie)\b).{0,120}",
    rf"(?:print|afdrukken|printen|opslaan|printversie)(?: {_A_PAGE})?(?: (?:als|in) (?:pdf|docx?|favoriet(?:en)?))?",
    rf"volg ons(?: (?:op|via)(?:[ ,/|]*(?:en |of )?{_NETWORK})+)?|geef uw reactie(?: op {_A_PAGE})?",
    rf"deel {_A_PAGE}(?: (?:via|op|met)\b.{{0,60}})?|(?:deel|delen) (?:via|op)(?:[ ,/|]*(?:en |of )?{_NETWORK})+",
    r"(?:alle )?cookies?(?: (?:accepteren|weigeren|toestaan|beheren)|-?(?:instellingen|verklaring|beleid"
    r"|voorkeuren))?|accepteer .{0,20}cookies",
    r"over deze (?:web)?site|site-?map|proclaimer|disclaimer|kwetsbaarheid melden|privacy en cookies"
    r"|cookies en privacy",
    r"(?:(?:ga|direct|spring|overslaan en|door)\s+)?naar (?:de )?(?:het )?(?:hoofd)?(?:inhoud|navigatie|content"
    r"|zoeken|menu|homepage)(?: gaan)?",
    r"(?:u (?:bevindt zich|bent) hier|kruimelpad)\b.{0,200}|home(?:\s*[>›»/|].{1,200})?|(?:hoofd)?menu|inloggen"
    r"|uitloggen",
    r"(?:terug )?naar (?:boven|de bovenkant.{0,30})|terug naar (?:overzicht|zoek\w*|vorige\b.{0,20}|resultaten|home)",
    r"(?:permalink|permanente link)(?:\s*:.{0,200}|\s+(?:https?://\S+|naar (?:deze|dit) \w+))?|kopieer (?:de )?link"
    r"(?: naar .{1,40})?|rss(?:-feed)?|attendeer mij.{0,60}",
    r"(?:skip|go) to (?:main )?content|back to top|share(?: this page)?|log ?in|sign in|part of (?:the )?(?:dossier"
    r"|file)\b.{0,20}\d{2}[ .]?\d{3}\b.{0,300}",
    rf"onderdeel van:?\s+(?:het\s+)?{_DOSSIER}\b.{{0,300}}"
    r"|gerelateerde (?:documenten|stukken|dossiers|informatie|onderwerpen|publicaties)(?:\s*:.{0,60})?",
    r"documentgegevens|over dit (?:document|stuk)|informatie over dit (?:document|stuk)"
    r"|dossier- en ondernummer(?:\s*:?\s*\d.{0,160})?",
    rf"{_DAY}(?:\s*:.{{0,160}}|\s+(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag\s+)?\d.{{0,160}})?|(?:verantwoordelijk|organisatie)\s{{2,}}.{{1,160}}",
    r"(?:pdf|docx?|odt|xml|html)(?:[ -](?:document|bestand))?\s*[|,(-].{0,60}(?:[kmg]b\b|pagina).{0,20}",
    r"(?:kamerstuk|document|brief|nieuwsbericht|rapport)\s*:\s*[^|]{1,60}\|.{1,60}",
    rf".{{1,250}}\s\|\s(?:(?:www\.)?{_OWN_SITE}\b.{{0,60}}|(?:tweede|eerste) kamer der staten-generaal)"
    rf"|.{{1,250}}\s[–—-]\s{_OWN_SITE}|{_OWN_SITE}\s[|>›»]\s.{{1,200}}",
    rf"(?:over )?{_OWN_SITE}(?:\s[–—-]\s.{{1,200}})?",
)
# Lines that occur on web pages, and may occur in letters.
_MAY_SAY = (
    r"zoek(?:en)?|contact|help|archief|zaken|(?:vorige|volgende)(?: \w+)?|sluiten|documenten|kamerstukken|dossiers?"
    r"|moties|stemmingen|kamervragen",
    r"agenda|kalender|(?:personen|persoon|activiteit(?:en)?|fracties?|commissies?)\s*:.{1,200}|verslagen|fracties"
    r"|kamerleden|nieuws|onderwerpen|ministeries|regering|debatten|commissies|personen|activiteiten",
    rf"delen|reageren|metadata|zie ook:?|datum (?:van )?ontvangst\b.{{0,60}}|{_SORT}\b.{{0,120}}",
    r"english|nederlands|taal|service|aanmelden|toegankelijkheid|privacy|colofon|copyright\b.{0,80}|©.{0,80}"
    r"|bron:.{1,120}|verantwoordelijk(?: ministerie)?:?",
    r"facebook|twitter|x|linkedin|whatsapp|e-?mail|mastodon|bluesky|instagram|youtube|(?:bekijk|toon|lees) .{1,80}",
    r"indieners?\b.{0,160}|ondertekenaars?|betrokken \w+|gekoppelde .{1,60}|dossier(?:nummer)?\s*:.{1,200}"
    r"|titel\s*:.{1,300}",
    r"zaak\b.{0,20}\d{4}z\d{5}.{0,200}|(?:document|nummer)\s*:?\s*\d{4}d\d{5}|kst-\S{3,40}|datum\s*:.{1,40}",
    r"onderdeel van\b.{0,300}|part of (?:the )?(?:dossier|file)\b.{0,300}|gerelateerde \w+.{0,60}",
    rf".{{1,250}}\s\|\s(?:www\.)?{_SITE}|{_SITE}\s[|>›»]\s.{{1,200}}|https?://\S*{_SITE}\S*"
    r"|[^>›»]{1,80}(?:\s[>›»]\s[^>›»]{1,160}){2,}",
    rf"(?:kamerstuk|brief regering|kamerbrief)(?:\s*:.{{1,300}})?|kamerstuk(?:nummer)?\s*:?\s*\d.{{1,200}}|{_SITE}",
)
_SELF = re.compile("|".join(_TELLS), re.IGNORECASE)
_SURE = re.compile("|".join(_SAYS), re.IGNORECASE)
_MAYBE = re.compile("|".join(_MAY_SAY), re.IGNORECASE)
# Lines that start the letter itself, whatever precedes them.
_BEGINS = re.compile(
    r"(?:>\s*)?Retouradres\b|(?:>\s*)?(?:[Aa]an\s+)?[Dd]e\s+(?:heer\s+|mevrouw\s+)?[Vv]oorzitters?\s+van\b"
    r"|Aan de (?:voorzitter|leden|Tweede Kamer|Eerste Kamer)\b"
    r"|(?:Den Haag|['’‘`]s-Gravenhage|Amsterdam|Brussel),?\s+\d|(?:Zeer )?[Gg]eachte\b|Excellentie\b|Betreft\b"
    r"|Postbus \d"
    r"|(?:[Nn]r\.? ?\w{1,5}\s+)?(?:GEWIJZIGDE? )?BRIEF VAN (?:DE|HET)\b|Uw (?:kenmerk|referentie)\b|Onze referentie\b"
    r"|Ons kenmerk\b"
)
# Other letterhead lines, which a page may also contain.
_HEADS = re.compile(
    r"(?:Tweede|Eerste) Kamer der Staten-Generaal(?:\s+\d)?$|Vergaderjaar \d{4}|\d{2} ?\d{3}(?:[ -]\(?(?:[IVXLC]{1,6}"
    r"|\d{2})\)?)?(?:\s+[A-ZÀ-Þ].*)?$"
    r"|Nr\.? ?\w{1,5}\b|(?:MINISTERIE|Ministerie) (?:VAN|van)\b|Datum\b|Kenmerk\b|Directie\b|Onderwerp\b|Inzake\b"
    r"|Brief van (?:de|het)\b"
)
_ENDS = re.compile(
    r"(?:De|DE|Namens de)\s+(?:[Mm]inister|MINISTER|[Ss]taatssecretaris|STAATSSECRETARIS)|Hoogachtend"
    r"|Met vriendelijke groet"
)
_SENTENCE = re.compile(r"[a-zà-ÿ]{2}[^.?!]{20,400}[.?!](?:\s|$)")
_ENDED = re.compile(r"[^\W_][)\]%\"'’”»]*[.?!…][)\]\"'’”»]*$")
_INTRODUCES = re.compile(r"(?:\S+\s+){4,}\S+[:;]")
_NO_TEXT = re.compile(r"©|copyright\b|bron:|\S+$", re.IGNORECASE)
_DEEPEST = 150  # non-empty lines that a page can have above a letter
_MOST_TOLD = 900  # characters of sentences among those: more is the letter, not a summary of it
_AHEAD = 40  # non-empty lines between the page's last own line and the letter's first
_DIGIT = re.compile(r"\d")
_SHORT = 25  # characters of a word in a menu
_LONGEST = 500  # characters of a line of a page
_SURELY, _MAYBE_SO = 2, 1  # the weights of a line
_ENOUGH = 3  # two lines that occur on pages only, or one and another that may occur in letters
_GAP = 8  # unrecognised lines between two of a page's footer: titles, names


def letter_bounds(lines: Sequence[str]) -> tuple[int, int]:
    """Return (first, last): lines[first:last] are the letter's, the rest the page's. (0, len(lines)) without a page."""
    first = _head_end([_bare(line) for line in lines[: 6 * _DEEPEST]])
    last = _foot_start(lines, first)
    return (first, last) if any(map(str.strip, lines[first:last])) else (0, len(lines))


def _bare(line: str) -> str:
    return _LEAD.sub("", _MARKUP.sub(r"\1", line)).rstrip(_TRAIL)


def _weight(line: str) -> int:
    """Return 2 for a line that occurs on pages only, 1 for one that may occur in letters too, 0 for any other."""
    if not line or len(line) > _LONGEST:
        return 0
    if _SELF.fullmatch(line):
        return _SURELY
    if _is_sentence(line) or _is_ended(line):
        return 0
    if _SURE.fullmatch(line):
        return _SURELY
    if _runs(line):
        return 0
    if _MAYBE.fullmatch(line):
        return _MAYBE_SO
    return _weight_of_bar(_BAR.split(line.strip("[]")))


def _weight_of_bar(pieces: Sequence[str]) -> int:
    """Return the weight of words side by side, as in a menu: all of them a page's, or many and short."""
    if len(pieces) < 2:
        return 0
    if all(_SURE.fullmatch(piece) or _MAYBE.fullmatch(piece) for piece in pieces):
        return _SURELY if any(map(_SURE.fullmatch, pieces)) else _MAYBE_SO
    short = len(pieces) > 2 and all(len(piece) < _SHORT and not _DIGIT.search(piece) for piece in pieces)
    return _MAYBE_SO if short else 0


def _is_sentence(line: str) -> bool:
    return len(line) > 60 and _SENTENCE.search(line) is not None


def _runs(line: str) -> bool:
    """True if the line is running text: a sentence, the end of one, or the start of an enumeration."""
    return len(line) > _LONGEST or _is_sentence(line) or _is_ended(line) or _INTRODUCES.fullmatch(line) is not None


def _is_ended(line: str) -> bool:
    return _ENDED.search(line) is not None and not _NO_TEXT.match(line)


def _head_end(lines: Sequence[str]) -> int:
    """Return the number of page lines at the top: up to the last typical one, then on to the letter's first line.

    Sentences count as the page's only above a line that certainly starts the letter.
    """
    seen = told = weight = 0
    sure = last = before_text = -1
    for index, line in enumerate(lines):
        if _BEGINS.match(line):
            before_text = last
            break
        if seen > _DEEPEST or told > _MOST_TOLD:
            break
        seen += bool(line)
        if found := _weight(line):
            weight += found
            sure = index if found == _SURELY else sure
            last = sure if weight >= _ENOUGH and sure >= 0 else last
        elif _runs(line):
            weight, sure = 0, -1
            told += len(line)
        if not told:
            before_text = last
    return _first_own(lines, before_text + 1) if before_text >= 0 else 0


def _first_own(lines: Sequence[str], after: int) -> int:
    """Return the index of the letter's first own line; if none is recognised, of the first after the page's last."""
    ahead, maybe = 0, after
    for index in range(after, len(lines)):
        line = lines[index]
        if _BEGINS.match(line) or (_HEADS.match(line) and not _page_goes_on(lines, index)):
            return index
        ahead += bool(line)
        if ahead > _AHEAD or _runs(line):
            break
        if _weight(line) and index <= maybe + 1:
            maybe = index + 1
    return maybe


def _page_goes_on(lines: Sequence[str], index: int) -> bool:
    """True if a label that letters have too (`Datum: …`) is followed by more lines of the page."""
    for line in lines[index + 1 : index + _GAP]:
        if _BEGINS.match(line):
            return False
        if _weight(line) and not _HEADS.match(line):
            return True
    return False


def _foot_start(lines: Sequence[str], first: int) -> int:
    """Return the index at which the page's lines at the end begin: below all running text."""
    start, gap = len(lines), 0
    weights: list[int] = []
    for index in range(len(lines) - 1, first - 1, -1):
        line = _bare(lines[index])
        if not line:
            continue
        if found := _weight(line):
            weights.append(found)
            start, gap = index, 0
        elif gap == _GAP or _ENDS.match(line) or _BEGINS.match(line) or _runs(line):
            break
        else:
            gap += 1
    return start if _SURELY in weights and sum(weights) >= _ENOUGH else len(lines)
