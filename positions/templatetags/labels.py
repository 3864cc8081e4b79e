"""Template filters and tags for labels."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django import template

from positions.charts.five_part_bar import five_part_bar
from positions.coders import accuracy as accuracies
from positions.domain.codebook.types import CodebookTopic
from positions.domain.scale import Holder
from positions.domain.timeline import RULES
from positions.domain.timeline.gaps import Gap, Held
from positions.domain.timeline.lines import Step
from positions.domain.timeline.periods import PeriodPosition
from positions.domain.timeline.positions import Position
from positions.labels import attention_words, position_words
from positions.labels.codes import holder_name
from positions.labels.languages import in_language
from positions.labels.palette import look_of
from positions.labels.summaries import short_day
from positions.models import Coder, Topic
from positions.timelines.comparison import slot_name

register = template.Library()
register.filter("in_language", in_language)
register.filter("mean", position_words.mean_words)
register.filter("share", position_words.share_words)
register.filter("letters", position_words.letters_words)
register.filter("provisional", position_words.provisional_words)
register.filter("basis", position_words.basis_words)
register.filter("slot", position_words.slot_words)
register.filter("slot_name", slot_name)
register.filter("attention_year", attention_words.year_words)
register.filter("heat", position_words.heat_class)
register.filter("five_part_bar", five_part_bar)
register.filter("short_day", short_day)


@register.filter
def leaning(mean: Fraction, axis: CodebookTopic | None) -> str:
    return position_words.leaning(mean, axis) if axis else ""


@register.simple_tag
def counting_rules() -> int:
    """Return the version of the counting rules, which every page with a step, a line or a gap names."""
    return RULES


@register.filter
def stand(position: Position, axis: CodebookTopic | None) -> str:
    """Return a position in words, by its form."""
    return position_words.stand_words(position, axis) if axis else position_words.mean_words(position.mean)


@register.filter
def period_form(found: PeriodPosition, axis: CodebookTopic | None) -> str:
    """Return a period's position by its form; "" if the mean tells it."""
    return position_words.period_form_words(found, axis) if axis else ""


@register.filter
def step(found: Step, axis: CodebookTopic | None) -> str:
    """Return a step in words, with the pole that it moves to."""
    return position_words.step_words(found, axis) if axis else ""


@register.filter
def gap(found: Gap | None, held: Held) -> str:
    return position_words.gap_words(found, held)


@register.filter
def look(topic: Topic) -> str:
    """Return the CSS class that sets the topic's colour."""
    return f"topic-{look_of(topic.position).number}"


@register.filter
def holder_words(holder: Holder | str) -> str:
    return holder_name(holder)


@register.filter
def of_slug(by_slug: dict[str, Any], topic: Topic) -> Any:
    return by_slug.get(topic.slug)


@register.inclusion_tag("positions/shared/_accuracy.html")
def accuracy(coders: Coder | Iterable[Coder] | None = None) -> dict[str, Any]:
    """Accuracy of these machine coders on real letters; by default of all that propose (one query)."""
    if coders is None:
        coders = Coder.objects.newest_machines()
    asked = [coders] if isinstance(coders, Coder) else coders
    once = {coder.pk: coder for coder in asked if coder.kind == Coder.Kind.MACHINE}
    return {"found": [(coder, accuracies.words(coder)) for coder in once.values()]}
