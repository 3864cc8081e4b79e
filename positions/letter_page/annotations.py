"""Stances as annotations in a letter's text: an underline per topic, a fill and a sign for the direction, a link."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from letters.rendering.annotate import Wrap
from positions.letter_page.shown_stances import ShownSentence, ShownStance


class Direction(StrEnum):
    """The side of the axis that a sentence is on; the value is what the stylesheet selects by."""

    LOW = "low"
    HIGH = "high"
    BOTH = "both"  # on one topic or several, of one holder or several
    MIDDLE = "middle"
    MENTION = "mention"
    DISPUTED = "disputed"  # coders differ on it, and no other statement has a direction


def direction(said: Iterable[ShownStance]) -> Direction:
    """Return the direction of the accepted stances, or if none is accepted of the proposals: the two are not mixed.

    A proposal has one only where all who made it see the same.
    """
    every = list(said)
    counting = [each for each in every if each.accepted] or every
    sides = [{_side(voice) for voice in each.voices} for each in counting]
    agreed = {side for seen in sides if len(seen) == 1 for side in seen}
    if {Direction.LOW, Direction.HIGH} <= agreed:
        return Direction.BOTH
    ranked = (Direction.LOW, Direction.HIGH, Direction.MIDDLE, Direction.MENTION)
    return next((side for side in ranked if side in agreed), Direction.DISPUTED)


def _side(said: ShownStance) -> Direction:
    score = said.stance.score
    if score is None:
        return Direction.MENTION
    return Direction.MIDDLE if score == 0 else Direction.LOW if score < 0 else Direction.HIGH


def highlights(sentences: Iterable[ShownSentence], chosen: Callable[[ShownStance], bool]) -> list[Wrap]:
    """Return the markup of each sentence. Every stance has its anchor (`#s12`); the chosen ones are visible links."""
    return [highlight(sentence, sentence.topics(chosen), sentence.chosen(chosen)) for sentence in sentences]


def highlight(sentence: ShownSentence, shown: list[ShownStance], every: Sequence[ShownStance]) -> Wrap:
    """Return the markup of a sentence: `shown` has a statement per topic, `every` all that are chosen.

    The link's title is its description for screen readers; it names the pole of each stance.
    """
    anchors = format_html_join("", '<span id="s{}"></span>', ((said.pk,) for said in sentence.said))
    if not shown:
        return Wrap(sentence.start, sentence.end, lambda inside: format_html("{}{}", anchors, inside))
    address = shown[0].address
    title = "\n".join(dict.fromkeys(said.short for said in every))
    tagged = next((said for said in shown if not said.accepted), None)
    towards = direction(every)

    def around(inside: SafeString) -> SafeString:
        for said in reversed(shown):
            state = "accepted" if said.accepted else "proposed"
            tag = format_html(' data-tag="{}"', said.state) if said is tagged else ""
            inside = format_html('<span class="said {} {}"{}>{}</span>', state, said.look, tag, inside)
        return format_html(
            '<span class="sentence" data-at="{}" data-to="{}">{}{}</span>', sentence.start, towards, anchors, inside
        )

    def piece(words: SafeString) -> SafeString:
        return format_html('<a href="{}" title="{}">{}</a>', address, title, words)

    return Wrap(sentence.start, sentence.end, around, piece)
