from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from letters.ingestion import announced_uploads
from letters.models import AnnouncedFile, Ingestion
from letters.pages.work_lists import FIRST, Found
from tests import factories
from tests.factories import told

pytestmark = pytest.mark.django_db
ADD = "/admin/letters/letter/add/"
UPLOAD = "/admin/letters/letter/add/upload/"
State = Ingestion.State


def file(name: str = "brief.txt", text: str = "Een brief.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def test_the_page_offers_all_three_ways(desk) -> None:
    page = desk.get(ADD).content.decode()
    assert "Kies een of meer bestanden" in page
    assert "Plak tekst" in page
    assert "Typ een brief" in page


def test_one_file_without_a_script_is_held_for_a_look(desk) -> None:
    answer = desk.post(ADD, {"way": "files", "files": file()})
    ingestion = Ingestion.objects.get()
    assert ingestion.hold
    assert answer.url == reverse("admin:letters_ingestion_look", args=[ingestion.pk])


def test_many_files_without_a_script_go_straight_in_together(desk) -> None:
    answer = desk.post(ADD, {"way": "files", "files": [file("a.txt", "een"), file("b.txt", "twee")]})
    assert not Ingestion.objects.filter(hold=True).exists()
    (batch,) = set(Ingestion.objects.values_list("batch", flat=True))
    assert answer.url == reverse("admin:letters_ingestion_batch", args=[batch])


def test_the_script_sends_one_file_and_names_the_batch(desk, editor) -> None:
    batch = uuid.uuid4()
    answer = desk.post(UPLOAD, {"files": file(), "batch": batch, "look_first": "on"}).json()
    ingestion = Ingestion.objects.get()
    assert (ingestion.batch, ingestion.hold, ingestion.user) == (batch, True, editor)
    assert answer["error"] == ""


def test_a_file_name_is_shown_as_it_was_and_never_as_html(desk) -> None:
    desk.post(UPLOAD, {"files": file(), "batch": uuid.uuid4(), "name": '../../etc/<b>"zee" 🚢.pdf'})
    ingestion = Ingestion.objects.get()
    page = desk.get(reverse("admin:letters_ingestion_batch", args=[ingestion.batch])).content.decode()
    assert ingestion.name == '<b>"zee" 🚢.pdf'
    assert "&lt;b&gt;&quot;zee&quot; 🚢.pdf" in page
    assert "<b>&quot;zee" not in page


def test_an_empty_file_is_taken_and_fails_with_a_clear_answer(desk, run_steps) -> None:
    desk.post(UPLOAD, {"files": file(text=""), "batch": uuid.uuid4()})
    run_steps()
    assert Ingestion.objects.get().message.startswith("Het bestand is leeg")


def test_a_file_over_the_limit_is_refused_at_once(desk, settings) -> None:
    settings.LETTERS_MAX_BYTES = 4
    answer = desk.post(UPLOAD, {"files": file(), "batch": uuid.uuid4()}).json()
    assert "groot" in answer["error"]
    assert "1 MB groot; het mag 0 MB" in answer["error"]
    assert Ingestion.objects.get().state == State.FAILED


def test_an_upload_without_a_file_says_so(desk) -> None:
    assert desk.post(UPLOAD, {"batch": uuid.uuid4()}).status_code == 400


def test_pasted_text_is_held(desk, run_steps) -> None:
    desk.post(ADD, {"way": "paste", "paste-text": factories.letter()})
    run_steps()
    ingestion = Ingestion.objects.get()
    assert (ingestion.channel, ingestion.state) == ("paste", State.HELD)


def test_nothing_pasted_is_told_beside_the_field(desk) -> None:
    page = desk.post(ADD, {"way": "paste", "paste-text": " "}).content.decode()
    assert "Plak eerst de tekst van de brief." in page
    assert not Ingestion.objects.exists()


def test_a_typed_letter_takes_its_fields_along(desk, run_steps) -> None:
    typed = {
        "way": "typed", "typed-text": "Het kabinet steunt het plan.", "publication": "brief", "kind": "verslag",
        "document_date": "6 mei 2020", "chamber": "Eerste Kamer", "dossiers": "28 676, 35 570 X",
        "signatories-TOTAL_FORMS": 1, "signatories-INITIAL_FORMS": 0,
        "signatories-0-name": "J. de Vries", "signatories-0-office": "Minister van Defensie",
    }  # fmt: skip
    desk.post(ADD, typed)
    corrections = Ingestion.objects.get().corrections
    assert corrections["document_date"] == "2020-05-06"
    assert corrections["dossiers"] == ["28676", "35570-X"]
    assert corrections["signatories"] == [["J. de Vries", "Minister van Defensie"]]
    assert "title" not in corrections


def test_a_date_that_does_not_exist_is_told_beside_the_field(desk) -> None:
    typed = {
        "way": "typed", "typed-text": "Tekst.", "publication": "brief", "document_date": "31 februari 2020",
        "signatories-TOTAL_FORMS": 0, "signatories-INITIAL_FORMS": 0,
    }  # fmt: skip
    page = desk.post(ADD, typed).content.decode()
    assert "“31 februari 2020” is geen bestaande datum" in page
    assert not Ingestion.objects.exists()


@pytest.mark.parametrize("address", [ADD, UPLOAD])
def test_who_may_not_add_is_refused(reader, outsider, address) -> None:
    assert reader.post(address, {"files": file()}).status_code == 403
    assert outsider.post(address, {"files": file()}).status_code == 302
    assert not Ingestion.objects.exists()


def test_an_upload_needs_its_token(editor) -> None:
    from django.test import Client  # noqa: PLC0415 - a client that checks tokens, here alone

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(UPLOAD, {"files": file()}).status_code == 403


def announce(client, batch: uuid.UUID, *files: list) -> HttpResponse:
    return client.post(ADD + "aankondigen/", {"batch": batch, "files": json.dumps(files)})


def sent(client, batch: uuid.UUID, number: int, name: str, text: str) -> dict:
    values = {"files": file(name, text), "batch": batch, "number": number, "name": name}
    return client.post(UPLOAD, values).json()


def test_a_file_that_is_sent_twice_is_stored_once(desk) -> None:
    batch = uuid.uuid4()
    assert announce(desk, batch, [0, "a.txt", 3]).json() == {"announced": 1}
    first, again = (sent(desk, batch, 0, "a.txt", "een") for _ in range(2))
    assert first == again
    assert Ingestion.objects.count() == 1


def test_another_file_under_a_known_number_is_lost_neither(desk) -> None:
    batch = uuid.uuid4()
    sent(desk, batch, 0, "a.txt", "een")
    sent(desk, batch, 0, "a.txt", "nee")
    sent(desk, batch, 0, "b.txt", "een")
    assert Ingestion.objects.filter(batch=batch).count() == 3


def test_a_plain_form_that_is_posted_twice_adds_nothing_twice(desk) -> None:
    values = {"way": "files", "batch": uuid.uuid4()}
    for _ in range(2):
        answer = desk.post(ADD, {**values, "files": [file("a.txt", "een"), file("b.txt", "twee")]})
    assert answer.url == reverse("admin:letters_ingestion_batch", args=[values["batch"]])
    assert sorted(Ingestion.objects.values_list("name", flat=True)) == ["a.txt", "b.txt"]


def test_what_does_not_arrive_is_said_until_it_does_or_need_not(desk) -> None:
    batch = uuid.uuid4()
    announce(desk, batch, [0, "a.txt", 3], [1, "b.txt", 4])
    overview = reverse("admin:letters_ingestion_batch", args=[batch])
    assert "2 bestanden zijn nog niet aangekomen" in told(desk.get(overview))
    sent(desk, batch, 0, "a.txt", "een")
    page = desk.get(overview)
    assert "1 bestand is nog niet aangekomen" in told(page)
    assert [each.name for each in page.context["missing"]] == ["b.txt"]
    again = desk.get(f"{ADD}?batch={batch}")
    assert json.loads(again.context["known"]) == [[0, "a.txt", 3, True], [1, "b.txt", 4, False]]
    assert "kwam 1 bestand niet aan" in told(again)
    desk.post(reverse("admin:letters_ingestion_see_missing", args=[batch]))
    assert "aangekomen" not in told(desk.get(overview))


def test_lists_of_files_that_are_none_are_refused(desk, settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    batch = uuid.uuid4()
    no_numbers = ('[[1e999, "a", 1]]', '[[0.5, "a", 1]]', '[["²", "a", 1]]', "[[0, 7, 1]]", r'[[0, "\ud800", 1]]')
    for files in ("", "{", "[[0]]", '[["a", "b", "c"]]', "5", '[[-1, "a", 1]]', '[[0, "a", -1]]', *no_numbers):
        assert desk.post(ADD + "aankondigen/", {"batch": batch, "files": files}).status_code == 400, files
    answer = announce(desk, batch, *([n, "a", 1] for n in range(3)))
    assert (answer.status_code, "3 bestanden; het kunnen er 2" in answer.json()["error"]) == (400, True)
    assert not AnnouncedFile.objects.exists()


def test_a_form_with_too_many_files_is_answered_with_the_limit(desk, settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    answer = desk.post(ADD, {"way": "files", "files": [file(f"{n}.txt") for n in range(3)]})
    assert answer.status_code == 400
    assert "meer dan 2 bestanden" in told(answer)
    assert not Ingestion.objects.exists()


def test_an_outsider_announces_nothing(reader) -> None:
    assert announce(reader, uuid.uuid4(), [0, "a", 1]).status_code == 403


def incoming(client, at: str = "/admin/") -> Found:
    return {each.kind.key: each.found for each in client.get(at).context["work_lists"]}["incoming"]


@pytest.fixture
def closed_midway(desk) -> uuid.UUID:
    """An upload of three files, of which one arrived, an hour ago."""
    batch, hour_ago = uuid.uuid4(), timezone.now() - timedelta(hours=1)
    announce(desk, batch, [0, "a.txt", 3], [1, "b.txt", 4], [2, "c.txt", 4])
    sent(desk, batch, 0, "a.txt", "een")
    AnnouncedFile.objects.update(created_at=hour_ago)
    Ingestion.objects.update(state="failed", message="Leeg.", seen_at=hour_ago, created_at=hour_ago)
    return batch


def test_what_did_not_arrive_is_on_the_home_until_an_editor_has_seen_it(desk, closed_midway) -> None:
    overview = reverse("admin:letters_ingestion_batch", args=[closed_midway])
    see = reverse("admin:letters_ingestion_see_missing", args=[closed_midway])
    (item,) = incoming(desk).items
    assert (item.note, item.address) == ("2 van de 3 bestanden kwamen niet aan", f"{overview}#ontbreekt")
    assert incoming(desk, "/en/admin/").items[0].note == "2 of the 3 files did not arrive"
    assert (incoming(desk).count, item.action_address) == (2, see)
    answer = desk.post(see, {"from": "home"}, follow=True)
    assert answer.redirect_chain == [("/admin/", 302)]
    assert "Op 2 bestanden die niet aankwamen, wordt niet meer gewacht" in told(answer)
    assert (incoming(desk).count, list(incoming(desk).items)) == (0, [])
    page = desk.get(overview)
    assert "2 bestanden kwamen niet aan. Gezien door eva op" in told(page)
    assert [each.name for each in page.context["seen_missing"]] == ["b.txt", "c.txt"]
    desk.post(see, {"undo": "1"})
    assert incoming(desk).count == 2
    desk.get(see)
    assert incoming(desk).count == 2, "seen by a button alone"


def test_what_arrives_after_all_leaves_the_home(desk, closed_midway) -> None:
    sent(desk, closed_midway, 1, "b.txt", "twee")
    Ingestion.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    assert "1 van de 3 bestanden kwam niet aan" in [item.note for item in incoming(desk).items]
    sent(desk, closed_midway, 2, "c.txt", "drie")
    assert not [item for item in incoming(desk).items if item.failed]
    assert not AnnouncedFile.objects.missing().exists()


@pytest.mark.parametrize("moment", ["announced", "arrived"])
def test_what_is_still_being_sent_is_not_missed_yet_but_counted(desk, closed_midway, moment) -> None:
    table = AnnouncedFile if moment == "announced" else Ingestion
    table.objects.update(created_at=timezone.now())
    assert (incoming(desk).count, list(incoming(desk).items)) == (2, [])


def test_the_newest_batches_are_listed_however_many_files_they_miss(desk, editor) -> None:
    for batch in (batches := [uuid.uuid4() for _ in range(FIRST + 3)]):
        announced_uploads.announce(batch, [(n, f"{n}.txt", 3) for n in range(40)], editor)
    AnnouncedFile.objects.filter(batch=batches[0], number=0).update(seen_at=timezone.now())
    assert [each.batch for each in announced_uploads.incomplete_batches(4)] == batches[:-5:-1]
    found = announced_uploads.incomplete_batches(50)
    assert [each.batch for each in found] == batches[::-1]
    assert [(each.missing, each.announced) for each in found] == [(40, 40)] * (len(batches) - 1) + [(39, 40)]
