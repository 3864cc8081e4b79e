"""Endorsements: sentences in which the cabinet makes an adviser's view its own (codebook, 2).

The stance is the cabinet's. What is found here adds no stance, score or count; it only tells that the sentence belongs
beside the adviser too, and by which words.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from letters.parser.sentence_bounds import LONGEST, split_sentences
from positions.domain.codebook.matcher import Cue, Hit, Lexicon
from positions.domain.codebook.terms import compile_term
from positions.domain.codebook.types import Codebook
from positions.domain.rules_coder.attribution import voices
from positions.domain.rules_coder.sentences import Sentence, sentence_alone, words_between
from positions.domain.rules_coder.speaker import named_holders
from positions.domain.scale import Holder

FILE = Path(__file__).with_suffix(".toml")
# «waarmee», not «waarschuwing» or «waarneming».
_CLAUSE = re.compile(
    r"[,;:]|\b(?:dat|zoals|omdat|om|waar(?:aan|achter|bij|binnen|door|in|mee|na|naar|naast|om|onder|op|over|tegen|toe"
    r"|tussen|uit|van|voor)?)\b"
)
_AGREEING = ("agreement", "welcome", "around", "closing", "pointing", "same-mind")
_OPENING = 4  # words


@dataclass(frozen=True, slots=True)
class _Agreement:
    """Words of agreement at text[start:end], and where the view that they are about may stand."""

    hit: Hit
    first: int
    last: int
    of_view: bool = False  # a view has to be named, not an adviser alone


@cache
def _cues() -> Lexicon:
    groups = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Lexicon(Cue(group, compile_term(term)) for group, terms in groups.items() for term in terms)


def may_endorse(words: str) -> bool:
    """Return whether a sentence has words of agreement, whoever is meant; a longer one than is coded has none."""
    if len(words) > LONGEST:
        return False
    found = {hit.cue.group for hit in _cues().find(words)}
    return not found.isdisjoint(_AGREEING)


def endorsement(words: str, before: str, codebook: Codebook) -> str | None:
    """Return the words by which the cabinet endorses an adviser in this sentence; None if it does not.

    `before` is the text of the section before the sentence, a line per passage. The adviser is named in the sentence
    («deelt de mening van de Adviesraad»); or the sentence endorses a view without saying whose («onderschrijft de
    conclusie dat …»), and of the others the adviser spoke last before it; or it points back («kan zich daarin vinden»),
    and the sentence before it is the adviser's. Where no adviser is named: None.
    """
    if not may_endorse(words):
        return None
    sentence = sentence_alone(words, codebook)
    if named := _named(sentence):
        return named
    if (view := _view_of_nobody(sentence)) and _adviser_spoke(before, codebook, last=False):
        return view
    if (pointing := _pointing(sentence)) and _adviser_spoke(before, codebook, last=True):
        return pointing
    return None


def _named(sentence: Sentence) -> str | None:
    """Return the words from the agreement to the adviser's name, if that follows."""
    text, found = sentence.text, _cues().find(sentence.text)
    advisers = [name.hit for name in named_holders(sentence) if name.holder is Holder.ADVISER]
    for agreed in _agreements(found, text):
        for adviser in advisers:
            inside = agreed.first <= adviser.start and adviser.end <= agreed.last
            if inside and _is_whose(adviser, agreed, found, text):
                return _words(text, found, agreed.hit.start, max(agreed.hit.end, adviser.end))
    return _of_one_mind(found, advisers, text)


def _agreements(found: Sequence[Hit], text: str) -> Iterator[_Agreement]:
    for hit in found:
        if hit.cue.group in ("agreement", "welcome"):
            yield _Agreement(hit, hit.end, _end_of_clause(text, hit.end), hit.cue.group == "welcome")
        elif hit.cue.group == "around":
            yield _Agreement(hit, hit.start, hit.end)
        elif hit.cue.group == "closing":
            yield _Agreement(hit, 0, hit.start)


def _end_of_clause(text: str, start: int) -> int:
    match = _CLAUSE.search(text, start)
    return match.start() if match else len(text)


def _is_whose(adviser: Hit, agreed: _Agreement, found: Sequence[Hit], text: str) -> bool:
    """Return whether what is agreed with is a view of the adviser: «de mening van de Adviesraad», «het advies»."""
    start = agreed.first if agreed.hit.cue.group != "around" else agreed.hit.start
    if not agreed.of_view and agreed.hit.cue.group != "closing" and words_between(text, start, adviser.start) <= 1:
        return True
    views = [hit for hit in found if hit.cue.group == "view" and agreed.first <= hit.start < adviser.start]
    if agreed.hit.cue.group == "closing":
        views = [hit for hit in views if words_between(text, 0, hit.start) <= _OPENING]
    return any(_is_of(view, adviser, found, text) for view in views)


def _is_of(view: Hit, adviser: Hit, found: Sequence[Hit], text: str) -> bool:
    """Return whether the adviser's name follows the view with a preposition: «zorg die uit het advies»."""
    between = [hit for hit in found if hit.cue.group == "of" and view.end <= hit.start < adviser.start]
    return any(
        words_between(text, view.end, hit.start) <= 1 and words_between(text, hit.end, adviser.start) <= 2
        for hit in between
    )


def _of_one_mind(found: Sequence[Hit], advisers: Sequence[Hit], text: str) -> str | None:
    """Return the words of «is evenals de Adviesraad van mening», «is het met de AIV eens»."""
    minds = [hit for hit in found if hit.cue.group == "same-mind"]
    for beside in (hit for hit in found if hit.cue.group == "beside"):
        for adviser in advisers:
            if not (beside.end <= adviser.start and words_between(text, beside.end, adviser.start) <= 1):
                continue
            for mind in minds:
                if mind.end <= _end_of_clause(text, beside.end) and words_between(text, adviser.end, mind.start) <= 3:
                    start, end = min(beside.start, mind.start), max(adviser.end, mind.end)
                    return _words(text, found, start, end)
    return None


def _words(text: str, found: Sequence[Hit], start: int, end: int) -> str | None:
    """Return text[start:end]; None if a word near it refuses, or limits the agreement to a part."""
    last = min(_end_of_clause(text, end), end + 40)
    refused = any(hit.cue.group == "refusal" and hit.start < last for hit in found if hit.end > start - 12)
    return None if refused else text[start:end]


def _view_of_nobody(sentence: Sentence) -> str | None:
    """Return the words that endorse a view without saying whose: «onderschrijft de conclusie dat …»."""
    text, found = sentence.text, _cues().find(sentence.text)
    for agreed in _agreements(found, text):
        for view in found:
            near = agreed.first <= view.start and words_between(text, agreed.first, view.start) <= 2
            if view.cue.group == "view" and view.end <= agreed.last and near and not _others_named(sentence, view):
                return _words(text, found, agreed.hit.start, max(agreed.hit.end, view.end))
    return None


def _pointing(sentence: Sentence) -> str | None:
    """Return the words that endorse the sentence before: «kan zich daarin vinden», «steunt deze ontwikkeling»."""
    found = _cues().find(sentence.text)
    hit = next((hit for hit in found if hit.cue.group == "pointing" and not _others_named(sentence, hit)), None)
    return _words(sentence.text, found, hit.start, hit.end) if hit else None


def _others_named(sentence: Sentence, hit: Hit) -> bool:
    """Return whether the clause goes on with the name of somebody else: «deelt de zorgen van bondgenoten»."""
    others = [name.hit for name in named_holders(sentence) if name.holder is not Holder.CABINET]
    return any(hit.start < name.start < _end_of_clause(sentence.text, hit.end) for name in others)


def _adviser_spoke(before: str, codebook: Codebook, *, last: bool) -> bool:
    """Return whether, of the others than the cabinet, an adviser spoke last, or was endorsed; `last`: just before."""
    there = _sentences(before, codebook)
    for sentence, voice in reversed(list(zip(there, voices(there).values(), strict=True))):
        if _named(sentence):
            return True
        if voice.holder is not Holder.CABINET:
            return voice.holder is Holder.ADVISER
        if last:
            return False
    return False


def _sentences(text: str, codebook: Codebook) -> list[Sentence]:
    return [
        replace(sentence_alone(line[start:end], codebook), passage=number, position=position)
        for number, line in enumerate(text.splitlines())
        for position, (start, end) in enumerate(split_sentences(line))
        if end - start <= LONGEST
    ]
