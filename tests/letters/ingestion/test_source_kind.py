"""A paper that its source calls a letter is one, even where its text shows no sign of it."""

from __future__ import annotations

from typing import Any

import pytest

from letters.harvesting.download import hold
from letters.ingestion import edit, retry
from letters.models import Ingestion, Letter, SourceRecord
from letters.parser.parsed_letter import NoLetter
from letters.parser.source_metadata import SourceMetadata, to_json

pytestmark = pytest.mark.django_db

SCRAP = "De proeven zijn gehouden op vier plaatsen. Er deden honderd scholen aan mee."
CALLED = to_json(SourceMetadata("tweedekamer", title="Beantwoording vragen over proeven", is_letter=True))
UNNAMED = {name: value for name, value in CALLED.items() if name != "is_letter"}
SOURCE = Ingestion.Channel.SOURCE


def listed(**values: Any) -> SourceRecord:
    return SourceRecord.objects.create(
        source="tweedekamer", source_id="proef", kind="Brief regering", fingerprint="x", **values
    )


def read_again(letter: Letter, run_steps, monkeypatch, *, reader: str = "newer") -> Letter:
    monkeypatch.setattr("letters.ingestion.record.VERSION", reader)
    assert retry.read_again(letter, user=None) is not None
    run_steps()
    return Letter.objects.get(pk=letter.pk)


def test_it_stays_a_letter_when_it_is_read_again(take_in, run_steps, monkeypatch) -> None:
    letter = take_in(SCRAP, channel=SOURCE, stated=CALLED).letter
    again = read_again(letter, run_steps, monkeypatch)
    assert (letter.is_letter, again.is_letter, again.kind) == (True, True, letter.kind)
    again = read_again(letter, run_steps, monkeypatch, reader="newest")
    assert again.is_letter


def test_its_provenance_names_the_source(take_in) -> None:
    letter = take_in(SCRAP, channel=SOURCE, stated=CALLED).letter
    assert letter.found("publication") == {
        "by": "metadata", "source": "tweedekamer", "quote": "brief", "passage": None
    }  # fmt: skip


def test_the_same_file_from_elsewhere_takes_nothing_away(take_in, monkeypatch) -> None:
    letter = take_in(SCRAP, channel=SOURCE, stated=CALLED).letter
    monkeypatch.setattr("letters.ingestion.record.VERSION", "newer")
    take_in(SCRAP)
    letter.refresh_from_db()
    assert letter.is_letter


def test_of_facts_stored_before_the_kind_was_one_the_record_tells_it(take_in, run_steps, monkeypatch) -> None:
    came = take_in(SCRAP, channel=SOURCE, stated=UNNAMED)
    listed(ingestion=came, stated=UNNAMED)
    assert not came.letter.is_letter
    assert read_again(came.letter, run_steps, monkeypatch).is_letter


def test_a_paper_that_somebody_uploaded_becomes_a_letter_once_the_source_lists_it(take_in) -> None:
    letter = take_in(SCRAP).letter
    assert (letter.is_letter, letter.no_letter) == (False, NoLetter.NO_SIGN)
    take_in(SCRAP, channel=SOURCE, stated=CALLED)
    letter.refresh_from_db()
    assert (letter.is_letter, letter.kind) == (True, "beantwoording")
    assert letter.found("publication")["source"] == "tweedekamer"
    changed = letter.edits.get(field="publication")
    assert (changed.old, changed.new, changed.reason) == ("ander stuk", "brief", "uit brief.txt")


def test_so_does_one_that_is_held_already_and_not_fetched(take_in) -> None:
    letter = take_in(SCRAP).letter
    hold(listed(stated=CALLED), letter)
    letter.refresh_from_db()
    assert (letter.is_letter, letter.kind) == (True, "beantwoording")
    assert letter.edits.get(field="publication").reason == "volgens tweedekamer"


def test_an_editors_choice_stands(take_in) -> None:
    letter = take_in(SCRAP).letter
    edit.correct(letter, {"publication": "brief"}, user=None)
    edit.correct(letter, {"publication": "ander stuk"}, user=None)
    take_in(SCRAP, channel=SOURCE, stated=CALLED)
    letter.refresh_from_db()
    assert not letter.is_letter
    assert letter.found("publication") == {"by": "editor"}
