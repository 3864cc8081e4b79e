from __future__ import annotations

import pytest

from letters.ingestion import held as ingestion_held
from letters.models import Ingestion, Letter
from tests import factories
from tests.letters.admin.conftest import change, look

pytestmark = pytest.mark.django_db
State = Ingestion.State


def test_fields_stand_beside_numbered_passages_with_where_they_were_found(desk, held) -> None:
    page = desk.get(look(held)).content.decode()
    assert 'id="alinea-1"' in page
    assert 'id="bron-document_date"' in page
    assert 'href="#bron-document_date"' in page
    assert "3-3-2019" in page


def test_a_hostile_text_stays_text(desk, take_in) -> None:
    hostile = factories.letter(number="15", sentences=("Een <script>alert(1)</script> zin.", "<img src=x onerror=y>"))
    page = desk.get(look(take_in(hostile, hold=True))).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_saving_makes_the_letter_with_the_corrections(desk, held, field_values, finish, editor) -> None:
    fields = desk.get(look(held)).context["fields"]
    desk.post(look(held), field_values(fields) | {"subject": "Zee en zicht", "save": ""})
    done = finish(held)
    assert done.corrections == {"subject": "Zee en zicht"}
    assert done.letter.subject == "Zee en zicht"
    assert done.letter.found("subject")["by"] == "editor"
    assert done.letter.edits.get(field="subject").user == editor


def test_once_recorded_the_page_leads_to_the_letter(desk, held, field_values, finish) -> None:
    fields = desk.get(look(held)).context["fields"]
    desk.post(look(held), field_values(fields) | {"save": ""})
    assert b"data-follow" in desk.get(look(held)).content
    done = finish(held)
    assert desk.get(f"/admin/letters/ingestion/{held.pk}/stand/").json()["go"] == look(held)
    assert desk.get(look(held)).url == change(done.letter)
    assert "“wacht.md” is opgeslagen: nieuwe brief." in desk.get(change(done.letter)).content.decode()


def test_a_wrong_date_stays_in_its_field_with_the_reason(desk, held, field_values) -> None:
    fields = desk.get(look(held)).context["fields"]
    page = desk.post(look(held), field_values(fields) | {"document_date": "31-2-2019", "save": ""}).content.decode()
    held.refresh_from_db()
    assert "geen bestaande datum" in page
    assert 'value="31-2-2019"' in page
    assert held.state == State.HELD


def test_an_identifier_of_another_letter_is_refused_in_its_field(desk, known, held, field_values) -> None:
    fields = desk.get(look(held)).context["fields"]
    posted = field_values(fields) | {"identifier": "99 301, nr. 12", "save": ""}
    assert "kst-99301-12 hoort al bij een andere brief" in desk.post(look(held), posted).content.decode()


def test_what_is_unknown_is_marked_with_what_follows(desk, take_in) -> None:
    page = desk.get(look(take_in(factories.letter(number="16", date=None), hold=True))).content.decode()
    assert "Zonder datum komt de brief niet op een tijdlijn." in page
    assert "Laat u dit leeg" in page


@pytest.mark.parametrize("corrections", [{}, {"signatories": []}, {"signatories": [["C. Proef", "Minister"]]}])
def test_the_signature_is_asked_about_as_the_saved_letter_will(desk, take_in, finish, corrections) -> None:
    signed = factories.letter(number="19").split("De Minister van")[0] + (
        "De Minister van Proeven,\n\nD.E. Toets\n\nDe Minister van Toetsen,\nnamens deze,\n\nA.B. Toets\ndirecteur\n"
    )
    held = take_in(signed, hold=True, corrections=corrections)
    expected = [question.code for question in desk.get(look(held)).context["questions"]]
    ingestion_held.release(held, {}, user=None)
    saved = finish(held).letter
    assert saved.signed_by == [["A.B. Toets", "directeur"]]
    assert expected == saved.attention


def test_throwing_away_ends_it_and_keeps_the_file(desk, held) -> None:
    desk.post(look(held), {"discard": ""})
    held.refresh_from_db()
    assert (held.state, held.problem) == (State.FAILED, "discarded")
    assert "weggegooid door eva" in held.message
    assert held.document is not None
    assert not Letter.objects.exists()


def test_who_comes_second_is_told(desk, held, editor) -> None:
    ingestion_held.release(held, {}, user=editor)
    page = desk.post(look(held), {"save": ""}, follow=True).content.decode()
    assert "Iemand anders heeft dit bestand intussen al nagekeken" in page


def test_only_one_of_two_can_release_it(held, editor) -> None:
    assert ingestion_held.release(held, {"subject": "een"}, user=editor)
    assert not ingestion_held.release(held, {"subject": "twee"}, user=editor)
    assert not ingestion_held.discard(held, user=editor)


def test_after_one_comes_the_next_of_the_batch(desk, take_in, field_values) -> None:
    first = take_in(factories.letter(number="21"), hold=True)
    second = take_in(factories.letter(number="22", date="4 maart 2019"), hold=True, batch=first.batch)
    fields = desk.get(look(first)).context["fields"]
    assert desk.post(look(first), field_values(fields) | {"save": ""}).url == look(second)


@pytest.mark.parametrize(
    ("change_to", "words"),
    [
        ({}, "Deze brief had u al"),
        ({"sentences": (*factories.SENTENCES[:-1], "Dit is anders.")}, "Gewijzigde tekst van een brief die u had"),
        ({"sentences": ("Heel andere zin.", "En nog een.")}, "Heeft hetzelfde kenmerk als een brief die u had"),
        ({"number": "77", "sentences": ("Heel andere zin.", "En nog een.")}, "Een nieuwe brief."),
    ],
)
def test_the_verdict_is_told_beforehand(desk, known, take_in, change_to, words) -> None:
    held = take_in(factories.letter(**change_to) + "\n", hold=True)
    assert words in desk.get(look(held)).content.decode()


def test_corrections_that_cannot_stand_come_back_for_a_look(desk, known, take_in) -> None:
    other = take_in(
        factories.letter(number="31", sentences=("Een.", "Twee.")), corrections={"identifier": known.identifier}
    )
    assert other.state == State.HELD
    assert "Opslaan is niet gelukt" in desk.get(look(other)).content.decode()


def test_a_reader_may_not_look_through_or_save(reader, held) -> None:
    assert reader.get(look(held)).status_code == 403
    assert reader.post(look(held), {"discard": ""}).status_code == 403


def test_a_paper_that_is_no_letter_is_called_what_it_is(desk, held) -> None:
    Ingestion.objects.update(parsed=held.parsed | {"publication": "motie", "kind": None})
    assert "Een ander stuk: motie." in desk.get(look(held)).content.decode()


def test_a_date_outside_every_cabinet_is_asked_about(desk, take_in) -> None:
    held = take_in(factories.letter(number="17", date="3 maart 1919"), hold=True)
    assert "geen kabinet bekend" in desk.get(look(held)).content.decode()
