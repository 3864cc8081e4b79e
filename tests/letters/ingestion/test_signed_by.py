"""For a letter signed for a minister, the signer is kept and no name is given to the office."""

from __future__ import annotations

from django.urls import reverse

from letters.ingestion import edit
from letters.ingestion.open_questions import Attention
from letters.models import Ingestion, Letter
from letters.records.letter import LETTER, LETTER_LINE
from tests.factories import letter

FOR_ANOTHER = letter().split("De Minister van")[0] + (
    "De Minister van Proeven,\nnamens deze,\n\nA.B. Toets\ndirecteur Proefzaken\n"
)
JOINT = letter().split("De Minister van")[0] + (
    "De Minister van Proeven,\nmede namens de Minister van Toetsen,\n\nA.B. Toets\n"
)
WHO = [["A.B. Toets", "directeur Proefzaken"]]


def test_the_office_gets_no_holder_and_an_editor_is_asked_to_look(take_in) -> None:
    found = take_in(FOR_ANOTHER).letter
    assert not found.signatories.exists()
    assert (found.signed_by, found.on_behalf_of) == (WHO, ["Minister van Proeven"])
    assert Attention.SIGNED_FOR in found.attention
    assert Attention.NO_SIGNATORY not in found.attention


def test_a_signatory_that_an_editor_fills_in_answers_the_question(take_in, admin_user) -> None:
    found = take_in(FOR_ANOTHER).letter
    edit.correct(found, {"signatories": [["C. Proef", "Minister van Proeven"]]}, user=admin_user)
    assert not {Attention.SIGNED_FOR, Attention.NO_SIGNATORY} & set(found.attention)


def test_a_joint_signature_asks_nothing(take_in) -> None:
    found = take_in(JOINT).letter
    assert [s.office for s in found.signatories.all()] == ["Minister van Proeven"]
    assert (found.signed_by, found.on_behalf_of) == ([], ["Minister van Toetsen"])
    assert Attention.SIGNED_FOR not in found.attention


def test_a_name_that_was_put_to_the_office_goes_when_the_letter_is_read_again(take_in, monkeypatch) -> None:
    found = take_in(FOR_ANOTHER).letter
    edit.correct(found, {"signatories": [["A.B. Toets", "Minister van Proeven"]]}, user=None)
    Letter.objects.filter(pk=found.pk).update(provenance={}, signed_by=[], on_behalf_of=[])
    monkeypatch.setattr("letters.ingestion.record.VERSION", "newer")
    again = take_in(FOR_ANOTHER, channel=Ingestion.Channel.AGAIN).letter
    assert not again.signatories.exists()
    assert again.signed_by == WHO
    changed = again.edits.get(field="signed_by")
    assert (changed.old, changed.new) == ("", "A.B. Toets, directeur Proefzaken")
    removed = again.edits.filter(field="signatories").latest("pk")
    assert (removed.old, removed.new) == ("A.B. Toets, Minister van Proeven", "")


def test_the_same_signature_read_again_is_no_change(take_in, monkeypatch) -> None:
    take_in(JOINT)
    monkeypatch.setattr("letters.ingestion.record.VERSION", "newer")
    again = take_in(JOINT, channel=Ingestion.Channel.AGAIN).letter
    assert [s.name for s in again.signatories.all()] == ["A.B. Toets"]
    assert not again.edits.filter(field__in=["signatories", "signed_by", "on_behalf_of"]).exists()


def test_signatories_that_an_editor_removed_stay_away(take_in, admin_user) -> None:
    found = take_in(letter()).letter
    edit.correct(found, {"signatories": []}, user=admin_user)
    again = take_in(letter().replace("voor de zomer", "na de zomer"))
    assert (again.outcome, again.letter) == (Ingestion.Outcome.REVISED, found)
    assert not found.signatories.exists()


def test_it_is_given_out_and_shown(take_in, client, admin_client) -> None:
    found = take_in(FOR_ANOTHER).letter
    given = client.get(f"/api/v1/letters/{found.key}/").json()
    assert given["signatories"] == []
    assert given["signed_by"] == [{"name": "A.B. Toets", "function": "directeur Proefzaken"}]
    assert given["on_behalf_of"] == ["Minister van Proeven"]
    assert all({"signed_by", "on_behalf_of"} <= set(record.names) for record in (LETTER, LETTER_LINE))
    pages = (
        client.get(found.get_absolute_url()),
        admin_client.get(reverse("admin:letters_letter_change", args=[found.pk])),
    )
    for page in pages:
        assert "directeur Proefzaken" in page.content.decode().replace("Directeur", "directeur")
