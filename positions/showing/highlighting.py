"""Stances laid over a letter's text: a line and a colour for each topic, that lead to the stance."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from letters.marking import Wrap
from positions.showing.said import Said, Sentence


def highlights(sentences: Iterable[Sentence], chosen: Callable[[Said], bool]) -> list[Wrap]:
    """Every stance has its anchor (`#s12`); those that are chosen can be seen and lead on."""
    return [highlight(sentence, sentence.topics(chosen)) for sentence in sentences]


def highlight(sentence: Sentence, shown: list[Said]) -> Wrap:
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
