"""From a source's listing to letters: `manage.py fetch` with a KOOP stand-in."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from letters.harvesting import source_lock
from letters.ingestion import edit
from letters.ingestion.open_questions import Attention
from letters.models import Document, Ingestion, Letter, SourceRecord, SourceRun
from letters.sources.koop import Koop
from tests.factories import SENTENCES, letter
from tests.letters.sources import koop_records
from tests.letters.sources.koop_stand_in import Repository
from tests.letters.sources.stand_in import Reply

pytestmark = pytest.mark.django_db
State = SourceRecord.State


def record_of(identifier: str) -> SourceRecord:
    return SourceRecord.objects.get(source_id=identifier)


def test_a_letter_is_fetched_by_its_number(repository: Repository, fetch) -> None:
    repository.add("12")
    result = fetch(id=["kst-99301-12"])
    assert (result["listed"], result["new"], result["failed"]) == (1, 1, 0)
    found = Letter.objects.get()
    assert (found.identifier, found.chamber, found.document_date) == (
        "kst-99301-12",
        "Tweede Kamer",
        date(2019, 3, 3),
    )
    assert (found.publication_date, found.is_example) == (date(2019, 3, 5), False)
    record = record_of("kst-99301-12")
    assert (record.state, record.known_letter) == (State.FETCHED, found)
    assert b"vaarroutes" in bytes(record.metadata)


def test_the_records_facts_say_that_they_are(repository: Repository, fetch) -> None:
    repository.add("12")
    fetch(id=["kst-99301-12"])
    found = Letter.objects.get()
    assert found.found("document_date") == {
        "by": "metadata", "source": "koop", "quote": "2019-03-03", "passage": None
    }  # fmt: skip
    assert found.subject == "Verslag van het overleg over de vaarroutes"
    assert found.attention == [Attention.NO_CABINET]


def test_a_dossier_is_fetched_over_several_pages(repository: Repository, fetch, monkeypatch) -> None:
    monkeypatch.setitem(Koop.__init__.__kwdefaults__, "per_page", 2)
    for number in ("12", "13", "14"):
        repository.add(number)
    result = fetch(dossier=["99301"])
    assert (result["listed"], result["new"]) == (3, 3)


def test_fetching_again_asks_for_no_file_twice(repository: Repository, fetch) -> None:
    repository.add("12")
    fetch(dossier=["99301"])
    result = fetch(dossier=["99301"])
    assert (result["listed"], result["found"], result["new"], result["same"]) == (1, 0, 0, 0)
    assert repository.files_asked() == ["kst-99301-12.xml"]
    assert Ingestion.objects.count() == 1


def test_a_record_that_comes_twice_in_a_list_is_one(repository: Repository, fetch) -> None:
    repository.add("12")
    twice = [koop_records.record(repository.url, "12", forms=("xml",))] * 2
    repository.on("/sru", Reply(koop_records.page(*twice)))
    fetch(dossier=["99301"])
    assert (SourceRecord.objects.count(), Letter.objects.count()) == (1, 1)


def test_a_changed_paper_is_a_new_revision_of_the_letter(repository: Repository, fetch) -> None:
    repository.add("12", files={"xml": koop_records.publication("12")})
    fetch(dossier=["99301"])
    changed = (*SENTENCES[:-1], "Met de havens zijn geen afspraken gemaakt.")
    repository.change(
        "kst-99301-12", files={"xml": koop_records.publication("12", sentences=changed)}, modified="2019-04-01"
    )
    result = fetch(dossier=["99301"])
    assert (result["found"], result["revised"]) == (1, 1)
    assert Letter.objects.get().revisions.get(is_current=True).number == 2


def test_of_a_wholly_changed_paper_the_record_says_that_it_is_the_same(repository: Repository, fetch) -> None:
    repository.add("12", files={"xml": koop_records.publication("12")})
    fetch(dossier=["99301"])
    other = koop_records.publication("12", sentences=koop_records.other_sentences(7))
    repository.change("kst-99301-12", files={"xml": other}, modified="2019-04-01")
    assert fetch(dossier=["99301"])["revised"] == 1
    assert Letter.objects.count() == 1


def test_of_a_changed_record_the_same_file_is_not_sent_again_and_the_facts_are_taken_over(
    repository: Repository, fetch
) -> None:
    repository.add("12")
    fetch(dossier=["99301"])
    repository.change("kst-99301-12", modified="2019-04-01", available="2019-03-09")
    result = fetch(dossier=["99301"])
    assert (result["found"], result["same"], Document.objects.count()) == (1, 1, 1)
    assert repository.calls[-1].headers["If-None-Match"]
    assert Letter.objects.get().publication_date == date(2019, 3, 9)


def test_the_record_is_preferred_to_the_text_and_the_difference_is_told(repository: Repository, fetch) -> None:
    repository.add("12", issued="2019-03-04")
    fetch(dossier=["99301"])
    found = Letter.objects.get()
    assert found.document_date == date(2019, 3, 4)
    assert found.found("document_date")["differs"] == "2019-03-03"
    assert Attention.SOURCE_DIFFERS in found.attention
    noted = found.edits.get(field="document_date")
    assert (noted.old, noted.new, noted.reason) == ("2019-03-03", "2019-03-04", "volgens koop")


def test_a_difference_is_noted_once(repository: Repository, fetch) -> None:
    repository.add("12", issued="2019-03-04")
    fetch(dossier=["99301"])
    repository.change("kst-99301-12", modified="2019-04-01")
    fetch(dossier=["99301"])
    assert Letter.objects.get().edits.filter(field="document_date").count() == 1


def test_an_editor_settles_a_difference_and_no_later_record_undoes_it(
    repository: Repository, fetch, admin_user
) -> None:
    repository.add("12", issued="2019-03-04")
    fetch(dossier=["99301"])
    edit.correct(Letter.objects.get(), {"document_date": "2019-03-02"}, user=admin_user)
    repository.change("kst-99301-12", modified="2019-04-01", issued="2019-03-09")
    fetch(dossier=["99301"])
    found = Letter.objects.get()
    assert (found.document_date, found.edited) == (date(2019, 3, 2), ["document_date"])
    assert Attention.SOURCE_DIFFERS not in found.attention


def test_a_letter_that_somebody_uploaded_gets_what_the_record_says(repository: Repository, fetch, take_in) -> None:
    take_in(letter(number=None))
    repository.add("12", files={"xml": koop_records.publication("12")})
    assert fetch(dossier=["99301"])["same"] == 1
    found = Letter.objects.get()
    assert (found.identifier, found.publication_date) == ("kst-99301-12", date(2019, 3, 5))


def test_no_later_text_takes_the_place_of_what_the_record_says(repository: Repository, fetch, take_in) -> None:
    repository.add("12", files={"xml": koop_records.publication("12")}, issued="2019-03-04")
    fetch(dossier=["99301"])
    take_in(letter(sentences=(*SENTENCES[:-1], "Met de havens is niets afgesproken.")))
    found = Letter.objects.get()
    assert (found.document_date, found.revisions.count()) == (date(2019, 3, 4), 2)


def test_a_paper_without_a_number_that_gets_one_stays_one_letter(repository: Repository, fetch) -> None:
    text = koop_records.publication("12")
    repository.add("", identifier="kst-1027341", files={"xml": text}, dossier="")
    fetch(id=["kst-1027341"])
    assert Letter.objects.get().identifier == "kst-1027341"
    repository.add("12", files={"xml": text})
    assert fetch(id=["kst-99301-12"])["same"] == 1
    found = Letter.objects.get()
    assert (found.key, found.identifier) == ("kst-99301-12", "kst-99301-12")
    assert {"kst-1027341", "kst-99301-12"} <= set(found.identifiers.values_list("value", flat=True))


def test_a_motion_in_the_list_is_noted_and_not_fetched(repository: Repository, fetch) -> None:
    repository.add("12", kind="Motie")
    fetch(dossier=["99301"])
    assert record_of("kst-99301-12").state == State.OTHER
    assert repository.files_asked() == []
    fetch(id=["kst-99301-12"])
    assert repository.files_asked() == ["kst-99301-12.xml"]


def test_annexes_are_listed_and_kept_on_wish_but_never_read_as_letters(repository: Repository, fetch) -> None:
    repository.add("12")
    repository.add(
        "12", identifier="blg-999", files={"pdf": b"%PDF-1.4 zee"}, main="kst-99301-12", sort="Bijlage", kind=""
    )
    fetch(dossier=["99301"])
    assert not SourceRecord.objects.filter(source_id="blg-999").exists()
    fetch(id=["kst-99301-12"], attachments=True)
    annex = record_of("blg-999")
    assert (annex.state, annex.main, annex.ingestion) == (State.FETCHED, "kst-99301-12", None)
    assert bytes(annex.document.content.data) == b"%PDF-1.4 zee"
    assert Letter.objects.count() == 1


def test_a_paper_that_is_missing_fails_and_the_others_come_in(repository: Repository, fetch) -> None:
    repository.add("12")
    repository.add("13")
    repository.on(koop_records.path_of("kst-99301-12", "xml"), Reply(status=302, headers={"Location": "/fout404"}))
    result = fetch(dossier=["99301"])
    assert (result["new"], [name for name, _why in result["not_fetched"]]) == (1, ["kst-99301-12"])
    failed = record_of("kst-99301-12")
    assert (failed.state, failed.problem, failed.attempts) == (State.FAILED, "not-found", 1)


def test_what_failed_is_fetched_when_it_is_asked_for_again(repository: Repository, fetch) -> None:
    repository.add("12")
    repository.on(koop_records.path_of("kst-99301-12", "xml"), Reply(koop_records.WEB_PAGE), repository._file)
    fetch(id=["kst-99301-12"])
    assert record_of("kst-99301-12").state == State.FAILED
    assert fetch(id=["kst-99301-12"])["new"] == 1
    assert not SourceRecord.objects.not_held().exists()


def test_a_file_that_cannot_be_read_is_listed_as_not_held(repository: Repository, fetch) -> None:
    repository.add("12", files={"pdf": b"%PDF-1.4 half a file"})
    assert fetch(dossier=["99301"])["failed"] == 1
    (record,) = SourceRecord.objects.not_held()
    assert "PDF" in record.why_not


def test_a_source_that_goes_away_ends_the_run_and_the_rest_is_fetched_later(repository: Repository, fetch) -> None:
    repository.add("12")
    repository.add("13")
    repository.on(koop_records.path_of("kst-99301-13", "xml"), Reply(status=429, headers={"Retry-After": "9999"}))
    with pytest.raises(CommandError, match="wachten"):
        call_command("fetch", "koop", dossier=["99301"], now=True, stdout=io.StringIO())
    run = SourceRun.objects.get()
    assert (run.state, run.problem, run.fetched) == (SourceRun.State.FAILED, "busy", 1)
    assert record_of("kst-99301-13").state == State.LISTED
    repository.on(koop_records.path_of("kst-99301-13", "xml"), repository._file)
    assert fetch(dossier=["99301"])["new"] == 1
    assert Letter.objects.count() == 2


def test_five_failures_in_a_row_end_the_run(repository: Repository, fetch) -> None:
    for number in range(10, 18):
        repository.add(str(number))
        repository.on(koop_records.path_of(f"kst-99301-{number}", "xml"), Reply(b"<rss/>"))
    with pytest.raises(CommandError, match="5 stukken na elkaar"):
        call_command("fetch", "koop", dossier=["99301"], now=True, stdout=io.StringIO())
    assert SourceRecord.objects.filter(state=State.LISTED).count() == 3


def test_a_limit_is_kept_and_the_next_time_goes_on(repository: Repository, fetch) -> None:
    for number in ("12", "13", "14"):
        repository.add(number)
    assert fetch(dossier=["99301"], limit=2)["new"] == 2
    assert SourceRun.objects.get().state == SourceRun.State.STOPPED
    assert fetch(dossier=["99301"], limit=2)["new"] == 1


def test_a_dry_run_keeps_nothing(repository: Repository, capsys) -> None:
    repository.add("12")
    out, err = io.StringIO(), io.StringIO()
    call_command("fetch", "koop", dossier=["99301"], dry_run=True, verbosity=2, stdout=out, stderr=err)
    assert "kst-99301-12\t2019-03-03\tBrief\txml" in out.getvalue()
    assert "> GET " in err.getvalue()
    assert "numberOfRecords" in err.getvalue()
    assert "would keep kst-99301-12.xml" in out.getvalue()
    assert not (SourceRecord.objects.exists() or SourceRun.objects.exists() or Document.objects.exists())


def test_a_question_that_the_source_does_not_understand_is_told(repository: Repository, fetch) -> None:
    repository.on("/sru", Reply(koop_records.DIAGNOSTIC.encode()))
    with pytest.raises(CommandError, match="mismatched input"):
        call_command("fetch", "koop", dossier=["99301"], now=True, stdout=io.StringIO())


def test_who_names_nothing_is_told_what_to_name() -> None:
    with pytest.raises(CommandError, match="--dossier"):
        call_command("fetch", "koop")


def test_a_lock_of_another_connection_makes_a_turn_wait(repository: Repository, other_connection) -> None:
    with other_connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", source_lock.lock_key("koop"))
    with pytest.raises(CommandError, match="somebody else"):
        call_command("fetch", "koop", dossier=["99301"], now=True)
