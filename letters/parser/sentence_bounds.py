"""Sentence boundaries: rules for the Dutch of official letters. Offsets only; the text is never changed."""

from __future__ import annotations

import re
from importlib.resources import files

_CLOSERS = "»”\"’')\\]*›"
_OPENERS = "«“\"‘'(\\[‹*„‚"
# A number after the full stop is a mark whose note is missing: `stellen.1 In`, `in 2018.2 Dat`.
_AT_STOP = r"(?<=[a-zà-ÿ)»”\"’'\]][.!?])|(?<=[.!?][)»”\"’'])|(?<=\b[12]\d\d\d\.)"
_LABEL = r"\d{1,3}(?:,\d{1,3}){0,3}\)?|\[\d{1,3}\]|[⁰¹²³⁴-⁹]{1,3}"
_NOTE = rf"(?:{_AT_STOP})(?:{_LABEL})(?=\s+[{_OPENERS}]*[A-ZÀ-Þ])"
_STOP = re.compile(
    rf"(?<![.!?…])(?P<stop>[.!?…]++)(?P<closers>[{_CLOSERS}]*+)"
    rf"(?P<note>{_NOTE})?(?:(?P<space>\s+)|(?=[A-ZÀ-Þ][a-zà-ÿ]))(?=\S)"
)
_LAST_WORD = re.compile(r"[^\s«»“”\"‘(\[/]+$")
_DOTTED = re.compile(r"(?:[A-Za-zÀ-ÿ]{1,3}\.)+[A-Za-zÀ-ÿ]{1,3}")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ][a-z]{0,2}\.-?)*[A-ZÀ-Þ][a-z]?")
STARTER = re.compile(
    r"(?:De|Het|Een|Dit|Dat|Deze|Die|Daar\w*|Hier\w*|In|Op|Voor|Met|Er|Zo|Ook|Om|Bij|Tot|Naar|Na|Aan|Als|Door|Over|Uit|Van|Wel|Wij|Ik|"
    r"Tevens|Tijdens|Verder|Volgens|Nederland|Uw|Daarnaast|Daarom|Echter|Tegelijk\w*|Indien|Hoewel|Omdat|Onder|Sinds|Samen|Graag|Ten|"
    r"Te|Hij|Zij|Ze|We|Men|Mijn|Ons|Onze|Waar\w*|Wat|Welke|Wanneer|Zowel|Vanuit|Vanaf|Binnen|Buiten|Tussen|Zie|The|This|It|We|In)\b"
)
_NUMBERED_NOUN = re.compile(
    r"\b(?:bijlage|deel|categorie|optie|punt|variant|groep|annex|tabel|figuur|scenario)$", re.IGNORECASE
)
_LIST_NUMBER = re.compile(r"(?:^|[:;,(–—-]|\b(?:en|of|and|or|;))\s*\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})$")
_ITEM = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,3})")
_CURRENCY = re.compile(r"(?:EUR|USD|SDR|NLG|GBP)\b")
_SURNAME_PARTICLE = re.compile(r"(?:De|Den|Der|Van|Ter|Ten)\s+[A-ZÀ-Þ]")
_BRACKET = re.compile(r"[)\]]")
_CLOSING = frozenset(")»”\"’']")
LONGEST = 5000  # characters: no sentence of a letter is a tenth of it; a longer one is not coded
_REACH = 400  # characters searched for a bracket


def _load() -> tuple[frozenset[str], frozenset[str]]:
    lines = files("letters.parser").joinpath("abbreviations.txt").read_text(encoding="utf-8").splitlines()
    words = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return (
        frozenset(word for word in words if not word.startswith("+")),
        frozenset(word[1:] for word in words if word.startswith("+")),
    )


_NEVER_LAST, _MAY_BE_LAST = _load()


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence: ascending, disjoint, without surrounding white space."""
    bounds: list[tuple[int, int]] = []
    start = _skip_space(text, 0)
    for match in _STOP.finditer(text):
        if match.start() < start or not _ends_sentence(text, start, match):
            continue
        end = match.end("note") if match["note"] else match.end("closers")
        if _opens_quote(text, match):
            end = match.end("stop")
        bounds.append((start, end))
        start = _skip_space(text, end)
    end = len(text.rstrip())
    if start < end and bounds and not any(sign.isalpha() for sign in text[start:end]):
        bounds[-1] = (bounds[-1][0], end)  # a leftover number or mark is no sentence
    elif start < end:
        bounds.append((start, end))
    return bounds


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 60]
    opening = following.lstrip("«“\"‘'([‹*•–—- „‚")
    first = opening[:1]
    if match["note"]:
        return _note_follows_end(text, start, match)
    if _goes_on_in_brackets(text, start, match, following):
        return False
    if not first or first.islower():
        return _dutch_apostrophe(following)
    if not match["space"] and not _missing_space(text, match):
        return False
    if match["stop"] != ".":
        return (
            not _in_bracket(text, start, match)
            if match["stop"][0] in ".…"
            else first.isupper() or first.isdigit() or first == "€"
        )
    if match["closers"].strip("*"):
        return not (first.isdigit() and following[:1].isdigit() is False and following[:1] not in "«“\"‘'([")
    word = _word_before(text, start, match.start())
    return _word_may_end(text, start, match, word, opening) and not _in_bracket(text, start, match)


def _note_follows_end(text: str, start: int, match: re.Match[str]) -> bool:
    """True if the number after the stop is a note's mark: `stellen.1 In`, but not after an abbreviation, `art.1 De`."""
    if match["stop"] != "." or match["closers"] or not match["note"][0].isdecimal():
        return True
    word = _word_before(text, start, match.start())
    if word.isdecimal() or text[match.start() - 1] in _CLOSING:
        return True
    return len(word) > 2 and word.isalpha() and word.lower() not in _NEVER_LAST and not _in_bracket(text, start, match)


def _goes_on_in_brackets(text: str, start: int, match: re.Match[str], following: str) -> bool:
    """True if the sentence continues after a bracket: `(20 januari jl.) (Kamerstuk …)`.

    The bracket opened inside the sentence, and another follows or its stop is that of an abbreviation.
    """
    if not _BRACKET.search(match["closers"]):
        return False
    before = text[max(start, match.start() - _REACH) : match.start()]
    if max(before.rfind("("), before.rfind("[")) < 1:
        return False
    short = _word_before(text, start, match.start()).lower() in _NEVER_LAST | _MAY_BE_LAST
    return following[:1] in {"(", "["} or (short and not STARTER.match(following))


def _word_may_end(text: str, start: int, match: re.Match[str], word: str, opening: str) -> bool:
    lower = word.lower().strip("*")
    at_number = opening[:1].isdigit()
    bracket = text[match.end() : match.end() + 1] in {"(", "["}
    if match.start() - start <= 3 and _ITEM.fullmatch(text[start : match.start()]):
        return False
    if len(word) > 1 and word.isalpha() and word.isupper():
        return True  # VS, EU, VN
    if lower in _NEVER_LAST:
        return False
    if lower in _MAY_BE_LAST or lower in {"d.c"}:
        return not at_number and not bracket and _abbreviation_ends(lower, opening)
    if _ITEM.fullmatch(word) and _LIST_NUMBER.search(text, max(start, match.start() - 12), match.start()):
        return False
    if _INITIALS.fullmatch(word) and not word.isdigit():
        return _initials_end(text, match, word, opening)
    if _DOTTED.fullmatch(word) or _has_no_vowel(word):
        return bool(STARTER.match(opening)) and not at_number
    return True


def _abbreviation_ends(lower: str, opening: str) -> bool:
    """True if an abbreviation that can end a sentence does so: not if a name or an amount follows."""
    starts = lower not in {"d.c", "u.s", "v.s", "v.n"} or STARTER.match(opening) is not None
    return starts and not _CURRENCY.match(opening)


def _has_no_vowel(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and not re.search(r"[aeiouyáéëèïíöóüúà]", word.lower())


def _initials_end(text: str, match: re.Match[str], word: str, opening: str) -> bool:
    if len(word) > 1 and "." not in word:
        # A short word such as `Ja` or `EU` ends a sentence, an initial such as `Th` does not.
        return word[1].isupper() or re.search("[aeiou]", word.lower()) is not None or bool(STARTER.match(opening))
    before = text[max(0, match.start() - len(word) - 14) : match.start() - len(word)].rstrip()
    if _NUMBERED_NOUN.search(before):
        return True
    if (
        len(word) == 1
        and re.search(r"[a-zà-ÿ]$", before)
        and STARTER.match(opening)
        and not _SURNAME_PARTICLE.match(opening)
    ):
        return not re.search(r"\b(?:lid|leden|heer|mevrouw|minister|staatssecretaris|door|van|en)$", before)
    return bool(word.count(".") and STARTER.match(opening)) and not _SURNAME_PARTICLE.match(opening)


def _word_before(text: str, start: int, end: int) -> str:
    found = _LAST_WORD.search(text, max(start, end - 40), end)
    return found.group() if found else ""


def _in_bracket(text: str, start: int, match: re.Match[str]) -> bool:
    """True if the stop is in brackets that opened inside the sentence and close further on, so that it continues."""
    before = text[max(start, match.start() - _REACH) : match.start()]
    opened = max(before.rfind("("), before.rfind("["))
    if opened < 1 or opened < max(before.rfind(")"), before.rfind("]")):
        return False
    if ")" in match["closers"] or "]" in match["closers"]:
        return False
    after = text[match.end() : match.end() + _REACH]
    closed, reopened = after.find(")"), after.find("(")
    return closed >= 0 and not 0 <= reopened < closed


def _missing_space(text: str, match: re.Match[str]) -> bool:
    """True if a space is missing, as in `beleid.De minister`; not in an address, an abbreviation or a name."""
    if match["stop"] != ".":
        return match["closers"] != "" or match["stop"] in {"?", "!"}
    word = _word_before(text, 0, match.start())
    after = re.match(r"\S{0,60}", text[match.end() :])
    tail = after.group() if after else ""
    return (
        len(word) > 3
        and word[-3:].isalpha()
        and word[-3:].islower()
        and not re.search(r"[@/\\:]|www|\.", word)
        and not re.search(r"[@/\\]|\.[a-z]", tail)
    )


def _opens_quote(text: str, match: re.Match[str]) -> bool:
    """True if the quote mark belongs to the next sentence, as in `zegt hij. "Nu …`: no space follows it."""
    return bool(match["closers"]) and not match["space"] and match["closers"][-1] in "\"'"


def _dutch_apostrophe(following: str) -> bool:
    return re.match(r"[’'‘](?:s|t|n)[\s-][A-ZÀ-Þ]", following) is not None


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def ends_in_abbreviation(text: str) -> bool:
    """True if the text ends in an abbreviation that needs more words (`o.a.`, `nr.`)."""
    return text.endswith(".") and _word_before(text, 0, len(text) - 1).lower() in _NEVER_LAST | {"mln", "mld"}
