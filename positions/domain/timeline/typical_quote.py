"""The typical quote: the sentence that represents a position, or one from each side of it (codebook, 5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from positions.domain.scale import SCORES
from positions.domain.timeline.positions import Form, Position

SHORTEST, LONGEST = 60, 250  # characters of a quote that can be read on its own
Names = Callable[[str], bool]  # whether a sentence names the topic itself

# Openings that refer back to the previous sentence: a pronominal adverb or a demonstrative.
_LEANS = re.compile(
    r"(?:(?:hier|daar)(?:aan|bij|door|in|mee|naar|om|onder|op|over|toe|tegen|uit|van|voor)?|dat|dit|deze|die)\b"
    r"(?! kabinet\b)",
    re.IGNORECASE,
)
# Endorsements of something in another sentence: «Nederland steunt deze ontwikkeling», «kan zich daarin vinden»; but not
# «verwelkomt dat de …», which names it.
_CLAUSE = r"(?! (?:de|het|een|er|we|wij|ze|zij|ook|nu|niet)\b| (?-i:[A-Z]))"
_BARE = re.compile(
    r"\b(?:(?:onder)?steun(?:t|en)|deelt|delen|ik deel|deel ik|onderschrij(?:f|ft|ven)|verwelkom(?:t|en)|omarm(?:t|en))"
    rf" (?:deze|dit|die|dat{_CLAUSE})\b"
    r"|\b(?:hier|daar)in\b.{,40}\bvinden\b|\b(?:hier|daar)mee\b.{,40}\beens\b|\b(?:hier|daar)bij aan\b",
    re.IGNORECASE,
)


class Quote(NamedTuple):
    """`stance` is the id of the quoted stance."""

    stance: int
    words: str
    score: int


def typical(quotes: Sequence[Quote], position: Position, names: Names) -> tuple[Quote, ...]:
    """Return one quote, or one from each side if the position goes both ways, the side with more sentences first.

    `quotes` are those of the position, in the order of the text.
    """
    if position.form is Form.BOTH_WAYS:
        low = _of_score(quotes, _commonest(position, below=True), names)
        high = _of_score(quotes, _commonest(position, below=False), names)
        return (low, high) if position.below > position.above else (high, low)
    return (nearest(quotes, position.mean, position, names),)


def nearest(quotes: Sequence[Quote], mean: Fraction, position: Position, names: Names) -> Quote:
    """Return a quote with the score nearest to `mean`; of two as near, on the side with more sentences."""
    return _of_score(quotes, nearest_score([quote.score for quote in quotes], mean, position), names)


def nearest_score(scores: Sequence[int], mean: Fraction, position: Position) -> int:
    """Return the one of these scores that is nearest to `mean`; of two as near, the one with more sentences on its
    side, else the first. Fractions are compared by whole numbers: a file has thousands.
    """
    total, sentences = mean.numerator, mean.denominator
    off = {score: abs(score * sentences - total) for score in scores}
    least = min(off.values())
    ties = [score for score, each in off.items() if each == least]
    return ties[0] if len(ties) == 1 else _with_more(ties, mean, position)


def _with_more(ties: Sequence[int], mean: Fraction, position: Position) -> int:
    """Choose between a score below and one above the mean: the side with more sentences, else the first."""
    by_score = list(zip(SCORES, position.counts, strict=True))
    below = sum(count for score, count in by_score if score < mean)
    above = sum(count for score, count in by_score if score > mean)
    if below == above:
        return ties[0]
    return max(ties) if above > below else min(ties)


def _commonest(position: Position, *, below: bool) -> int:
    """Return the most frequent score on that side; of a tie, the one nearer to zero."""
    side = [score for score in SCORES if (score < 0) is below and score]
    return max(side, key=lambda score: (position.counts[score - SCORES[0]], -abs(score)))


def _of_score(quotes: Sequence[Quote], score: int, names: Names) -> Quote:
    """Return the first quote of this score that names the topic and stands alone; else the longest."""
    those = [quote for quote in quotes if quote.score == score]
    return those[0] if len(those) == 1 else first_alone(those, names) or longest(those)


def first_alone(quotes: Iterable[Quote], names: Names) -> Quote | None:
    """Return the first quote that names the topic and stands alone."""
    return next((quote for quote in quotes if stands_alone(quote.words) and names(quote.words)), None)


def longest(quotes: Iterable[Quote]) -> Quote:
    """Return the longest quote, the first of several; of at least one."""
    return max(quotes, key=lambda quote: len(quote.words))


def stands_alone(words: str) -> bool:
    """Return whether the sentence can be read without the previous ones, and is neither too short nor too long."""
    return SHORTEST <= len(words) <= LONGEST and not _LEANS.match(words) and not _BARE.search(words)
