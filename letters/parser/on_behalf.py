"""Signatures on behalf of others: "namens deze", "voor deze", "b.a.", "loco", "mede namens de minister van X", "w.g.".

The office under a letter is its signer's, unless the text shows that another signs for its holder.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from letters.parser.offices import FUNCTION, HELD_TOO, LISTED, NAME, NOTE, OFFICE, REST, plain_name, plain_office
from letters.parser.parsed_letter import ParsedSignatory, ParsedSigner

Party = ParsedSignatory | ParsedSigner | str  # a text is the office on whose behalf somebody else signed

_FOR_HOLDER = (
    r"(?:(?:namens|voor)\s+(?:dezen?|hem|haar|hen)|bij\s+(?:(?:zijn|haar|diens|hun)\s+)?(?:afwezigheid|verhindering"
    r"|ontstentenis)(?:\s+van\s+(?:dezen?|hem|haar))?(?!\s+van)|b\s?[./]\s?a\.?|i\s?[./]\s?o\.?|p\s?[./]\s?o\.?|l\.\s?o\."
    r"|in\s+opdracht|loco)(?![\w-])"
)
_FOR_OFFICE = (
    r"(?:namens|voor|(?:b\s?[./]\s?a\.?|bij\s+(?:afwezigheid|verhindering|ontstentenis)|in\s+opdracht)\s+van)\s+"
)
_ABSENT = r"(?:b\s?[./]\s?a\.?|loco)\s+"
_TOO = r"(?:mede|ook|tevens|en)[\s-]+(?:namens|voor)\s+"
# An office ends at a comma, at the next office, or at words that introduce on whose behalf it is signed.
_ENDS = (
    rf"(?=\s*(?:(?!{LISTED}|{HELD_TOO})[,:;]|$|[(]?(?i:{_FOR_HOLDER}|{_TOO}|w\.\s?g\.|was\s+getekend)"
    r"|(?:en\s+)?[Dd]e\s+(?:[Mm]in|[Ss]taats)|DE\s+(?:MIN|ST)))"
)
_AN_OFFICE = rf"{OFFICE}{REST}?{_ENDS}"
_OFFICES = (
    r"(?:(?:[Dd]e|[Mm]ijn|[Oo]nze)\s+)?(?:[Mm]inisters|[Ss]taatssecretarissen|[Aa]mbtgeno[a-z]+|[Cc]ollega[’'a-z]*)"
)
_OTHERS = rf"(?:{OFFICE}|{_OFFICES}){REST}?{_ENDS}"
_TOKENS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("signed", re.compile(r"\(?(?:w\.\s?g\.|was\s+getekend)\)?", re.IGNORECASE)),
    ("closing", re.compile(r"Hoogachtend|Met\s+vriendelijke\s+groet(?:en)?")),
    ("too", re.compile(rf"\(?(?i:{_TOO})(?P<office>{_OTHERS})\)?")),
    ("absent", re.compile(rf"(?i:{_ABSENT})(?P<office>{_AN_OFFICE})")),
    ("holder", re.compile(rf"\(?{_FOR_HOLDER}\)?", re.IGNORECASE)),
    ("for", re.compile(rf"(?i:{_FOR_OFFICE})(?P<office>{_OTHERS})")),
    ("and", re.compile(rf"(?:en|EN)\s+(?P<office>{_AN_OFFICE})")),
    ("office", re.compile(rf"(?P<office>{_AN_OFFICE})")),
    ("function", re.compile(rf"(?i:{FUNCTION})[^,;:]*?(?=\s*(?:[,;:]|$|(?i:{_FOR_OFFICE}){OFFICE}))")),
    ("name", re.compile(rf"{NAME}{NOTE}(?=\s*\.?(?:[,;(]|$)|\s+(?i:(?:de|het)\s|{FUNCTION}|{_FOR_OFFICE}|{_TOO}))")),
    ("words", re.compile(r"[^,;:]+")),
)
_FUNCTIONS = {"function", "name", "words"}  # tokens that may be, or continue, a function
_A_FUNCTION = re.compile(FUNCTION, re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;:.]*")
_LONGEST = 260  # characters: maximum length of a line in a signature
_PART = 100  # characters: maximum length of a part of a function
_PARTS = 4  # parts of a function on separate lines
_SENTENCE = re.compile(r"[a-zà-ÿ]{3}[.?!]$")
_ELSEWHERE = re.compile(r"(?:Bijlagen?|Annex|Noot|Noten|Afschrift|Kopie|Cc|CC|Geachte|Aan)\b|\d|[-–•*]")
_ATTACHED = re.compile(r"(?:Bijlagen?|Annex|Noot|Noten|Afschrift|Kopie|Cc|CC)\b")
# A department below its director resembles a name: "Consulaire Zaken", "Publieke Gezondheid".
_DEPARTMENT = re.compile(
    r"(?:directie|afdeling|dienst|team|bureau|ministerie|inspectie|programma|eenheid|cluster|[\w-]+(?:ische|aire|ële|nale"
    r"|ieke|ese|lijke|ige|ieve|andse|kundige|bare|sociale|mentale))\s|.*(?:zaken|heid|schap|tie|ties|beleid|bestuur|recht"
    r"|handel|milieu|dienst|directie|veiligheid|ontwikkeling|samenwerking|financiën)$",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    rf"(?:Hoogachtend,?\s+)?\(?(?:(?i:{_TOO}|{_FOR_OFFICE}|{_ABSENT})(?:{OFFICE}|{_OFFICES})|{OFFICE}|(?i:w\.\s?g\.|{_FOR_HOLDER}))"
)


@dataclass(slots=True)
class _Signature:
    """The signature read so far. `proxy`: another signs for the holders of `offices`."""

    offices: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    behalf: list[str] = field(default_factory=list)
    function: list[str] = field(default_factory=list)
    proxy: bool = False
    marked: bool = False  # whether it is on behalf of somebody else at all
    inferred: bool = False  # `proxy` follows only from a function under the office
    open_function: bool = False  # whether the next words may continue the function
    last: str = ""  # the list that got the last office

    @property
    def whole(self) -> bool:
        return bool(self.names) and (self.proxy or len(self.names) == len(self.offices))

    @property
    def counts(self) -> bool:
        """True if this is a complete signature on behalf of another.

        "Namens de minister van X" alone may start a sentence.
        """
        if not self.marked or self.names or self.inferred:
            return self.marked and self.whole
        if self.proxy:
            return bool(self.offices) or any(map(_A_FUNCTION.match, self.function))
        return not self.offices

    @property
    def complete(self) -> bool:
        """True if nothing needs to follow: office and name, or those of a substitute with a function."""
        return self.whole and (not self.proxy or any(len(words.split()) > 1 for words in self.function))

    def parties(self) -> list[Party]:
        behalf = [plain_office(office) for office in self.behalf]
        if self.proxy:
            function = " ".join(self.function)
            name = plain_name(self.names[0]) if self.names else ""
            signer = [ParsedSigner(name, function)] if name or function else []
            return [*signer, *map(plain_office, self.offices), *behalf]
        holders = [
            ParsedSignatory(plain_name(name), plain_office(office))
            for office, name in zip(self.offices, self.names, strict=False)
        ]
        return [*holders, *behalf]


def may_begin(line: str, *, after_closing: bool) -> bool:
    """True if a signature may start at this line: a cheap test before `read`."""
    if len(line) > _LONGEST:
        return False
    return _BEGINS.match(line) is not None or (after_closing and re.match(NAME, line) is not None)


def read(
    lines: Sequence[str], *, after_closing: bool = False, headings: Container[int] = ()
) -> tuple[int, list[Party]]:
    """Return the number of lines that form a signature on behalf of another, and its parties; (0, []) if there is none.

    Empty lines are skipped. Each line is read once. `headings` are the indices of lines that the source marks so.
    """
    signature, taken = _Signature(), 0
    for number, line in enumerate(lines):
        if not line:
            continue
        tokens = list(_tokens(line)) if len(line) <= _LONGEST and not _SENTENCE.search(line) else []
        full = signature.whole if number in headings else signature.complete and line[0].isupper()
        if full and tokens and tokens[0][0] in _FUNCTIONS and _heads_text(lines[number + 1 :]):
            break
        more = deepcopy(signature)
        if not tokens or not _take_line(more, tokens, first=after_closing and taken == 0):
            break
        signature, taken = more, number + 1
    return (taken, signature.parties()) if signature.counts else (0, [])


def _heads_text(rest: Sequence[str]) -> bool:
    """True if a line that resembles a function below a full signature is the heading of `rest`, which follows it."""
    following = next(filter(None, rest), "")
    return bool(following) and not _ATTACHED.match(following) and not _BEGINS.match(following)


def _take_line(signature: _Signature, tokens: Sequence[tuple[str, str]], *, first: bool) -> bool:
    """Add a line; False if it is not part of the signature, which may then be partially changed."""
    return all(_take(signature, kind, words, first=first and place == 0) for place, (kind, words) in enumerate(tokens))


def _take(signature: _Signature, kind: str, words: str, *, first: bool) -> bool:
    if kind in {"signed", "closing"}:
        signature.marked = signature.marked or kind == "signed"
        return True
    if kind == "too" or (kind == "for" and signature.offices):
        signature.behalf.append(words)
        signature.marked, signature.last = True, "behalf"
        return True
    if kind == "and" and signature.last == "behalf":
        signature.behalf.append(words)
        return True
    if kind == "holder":
        return _take_proxy(signature)
    if kind == "absent" and signature.offices:
        return _take_proxy(signature) and _take_office(signature, words)
    if kind in {"for", "absent"}:
        return not signature.proxy and _take_for(signature, words)
    if kind in {"office", "and"}:
        return _take_office(signature, words)
    if kind == "name":
        return _take_name(signature, words, first=first)
    return _take_function(signature, words, known=kind == "function")


def _take_proxy(signature: _Signature) -> bool:
    signature.proxy = signature.marked = signature.open_function = True
    return bool(signature.offices or signature.behalf or signature.names)


def _take_for(signature: _Signature, office: str) -> bool:
    """Add "Namens de minister van X": another signs, named before or after it."""
    signature.behalf.append(office)
    signature.last = "behalf"
    signature.proxy = signature.marked = signature.open_function = True
    return True


def _take_office(signature: _Signature, office: str) -> bool:
    """Add an office. After "namens deze" it is the signer's own: an office-holder signs for another."""
    if signature.whole or (signature.names and not signature.offices):
        return False
    if signature.proxy and not signature.function:
        signature.behalf = [*signature.offices, *signature.behalf]
        signature.offices, signature.proxy, signature.open_function = [], False, False
    elif signature.proxy:
        return False
    signature.offices.append(office)
    signature.last = "offices"
    return True


def _take_name(signature: _Signature, name: str, *, first: bool) -> bool:
    if signature.open_function and signature.function and _DEPARTMENT.match(name):
        return _take_function(signature, name, known=False)
    if signature.proxy and not signature.names:
        signature.names.append(name)
        signature.open_function = False
        return True
    if not signature.proxy and (first or len(signature.names) < len(signature.offices)):
        signature.names.append(name)
        return True
    return False


def _take_function(signature: _Signature, words: str, *, known: bool) -> bool:
    """Add a function. Below an office or after the name, it shows that the office's holder does not sign."""
    words = words.strip(" ,.")
    if len(words) > _PART or _ELSEWHERE.match(words) or len(signature.function) >= _PARTS:
        return False
    if not known and not signature.open_function:
        return False
    if known and signature.names and signature.function and not signature.open_function:
        return False
    if not signature.offices and not signature.behalf and not signature.names:
        return False
    signature.function.append(words)
    signature.open_function = True
    if signature.offices and not signature.proxy:
        signature.proxy = signature.marked = signature.inferred = True
    return True


def _tokens(line: str) -> Iterator[tuple[str, str]]:
    at = _BETWEEN.match(line).end()  # type: ignore[union-attr]
    while at < len(line):
        kind, match = next((kind, match) for kind, pattern in _TOKENS if (match := pattern.match(line, at)))
        groups = match.groupdict()
        yield kind, groups.get("office") or groups.get("name") or match[0].strip()
        at = _BETWEEN.match(line, match.end()).end()  # type: ignore[union-attr]
