from __future__ import annotations

import pytest
from django.urls import reverse

from letters.ingestion import edit, restore_text
from letters.models import Citation, Edit, Ingestion, Letter
from tests import factories
from tests.kept import kept
from tests.letters.admin.conftest import change

pytestmark = pytest.mark.django_db


def form_of(desk, letter, field_values) -> dict[str, object]:
    context = desk.get(change(letter)).context
    return field_values(context["fields"]) | {"seen": context["seen"]}


def at(name: str, letter: Letter, *more: int) -> str:
    return reverse(f"admin:letters_letter_{name}", args=[letter.pk, *more])


def test_a_correction_is_kept_with_who_and_why(desk, known, field_values, editor) -> None:
    posted = form_of(desk, known, field_values) | {"chamber": "Eerste Kamer", "reason": "stond er verkeerd"}
    desk.post(change(known), posted)
    kept = Edit.objects.get(field="chamber")
    assert (kept.user, kept.old, kept.new) == (editor, "Tweede Kamer", "Eerste Kamer")
    assert kept.reason == "stond er verkeerd"


def test_saving_without_a_change_changes_nothing(desk, known, field_values) -> None:
    page = desk.post(change(known), form_of(desk, known, field_values), follow=True).content.decode()
    assert "Er was niets gewijzigd." in page
    assert not Edit.objects.exists()


def test_the_history_tells_it_in_words(desk, known, field_values) -> None:
    posted = form_of(desk, known, field_values) | {"document_date": "4-4-2019", "subject": "<i>Zee</i>"}
    desk.post(change(known), posted)
    page = desk.get(at("history", known)).content.decode()
    assert "Datum van de brief" in page
    assert "3 maart 2019" in page
    assert "4 april 2019" in page
    assert "&lt;i&gt;Zee&lt;/i&gt;" in page


def test_an_identifier_of_another_letter_is_refused_in_its_field(desk, known, take_in, field_values) -> None:
    other = take_in(factories.letter(number="40", sentences=("Een zin.", "Nog een."))).letter
    posted = form_of(desk, other, field_values) | {"identifier": "kst-99301-12"}
    assert "hoort al bij een andere brief" in desk.post(change(other), posted).content.decode()
    other.refresh_from_db()
    assert other.identifier == "kst-99301-40"


@pytest.mark.parametrize("identifier", [".", "..", "BZ/../12", "./BZ-12"])
def test_an_identifier_that_no_address_can_hold_is_refused(desk, known, field_values, identifier, editor) -> None:
    posted = form_of(desk, known, field_values) | {"identifier": identifier}
    page = desk.post(change(known), posted).content.decode()
    assert f"Met het kenmerk {identifier} is de brief niet te openen" in page
    with pytest.raises(edit.CorrectionError, match="niet te openen"):
        edit.correct(known, {"identifier": identifier}, user=editor)
    known.refresh_from_db()
    assert known.identifier == "kst-99301-12"


def test_who_saves_over_another_is_told_first(desk, known, field_values) -> None:
    posted = form_of(desk, known, field_values)
    desk.post(change(known), posted | {"subject": "Eerst"})
    page = desk.post(change(known), posted | {"subject": "Daarna"}).content.decode()
    known.refresh_from_db()
    assert "Iemand anders heeft deze brief gewijzigd" in page
    assert known.subject == "Eerst"


def test_a_motion_has_no_kind_of_letter(desk, known, field_values) -> None:
    posted = form_of(desk, known, field_values) | {"publication": "motie", "kind": "verslag"}
    desk.post(change(known), posted)
    known.refresh_from_db()
    assert (known.publication, known.kind) == ("motie", None)


def test_filling_in_answers_the_question(desk, take_in, field_values) -> None:
    letter = take_in(factories.letter(date=None)).letter
    assert letter.attention == ["no-date"]
    desk.post(change(letter), form_of(desk, letter, field_values) | {"document_date": "2019-03-03"})
    letter.refresh_from_db()
    assert letter.attention == []


def test_new_signatories_answer_the_question_too(desk, take_in, field_values) -> None:
    letter = take_in("Aan de Voorzitter van de Tweede Kamer\n\nDen Haag, 3 maart 2019\n\nEen zin staat hier.").letter
    assert "no-signatory" in letter.attention
    posted = form_of(desk, letter, field_values)
    desk.post(change(letter), posted | {"signatories-0-name": "A. Bee", "signatories-0-office": "Minister van Zee"})
    letter.refresh_from_db()
    assert "no-signatory" not in letter.attention


def test_an_editor_may_leave_it_unknown(desk, take_in, editor) -> None:
    letter = take_in(factories.letter(date=None)).letter
    assert "Zonder datum komt de brief niet op een tijdlijn." in desk.get(change(letter)).content.decode()
    desk.post(at("leave", letter), {"code": "no-date"})
    letter.refresh_from_db()
    assert letter.attention == []
    assert Edit.objects.get(field="settled").user == editor


@pytest.mark.parametrize(
    ("code", "button", "back"),
    [
        ("no-date", "Laat onbekend", "komt niet meer terug."),
        ("no-cabinet", "De datum klopt", "komt niet meer terug."),
        ("signed-for", "Klopt zo", "komt niet meer terug."),
        ("source-differs", "Laat zo", "komt niet meer terug."),
        ("unaccounted", "Laat zo", "komt alleen terug bij een nieuwe tekst"),
        ("maybe-no-letter", "Het is een brief", "komt alleen terug bij een nieuwe tekst"),
    ],
)
def test_the_button_that_leaves_a_question_be_answers_it(desk, known, code, button, back) -> None:
    Letter.objects.filter(pk=known.pk).update(attention=[code])
    asked = factories.told(desk.get(change(known)))
    assert f" {button} " in asked
    said = factories.told(desk.post(at("leave", known), {"code": code}, follow=True))
    assert f": {button.lower()}. Deze vraag {back}" in said
    assert "?." not in said


def test_withdrawing_asks_why_and_can_be_undone(desk, known) -> None:
    asked = desk.post(at("withdraw", known), {"reason": " "}).content.decode()
    assert "Schrijf waarom" in asked
    assert "bezoekers die de brief opzoeken, lezen deze reden" in asked
    desk.post(at("withdraw", known), {"reason": "staat er dubbel in"})
    assert not Letter.objects.published().exists()
    assert "staat er dubbel in" in desk.get(change(known)).content.decode()
    desk.post(at("put_back", known))
    assert Letter.objects.published().exists()


def test_the_original_is_always_a_download(desk, known) -> None:
    document = known.revisions.get().document
    answer = desk.get(at("original", known, document.pk))
    assert answer["Content-Disposition"] == 'attachment; filename="zee.md"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer.content == factories.letter().encode()


def test_a_file_of_another_letter_is_not_given(desk, known, take_in) -> None:
    other = take_in(factories.letter(number="41", sentences=("Een zin.",))).letter
    assert desk.get(at("original", known, other.revisions.get().document_id)).status_code == 404


def test_reading_again_goes_through_all_steps(desk, known, run_steps) -> None:
    known.revisions.update(read_by="0")
    desk.post(at("again", known))
    assert b"data-reload-when-done" in desk.get(change(known)).content
    run_steps()
    again = Ingestion.objects.get(channel="again")
    assert (again.state, again.outcome, again.letter) == ("done", "same", known)
    assert known.revisions.get().read_by != "0"


def test_a_letter_cannot_be_deleted(desk, known) -> None:
    assert desk.post(at("delete", known), {"post": "yes"}).status_code == 403
    assert Letter.objects.exists()


def test_a_reader_sees_and_changes_nothing(reader, known) -> None:
    page = reader.get(change(known)).content.decode()
    assert '<fieldset class="sp-plain" disabled>' in page
    assert "Opslaan" not in page
    for name in ("leave", "again", "withdraw", "put_back"):
        assert reader.post(at(name, known), {"reason": "x", "code": "no-date"}).status_code == 403
    assert reader.post(change(known), {}).status_code == 403


def test_nothing_changes_by_following_a_link(desk, known) -> None:
    for name in ("leave", "again", "put_back"):
        assert desk.get(at(name, known)).status_code == 403
    assert not Edit.objects.exists()


def test_two_versions_have_a_page_with_what_changed(desk, known, take_in) -> None:
    take_in(factories.letter(sentences=(*factories.SENTENCES[:-1], "Dit is anders.")))
    assert reverse("version", args=[known.key, 2]) in desk.get(change(known)).content.decode()


def test_numbers_are_shown_as_people_write_them_and_stored_as_they_were(desk, known, field_values) -> None:
    posted = form_of(desk, known, field_values)
    page = desk.get(change(known)).content.decode()
    assert (known.session, 'value="2018–2019"' in page, 'value="99 301"' in page) == ("2018-2019", True, True)
    desk.post(change(known), posted | {"session": "2018–2019", "dossiers": "99 301"})
    assert not Edit.objects.exists()
    posted = form_of(desk, known, field_values)
    desk.post(change(known), posted | {"session": "2019–2020", "dossiers": "99 301, 35 570 X"})
    known.refresh_from_db()
    assert (known.session, str(known.dossiers.first().number)) == ("2019-2020", "35570-X")
    history = desk.get(at("history", known)).content.decode()
    assert "2019–2020" in history
    assert "35 570 X; 99 301" in history


def test_a_dossier_is_listed_and_found_by_the_number_that_people_write(desk, known) -> None:
    page = desk.get("/admin/letters/dossier/", {"q": "99 301"}).content.decode()
    assert ">99 301<" in page


def test_the_history_says_plainly_that_a_letter_went_and_came_back(desk, known) -> None:
    desk.post(at("withdraw", known), {"reason": "staat er dubbel in"})
    desk.post(at("put_back", known))
    page = desk.get(at("history", known)).content.decode()
    assert '<th scope="row" colspan="4">Ingetrokken (reden: staat er dubbel in)</th>' in page
    assert '<th scope="row" colspan="4">Teruggezet</th>' in page
    assert "ingetrokken</td>" not in page


@kept
def revised(take_in) -> Letter:
    """A letter with two texts: the first cites nr. 7, which is held; the second cites nr. 8."""
    take_in(factories.letter(number="7", sentences=("Een heel andere brief, over vis.",)))
    take_in(factories.letter(sentences=(*factories.SENTENCES, "Zie Kamerstuk 99 301, nr. 7.")))
    return take_in(factories.letter(sentences=(*factories.SENTENCES, "Zie Kamerstuk 99 301, nr. 8."))).letter


def test_an_earlier_text_can_be_made_the_text_again_and_back(
    desk, revised, editor, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    told: list[int] = []
    monkeypatch.setattr("letters.ingestion.task_queue.tell_others", told.append)
    first = list(Citation.objects.filter(letter=revised).values_list("target", "target_letter__key"))
    assert first == [("kst-99301-8", None)]
    assert "Maak dit weer de tekst" in desk.get(change(revised)).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        page = desk.post(at("restore", revised, 1), follow=True).content.decode()
    assert told == [revised.pk]
    assert "Versie 1 is weer de tekst." in page
    current = revised.revisions.get(is_current=True)
    (citation,) = revised.citations.all()
    assert (current.number, citation.target, citation.target_letter.key) == (1, "kst-99301-7", "kst-99301-7")
    assert current.text[citation.start : citation.end] == citation.written
    kept = Edit.objects.get(field="text")
    assert (kept.old, kept.new, kept.user) == ("2", "1", editor)
    assert "versie 2" in desk.get(at("history", revised)).content.decode()

    desk.post(at("restore", revised, 2))
    assert revised.revisions.get(is_current=True).number == 2
    assert list(revised.citations.values_list("target", "target_letter__key")) == first


def test_a_text_that_reads_otherwise_by_now_keeps_the_citations_of_its_own_words(revised, editor, monkeypatch) -> None:
    revision = revised.revisions.get(number=1)
    assert list(restore_text.in_words(revision)) == list(restore_text.citations_of(revision))
    other = restore_text.read_safely(factories.letter().encode())
    monkeypatch.setattr(restore_text, "read_safely", lambda data: other)
    restore_text.restore(revised, revision, user=editor)
    assert [c.target for c in revised.citations.all()] == ["kst-99301-7"]


def test_the_text_that_it_is_already_changes_nothing(desk, revised) -> None:
    page = desk.post(at("restore", revised, 2), follow=True).content.decode()
    assert "Versie 2 was al de tekst." in page
    assert not Edit.objects.filter(field="text").exists()
    assert desk.post(at("restore", revised, 9)).status_code == 404


def test_only_an_editor_makes_another_text_the_text(reader, desk, revised) -> None:
    assert reader.post(at("restore", revised, 1)).status_code == 403
    assert "Maak dit weer de tekst" not in reader.get(change(revised)).content.decode()
    assert desk.get(at("restore", revised, 1)).status_code == 403
