"""Annotated HTML: everything is escaped and every word kept, whatever is applied to the text."""

from __future__ import annotations

import html
import re

from django.utils.html import format_html
from hypothesis import given
from hypothesis import strategies as st

from letters.rendering.annotate import Point, Wrap, marked
from letters.rendering.diff import by_word


def wrap(start: int, end: int) -> Wrap:
    return Wrap(start, end, lambda inside: format_html("<i>{}</i>", inside))


def test_wraps_and_points_stand_where_they_should() -> None:
    shown = marked("Zie nr. 7 & verder.", 4, 18, [wrap(4, 9)], [Point(9, format_html("<sup>{}</sup>", 1))])
    assert shown == "<i>nr. 7</i><sup>1</sup> &amp; verder"


def test_a_wrap_that_runs_into_another_is_left_off() -> None:
    assert marked("abcdef", 0, 6, [wrap(0, 3), wrap(2, 5)]) == "<i>abc</i>def"


def test_a_point_at_the_end_is_kept() -> None:
    assert marked("ab", 0, 2, [wrap(0, 2)], [Point(2, format_html("{}", "!"))]) == "<i>ab</i>!"


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))), st.lists(st.integers(0, 40)))
def test_no_character_is_lost_or_let_through(text, spans, offsets) -> None:
    shown = marked(
        text, 0, len(text), [wrap(*span) for span in spans], [Point(o, format_html("{}", "")) for o in offsets]
    )
    assert html.unescape(re.sub("</?i>", "", shown)) == html.unescape(html.escape(text))


@given(st.text(), st.text())
def test_a_comparison_keeps_both_texts(before, after) -> None:
    for shown, text in zip(by_word(before, after), (before, after), strict=True):
        assert html.unescape(re.sub("</?(?:ins|del)>", "", shown)) == html.unescape(html.escape(text))


def test_a_wrap_within_another_stands_in_it_and_out_of_its_pieces() -> None:
    outer = Wrap(0, 11, lambda i: format_html("<b>{}</b>", i), piece=lambda i: format_html("<a>{}</a>", i))
    shown = marked("voor in na.", 0, 11, [outer, wrap(5, 7)], [Point(2, format_html("<sup>{}</sup>", 1))])
    assert shown == "<b><a>vo</a><sup>1</sup><a>or </a><i>in</i><a> na.</a></b>"
