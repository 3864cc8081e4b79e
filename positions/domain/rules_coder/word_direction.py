"""The score of a position: what the cues say, weighed against what the words say (`word_weights`)."""

from __future__ import annotations

from positions.domain.rules_coder.scoring import Verdict, signed
from positions.domain.rules_coder.sentences import Sentence
from positions.domain.rules_coder.word_weights import DIRECTION, STRENGTH, fullness, said_by_words, strongest_word

# How far the score by cues is trusted, in the unit of the words: these decide where they say more than that. A position
# without cues has the direction of its words alone: the score of what stands before, and the usual direction of the
# topic, were right less often. Chosen by the figures of the sets whose sentences nobody reads.
BY_WEIGHT = {0: 0.0, 1: 0.15, 2: 0.2, 3: 0.4}
BY_PHRASE = 0.8  # a cue of weight 4 or 5, nearly always of several words
BY_DISPUTE = 0.1  # cues that contradict each other
BY_CONTEXT = 0.4  # an endorsement, or a sentence that turns against the one before

_BALANCED = 1.5  # the share of its trust from which two directions weighed by cues are overruled
_FIRM = 2.0  # from here the words make a score 2
_LENIENT = 0.0  # up to here they make a 1 of a score 2 by cues
_UNFIRM = -1.0  # the same, where a phrase says 2


def trust_of(verdict: Verdict) -> float:
    return BY_DISPUTE if verdict.disputed else BY_WEIGHT.get(verdict.weight, BY_PHRASE)


def weighed_with_words(
    sentence: Sentence, topic: str, value: int, reasons: tuple[str, ...], trust: float, *, explicit: bool = False
) -> tuple[int, tuple[str, ...]]:
    """Return the score and its reasons; where the words change it, the last reason names the strongest of them.

    The direction of an `explicit` score stands, whatever the words say: they only make it firmer or less firm.
    """
    side = (value > 0) - (value < 0) if explicit else _side(sentence, topic, value, trust)
    if not side:
        return value, reasons
    bar = _FIRM if value != 2 * side else _UNFIRM if trust >= BY_PHRASE else _LENIENT
    found = side * (2 if side * said_by_words(sentence, STRENGTH, topic) > bar else 1)
    if found == value and trust:
        return value, reasons
    word = strongest_word(sentence, DIRECTION, topic, side)
    told = f"«{word}» en andere woorden → {signed(found)}" if word else f"de woorden samen → {signed(found)}"
    return found, (*reasons, told) if trust else (told,)


def _side(sentence: Sentence, topic: str, value: int, trust: float) -> int:
    """Return the direction of a score by cues and words together: 1, −1, or 0 where the score stands as it is."""
    words = fullness(sentence) * said_by_words(sentence, DIRECTION, topic)
    if value == 0 and trust and abs(words) < _BALANCED * trust:
        return 0
    direction = trust * ((value > 0) - (value < 0)) + words
    return (direction > 0) - (direction < 0)
