from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from letters.admin import batch_state
from letters.ingestion import announced_uploads
from letters.ingestion.store import store
from letters.models import Ingestion, Letter, PossibleDuplicate
from tests import factories
from tests.kept import kept

pytestmark = pytest.mark.django_db


@kept
def batch(take_in) -> uuid.UUID:
    together = uuid.uuid4()
    take_in(factories.letter(), name="een.md", batch=together)
    take_in(factories.letter() + "\n", name="zelfde.md", batch=together)
    take_in(
        factories.letter(number="2", sentences=("Iets anders.",), date=None), name="zonder-datum.md", batch=together
    )
    take_in(b"", name="leeg.pdf", batch=together)
    take_in(factories.letter(number="3", sentences=("Wacht even.",)), name="wacht.md", batch=together, hold=True)
    return together


def at(batch: uuid.UUID) -> str:
    return reverse("admin:letters_ingestion_batch", args=[batch])


def state(client, batch: uuid.UUID, **query: str) -> dict:
    return client.get(reverse("admin:letters_ingestion_batch_state", args=[batch]), query).json()


def test_every_file_says_what_became_of_it(desk, batch) -> None:
    page = desk.get(at(batch)).content.decode()
    for words in ("nieuwe brief", "had u al", "geen datum", "Het bestand is leeg.", "wacht op nakijken"):
        assert words in page


def test_the_counts_hold(batch) -> None:
    counts = batch_state.summarise(batch_state.of_batch(batch))
    assert (counts.total, counts.ended, counts.held, counts.busy) == (5, 4, 1, 0)
    assert (counts.new, counts.same, counts.attention, counts.failed) == (2, 1, 1, 1)


def test_other_papers_are_counted_apart(desk, batch) -> None:
    Letter.objects.filter(identifier="kst-99301-2").update(publication="motie", kind=None)
    counts = batch_state.summarise(batch_state.of_batch(batch))
    assert (counts.new, counts.attention, counts.papers) == (1, 0, {"motie": 1})
    assert "1 × motie" in desk.get(at(batch)).content.decode()


def test_only_what_changed_is_sent_again(desk, batch) -> None:
    Ingestion.objects.filter(batch=batch).update(updated_at=timezone.now() - timedelta(minutes=1))
    Ingestion.objects.filter(name="leeg.pdf").update(updated_at=timezone.now())
    answer = state(desk, batch, since=(timezone.now() - timedelta(seconds=10)).isoformat())
    (row,) = answer["rows"].values()
    assert "leeg.pdf" in row
    assert answer["busy"] is False


def test_a_moment_that_is_none_sends_everything(desk, batch) -> None:
    assert len(state(desk, batch, since="gisteren")["rows"]) == 5


def test_an_unknown_batch_is_not_there(desk) -> None:
    assert desk.get(at(uuid.uuid4())).status_code == 404


def test_a_reader_of_letters_alone_sees_no_batch(reader, batch) -> None:
    assert reader.get(at(batch)).status_code == 403


def test_without_a_worker_the_page_says_so_after_ten_seconds(desk, monkeypatch) -> None:
    monkeypatch.setattr(batch_state, "worker_answers", lambda: False)
    waiting = store(b"Een brief.", name="a.txt", channel=Ingestion.Channel.UPLOAD)
    assert state(desk, waiting.batch)["stalled"] is False
    Ingestion.objects.update(updated_at=timezone.now() - timedelta(seconds=11))
    assert state(desk, waiting.batch)["stalled"] is True


def test_a_failed_file_is_tried_again_from_its_row(desk, batch) -> None:
    failed = Ingestion.objects.get(name="leeg.pdf")
    again = reverse("admin:letters_ingestion_again", args=[failed.pk])
    assert again not in desk.get(at(batch)).content.decode()
    Ingestion.objects.filter(pk=failed.pk).update(problem="too-slow")
    assert again in desk.get(at(batch)).content.decode()
    assert desk.post(again).url == at(batch)
    failed.refresh_from_db()
    assert failed.state == "received"


def test_files_stand_by_name(desk, take_in) -> None:
    together = uuid.uuid4()
    for n, name in enumerate(("b.md", "C.md", "a.md")):
        take_in(factories.letter(number=str(n + 1), sentences=(f"Zin {n}.",)), name=name, batch=together, hold=True)
    assert [row["ingestion"].name for row in desk.get(at(together)).context["rows"]] == ["a.md", "b.md", "C.md"]
    first = Ingestion.objects.get(name="a.md")
    after = desk.post(reverse("admin:letters_ingestion_look", args=[first.pk]), {"discard": ""})
    assert after.url == reverse("admin:letters_ingestion_look", args=[Ingestion.objects.get(name="b.md").pk])


def names(page) -> list[str]:
    return [row["ingestion"].name for row in page.context["rows"]]


def test_each_count_leads_to_its_files(desk, batch) -> None:
    page = desk.get(at(batch)).content.decode()
    for show, expected in (("mislukt", ["leeg.pdf"]), ("nakijken", ["wacht.md"]), ("aandacht", ["zonder-datum.md"])):
        assert f'href="{at(batch)}?toon={show}"' in page
        assert names(desk.get(at(batch), {"toon": show})) == expected
    assert len(names(desk.get(at(batch), {"toon": "iets anders"}))) == 5


def test_look_alikes_are_counted_and_lead_to_the_comparison(desk, batch) -> None:
    one, other = Letter.objects.order_by("pk")[:2]
    pair = PossibleDuplicate.objects.create(earlier=one, later=other, reason="alike", share=0.8)
    page = desk.get(at(batch), {"toon": "dezelfde"})
    assert page.context["alike"] == 1
    assert reverse("admin:letters_possibleduplicate_change", args=[pair.pk]) in page.content.decode()
    assert set(names(page)) <= {"een.md", "zelfde.md", "zonder-datum.md"}


def test_the_page_waits_for_what_is_still_being_sent_and_not_for_ever(desk, batch, editor) -> None:
    announced_uploads.announce(batch, [(0, "later.md", 5)], editor)
    assert (state(desk, batch)["busy"], state(desk, batch)["total"]) == (True, 6)
    Ingestion.objects.filter(batch=batch).update(created_at=timezone.now() - timedelta(minutes=2))
    assert state(desk, batch)["busy"] is False


def test_the_upload_page_asks_for_counts_alone(desk, batch) -> None:
    assert "rows" not in state(desk, batch, rows="no")


def test_a_large_batch_that_is_busy_costs_the_same_queries(desk, batch, django_assert_num_queries) -> None:
    Ingestion.objects.filter(name="een.md").update(state="received")
    Ingestion.objects.update(updated_at=timezone.now() - timedelta(seconds=8))
    moment = timezone.now().isoformat()
    with CaptureQueriesContext(connection) as few:
        state(desk, batch, since=moment)
    for n in range(40):
        Ingestion.objects.create(
            document=Ingestion.objects.get(name="een.md").document, name=f"{n}.md", batch=batch, channel="upload"
        )
    Ingestion.objects.update(updated_at=timezone.now() - timedelta(seconds=8))
    with django_assert_num_queries(len(few)):
        state(desk, batch, since=moment)


def test_failures_and_letters_that_ask_are_counted_in_the_same_queries(desk, editor, batch) -> None:
    with CaptureQueriesContext(connection) as few:
        batch_state.summarise(batch_state.counted(batch))
        desk.get(at(batch))
    undated = Letter.objects.get(identifier="kst-99301-2")
    for n in range(4):
        kept = {"batch": batch, "channel": "upload"}
        seen = {"seen_at": timezone.now(), "seen_by": editor} if n % 2 else {}
        Ingestion.objects.create(**kept, name=f"leeg{n}.md", state="failed", message="Het bestand is leeg.", **seen)
        document = Ingestion.objects.get(name="een.md").document
        Ingestion.objects.create(**kept, name=f"{n}.md", state="done", document=document, letter=undated)
    with CaptureQueriesContext(connection) as many:
        counts = batch_state.summarise(batch_state.counted(batch))
        desk.get(at(batch))
    assert len(many) == len(few)
    assert (counts.failed, counts.to_see, counts.asks_at[-17:]) == (5, 3, "#id_document_date")
