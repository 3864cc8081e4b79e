"""A paper that is no letter to parliament: nobody proposes on it, no list of letters has it, and no letter becomes one
in silence."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command

from letters.ingestion import edit
from letters.ingestion.open_questions import Attention
from letters.models import Letter
from positions.models import Stance
from tests.factories import letter
from tests.positions.factories import SENTENCES

REPORT = "Proeven op zee\n\n" + "\n\n".join(SENTENCES) + "\n"


@pytest.fixture
def read_as_a_letter(codebook, take_in, monkeypatch) -> Letter:
    """The report, as a reader had it that took every long text for a letter; there is a newer one now."""
    found = take_in(REPORT).letter
    found.publication, found.kind, found.provenance = "brief", "overig", {}
    found.save()
    monkeypatch.setattr("letters.ingestion.record.VERSION", "newer")
    return found


def test_nobody_proposes_on_it_and_no_list_of_letters_has_it(codebook, take_in, client) -> None:
    found = take_in(REPORT).letter
    assert (found.publication, found.kind, found.no_letter) == ("ander stuk", None, "no-sign")
    call_command("propose")
    assert not Stance.objects.exists()
    for address in ("/feeds/brieven/", "/brieven/", "/"):
        assert found.get_absolute_url() not in client.get(address).content.decode()
    page = client.get(found.get_absolute_url()).content.decode()
    assert "Geen geadresseerde, aanhef of ondertekening gevonden" in page


def test_a_letter_to_somebody_else_says_so_on_its_page(codebook, take_in, client) -> None:
    ours = letter(number=None, sentences=SENTENCES)
    text = re.sub("^Aan de Voorzitter.*$", "Geachte heer Proef,", ours, flags=re.MULTILINE)
    found = take_in(text).letter
    assert (found.publication, found.no_letter) == ("ander stuk", "to-another")
    assert found.found("publication")["quote"] == "Geachte heer Proef,"
    assert "Gericht aan een ander dan de Kamer." in client.get(found.get_absolute_url()).content.decode()


def test_what_turns_out_to_be_no_letter_changes_with_a_line_in_its_history(read_as_a_letter: Letter, take_in) -> None:
    again = take_in(REPORT).letter
    assert (again.publication, again.kind) == ("ander stuk", None)
    assert {(c.field, c.old, c.new) for c in again.edits.all()} >= {
        ("publication", "brief", "ander stuk"),
        ("kind", "overig", ""),
    }


def test_with_accepted_stances_it_stays_a_letter_and_an_editor_is_asked(
    read_as_a_letter: Letter, take_in, accept, admin_user
) -> None:
    accept(read_as_a_letter, SENTENCES[0])
    again = take_in(REPORT).letter
    assert (again.publication, again.kind) == ("brief", "overig")
    assert Attention.MAYBE_NO_LETTER in again.attention
    assert Stance.objects.published().accepted().exists()
    edit.correct(again, {"publication": "ander stuk"}, user=admin_user)
    assert Attention.MAYBE_NO_LETTER not in again.attention


def test_an_editors_word_stands(read_as_a_letter: Letter, take_in) -> None:
    Letter.objects.update(provenance={"publication": {"by": "editor"}})
    again = take_in(REPORT).letter
    assert (again.publication, again.found("publication")) == ("brief", {"by": "editor"})
    assert Attention.MAYBE_NO_LETTER not in again.attention
