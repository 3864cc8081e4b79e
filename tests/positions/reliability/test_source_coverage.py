"""Coverage against the sources: known where a job listed the whole, part where some was seen, else unknown."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from letters.ingestion.withdraw import withdraw
from letters.models import HarvestJob, SourceRecord, SourceRun
from positions.caching.version import version
from positions.reliability import source_coverage
from positions.reliability.source_coverage import DossierYear, Listing
from tests.factories import letter, told

REST = ("De visserij kreeg een rustig jaar.", "Het weer was die dag goed in heel Brussel.")
State = SourceRecord.State


def listed(number: int, year: int | None = 2019, dossiers: tuple[str, ...] = ("99301",), **values) -> SourceRecord:
    name = f"kst-{dossiers[0]}-{number}"
    day = year and date(year, 3, 5)
    values = {"source": "koop", "source_id": name, "identifier": name, "document_date": day} | values
    return SourceRecord.objects.create(stated={"source": "koop", "dossiers": list(dossiers)}, fingerprint="x", **values)


def subscribe(*dossiers: str, **values) -> HarvestJob:
    """Create a job that has listed these dossiers as a whole, today."""
    values = {"source": "koop", "dossiers": list(dossiers), "complete_until": date(2019, 6, 1)} | values
    job = HarvestJob.objects.create(**values)
    SourceRun.objects.create(source="koop", job=job, state="done", place=None, ended_at=timezone.now())
    return job


def found() -> dict[tuple[str, int | None], DossierYear]:
    return {(year.dossier, year.year): year for each in source_coverage.by_dossier() for year in each.years}


def test_of_a_dossier_that_nobody_subscribed_to_the_list_is_unknown_and_not_zero(letter_of, mark_read) -> None:
    mark_read(letter_of(1, "3 maart 2019", *REST))
    assert found() == {("99301", 2019): DossierYear("99301", 2019, Listing.UNKNOWN, None, 1, 1, 1, None)}


def test_of_a_subscribed_dossier_it_says_what_is_listed_held_and_missing(letter_of) -> None:
    subscribe("99301")
    letter_of(1, "3 maart 2019", *REST)
    letter_of(9, "3 maart 2018", *REST[::-1], "Nog een zin over vis.")
    listed(1)
    listed(2, state=State.FAILED, message="Niet te lezen.")
    listed(3, state=State.OTHER)
    listed(4, state=State.ATTACHMENT, main="kst-99301-1")
    listed(5, year=2020)
    assert found() == {
        ("99301", 2020): DossierYear("99301", 2020, Listing.WHOLE, 1, 0, 0, 0, ("kst-99301-5",)),
        ("99301", 2019): DossierYear("99301", 2019, Listing.WHOLE, 2, 1, 1, 0, ("kst-99301-2",)),
        ("99301", 2018): DossierYear("99301", 2018, Listing.WHOLE, 0, 1, 1, 0, ()),
    }


def test_a_paper_that_two_sources_list_is_one_and_one_of_two_dossiers_counts_in_both(letter_of) -> None:
    letter_of(1, "3 maart 2019", *REST)
    listed(1, dossiers=("99301", "99302"))
    listed(1, source="tweedekamer", source_id="2019D00001", state=State.FAILED, message="Niet gelukt.")
    listed(2)
    listed(2, source="tweedekamer", source_id="2019D00002")
    years = found()
    assert years["99301", 2019].listed == 2
    assert years["99301", 2019].missing == ("kst-99301-2",)
    assert (years["99302", 2019].listed, years["99302", 2019].held, years["99302", 2019].missing) == (1, 0, ())


def test_what_was_withdrawn_is_missing_and_what_is_no_letter_is_not_counted(letter_of, admin_user) -> None:
    gone, other = letter_of(1, "3 maart 2019", *REST), letter_of(2, "3 maart 2019", *REST, "En een motie over vis.")
    listed(1)
    listed(2)
    withdraw(gone, user=admin_user, reason="geheim")
    other.publication, other.kind = "motie", None
    other.save()
    (year,) = found().values()
    assert (year.listed, year.held, year.missing) == (1, 0, ("kst-99301-1",))


@pytest.mark.parametrize(
    ("job", "whole"),
    [
        ({}, True), ({"since": date(2019, 1, 1)}, True), ({"active": False}, True),
        ({"since": date(2019, 2, 1)}, False), ({"query": "zee"}, False), ({"complete_until": None}, False),
        ({"dossiers": ["99302"]}, False), ({"identifiers": ["kst-99301-1"]}, False),
    ],
)  # fmt: skip
def test_a_list_is_known_whole_only_from_a_job_that_listed_all_of_the_year(db, job, whole) -> None:
    subscribe("99301", **job)
    listed(1)
    assert found()["99301", 2019].listing is (Listing.WHOLE if whole else Listing.PART)


def test_after_the_last_complete_run_and_of_undated_papers_a_list_is_not_known_whole(db) -> None:
    job = subscribe("99301", since=date(2000, 1, 1))
    SourceRun.objects.filter(job=job).update(ended_at="2019-06-01T12:00Z")
    listed(1, year=2020)
    listed(2, year=None)
    assert {year.listing for year in found().values()} == {Listing.PART}


def test_a_run_that_failed_does_not_make_a_list_whole(db) -> None:
    job = subscribe("99301")
    SourceRun.objects.filter(job=job).update(state="failed", message="De bron is niet te bereiken.")
    listed(1)
    assert found()["99301", 2019].listing is Listing.PART


def test_invented_letters_are_held_against_no_source(take_in) -> None:
    listed(1)
    take_in(letter(number="1", date="3 maart 2019", sentences=REST), is_example=True)
    assert {(key, year.listing) for key, year in found().items()} == {(("99301", 2019), Listing.UNKNOWN)}


def test_pages_and_api_say_the_same(client, letter_of) -> None:
    subscribe("99301")
    letter_of(1, "3 maart 2019", *REST)
    listed(1)
    listed(2)
    listed(7, dossiers=("99305",))
    letter_of(8, "3 maart 2019", "Een andere brief over havens.", *REST, dossier="99 307")
    for address in ("/dekking/", "/bronnen/"):
        page = told(client.get(address))
        assert "2019 2 1 1 0 1: kst-99301-2" in page, address
    page = told(client.get("/dekking/"))
    assert "2019 ten minste 1 0 0 0 1: kst-99305-7" in page
    assert "2019 onbekend 1 1 0 onbekend" in page
    assert "99305" not in told(client.get("/dekking/?dossier=99+301"))
    assert "Van dossier “onzin” staat hier niets" in told(client.get("/dekking/?dossier=onzin"))
    (first, *_rest) = client.get("/api/v1/coverage/").json()["results"]
    assert first == {
        "dossier": "99301", "year": 2019, "listing": "whole", "listed": 2, "held": 1, "readable": 1, "read": 0,
        "missing": ["kst-99301-2"],
    }  # fmt: skip
    (unknown,) = client.get("/api/v1/coverage/?dossier=99307").json()["results"]
    assert (unknown["listing"], unknown["listed"], unknown["missing"]) == ("unknown", None, None)
    assert client.get("/api/v1/coverage/?dossier=99301&onzin=1").status_code == 400


def test_what_a_source_lists_makes_pages_new_and_listing_the_same_again_does_not(db) -> None:
    record, before = listed(1), version().digest
    record.save()
    assert version().digest == before
    record.document_date = date(2020, 1, 1)
    record.save()
    assert version().digest != before


@pytest.mark.parametrize("n", [1, 4])
def test_it_costs_the_same_for_one_dossier_and_for_four(letter_of, n, django_assert_num_queries) -> None:
    for number in range(1, n + 1):
        subscribe(f"9930{number}")
        letter_of(number, "3 maart 2019", *REST, f"Zin {number} over vis.", dossier=f"99 30{number}")
        listed(number, dossiers=(f"9930{number}",))
    with django_assert_num_queries(6):
        source_coverage.by_dossier()
