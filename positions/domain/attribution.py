"""Whose words a sentence holds: who is named as speaking, and who had the floor before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from positions.domain.lexicon import Hit
from positions.domain.scale import Holder
from positions.domain.sentences import Sentence, covers, words_between

_SUBORDINATE = re.compile(r"\b(dat|die|of|omdat|zodat|waar[a-z]*)\b")
_LEADING_CLAUSE = re.compile(
    r"(hoewel|nu|omdat|als|indien|aangezien|wanneer|toen|zolang|gezien|ondanks|gelet|naast|mede|naar aanleiding)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(die|waarvan|waaraan|waarover|waarvoor|waarop|waarmee|wat|zoals)( (?:de|het|een|ook))?\s*$")
_WITH_WHICH = re.compile(r"\b(?:die|dat|waar\w*)\b")
_NEXT_CLAUSE = re.compile(r"(,|;|\ben\b|\bmaar\b)")
_FOLLOWING_WORD = re.compile(r"\s+[\w-]+")
_CLAUSE_START = re.compile(r"[,;:]")
_INSERTION = re.compile(r"\([^()]*\)|, (?:waaronder|zoals|inclusief|met name)\b[^,]*,|[–—][^–—]*[–—]")
_INSERTION_STARTS = re.compile(r"[(,–—]")
_PRONOUN = re.compile(r"(zij|hij|ze|men|beiden|deze landen|deze bondgenoten)\b", re.IGNORECASE)
_ACT = re.compile(
    r"\s+(?:zal|zullen|gaf|gaven|nam|namen|hield(?:en)?|vroeg(?:en)?|riep(?:en)?|wees|wezen|sprak(?:en)?|koos|kozen|drong(?:en)?"
    r"|besloot|besloten|bracht(?:en)?|verwierp(?:en)?|(?!(?:had|hadden|werd|werden|zou|zouden|de|konden?|moesten?|dienden?)\b)"
    r"[a-z]+(?:de|te|den|ten))\b"
)
_THEIR_ACT = re.compile(
    r"\s+(?:halen|haalden|namen|nemen|begonnen|kregen|krijgen|kopen|besteden|geven|gaven|besloten|legden|leggen|kwamen|komen"
    r"|zullen|hebben|hadden|willen|wilden|werken|werkten|lopen|liepen|verschillen|zien)\b"
)
_PAST_TENSE = re.compile(r"\b(werd|werden|was|waren|had|hadden|zou|zouden)\b")
_AGENT = re.compile(r"\bdoor( een aantal| vele| veel| enkele| alle| andere)?( de| het)?\s*$")
_PLURAL_VOICE = re.compile(r"\b(we|our|us)\b", re.IGNORECASE)
_NATO_STATEMENT = re.compile(r"\bNATO\b|\bNorth Atlantic\b")


_GROUPS = [(holder, f"holder:{holder}", f"holder:{holder}:excluded") for holder in Holder]
_ADVISED, _SELDOM = 3, 12  # sentences
_NEAR = 40  # characters: the most that a preposition, or a relative word and an article, can stand before a name


@dataclass(frozen=True, slots=True)
class Voice:
    """The holder and how it was found: by whose words (`cue`), or carried over, or the letter's own voice."""

    holder: Holder
    cue: str | None = None
    carried: bool = False

    @property
    def explicit(self) -> bool:
        return self.cue is not None


class _Name(NamedTuple):
    holder: Holder
    hit: Hit


def voices(sentences: list[Sentence]) -> list[Voice]:
    """One voice a sentence, in order; the floor is handed on from sentence to sentence."""
    found: list[Voice] = []
    annex = _annex_holder(sentences)
    reaction = _reacts(sentences)
    floor, previous = Voice(Holder.CABINET), None
    for sentence in sentences:
        voice = _annex_voice(sentence, annex) if sentence.annex else _voice(sentence, floor, previous, reaction)
        found.append(voice)
        floor, previous = (Voice(Holder.CABINET), None) if sentence.annex else (voice, sentence)
    return found


def _voice(sentence: Sentence, floor: Voice, previous: Sentence | None, reaction: bool) -> Voice:
    spoken = speaker(sentence)
    if spoken:
        return Voice(spoken.holder, _quoted(sentence, spoken.hit))
    if sentence.of("own-voice") and floor.holder is not Holder.ADVISER:
        return Voice(Holder.CABINET, sentence.of("own-voice")[0].words)
    if previous and _keeps_floor(sentence, floor, previous, reaction):
        return Voice(floor.holder, carried=True)
    if _looks_into_it(sentence):
        return Voice(Holder.NATO, "NAVO")
    return Voice(Holder.CABINET)


def _reacts(sentences: list[Sentence]) -> bool:
    """Whether advisers are named throughout: in three sentences at least, and in every twelfth."""
    named = sum(1 for sentence in sentences if sentence.of("holder:adviser"))
    return named >= max(_ADVISED, len(sentences) / _SELDOM)


def _keeps_floor(sentence: Sentence, floor: Voice, previous: Sentence, reaction: bool) -> bool:
    """An adviser's argument runs on; what a meeting said goes on only where the sentence says so.

    Where the letter is no `reaction` to advice, an adviser is quoted in passing and is left as soon.
    """
    if floor.holder is Holder.CABINET or (not sentence.item and sentence.headings != previous.headings):
        return False
    same_passage = sentence.passage == previous.passage
    linked = sentence.opens_with("continuation")
    if sentence.item:
        return True
    if floor.holder is Holder.ADVISER:
        return same_passage or linked if reaction else same_passage and linked
    if same_passage and _PRONOUN.match(sentence.text):
        return True
    judged = sentence.of("evaluation") or (sentence.of("norm") and not _reported(sentence))
    return same_passage and linked and not judged


def _reported(sentence: Sentence) -> bool:
    return bool(sentence.of("speech")) or bool(_PAST_TENSE.search(sentence.text))


def _looks_into_it(sentence: Sentence) -> bool:
    """«Binnen de NAVO wordt bezien …»: an organisation at work, and nobody else named."""
    if sentence.of("norm"):
        return False
    return bool(sentence.of("examination")) and any(hit.words == "NAVO" for hit in _plain_names(sentence))


def _plain_names(sentence: Sentence) -> list[Hit]:
    return [name.hit for name in _names(sentence)]


def speaker(sentence: Sentence) -> _Name | None:
    """The holder that the sentence itself names as speaking or wanting."""
    names = _names(sentence)
    if not names:
        return None
    after_words = _after_cue(sentence, names, "trailing", 6) or _after_cue(sentence, names, "by-preposition", 3)
    views = _after_cue(sentence, names, "view-of", 2)
    if views and any(_follows_preposition(sentence, cue) for cue in sentence.of("view-of")):
        views = None
    subjects = [name for name in names if _is_subject(sentence, name)]
    subjects = _beyond_leading_clause(sentence, subjects)
    if after_words and not (subjects and subjects[0].hit.start < after_words.hit.start):
        return after_words
    if not subjects:
        return _agent(sentence, names) or views
    if views and views.hit.start < subjects[0].hit.start and subjects[0].holder is not Holder.CABINET:
        return views
    for name in subjects[1:]:
        if name.holder is Holder.CABINET and _main_clause(sentence, subjects[0], name):
            return name
    return subjects[0]


def _names(sentence: Sentence) -> list[_Name]:
    names = []
    by_group = sentence.hits.by_group  # asked ten times a sentence, and mostly empty
    for holder, group, excluding in _GROUPS:
        hits = by_group.get(group)
        if not hits:
            continue
        excluded = sentence.of(excluding)
        for hit in hits:
            compound = sentence.text[hit.end : hit.end + 1] == "-"  # «OVSE-kader» names no speaker
            if not compound and not any(covers(phrase, hit) for phrase in excluded):
                names.append(_Name(holder, hit))
    if len(names) > 1:
        names.sort(key=_in_reading_order)
    return names


def _in_reading_order(name: _Name) -> tuple[int, int]:
    return name.hit.start, -name.hit.end


def _after_cue(sentence: Sentence, names: list[_Name], group: str, within: int) -> _Name | None:
    for cue in sentence.of(group):
        for name in names:
            if name.hit.start >= cue.start:
                gap = sentence.text[cue.end : name.hit.start]
                if words_between(gap, 0, len(gap)) <= within and "," not in gap and not _WITH_WHICH.search(gap):
                    return name
    return None


def _is_subject(sentence: Sentence, name: _Name) -> bool:
    if not (_acts(sentence, name) or _has_verb(sentence, name)):
        return False
    if _follows_preposition(sentence, name.hit) or _after_relative(sentence.text, name.hit.start):
        return False
    return name.holder is Holder.CABINET or not _in_subordinate_clause(sentence.text, name.hit.start)


def _has_verb(sentence: Sentence, name: _Name) -> bool:
    groups = _verbs_for(sentence, name)
    near = 1 if groups == ("claim",) else 5
    return any(_beside(sentence.text, name.hit, verb, near) for group in groups for verb in sentence.of(group))


def _in_subordinate_clause(text: str, start: int) -> bool:
    """«de uitdaging waarvoor China het bondgenootschap stelt»: no main clause, and nobody speaks in it."""
    clause = max(text.rfind(",", 0, start), text.rfind(";", 0, start), text.rfind(":", 0, start)) + 1
    return bool(_SUBORDINATE.search(text, clause, start))


def _after_relative(text: str, start: int) -> bool:
    """«waarover de …», «zoals …»: the name is in a clause that says something of another."""
    return bool(_RELATIVE.search(text, max(0, start - _NEAR), start))


def _acts(sentence: Sentence, name: _Name) -> bool:
    """«Hongarije blokkeerde …»: another state or body that opens the sentence and does something, whatever it does.

    Of allies together that counts as well, except where they must, may or can: that is the letter's own norm.
    """
    if name.holder is Holder.ALLIES:
        counted = words_between(sentence.text, 0, name.hit.start) <= 3
        return counted and bool(_THEIR_ACT.match(sentence.text, name.hit.end))
    if name.holder is not Holder.OTHER or any(covers(hit, name.hit) for hit in sentence.of("topic:terms")):
        return False
    opening = words_between(sentence.text, 0, name.hit.start) <= 1
    return opening and bool(_ACT.match(sentence.text, name.hit.end))


def _verbs_for(sentence: Sentence, name: _Name) -> tuple[str, ...]:
    if name.holder is Holder.CABINET:
        return ("stance", "verb")
    if name.holder is Holder.OTHER and any(covers(hit, name.hit) for hit in sentence.of("topic:terms")):
        return ("claim",)
    return ("speech",)


def _beside(text: str, name: Hit, verb: Hit, near: int) -> bool:
    """Whether the verb stands right after the name, or right before it, in the same clause."""
    if name.start < verb.end and verb.start < name.end:
        return verb.end > name.end or verb.start < name.start
    gap = text[name.end : verb.start] if name.end <= verb.start else text[verb.end : name.start]
    if _INSERTION_STARTS.search(gap):
        gap = _INSERTION.sub(" ", gap)
    words = words_between(gap, 0, len(gap))
    limit = near if name.end <= verb.start else min(near, 3)
    return words <= limit and not _CLAUSE_START.search(gap) and not _SUBORDINATE.search(gap)


def _follows_preposition(sentence: Sentence, hit: Hit) -> bool:
    text = sentence.text
    for word in sentence.of("no-subject"):
        near = 0 <= hit.start - word.end < _NEAR and words_between(text, word.end, hit.start) <= 1
        if near and not _CLAUSE_START.search(text, word.end, hit.start):
            return True
    return False


def _agent(sentence: Sentence, names: list[_Name]) -> _Name | None:
    """«… werd door bondgenoten gesteund»: the one after «door», where the sentence reports words or views."""
    if not sentence.of("speech") and not sentence.of("stance"):
        return None
    for name in names:
        if _AGENT.search(sentence.text, max(0, name.hit.start - _NEAR), name.hit.start):
            return name
    return None


def _beyond_leading_clause(sentence: Sentence, subjects: list[_Name]) -> list[_Name]:
    """«Hoewel Rusland …, vindt Nederland»: the main clause decides, where it has a subject of its own."""
    if not _LEADING_CLAUSE.match(sentence.text):
        return subjects
    comma = sentence.text.find(",")
    beyond = [name for name in subjects if name.hit.start > comma]
    return beyond or subjects


def _main_clause(sentence: Sentence, first: _Name, name: _Name) -> bool:
    between = sentence.text[first.hit.end : name.hit.start]
    return not _SUBORDINATE.search(between) and bool(_NEXT_CLAUSE.search(between))


def _quoted(sentence: Sentence, hit: Hit) -> str:
    following = _FOLLOWING_WORD.match(sentence.text, hit.end)
    return hit.words + (following.group() if following else "")


def _annex_holder(sentences: list[Sentence]) -> Holder:
    annex = [sentence for sentence in sentences if sentence.annex]
    named = any(_NATO_STATEMENT.search(text) for sentence in annex for text in (sentence.text, *sentence.headings))
    return Holder.NATO if named else Holder.ALLIES


def _annex_voice(sentence: Sentence, holder: Holder) -> Voice:
    """An annex is never the cabinet's: a statement is of the body that issued it."""
    if sentence.language == "nl":
        spoken = speaker(sentence)
        if spoken and spoken.holder is not Holder.CABINET:
            return Voice(spoken.holder, _quoted(sentence, spoken.hit))
    match = _PLURAL_VOICE.search(sentence.text)
    return Voice(holder, match.group() if match else None, carried=match is None)
