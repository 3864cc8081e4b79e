"""Answers: only sentences of the window and codes of the codebook, each once; else nothing of the answer is taken."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from positions.domain.codebook.loading import version
from positions.domain.confidence_levels import Confidence
from positions.domain.language_model.answer import (
    LONGEST_REASON,
    Refused,
    from_json,
    proposals,
    read,
    schema,
)
from positions.domain.language_model.windows import numbered_sentences, windows_of
from positions.domain.scale import Holder
from tests.coded_prose import letter

LETTER = letter("Het kabinet wil praten.\nDe raad sprak erover.\n\nHet weer was goed.\nTot slot de vis.")
WINDOW = windows_of(LETTER, 2)[1]  # sentences 3 and 4
LINE = {"sentence": 3, "topic": "russia", "holder": "cabinet", "kind": "position", "score": -1, "reason": "wil praten"}


def line(**changed: Any) -> dict[str, Any]:
    return {**LINE, **changed}


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in LINE.items() if name != key}


def answered(*lines: object, finish: str = "stop") -> Any:
    return read(json.dumps({"stances": lines}), finish, WINDOW, version())


def test_an_answer_becomes_proposals_whose_quotes_are_the_numbered_sentences() -> None:
    codings = answered(line(sentence=4), line(kind="mention", score=None, topic="china"))
    first, second = proposals(codings, numbered_sentences(LETTER))
    assert (first.quote, first.topic, first.holder, first.score) == (
        "Het weer was goed.",
        "china",
        Holder.CABINET,
        None,
    )
    assert (second.quote, second.score) == ("Tot slot de vis.", -1)
    for each in (first, second):
        assert LETTER.text[each.start : each.end] == each.quote
        assert (each.confidence, each.probability) == (Confidence.LOW, None)
        assert each.cues == ("reden van het model: wil praten",)


def test_what_is_kept_of_an_answer_gives_the_same_proposals_later() -> None:
    codings = answered(line(), line(topic="china", reason=""))
    kept = json.loads(json.dumps([coding.as_json() for coding in codings]))
    assert from_json(kept) == codings


def test_nothing_found_is_an_answer() -> None:
    assert answered() == []


def test_one_sentence_may_be_on_two_topics() -> None:
    assert len(answered(line(), line(topic="eu-cooperation"))) == 2


WRONG = {
    "prose around it": ('Hier is het: {"stances": []}', "geen JSON"),
    "a code fence around it": ('```json\n{"stances": []}\n```', "geen JSON"),
    "prose alone": ("Er zijn geen standpunten.", "geen JSON"),
    "HTML": ("<html><body>hallo</body></html>", "geen JSON"),
    "empty": ("", "leeg"),
    "blank": (" \n\t ", "leeg"),
    "a list": ("[]", "andere vorm"),
    "null": ("null", "andere vorm"),
    "another key": ('{"standpunten": []}', "andere vorm"),
    "a key too many": ('{"stances": [], "note": "zoals gevraagd"}', "andere vorm"),
    "no list": ('{"stances": {}}', "andere vorm"),
    "a key twice": ('{"stances": [], "stances": []}', "geen JSON"),
    "no number": ('{"stances": [NaN]}', "geen JSON"),
    "nested without end": ('{"stances": ' + "[" * 100_000, "geen JSON"),
    "a number without end": ('{"stances": [' + "9" * 5_000 + "]}", "geen JSON"),
}
WRONG_LINES = {
    "text": ("zin 3", "niet de sleutels"),
    "Dutch keys": ({"zin": 3, "onderwerp": "russia"}, "niet de sleutels"),
    "no reason": (without("reason"), "niet de sleutels"),
    "no score": (without("score"), "niet de sleutels"),
    "a quote": (line(quote="Het kabinet wil oorlog."), "niet de sleutels"),
    "sentence 999": (line(sentence=999), "zin 999, die niet in dit venster staat (3–4)"),
    "a sentence before the window": (line(sentence=2), "zin 2, die niet"),
    "sentence 0": (line(sentence=0), "zin 0"),
    "a sentence as text": (line(sentence="3"), 'zin "3"'),
    "a sentence as truth": (line(sentence=True), "zin true"),
    "a sentence and a half": (line(sentence=3.0), "zin 3.0"),
    "unknown topic": (line(topic="turkey"), 'onderwerp "turkey"; het codeboek kent russia, china'),
    "a Dutch topic": (line(topic="Rusland"), 'onderwerp "Rusland"'),
    "a list of topics": (line(topic=["russia"]), 'onderwerp ["russia"]'),
    "unknown holder": (line(holder="minister"), 'houder "minister"'),
    "no holder": (line(holder=None), "houder null"),
    "unknown kind": (line(kind="opinion"), 'soort "opinion"'),
    "a score on a mention": (line(kind="mention"), "vermelding een score"),
    "a zero on a mention": (line(kind="mention", score=0), "vermelding een score"),
    "a position without score": (line(score=None), "score null"),
    "a score off the axis": (line(score=3), "score 3"),
    "a score as text": (line(score="-1"), 'score "-1"'),
    "half a score": (line(score=0.5), "score 0.5"),
    "a score as truth": (line(score=True), "score true"),
    "a reason that is no text": (line(reason=None), "reden"),
}


@pytest.mark.parametrize("name", WRONG)
def test_an_answer_in_another_form_is_refused(name: str) -> None:
    content, says = WRONG[name]
    with pytest.raises(Refused, match=says) as caught:
        read(content, "stop", WINDOW, version())
    assert caught.value.complaint


@pytest.mark.parametrize("name", WRONG_LINES)
def test_one_wrong_line_and_nothing_of_the_answer_is_taken(name: str) -> None:
    wrong, says = WRONG_LINES[name]
    with pytest.raises(Refused) as caught:
        answered(line(sentence=4), wrong)
    assert says in str(caught.value)
    assert caught.value.complaint.endswith(".")


def test_the_same_sentence_twice_under_a_topic_is_refused() -> None:
    with pytest.raises(Refused, match="zin 3 twee keer bij russia"):
        answered(line(), line(score=2))


def test_what_was_cut_off_is_refused_even_where_it_can_be_read() -> None:
    with pytest.raises(Refused, match="afgekapt"):
        answered(line(), finish="length")


def test_a_reason_is_one_line_that_a_database_takes_and_not_too_long() -> None:
    (coding,) = answered(line(reason="wil\n praten\x00\ud800\x1b[31m" + "a" * 1000))
    assert coding.reason.startswith("wil praten[31maaa")
    assert len(coding.reason) == LONGEST_REASON


def test_a_wrong_value_is_shown_short_and_without_control_characters() -> None:
    with pytest.raises(Refused) as caught:
        answered(line(topic="x\x00\ud800\x1b" * 500))
    assert all(text.isprintable() and len(text) < 200 for text in (str(caught.value), caught.value.complaint))


def test_the_schema_allows_what_is_taken_and_no_more() -> None:
    allowed = schema(WINDOW, version())
    jsonschema.Draft202012Validator.check_schema(allowed)
    jsonschema.validate({"stances": [LINE, line(kind="mention", score=None)]}, allowed)
    for name in ("sentence 999", "unknown topic", "unknown holder", "a score off the axis", "no reason", "a quote"):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"stances": [WRONG_LINES[name][0]]}, allowed)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(list(LINE)) | st.text(), inner),
    max_leaves=12,
)


@given(st.text() | JSON.map(json.dumps) | JSON.map(lambda each: json.dumps({"stances": [each]})))
def test_any_answer_is_taken_or_refused_and_nothing_else(content: str) -> None:
    try:
        codings = read(content, "stop", WINDOW, version())
    except Refused:
        return
    assert all(coding.sentence in (3, 4) for coding in codings)
