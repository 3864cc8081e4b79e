"""Abbreviations that a letter defines itself: «het Europees Defensieagentschap (EDA)» makes «EDA» a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from positions.domain.codebook.matcher import Cue, Hit
from positions.domain.codebook.terms import compile_term
from positions.domain.rules_coder.sentences import Sentence, add_hit, words_between

_DEFINED = re.compile(
    r"\((?:hierna:? |(?!Kamerstuk|Handelingen|Aanhangsel)[^()]*[,:] )?(?P<short>[A-Z][A-Za-z]*[A-Z][A-Za-z]*)\)"
)
_ROMAN = re.compile(r"[IVXLC]+")
_BODY = re.compile(r"\b[A-Z]?\w*(?:raad|bureau|instituut|college|commissie|centrum|denktank|rekenkamer)\b[^,;:()]*$")
_FARTHEST = 60  # characters: at most this far before a name its long form may begin
_NEAR = 3  # words: at most this many between a name and its abbreviation
_NAMING = "topic:terms"
_HOLDERS = ("holder:other", "holder:nato", "holder:adviser")
_ADVISER = Cue("holder:adviser", compile_term("adviescollege"))


def add_abbreviations(sentences: list[Sentence]) -> None:
    """Add to each occurrence of a defined abbreviation the cues of the full name.

    An unknown body whose name ends in «raad», «bureau» and the like is treated as an adviser.
    """
    defined: dict[str, list[Cue]] = {}
    for sentence in sentences:
        if "(" in sentence.text:
            for short, cues in _definitions(sentence):
                defined.setdefault(short, cues)
    if defined:
        _add(sentences, defined)


def _definitions(sentence: Sentence) -> Iterator[tuple[str, list[Cue]]]:
    for match in _DEFINED.finditer(sentence.text):
        before = match.start()
        if _ROMAN.fullmatch(match["short"]):
            continue
        cues = [
            hit.cue for hit in _named_before(sentence, before) if _spells(match["short"], sentence.text, hit, before)
        ]
        if not cues and _BODY.search(sentence.text, max(0, before - 60), before):
            cues = [_ADVISER]
        if cues:
            yield match["short"], cues


def _named_before(sentence: Sentence, place: int) -> Iterator[Hit]:
    for hit in _names(sentence):
        gap = sentence.text[hit.end : place]
        if hit.end <= place and "," not in gap and words_between(gap, 0, len(gap)) <= _NEAR:
            yield hit


def _spells(short: str, text: str, name: Hit, end: int) -> bool:
    """True if the shortest text before the bracket that spells the abbreviation contains the name, or is part of it.

    Its letters stand there in order, and the first begins a word (Schwartz and Hearst, 2003).
    """
    spelled = re.compile(rf"(?<!\w){'.*?'.join(map(re.escape, short))}", re.IGNORECASE | re.DOTALL)
    for start in range(end - 1, max(0, name.start - _FARTHEST) - 1, -1):
        if spelled.match(text, start, end):
            return start < name.end
    return False


def _names(sentence: Sentence) -> Iterable[Hit]:
    for group in (_NAMING, *_HOLDERS):
        yield from sentence.of(group)


def _add(sentences: list[Sentence], defined: Mapping[str, list[Cue]]) -> None:
    known = re.compile(rf"\b(?:{'|'.join(map(re.escape, defined))})\b")
    words = frozenset(map(str.lower, defined))
    for sentence in sentences:
        if words.isdisjoint(sentence.words):
            continue
        for match in known.finditer(sentence.text):
            for cue in defined[match.group()]:
                if not _is_there(sentence, cue, match.start()):
                    add_hit(sentence, Hit(cue, match.start(), match.end(), match.group()))


def _is_there(sentence: Sentence, cue: Cue, start: int) -> bool:
    hits = sentence.topical(cue.group, cue.topic) if cue.topic else sentence.of(cue.group)
    return any(hit.start <= start < hit.end for hit in hits)
