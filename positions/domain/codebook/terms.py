"""The term language of a codebook: words and phrases with `*`, `(a|b)` and `...`, compiled to patterns.

    sanctie*                    any ending: sancties, sanctiepakket
    steun(t|de|en)              alternatives, inside a word or as words
    zich (hierin|) vinden       an empty alternative: with or without
    druk ... dialoog            up to eight words between, within one clause
    EU                          capitals match capitals only; anything else matches in any case

A hyphen also matches a space or nothing (`NAVO-norm`: NAVO norm, NAVOnorm); a space also matches a hyphen or a comma.
No part of a term reaches the regular expression engine as an expression, and every repeat is bounded or followed by
something that it cannot match itself, so that no term can make matching slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

GAP = "..."
LONGEST_TERM = 500
MOST_WORDS = 14
MOST_GAPS = 2
MOST_ALTERNATIVES = 40
MOST_OPTIONAL = 2
SHORTEST_STEM = 2

_ALLOWED = re.compile(r"[\w\s\-*()|.,%'’/&+:]+")
_GROUP = re.compile(r"\(([^()]*)\)")
_OPTIONAL = re.compile(r"(?:(?<=\s)|^)\([^()]*\|\)(?=\s|$)")
_SEPARATOR = r"[^\w.;:!?]{1,4}"
_GAP = r"(?:[^\w.;:!?]{1,4}\w+){0,8}?[^\w.;:!?]{1,4}"
_FIRST_WORD = re.compile(r"\w+")
_CLOSED = str.maketrans(" -", "\t\n")
_OPENED = str.maketrans("\t\n", " -")


class BadTerm(ValueError):
    """A term with a syntax error; the message describes it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One possible start of a term: a word equal to `stem` (in lower case) or starting with it. Used by the index.

    `next` are the possible starts of the word after it, `later` of some later word: if given, a sentence without such a
    word cannot match. `goes_on`: the first word may be longer than the stem («sanctie*», «NAVOnorm»). `hyphened`: its
    continuation may be the second word of the term. `glued`: it has to be, so «navo-» continues with one of `next`.
    """

    stem: str
    next: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    goes_on: bool = True
    hyphened: bool = False
    glued: bool = False

    def begins(self, word: str) -> bool:
        """True if a word in lower case can be the first: «navonorm» for «NAVO-norm», not «navotop»."""
        if not word.startswith(self.stem):
            return False
        rest = word[len(self.stem) :]
        return not rest or (self.goes_on and (not self.glued or any(rest.startswith(sign) for sign in self.next)))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled term, and all its possible starts.

    `word` is set if the term is one plain word, `stem` if it is one word with any ending: neither needs the regex.
    `exact` terms match case-sensitively.
    """

    term: str
    regex: re.Pattern[str]
    openings: tuple[Opening, ...]
    exact: bool = False
    word: str | None = None
    stem: str | None = None


@cache
def compile_term(term: str) -> Pattern:
    """Compile one term. Cached. Raises BadTerm."""
    term = " ".join(term.replace("…", GAP).replace("’", "'").split())
    _check(term)
    exact = _is_capitals(term)
    variants = _variants(term)
    body = "|".join(_body(variant) for variant in variants)
    regex = re.compile(rf"(?<!\w)(?<!\d[.,])(?:{body})(?!\w)", 0 if exact else re.IGNORECASE)
    simple = _simple_word(term)
    return Pattern(
        term=term,
        regex=regex,
        openings=tuple(opening for variant in variants for opening in _openings(variant)),
        exact=exact,
        word=simple if simple and not term.endswith("*") else None,
        stem=simple if simple and term.endswith("*") else None,
    )


def _check(term: str) -> None:
    if not term:
        raise BadTerm("a term is empty")
    if len(term) > LONGEST_TERM or len(_GROUP.sub("x", term).split()) > MOST_WORDS:
        raise BadTerm(f"the term is too long (at most {MOST_WORDS} words, {LONGEST_TERM} signs): {term[:60]}")
    if not _ALLOWED.fullmatch(term):
        raise BadTerm(f"the term holds a character that means nothing here: {term}")
    _check_groups(term)
    _check_stars(term)
    _check_gaps(term)


def _check_groups(term: str) -> None:
    outside = _GROUP.sub("", term)
    if any(sign in outside for sign in "()|"):
        raise BadTerm(f"alternatives are not balanced, or stand inside each other: {term}")
    for inside in _GROUP.findall(term):
        choices = inside.split("|")
        if len(choices) > MOST_ALTERNATIVES:
            raise BadTerm(f"more than {MOST_ALTERNATIVES} alternatives: {term[:60]}")
        if len(choices) < 2 or not all(choice.strip(" *") for choice in choices[:-1]):
            raise BadTerm(f"alternatives need a word on each side of the bar: {term}")


def _check_stars(term: str) -> None:
    for match in re.finditer(r"\*", term):
        before, after = term[: match.start()], term[match.end() : match.end() + 1]
        if not re.search(rf"[\w)]{{{SHORTEST_STEM}}}$", before) or after not in ("", " ", "|", ")", "-"):
            raise BadTerm(f"a * stands at the end of a word of at least {SHORTEST_STEM} letters: {term}")


def _check_gaps(term: str) -> None:
    words = term.split(" ")
    gaps = words.count(GAP)
    if gaps > MOST_GAPS:
        raise BadTerm(f"at most {MOST_GAPS} times ... in a term: {term}")
    if gaps and (words[0] == GAP or words[-1] == GAP or " ... ... " in term):
        raise BadTerm(f"... stands between two words: {term}")
    if ".." in term.replace(f" {GAP} ", " "):
        raise BadTerm(f"... stands between two words, with spaces: {term}")


def _variants(term: str) -> list[str]:
    """Return the term with and without each whole word that an empty alternative makes optional."""
    match = _OPTIONAL.search(term)
    if not match:
        return [term]
    if len(_OPTIONAL.findall(term)) > MOST_OPTIONAL:
        raise BadTerm(f"at most {MOST_OPTIONAL} words with an empty alternative: {term}")
    without = f"{term[: match.start()]} {term[match.end() :]}".strip()
    given = f"{term[: match.end() - 2]}){term[match.end() :]}"
    return [*_variants(given), *_variants(" ".join(without.split()))]


def _is_capitals(term: str) -> bool:
    letters = [sign for sign in term if sign.isalpha()]
    return len(letters) > 1 and all(sign.isupper() for sign in letters)


def _simple_word(term: str) -> str | None:
    word = term.removesuffix("*")
    return word if re.fullmatch(r"\w+", word) else None


def _body(term: str) -> str:
    """Tokenise the term and write each part as a regular expression; alternatives keep their own spaces."""
    parts = re.split(r"( \.\.\. |[()|*\- ])", term)
    return "".join(_written(part) for part in parts if part)


def _written(part: str) -> str:
    signs = {f" {GAP} ": _GAP, "(": "(?:", ")": ")", "|": "|", "*": r"\w*", "-": r"[-‐‑–\s]{0,2}", " ": _SEPARATOR}
    return signs.get(part) or re.escape(part).replace("'", "['’‘]")


def _openings(variant: str) -> list[Opening]:
    """Return one opening per alternative of the first word."""
    group = _GROUP.search(variant) if "(" in variant.split(" ", 1)[0] else None
    if not group:
        return [_opening(variant)]
    before, after = variant[: group.start()], variant[group.end() :]
    return [_opening(f"{before}{choice}{after}".strip()) for choice in group.group(1).split("|")]


def _opening(reading: str) -> Opening:
    """Return the opening of a reading; its stem is the literal text up to the first star, space, hyphen or end."""
    match = _FIRST_WORD.match(reading)
    if not match:
        raise BadTerm(f"a term begins with a letter or a digit: {reading}")
    first, *others = _closed(reading).split(" ")
    # Parts of a hyphenated word may be joined: only the part before the hyphen is sure to start a word.
    parts = [*re.split("[-/]+", first)[1:2], *(word.split("-")[0] for word in others)]
    words = [word for word in parts if word]
    return Opening(
        stem=match.group().lower(),
        next=frozenset(_next(first, words[0])) if words else frozenset(),
        later=frozenset(_later([word for word in words if word != GAP])),
        goes_on=reading[match.end() :].startswith(("*", "-", "(")),
        hyphened="-" in first,
        glued=bool(re.match(r"\w+-[\w(]", reading)),
    )


def _closed(reading: str) -> str:
    """Replace spaces and hyphens inside alternatives with placeholders, so that a group stays one word."""
    return _GROUP.sub(lambda group: group.group().translate(_CLOSED), reading)


def _next(first: str, second: str) -> set[str]:
    """Return the possible starts of the second word, if it directly follows an undivided first word."""
    if second == GAP or re.search(r"[^\w()|*\-/]", first):
        return set()
    return {words[0] for words in _readings(second)}


def _later(words: list[str]) -> set[str]:
    """Return the possible starts of one later word: of the one whose shortest start is the longest, so seldom met."""
    if not words:
        return set()
    starts = [{max(found, key=len) for found in _readings(word)} for word in words]
    return max(starts, key=_shortest)


def _shortest(starts: set[str]) -> int:
    return min(map(len, starts), default=0)


def _readings(word: str) -> list[list[str]]:
    """Return the start of each word in each alternative, in lower case; none if one («%») has no letters or digits.

    Such an alternative matches a text without any of the others' words.
    """
    alternatives = _alternatives(word.translate(_OPENED).removesuffix("*"))
    found = [[first.lower() for part in a.split(" ") for first in _FIRST_WORD.findall(part)[:1]] for a in alternatives]
    return found if all(found) else []


def _alternatives(word: str) -> list[str]:
    group = _GROUP.search(word)
    if not group:
        return [word]
    before, after = word[: group.start()], word[group.end() :].partition("(")[0]
    if before and not re.fullmatch(r"\w+", before):
        return [before]
    return [f"{before}{choice}{after}".strip() for choice in group.group(1).split("|")]
