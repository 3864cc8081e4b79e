"""Pages of cited papers that are not held: who cites them, fetching one, and the address once it is held."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from letters.harvesting import one_paper, schedule
from letters.ingestion.withdraw import withdraw
from letters.models import HarvestJob, Letter, SourceRecord
from tests.factories import SENTENCES, letter, told
from tests.kept import kept
from tests.letters.sources.koop_stand_in import Repository
from tests.letters.sources.stand_in import Reply

pytestmark = pytest.mark.django_db
CITES = "Zoals gemeld in Kamerstuk 99 301, nr. 88 blijft de druk hoog."
AT = "/aangehaald/kst-99301-88/"


@kept
def desk(db) -> Client:
    """A client of an editor."""
    user = User.objects.create_user("eva")
    user.user_permissions.set(Permission.objects.filter(codename="add_subscription"))
    client = Client()
    client.force_login(user)
    return client


@kept
def citing(take_in) -> Letter:
    return take_in(letter(sentences=(*SENTENCES, CITES))).letter


def page(client, address: str = AT) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_says_who_cites_the_paper_when_and_in_which_sentence(client, citing) -> None:
    html = page(client)
    assert f'href="{citing.get_absolute_url()}#v0"\n  >«{CITES}»</a>' in html
    assert "3 maart 2019" in html
    assert "Wie Kamerstuk 99 301, nr. 88 noemt" in told(html)
    assert "1 brief noemt dit stuk" in told(html)
    assert "Wat erin staat, is hier dus onbekend." in told(html)
    assert 'href="https://zoek.officielebekendmakingen.nl/kst-99301-88.html" rel="external"' in html
    assert "<form" not in html.split("<main")[1]


def test_a_number_as_people_type_it_leads_there_and_what_nobody_cites_is_nowhere(client, citing) -> None:
    assert client.get("/aangehaald/99301-88/").url == AT
    assert client.get("/aangehaald/KST-99301-88/").url == AT
    for nothing in ("kst-99301-89", "onzin", "%00", "a" * 500):
        assert client.get(f"/aangehaald/{nothing}/").status_code == 404


def test_once_the_paper_is_held_the_address_leads_to_the_letter(client, citing, take_in, admin_user) -> None:
    came = take_in(letter(number="88", sentences=("Een heel andere brief.", "Over vis."))).letter
    response = client.get(AT)
    assert (response.status_code, response.url) == (302, came.get_absolute_url())
    assert "no-cache" in response["Cache-Control"]
    withdraw(came, user=admin_user, reason="geheim")
    assert client.get(AT, follow=True).status_code == 410


def test_a_withdrawn_letter_is_not_told_to_cite(client, citing, admin_user) -> None:
    withdraw(citing, user=admin_user, reason="geheim")
    assert client.get(AT).status_code == 404
    assert "kst-99301-88" not in page(client, "/aangehaald/")


def test_an_editor_has_it_fetched_with_one_click(desk: Client, citing, repository: Repository, run_steps) -> None:
    repository.add("88")
    assert "Haal dit stuk op" in page(desk)
    assert desk.post(f"{AT}ophalen/").url == AT
    assert "Aangevraagd" in told(page(desk))
    assert desk.post(f"{AT}ophalen/", follow=True).content.decode().count("al aangevraagd") == 1
    job = HarvestJob.objects.get()
    schedule.run_due_slice(job.pk)
    run_steps()
    assert desk.get(AT).url == "/brieven/kst-99301-88/"
    citing.refresh_from_db()
    assert citing.citations.get().target_letter.key == "kst-99301-88"
    job.refresh_from_db()
    assert (job.active, job.what) == (False, "stuk kst-99301-88")
    assert not schedule.run_due_slice(job.pk)


def test_a_paper_that_the_source_does_not_have_is_told_and_can_be_asked_for_again(
    desk: Client, citing, repository: Repository
) -> None:
    desk.post(f"{AT}ophalen/")
    schedule.run_due_slice(HarvestJob.objects.get().pk)
    assert "De bron heeft dit stuk niet (meer): kst-99301-88." in told(page(desk))
    repository.add("88")
    desk.post(f"{AT}ophalen/")
    schedule.run_due_slice(HarvestJob.objects.get().pk)
    assert SourceRecord.objects.get().identifier == "kst-99301-88"


def test_a_source_in_trouble_is_asked_again_by_itself(desk: Client, citing, repository: Repository) -> None:
    repository.on("/sru", lambda call: Reply(status=503))
    desk.post(f"{AT}ophalen/")
    schedule.run_due_slice(HarvestJob.objects.get().pk)
    job = HarvestJob.objects.get()
    assert (job.active, job.failures) == (True, 1)
    assert "De bron heeft een storing" in told(page(desk))


def test_who_may_not_fetch_cannot_and_only_cited_papers_are_fetched(client, desk: Client, citing) -> None:
    assert client.post(f"{AT}ophalen/").url.startswith("/aanmelden/")
    client.force_login(User.objects.create_user("otto"))
    assert client.post(f"{AT}ophalen/").status_code == 403
    assert desk.get(f"{AT}ophalen/").status_code == 405
    desk.post("/aangehaald/kst-99301-99/ophalen/")
    assert not HarvestJob.objects.exists()


def test_of_an_invented_letter_nothing_is_fetched_and_no_official_place_told(desk: Client, take_in) -> None:
    take_in(letter(sentences=(*SENTENCES, CITES)), is_example=True)
    html = page(desk)
    assert "officielebekendmakingen" not in html
    assert "Haal dit stuk op" not in html
    desk.post(f"{AT}ophalen/")
    assert one_paper.status_of("kst-99301-88") is None


def test_the_source_says_why_a_listed_paper_is_not_here(client, citing) -> None:
    SourceRecord.objects.create(
        source="koop", source_id="kst-99301-88", identifier="kst-99301-88", fingerprint="x",
        state=SourceRecord.State.FAILED, message="De bron noemt geen bestand dat gelezen kan worden.",
    )  # fmt: skip
    assert "Wel in de lijst van Officiële bekendmakingen. De bron noemt geen bestand" in told(page(client))


def test_the_list_has_what_is_not_held_the_most_cited_first(client, take_in) -> None:
    cites = ("Zie kst-99301-7, kst-99301-8 en kst-99302-9.", "Zie kst-99301-8 en kst-99301-1.")
    for number, sentence in enumerate(cites, start=1):
        take_in(letter(number=str(number), sentences=(*SENTENCES[number:], sentence)))
    html = page(client, "/aangehaald/")
    assert re.findall(r'href="/aangehaald/(kst-[\w-]+)/"', html) == ["kst-99301-8", "kst-99301-7", "kst-99302-9"]
    assert "2 brieven noemen het" in told(html)
    html = page(client, "/aangehaald/?dossier=99+302")
    assert re.findall(r'href="/aangehaald/(kst-[\w-]+)/"', html) == ["kst-99302-9"]
    assert "“onzin” is geen dossiernummer" in told(page(client, "/aangehaald/?dossier=onzin"))


@pytest.mark.parametrize("n", [1, 6])
def test_the_page_costs_the_same_however_many_cite_it(client, take_in, n: int, django_assert_num_queries) -> None:
    for number in range(1, n + 1):
        take_in(letter(number=str(number), sentences=(*SENTENCES[number:], CITES)))
    page(client)
    with django_assert_num_queries(6):
        page(client, f"{AT}?again={n}")
