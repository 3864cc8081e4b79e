"""The public page of sources, and harvest jobs in the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from letters.harvesting import schedule
from letters.models import HarvestJob, Letter, SourceRecord, SourceRun
from tests.kept import kept
from tests.letters.sources import koop_records
from tests.letters.sources.koop_stand_in import Repository
from tests.letters.sources.stand_in import Reply

pytestmark = pytest.mark.django_db
PAGE_QUERIES = 15  # five of them for coverage against the sources


@kept
def desk(db) -> Client:
    """A client of an editor."""
    user = User.objects.create_user("eva", password="een-lang-wachtwoord", is_staff=True)
    models = ("harvestjob", "sourcerun", "sourcerecord")
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="letters", content_type__model__in=models)
    )
    client = Client()
    client.force_login(user)
    return client


def page(client, query: str = "") -> str:
    response = client.get(f"/bronnen/{query}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def listed(number: int, **values) -> SourceRecord:
    values = {"source": "koop", "title": f"Brief over haven {number}", "kind": "Brief"} | values
    return SourceRecord.objects.create(source_id=f"kst-99301-{number}", fingerprint="x", **values)


def test_before_anything_was_fetched_the_page_says_so(client) -> None:
    assert "Er is nog niets bij een bron opgehaald" in page(client)


def test_the_page_says_what_came_and_when_the_next_time_is(client, repository: Repository, run_steps) -> None:
    repository.add("12")
    repository.add("13", kind="Motie")
    job = HarvestJob.objects.create(source="koop", dossiers=["99301"])
    schedule.run_due_slice(job.pk)
    run_steps()
    html = page(client)
    assert "Officiële bekendmakingen" in html
    assert "in orde" in html
    assert "2 in de lijst, waarvan 1 nieuw of gewijzigd." in html
    assert "1 nieuw stuk." in html
    assert "Dossier 99 301" in html
    assert "Volgende keer:" in html


def test_the_page_says_what_is_wrong_with_a_source(client, repository: Repository) -> None:
    repository.on("/sru", Reply(koop_records.DIAGNOSTIC.encode()))
    schedule.run_due_slice(HarvestJob.objects.create(source="koop", dossiers=["99301"]).pk)
    html = page(client)
    assert "geeft problemen" in html
    assert "De bron begrijpt de vraag niet: line 1:13 mismatched input" in html


def test_what_the_source_lists_and_we_do_not_have_is_named_with_the_reason(client) -> None:
    SourceRun.objects.create(source="koop")
    listed(12, state=SourceRecord.State.FAILED, message="De bron heeft dit stuk niet (meer).")
    listed(13)
    listed(14, state=SourceRecord.State.OTHER)
    html = page(client)
    assert "Brief over haven 12" in html
    assert "De bron heeft dit stuk niet (meer)." in html
    assert "Brief over haven 13" in html
    assert "Brief over haven 14" not in html
    assert "2 stukken nog niet" in html


def test_the_list_is_narrowed_by_the_address(client) -> None:
    SourceRun.objects.create(source="koop")
    listed(12, state=SourceRecord.State.FAILED, message="Weg.")
    listed(13)
    listed(14, source="tweedekamer")
    failed = page(client, "?state=failed")
    assert ("haven 12" in failed, "haven 13" in failed) == (True, False)
    chamber = page(client, "?source=tweedekamer")
    assert ("haven 14" in chamber, "haven 13" in chamber) == (True, False)


def test_a_wrong_address_gives_the_page_and_a_sentence(client) -> None:
    SourceRun.objects.create(source="koop")
    listed(12)
    html = page(client, "?source=zee&page=zeven")
    assert "Niet alles in het adres klopt" in html
    assert "haven 12" in html


def test_names_of_files_in_the_folder_are_nobodys_business(client) -> None:
    SourceRun.objects.create(source="folder")
    listed(12, source="folder", state=SourceRecord.State.FAILED, message="Geheim.pdf is niet te lezen.")
    html = page(client)
    assert "Geheim.pdf" not in html
    assert "1 stuk nog niet" in html
    assert "haven 12" not in page(client, "?source=folder")


@pytest.mark.parametrize("n", [1, 30])
def test_the_page_costs_the_same_for_one_and_for_thirty(client, django_assert_num_queries, n: int) -> None:
    for number in range(n):
        job = HarvestJob.objects.create(source="koop", dossiers=[f"{number:05d}"])
        SourceRun.objects.create(source="koop", job=job)
        listed(number)
    with django_assert_num_queries(PAGE_QUERIES):
        page(client)


def test_every_page_leads_there(client) -> None:
    assert 'href="/bronnen/"' in client.get("/brieven/").content.decode()


def test_the_page_only_reads(client) -> None:
    assert client.post("/bronnen/").status_code == 405


def test_an_editor_makes_a_subscription_as_numbers_are_written(desk: Client) -> None:
    address = reverse("admin:letters_harvestjob_add")
    posted = {"source": "koop", "dossiers": "28 676, 21 501-02", "every_hours": "12", "most": "500", "active": "on"}
    assert desk.post(address, posted).status_code == 302
    assert HarvestJob.objects.get().dossiers == ["21501-02", "28676"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Noem een dossier of woorden"),
        ({"dossiers": "zee"}, "geen dossiernummer"),
        ({"query": "zee", "source": "tweedekamer", "attachments": "on"}, "alleen bij Officiële bekendmakingen"),
        ({"query": "zee", "source": "folder"}, "geldige keuze"),
    ],
)
def test_what_a_subscription_cannot_be_is_told(desk: Client, values: dict[str, str], said: str) -> None:
    posted = {"source": "koop", "every_hours": "12", "most": "500", "active": "on"} | values
    html = desk.post(reverse("admin:letters_harvestjob_add"), posted).content.decode()
    assert said in html
    assert not HarvestJob.objects.exists()


def change(desk: Client, job: HarvestJob, **values: str) -> None:
    posted = {"source": "koop", "dossiers": "99301", "every_hours": "24", "most": "1000", "active": "on"} | values
    address = reverse("admin:letters_harvestjob_change", args=[job.pk])
    assert desk.post(address, posted).status_code == 302
    job.refresh_from_db()


def test_a_subscription_that_asks_for_more_starts_at_the_beginning(desk: Client, repository: Repository) -> None:
    repository.add("12")
    job = HarvestJob.objects.create(source="koop", dossiers=["99301"])
    schedule.run_due_slice(job.pk)
    change(desk, job, dossiers="99301, 99302")
    assert job.complete_until is None
    assert schedule.run_due_slice(job.pk)
    assert "dt.modified" not in [call for call in repository.calls if call.path == "/sru"][-1].asked["query"]


def test_a_subscription_that_asks_for_the_same_goes_on_where_it_was(desk: Client, repository: Repository) -> None:
    repository.add("12")
    job = HarvestJob.objects.create(source="koop", dossiers=["99301"])
    schedule.run_due_slice(job.pk)
    change(desk, job, every_hours="12")
    assert (job.every_hours, str(job.complete_until)) == (12, "2019-03-05")


def test_a_worker_in_the_middle_of_it_does_not_say_that_the_new_question_is_answered(
    desk: Client, repository: Repository, monkeypatch
) -> None:
    repository.add("12")
    job = HarvestJob.objects.create(source="koop", dossiers=["99301"])
    complete = schedule.complete

    def changed_just_before(worked_on: HarvestJob, run: SourceRun) -> None:
        change(desk, job, dossiers="99301, 99302")
        complete(worked_on, run)

    monkeypatch.setattr(schedule, "complete", changed_just_before)
    schedule.run_due_slice(job.pk)
    job.refresh_from_db()
    assert (job.complete_until, job.dossiers) == (None, ["99301", "99302"])


def test_an_editor_sees_what_record_and_text_say(admin_client: Client, fetch, repository: Repository) -> None:
    repository.add("12", issued="2019-03-04")
    fetch(dossier=["99301"])
    html = admin_client.get(reverse("admin:letters_letter_change", args=[Letter.objects.get().pk])).content.decode()
    assert "Volgens de bron (Officiële bekendmakingen); de tekst zegt “2019-03-03”" in html
    assert "De gegevens van de bron en de tekst zeggen niet hetzelfde." in html


def test_an_editor_has_a_subscription_fetched_now(desk: Client, repository: Repository, monkeypatch) -> None:
    sent: list[tuple[str, int, str]] = []
    monkeypatch.setattr("letters.ingestion.task_queue.publish", lambda *message: sent.append(message))
    repository.add("12")
    job = HarvestJob.objects.create(source="koop", dossiers=["99301"])
    schedule.run_due_slice(job.pk)
    address = reverse("admin:letters_harvestjob_changelist")
    desk.post(address, {"action": "fetch_now", "_selected_action": [job.pk]})
    assert sent == [("letters.tasks.fetch", job.pk, "bulk")]
    assert schedule.run_due_slice(job.pk)


def test_an_editor_sees_runs_records_and_what_the_source_said(desk: Client, fetch, repository: Repository) -> None:
    repository.add("12")
    fetch(dossier=["99301"])
    record = SourceRecord.objects.get()
    for name, args in (("harvestjob", []), ("sourcerun", []), ("sourcerecord", [])):
        assert desk.get(reverse(f"admin:letters_{name}_changelist", args=args)).status_code == 200
    html = desk.get(reverse("admin:letters_sourcerecord_change", args=[record.pk])).content.decode()
    assert "dcterms:modified" in html
    assert desk.get(reverse("admin:letters_sourcerun_change", args=[SourceRun.objects.get().pk])).status_code == 200
    file = desk.get(reverse("admin:letters_sourcerecord_file", args=[record.pk]))
    assert b"officiele-publicatie" in file.content
    assert file["Content-Type"] == "application/octet-stream"


def test_nobody_changes_what_a_source_said(desk: Client, repository: Repository) -> None:
    record = listed(12)
    address = reverse("admin:letters_sourcerecord_change", args=[record.pk])
    assert desk.post(address, {"title": "Iets anders"}).status_code == 403
    assert desk.get(reverse("admin:letters_sourcerecord_add")).status_code == 403
