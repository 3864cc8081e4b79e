"""View data of the accuracy of machines on the agreement page: figures, intervals and base rates in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from positions.domain.reliability.evaluation import BODY, MEASURES, OPENING, Estimate, Row
from positions.labels.position_words import letters_words, sentences_words
from positions.models import Topic
from positions.reliability.agreement import decimal
from positions.reliability.evaluation import CoderEvaluation
from positions.reliability.report import ALL


@dataclass(frozen=True, slots=True)
class FigureWords:
    value: str
    interval: str  # "" if there is none


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """`rates` are the percentages of sentences without a topic, with mentions alone, and with a position."""

    name: str
    figures: list[FigureWords]  # by MEASURES
    counted: str  # "21 brieven, 545 zinnen"
    rates: str


def tables(found: Iterable[CoderEvaluation], topics: Iterable[Topic]) -> list[tuple[str, list[EvaluationRow]]]:
    """Return each machine's name and rows."""
    names = {topic.slug: topic.name for topic in topics}
    return [(each.coder, [_row(row, names) for row in each.rows]) for each in found]


def _row(row: Row, names: dict[str, str]) -> EvaluationRow:
    found = row.evaluation
    rates = [rate for rate in found.base_rates.values() if rate is not None]
    return EvaluationRow(
        name=_name(row, names),
        figures=[_figure(found.figures[measure]) for measure in MEASURES],
        counted=f"{letters_words(found.letters)}, {sentences_words(found.sentences)}",
        rates=" / ".join(f"{100 * rate:.0f}%" for rate in rates) or "–",
    )


def _name(row: Row, names: dict[str, str]) -> str:
    if row.place == OPENING:
        return _("opening")
    if row.place == BODY:
        return _("na de opening")
    return names.get(row.topic, str(ALL))


def _figure(found: Estimate) -> FigureWords:
    if found.low is None or found.high is None:
        return FigureWords(decimal(found.value), "")
    interval = _("%(low)s tot %(high)s") % {"low": decimal(found.low), "high": decimal(found.high)}
    return FigureWords(decimal(found.value), interval)
