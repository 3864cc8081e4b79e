"""The home of the admin: what came in, what asks, what looks alike, what failed, and what somebody did today."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from letters.ingestion import edit
from letters.models import HarvestJob, Ingestion, Letter, PossibleDuplicate, SourceRun
from letters.pages.work_lists import FIRST, WORK_LISTS, Found, WorkItem, WorkList
from tests import factories
from tests.kept import kept
from tests.letters.admin.conftest import logged_in, person

pytestmark = pytest.mark.django_db
HOME = "/admin/"


def lists(client) -> dict[str, Found]:
    return {each.kind.key: each.found for each in client.get(HOME).context["work_lists"]}


def text(client, address: str = HOME) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address).content.decode()).split())


@kept
def undated(take_in) -> Letter:
    own = ("Een zin die in geen andere brief staat.", "Nog zo een.")
    return take_in(factories.letter(number="2", date=None, sentences=own), name="2.md").letter


@kept
def job(db) -> HarvestJob:
    job = HarvestJob.objects.create(source="koop", dossiers=["28676"], failures=2)
    SourceRun.objects.create(source="koop", job=job, state="failed", message="De bron gaf geen antwoord.")
    return job


def test_a_file_that_failed_says_why_and_leads_to_its_batch(desk, known, take_in) -> None:
    failed = take_in("", name="leeg.md")
    came = lists(desk)["incoming"]
    assert came.count == 1
    assert [(item.name, item.failed) for item in came.items] == [("leeg.md", True), ("zee.md", False)]
    assert came.items[0].note == failed.message
    assert came.items[0].address == reverse("admin:letters_ingestion_batch", args=[failed.batch])


def test_a_file_to_look_through_leads_there(desk, held) -> None:
    incoming = lists(desk)["incoming"]
    (item,) = incoming.items
    assert item.action_address == incoming.begins_at == reverse("admin:letters_ingestion_look", args=[held.pk])
    assert f'href="{incoming.begins_at}" data-key="k"' in desk.get(HOME).content.decode()


def test_what_was_discarded_waits_no_more(desk, take_in) -> None:
    take_in("", name="leeg.md")
    Ingestion.objects.update(problem="discarded")
    assert lists(desk)["incoming"].count == 0


def test_a_letter_that_asks_leads_to_the_field_with_one_click(desk, known, undated) -> None:
    asking = lists(desk)["asking"]
    assert asking.count == 1
    assert asking.items[0].note == f"{undated.identifier} · geen datum"
    address = f"{reverse('admin:letters_letter_change', args=[undated.pk])}#id_document_date"
    assert f'href="{address}"' in desk.get(HOME).content.decode()
    Letter.objects.update(withdrawn_at=timezone.now(), withdrawn_reason="dubbel")
    assert lists(desk)["asking"].count == 0


def test_letters_that_look_alike_lead_to_their_comparison(desk, known, undated) -> None:
    pair = PossibleDuplicate.objects.create(earlier=known, later=undated, reason="alike", share=0.9)
    (item,) = lists(desk)["duplicates"].items
    assert (item.name, "90 %" in str(item.note)) == (undated.name, True)
    assert item.action_address == reverse("admin:letters_possibleduplicate_change", args=[pair.pk])
    PossibleDuplicate.objects.update(state="apart")
    assert lists(desk)["duplicates"].count == 0


@kept
def of_sources(db):
    return logged_in(person("sam", "view_letter", "view_sourcerun"))


def test_a_job_that_failed_says_why(of_sources, job) -> None:
    (item,) = lists(of_sources)["sources"].items
    assert (item.name, item.note) == (str(job), "De bron gaf geen antwoord.")
    job.failures = 0
    job.save()
    assert lists(of_sources)["sources"].items == []


def test_a_source_whose_last_run_by_hand_failed_says_why(of_sources) -> None:
    SourceRun.objects.create(source="folder", state="failed", message="De map is er niet.")
    assert [item.note for item in lists(of_sources)["sources"].items] == ["De map is er niet."]
    SourceRun.objects.create(source="folder", state="done")
    assert lists(of_sources)["sources"].count == 0


def test_what_i_did_today_counts_neither_others_nor_yesterday(desk, editor, known, take_in) -> None:
    take_in(factories.letter(number="7"), user=editor)
    take_in(factories.letter(number="8"), user=editor)
    Ingestion.objects.filter(letter__number="8").update(created_at=timezone.now() - timedelta(days=1))
    edit.correct(known, {"subject": "Vis"}, user=editor)
    assert "bestanden toegevoegd 1 brieven gewijzigd 1" in text(desk)


def test_a_reader_sees_no_list_of_what_an_editor_does(reader, known, undated, job) -> None:
    assert lists(reader) == {}
    assert "Vraagt aandacht" not in text(reader)


def test_what_is_empty_is_one_line(desk, known) -> None:
    assert "Vraagt aandacht : Bij geen brief staat een vraag open." in text(desk)


def test_the_home_shows_the_first_few_and_asks_no_more_for_more(desk, editor, take_in) -> None:
    def more(first: int, last: int) -> None:
        for number in range(first, last):
            own = (f"Een zin van brief {number}.", f"Nog een zin van {number}.")
            take_in(factories.letter(number=str(number), date=None, sentences=own), user=editor)

    more(1, 3)
    with CaptureQueriesContext(connection) as few:
        desk.get(HOME)
    more(3, FIRST + 4)
    with CaptureQueriesContext(connection) as many:
        asking = lists(desk)["asking"]
    assert (asking.count, len(asking.items)) == (FIRST + 3, FIRST)
    assert len(many) == len(few)


def test_numbers_are_whole_and_a_rough_one_says_so(desk, monkeypatch) -> None:
    items = [WorkItem("Zee", "/x/")]
    monkeypatch.setattr(WORK_LISTS, "lists", [])
    for key, about in (("exact", False), ("rough", True)):
        found = Found(12345, items, about=about)
        WORK_LISTS.register(WorkList(1, key, key, "", lambda: "/", lambda user, found=found: found, lambda user: True))
    assert "exact 12.345" in text(desk)
    assert "rough ongeveer 12.345" in text(desk)
    assert "rough about 12,345" in text(desk, "/en/admin/")
