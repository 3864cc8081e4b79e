"""Stances as annotations in a letter's text: a coloured underline per topic, linked to the stance."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from letters.rendering.annotate import Wrap
from positions.letter_page.shown_stances import ShownSentence, ShownStance


def highlights(sentences: Iterable[ShownSentence], chosen: Callable[[ShownStance], bool]) -> list[Wrap]:
    """Return the markup of each sentence. Every stance has its anchor (`#s12`); the chosen ones are visible links."""
    return [highlight(sentence, sentence.topics(chosen)) for sentence in sentences]


def highlight(sentence: ShownSentence, shown: list[ShownStance]) -> Wrap:
    anchors = format_html_join("", '<span id="s{}"></span>', ((said.pk,) for said in sentence.said))
    if not shown:
        return Wrap(sentence.start, sentence.end, lambda inside: format_html("{}{}", anchors, inside))
    address = shown[0].address
    title = "\n".join(said.short for said in shown)
    tagged = next((said for said in shown if not said.accepted), None)

    def around(inside: SafeString) -> SafeString:
        for said in reversed(shown):
            state = "accepted" if said.accepted else "proposed"
            tag = format_html(' data-tag="{}"', said.state) if said is tagged else ""
            inside = format_html('<span class="said {} {}"{}>{}</span>', state, said.look, tag, inside)
        return format_html('<span class="sentence" data-at="{}">{}{}</span>', sentence.start, anchors, inside)

    def piece(words: SafeString) -> SafeString:
        return format_html('<a href="{}" title="{}">{}</a>', address, title, words)

    return Wrap(sentence.start, sentence.end, around, piece)
