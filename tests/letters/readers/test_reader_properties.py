"""For any input a reader returns valid blocks or raises ReadingError."""

from __future__ import annotations

import random
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from letters.readers import read
from letters.readers.blocks import Reading, ReadingError
from letters.readers.sandbox.reader_process import read_safely
from tests.letters.readers.departmental_letter import departmental_pdf
from tests.letters.readers.office_files import docx, odt, paragraph

SAMPLES = {
    "pdf": departmental_pdf(),
    "docx": docx(paragraph("Tekst van een brief.") * 3),
    "odt": odt("<text:p>Tekst van een brief.</text:p>"),
    "html": b"<html><p>Een brief<sup><a href='#n1'>1</a></sup>.</p><div class='noot'><p>1 Bron.</p></div></html>",
    "xml": b"<officiele-publicatie><stuk><al>Een <nadruk>brief</nadruk>.</al></stuk></officiele-publicatie>",
}
STARTS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"<html>",
    b"<officiele-publicatie>",
    b"\xff\xfe",
    b"<?xml version='1.0'?>",
    b"1 ",
]


def try_reading(data: bytes) -> Reading | None:
    try:
        return read(data)
    except ReadingError:
        return None


def check(reading: Reading) -> None:
    for block in reading.blocks:
        assert block.text
        assert block.text == " ".join(block.text.split())
        assert unicodedata.is_normalized("NFC", block.text)
        assert all(0 <= mark.offset <= len(block.text) for mark in block.marks)
        assert all(0 <= link.start < link.end <= len(block.text) for link in block.links)


@given(st.sampled_from(STARTS), st.binary(max_size=2000))
@settings(max_examples=200)
def test_any_bytes_are_read_or_refused(start: bytes, data: bytes) -> None:
    reading = try_reading(start + data)
    if reading is not None:
        check(reading)


@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 2**32), st.integers(1, 30))
@settings(max_examples=200)
def test_damaged_documents_are_read_or_refused(form: str, seed: int, hits: int) -> None:
    chance = random.Random(seed)
    data = bytearray(SAMPLES[form])
    for _ in range(hits):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        # In a separate process: if a damaged PDF crashes the library, the other tests still run.
        check(read_safely(bytes(data)))
    except ReadingError as refused:
        assert refused.code != "reader-died"


MARKUP = st.recursive(
    st.text(max_size=20).map(lambda text: text.replace("&", "").replace("<", "")),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["p", "div", "b", "sup", "li", "ol", "table", "tr", "td", "h2", "br", "a href='#n1'", "pre"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@given(MARKUP)
@settings(max_examples=200)
def test_any_html_is_read_the_same_twice_and_loses_no_word(markup: str) -> None:
    data = f"<html><body>{markup} einde</body></html>".encode("utf-8", "ignore")
    reading = try_reading(data)
    if reading is not None:
        check(reading)
        assert read(data) == reading
        assert "einde" in reading.blocks[-1].text.split() or any("einde" in block.text for block in reading.blocks)


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=60), min_size=1, max_size=8
    )
)
@settings(max_examples=100)
def test_words_survive_the_way_through_a_docx(texts: list[str]) -> None:
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for text in texts]
    reading = try_reading(docx("".join(paragraph(text) for text in escaped)))
    found = " ".join(block.text for block in reading.blocks).split() if reading else []
    hyphens = [text.replace("\u2011", "-").replace("\u200b", " ") for text in texts]
    assert found == [word for text in hyphens for word in unicodedata.normalize("NFC", text).split()]


def test_reading_is_deterministic() -> None:
    for data in SAMPLES.values():
        assert read(data) == read(data)
