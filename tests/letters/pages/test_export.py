"""Record of a letter: its key, and the values that an editor filled in."""

from __future__ import annotations

import pytest

from letters import export
from letters.ingestion import edit
from letters.models import Letter
from letters.records.letter import LETTER_LINE_WITH_FILE, LETTER_ROW_WITH_FILE
from tests import factories

pytestmark = pytest.mark.django_db


def records() -> list[dict]:
    letters = export.with_everything(Letter.objects.published(), files=True)
    return [LETTER_LINE_WITH_FILE.values(letter) for letter in letters]


def test_a_letter_without_an_identifier_has_a_key(take_in) -> None:
    letter = take_in("Beste lezer,\n\nDit is een stuk tekst zonder datum. Het staat hier alleen.\n").letter
    (record,) = records()
    assert (record["identifier"], record["key"]) == (None, letter.key)


def test_what_an_editor_filled_in_is_named(take_in, admin_user) -> None:
    letter = take_in(factories.letter(date=None)).letter
    assert records()[0]["edited"] == []
    said = {"received_date": "2019-03-05", "publication_date": "2019-03-06", "document_date": "2019-03-04"}
    edit.correct(letter, said, user=admin_user)
    (record,) = records()
    assert record["edited"] == ["document_date", "publication_date", "received_date"]
    assert (record["received_date"], record["publication_date"]) == ("2019-03-05", "2019-03-06")


def test_the_empty_half_of_a_pair_leaves_no_comma(take_in, admin_user) -> None:
    letter = take_in(factories.letter()).letter
    edit.correct(letter, {"signatories": [["C. Proef", ""], ["D. Toets", "Minister van Toetsen"]]}, user=admin_user)
    Letter.objects.filter(pk=letter.pk).update(signed_by=[["", "De Directeur"], ["A.B. Toets", ""]])
    (found,) = export.with_everything(Letter.objects.published(), files=True)
    row = LETTER_ROW_WITH_FILE.cells(LETTER_ROW_WITH_FILE.values(found))
    assert row["signatories"] == "C. Proef; D. Toets, Minister van Toetsen"
    assert row["signed_by"] == "De Directeur; A.B. Toets"
    assert letter.edits.get(field="signatories").new == row["signatories"]
    assert [str(signed) for signed in letter.signatories.all()] == row["signatories"].split("; ")


def test_passages_go_by_the_numbers_of_the_page(take_in) -> None:
    letter = take_in(
        factories.letter(sentences=("Een bron.[^1] Nog iets.",)) + "\n[^1]: Dit is de bron van de zin.\n"
    ).letter
    passages = records()[0]["passages"]
    assert [p["number"] for p in passages] == list(range(1, len(passages) + 1))
    assert [p["label"] for p in passages if p["kind"] == "footnote"] == ["1"]
    shown = letter.revisions.get().passages.get(position=passages[-1]["number"])
    assert shown.kind == passages[-1]["kind"]
