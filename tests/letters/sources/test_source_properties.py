"""Property tests: any response of a source is a listing or a SourceError, never another exception."""

from __future__ import annotations

import contextlib
import json
from email.message import EmailMessage

from hypothesis import given, settings
from hypothesis import strategies as st

from letters.parser import source_metadata
from letters.sources import email_files, odata, sru
from letters.sources.allowed_hosts import origin_of
from letters.sources.source_errors import SourceError
from tests.letters.sources import koop_records
from tests.letters.sources.tweedekamer_stand_in import document

PAGE = koop_records.page(
    koop_records.record("http://127.0.0.1:1"), koop_records.record("http://127.0.0.1:1", "13"), following=3
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_list_or_a_source_error(data: bytes) -> None:
    for read in (sru.page_of, odata.page_of, email_files.letters_in):
        with contextlib.suppress(SourceError):
            read(data)


@settings(max_examples=60)
@given(st.integers(0, len(PAGE)), st.binary(max_size=6), st.integers(0, 40))
def test_a_list_with_a_part_replaced_is_a_list_or_a_source_error(at: int, put: bytes, cut: int) -> None:
    with contextlib.suppress(SourceError):
        sru.page_of(PAGE[:at] + put + PAGE[at + cut :])


@given(st.sampled_from(sorted(document())), ANYTHING)
def test_a_document_with_any_field_replaced_is_read_or_refused(field: str, value: object) -> None:
    with contextlib.suppress(SourceError):
        listed = odata.listed_in({**document(), field: value}, "http://127.0.0.1:1")
        assert "\0" not in repr(listed.stated)
        assert (
            source_metadata.from_json(json.loads(json.dumps(source_metadata.to_json(listed.stated)))) == listed.stated
        )


@given(st.dictionaries(st.sampled_from(sorted(document())), ANYTHING, max_size=5))
def test_a_document_of_anything_is_read_or_refused(value: dict[str, object]) -> None:
    with contextlib.suppress(SourceError):
        odata.listed_in(value, "http://127.0.0.1:1")


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_a_source_error(text: str) -> None:
    with contextlib.suppress(SourceError):
        origin_of(text)


@settings(max_examples=40)
@given(st.integers(0, 400), st.binary(max_size=8))
def test_a_broken_email_is_one_or_a_source_error(at: int, put: bytes) -> None:
    message = EmailMessage()
    message["Subject"] = "Zee"
    message.set_content("Bijgaand.")
    message.add_attachment(b"zee", maintype="application", subtype="pdf", filename="zee é.pdf")
    whole = message.as_bytes()
    with contextlib.suppress(SourceError):
        email_files.letters_in(whole[:at] + put + whole[at:])
