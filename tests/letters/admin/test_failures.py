"""Failed files that an editor has seen: off the work list, kept with their reason, and put back by whoever wants."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from letters.ingestion import retry, seen_failures
from letters.models import Ingestion
from tests.factories import told
from tests.kept import kept

pytestmark = pytest.mark.django_db


def see(ingestion: Ingestion) -> str:
    return reverse("admin:letters_ingestion_see", args=[ingestion.pk])


def batch_page(client, ingestion: Ingestion) -> str:
    return told(client.get(reverse("admin:letters_ingestion_batch", args=[ingestion.batch])))


def incoming(client) -> list[str]:
    found = {each.kind.key: each.found for each in client.get("/admin/").context["work_lists"]}["incoming"]
    assert found.count == len([item for item in found.items if item.failed])
    return [item.name for item in found.items]


@kept
def failed(take_in) -> Ingestion:
    return take_in("", name="leeg.md")


def test_a_failure_that_was_seen_waits_no_more_and_is_kept(desk, editor, failed, known) -> None:
    reason = failed.message
    assert incoming(desk) == ["leeg.md", "zee.md"]
    answer = desk.post(see(failed), {"from": "home"}, follow=True)
    assert answer.redirect_chain == [("/admin/", 302)]
    assert "leeg.md” staat niet meer bij uw werk" in told(answer)
    assert incoming(desk) == ["zee.md"]
    failed.refresh_from_db()
    assert (failed.state, failed.message, failed.seen_by) == ("failed", reason, editor)
    assert reason in (shown := batch_page(desk, failed)) and "Gezien door eva" in shown


def test_it_is_put_back(desk, editor, failed) -> None:
    seen_failures.see(failed, user=editor)
    assert "Zet terug bij uw werk" in batch_page(desk, failed)
    desk.post(see(failed), {"undo": "1"})
    assert incoming(desk) == ["leeg.md"]


def test_all_of_a_batch_are_seen_at_once(desk, editor, take_in, failed) -> None:
    take_in("", name="ook leeg.md", batch=failed.batch)
    other = take_in("", name="elders.md")
    assert "Wat niet lukte gezien (2)" in batch_page(desk, failed)
    answer = desk.post(reverse("admin:letters_ingestion_see_batch", args=[failed.batch]), follow=True)
    assert "2 mislukte bestanden staan niet meer bij uw werk" in told(answer)
    assert "Wat niet lukte gezien" not in told(answer)
    assert incoming(desk) == [other.name]


def test_those_chosen_in_the_list_are_seen(desk, failed, known) -> None:
    chosen = [str(pk) for pk in Ingestion.objects.values_list("pk", flat=True)]
    desk.post(reverse("admin:letters_ingestion_changelist"), {"action": "see_chosen", "_selected_action": chosen})
    assert list(Ingestion.objects.exclude(seen_at=None)) == [failed]


def test_what_did_not_fail_is_not_seen(desk, known) -> None:
    arrived = Ingestion.objects.get()
    assert "stond al niet meer bij uw werk" in told(desk.post(see(arrived), follow=True))
    with pytest.raises(IntegrityError), transaction.atomic():
        Ingestion.objects.update(seen_at=timezone.now())


def test_a_failure_tried_again_is_seen_no_more(editor, failed) -> None:
    Ingestion.objects.update(problem=retry.PASSING[0])
    failed.refresh_from_db()
    seen_failures.see(failed, user=editor)
    assert retry.try_again(failed)
    failed.refresh_from_db()
    assert (failed.seen_at, failed.seen_by) == (None, None)


def test_it_takes_a_post_of_somebody_who_may_add(desk, reader, failed) -> None:
    assert desk.get(see(failed)).status_code == 403
    assert reader.post(see(failed)).status_code == 403
    assert not Ingestion.objects.exclude(seen_at=None).exists()
