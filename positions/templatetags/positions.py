"""Positions in words, in templates."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import template

from positions import phrases
from positions.bilingual import in_language
from positions.domain.entries import Topic as Axis
from positions.domain.scale import Holder
from positions.looks import look_of
from positions.models import Topic
from positions.reviewing.words import holder_name

register = template.Library()
register.filter("in_language", in_language)
register.filter("mean", phrases.mean_words)
register.filter("share", phrases.share_words)
register.filter("sentences", phrases.sentences_words)
register.filter("letters", phrases.letters_words)
register.filter("change", phrases.change_words)
register.filter("heat", phrases.heat_class)


@register.filter
def leaning(mean: Fraction, axis: Axis | None) -> str:
    return phrases.leaning(mean, axis) if axis else ""


@register.filter
def look(topic: Topic) -> str:
    """The class that gives an element the topic's colour."""
    return f"topic-{look_of(topic.position).number}"


@register.filter
def holder_words(holder: Holder | str) -> str:
    return holder_name(holder)


@register.filter
def of_slug(by_slug: dict[str, Any], topic: Topic) -> Any:
    return by_slug.get(topic.slug)
