"""Properties that hold for any text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.parser.fingerprints import body_digest, sentence_keys, shared_fraction
from letters.parser.json_format import from_json, to_json
from letters.parser.parsed_letter import ParsedLetter
from letters.parser.pipeline import parse
from letters.readers.blocks import Block, BlockKind, Form, NoteMark, Reading, Role
from letters.readers.text.text_reader import read_text
from tests.letters.parser.letter_shapes import LETTERS

# fmt: off
PIECES = st.sampled_from([
    "\n", "\n\n", "\f", " ", "Nr. 12 ", "BRIEF VAN DE MINISTER ", "99 101 ", "De Minister van Proeven, ",
    "A. Proef", "- ", "1 Zie ", "**", "*", "<sup>1</sup>", "¹", "brief1", "X Noot\n1\n",
    "Geachte voorzitter,", "Den Haag, 3 mei 2020", "(Kamerstuk 99 101, nr. 3)", "kabinets-\n", "tie",
    "Bijlage 1", "the of and ", "# Kop", "| a | b |", "---", "Datum 31 februari 2020", "Betreft Verslag",
    "Een zin. ", "o.a. ", "«", "»", "(",
])
# fmt: on
TEXTS = st.one_of(st.text(max_size=400), st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=60).map("".join))
BLOCKS = st.builds(
    Block,
    text=st.one_of(st.text(max_size=80), PIECES),
    kind=st.sampled_from(BlockKind),
    page=st.one_of(st.none(), st.integers(1, 5)),
    level=st.one_of(st.none(), st.integers(1, 6)),
    label=st.one_of(st.none(), st.sampled_from(["1", "2", "a", "*"])),
    role=st.one_of(st.none(), st.sampled_from(Role)),
    marks=st.lists(st.builds(NoteMark, st.integers(0, 90), st.sampled_from(["1", "2"])), max_size=2).map(tuple),
    cut_before=st.booleans(),
    cut_after=st.booleans(),
)


def holds(parsed: ParsedLetter) -> None:
    text, end = parsed.text, 0
    for index, passage in enumerate(parsed.passages):
        assert passage.start == (end + 2 if index else 0)
        end = passage.end
        last = passage.start
        for start, stop in passage.sentences:
            assert last <= start < stop <= passage.end
            assert text[start:stop] == text[start:stop].strip()
            last = stop
        if passage.sentences:
            said = "".join("".join(text[a:b].split()) for a, b in passage.sentences)
            bars = str.maketrans("", "", "|")  # between the cells of a table
            assert said.translate(bars) == "".join(text[passage.start : passage.end].split()).translate(bars)
        assert all(passage.start <= mark.offset <= passage.end for mark in passage.marks)
    assert end == len(text)
    assert all(text[c.start : c.end] == c.written for c in parsed.citations)
    assert from_json(json.loads(json.dumps(to_json(parsed)))) == parsed
    for name, evidence in parsed.evidence:
        if evidence.passage is not None:
            place = parsed.passages[evidence.passage]
            assert evidence.quote in text[place.start : place.end], name


@given(TEXTS)
def test_any_text_is_read_and_every_offset_points_at_its_quote(text: str) -> None:
    reading = read_text(text)
    holds(parse(reading))
    assert all(block.text == " ".join(block.text.split()) for block in reading.blocks)


@given(TEXTS)
def test_reading_again_gives_the_same(text: str) -> None:
    assert read_text(text) == read_text(text)
    assert parse(read_text(text)) == parse(read_text(text))


@given(st.lists(BLOCKS, max_size=20), st.sampled_from(Form), st.booleans())
def test_any_reading_gives_a_letter(blocks: list[Block], form: Form, marks_known: bool) -> None:
    holds(parse(Reading(form=form, blocks=tuple(blocks), marks_known=marks_known)))


@pytest.mark.parametrize("name", LETTERS)
def test_what_a_letter_states_stands_where_its_evidence_says(name: str) -> None:
    holds(parse(read_text(LETTERS[name])))


def test_the_number_is_what_names_a_printed_paper() -> None:
    parsed = parse(read_text("99 101\n\nNAVO\n\nNr. 360 BRIEF VAN DE MINISTER VAN PROEVEN\n\nDen Haag, 3 mei 2020"))
    quoted = {name: (x.quote, parsed.passages[x.passage or 0]) for name, x in parsed.evidence}
    assert parsed.identifier == "kst-99101-360"
    for name, words in [("identifier", "Nr. 360"), ("dossier_title", "NAVO")]:
        quote, place = quoted[name]
        assert quote == words
        assert words in parsed.text[place.start : place.end]


def test_clean_text_read_again_keeps_its_words() -> None:
    for name in LETTERS.keys() - {"md", "italics", "runin"}:  # there the list numbers are labels, not words
        parsed = parse(read_text(LETTERS[name]))
        again = parse(read_text(parsed.text))
        assert "".join(again.text.split()) == "".join(parsed.text.split())


def test_the_same_body_has_the_same_digest_whatever_surrounds_it() -> None:
    first = parse(read_text(LETTERS["cover"]))
    body = LETTERS["cover"].split("2021\n\n", 1)[1]
    second = parse(read_text("Geachte voorzitter,\n\n" + body.replace("ministers spraken", "Ministers spraken")))
    assert body_digest(first) == body_digest(second)
    assert shared_fraction(sentence_keys(first), sentence_keys(second)) == 1.0


def test_another_letter_has_another_digest_and_little_in_common() -> None:
    first, second = parse(read_text(LETTERS["cover"])), parse(read_text(LETTERS["department"]))
    assert body_digest(first) != body_digest(second)
    assert shared_fraction(sentence_keys(first), sentence_keys(second)) == 0.0
