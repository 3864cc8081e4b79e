"""Source Tweede Kamer: queries and records, and that a letter from two sources is stored once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest

from letters.ingestion import steps
from letters.models import Ingestion, Letter, PossibleDuplicate, SourceRecord
from letters.sources import odata
from letters.sources.client import Client
from letters.sources.rate_limit import RateLimit
from letters.sources.source_errors import Fault, SourceError
from letters.sources.source_protocol import SourceQuery
from letters.sources.tweedekamer import TweedeKamer, filter_of, hosts
from tests.factories import letter
from tests.letters.sources import koop_records
from tests.letters.sources.koop_stand_in import Repository
from tests.letters.sources.stand_in import Reply
from tests.letters.sources.tweedekamer_stand_in import GUID, Chamber, document


@pytest.fixture
def chamber() -> Iterator[Chamber]:
    server = Chamber()
    yield server
    server.close()


@pytest.fixture
def source(chamber: Chamber) -> Iterator[TweedeKamer]:
    with Client(hosts(chamber.base), pace=RateLimit(pause=0.0, sleep=lambda seconds: None)) as client:
        yield TweedeKamer(client, chamber.base, per_page=2)


@pytest.fixture
def settled(chamber: Chamber, settings) -> Chamber:
    """The Tweede Kamer stand-in, in the settings."""
    settings.LETTERS_TK_URL = chamber.base
    settings.LETTERS_FETCH_PAUSE = 0.0
    return chamber


def fault_of(source: TweedeKamer, wanted: SourceQuery) -> SourceError:
    with pytest.raises(SourceError) as raised:
        source.list(wanted)
    return raised.value


def test_a_question_names_dossiers_words_and_days() -> None:
    wanted = SourceQuery(
        dossiers=("28676", "21501-02"), query="NAVO 't Zand", since=date(2024, 1, 1), changed_since=date(2024, 2, 3)
    )
    assert filter_of(wanted) == (
        "Verwijderd eq false and Soort eq 'Brief regering' and "
        "((Kamerstukdossier/any(d:d/Nummer eq 28676)) or "
        "(Kamerstukdossier/any(d:d/Nummer eq 21501 and d/Toevoeging eq '02'))) and "
        "contains(tolower(Onderwerp),'navo') and contains(tolower(Onderwerp),'''t') and "
        "contains(tolower(Onderwerp),'zand') and Datum ge 2024-01-01 and GewijzigdOp ge 2024-02-03T00:00:00Z"
    )


def test_a_letter_is_asked_for_by_either_of_its_numbers() -> None:
    asked = filter_of(SourceQuery(ids=("2024D40329", "kst-36800-VII-12")))
    assert "(DocumentNummer eq '2024D40329')" in asked
    assert "d/Nummer eq 36800 and d/Toevoeging eq 'VII') and Volgnummer eq 12" in asked


@pytest.mark.parametrize(
    "wanted",
    [
        SourceQuery(ids=("x' or 1 eq 1",)),
        SourceQuery(ids=("kst-36800-²",)),
        SourceQuery(dossiers=("28676 or",)),
        SourceQuery(dossiers=("٢٨٦٧٦",)),
    ],
)
def test_what_is_no_number_is_never_asked(source: TweedeKamer, chamber: Chamber, wanted: SourceQuery) -> None:
    assert fault_of(source, wanted).code == Fault.BAD_WISH
    assert chamber.calls == []


def test_the_pages_that_the_service_names_are_followed(source: TweedeKamer, chamber: Chamber) -> None:
    chamber.per_page = 2
    for n in (12, 13, 14):
        chamber.add(document(n), b"%PDF-")
    first = source.list(SourceQuery(dossiers=("99301",)))
    second = source.list(SourceQuery(dossiers=("99301",)), first.next or "")
    assert [listed.source_id for listed in (*first.listed, *second.listed)] == [GUID.format(n) for n in (12, 13, 14)]
    assert second.next is None


def test_a_full_page_that_names_no_next_one_is_not_taken_for_the_last(source: TweedeKamer, chamber: Chamber) -> None:
    values = [document(12), document(13)]
    chamber.on("/OData/Document", Reply(json.dumps({"value": values}).encode()))
    assert (source.list(SourceQuery(dossiers=("99301",))).next or "").endswith("&$skip=2")


def test_a_full_page_at_an_address_that_cannot_be_counted_on_from_is_an_error(
    source: TweedeKamer, chamber: Chamber
) -> None:
    chamber.on("/OData/Document", Reply(json.dumps({"value": [document(12), document(13)]}).encode()))
    with pytest.raises(SourceError) as raised:
        source.list(SourceQuery(), f"{chamber.url}/OData/Document?$filter=x&$skip=2&$top=2")
    assert raised.value.code == Fault.UNEXPECTED


def test_a_next_page_at_another_host_is_never_asked_for(source: TweedeKamer, chamber: Chamber) -> None:
    answer = {"value": [document(12)], "@odata.nextLink": "https://voorbeeld.invalid/OData/Document?$skip=2"}
    chamber.on("/OData/Document", Reply(json.dumps(answer).encode()))
    following = source.list(SourceQuery(dossiers=("99301",))).next
    with pytest.raises(SourceError) as raised:
        source.list(SourceQuery(dossiers=("99301",)), following or "")
    assert (raised.value.code, len(chamber.calls)) == (Fault.ELSEWHERE, 1)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (koop_records.WEB_PAGE, Fault.WEB_PAGE),
        (b'{"value": [', Fault.DAMAGED),
        (b"[]", Fault.UNEXPECTED),
        (b'{"value": "x"}', Fault.UNEXPECTED),
        (b'{"error": {"message": "too many nodes"}}', Fault.DIAGNOSTIC),
    ],
)
def test_an_answer_of_another_shape_is_an_error(
    source: TweedeKamer, chamber: Chamber, body: bytes, code: Fault
) -> None:
    chamber.on("/OData/Document", Reply(body))
    assert fault_of(source, SourceQuery(dossiers=("99301",))).code == code


def test_a_record_says_who_signed_in_order_and_by_which_names_the_letter_goes() -> None:
    stated = odata.listed_in(document(12), "http://x").stated
    assert stated.signatories == (
        ("J.K. Zeegers", "Minister van Zeeën"),
        ("L. Land", "Minister van Defensie"),
    )
    assert stated.names == ("kst-99301-12", "2019D00012", "BZDOC-20190303-12")
    assert (stated.document_date, stated.received_date) == (date(2019, 3, 3), date(2019, 3, 4))
    assert (stated.chamber, stated.dossiers, stated.number) == ("Tweede Kamer", ("99301",), "12")


@pytest.mark.parametrize(
    ("values", "identifier"),
    [
        ({"external": None}, "kst-99301-12"),
        ({"external": None, "Volgnummer": -1}, None),
        ({"external": None, "Kamerstukdossier": []}, None),
        ({"external": "../../etc"}, "kst-99301-12"),
        (
            {"external": None, "Kamerstukdossier": [{"Nummer": 99301, "Toevoeging": "VII"}]},
            "kst-99301-VII-12",
        ),
    ],
)
def test_without_an_external_identifier_dossier_and_number_make_the_name(values, identifier: str | None) -> None:
    assert odata.listed_in(document(12, **values), "http://x").stated.identifier == identifier


def test_an_id_that_is_none_is_told_and_the_others_are_kept(source: TweedeKamer, chamber: Chamber) -> None:
    values = [document(12, Id="x)/../../"), document(13)]
    chamber.on("/OData/Document", Reply(json.dumps({"value": values}).encode()))
    page = source.list(SourceQuery(dossiers=("99301",)))
    assert ([listed.source_id for listed in page.listed], len(page.refused)) == ([GUID.format(13)], 1)


@pytest.mark.django_db
def test_a_letter_of_the_chamber_alone_comes_in_with_its_facts(settled: Chamber, fetch) -> None:
    settled.add(document(12), letter(number=None, date=None).encode(), "text/plain")
    assert fetch("tweedekamer", dossier=["99301"])["new"] == 1
    found = Letter.objects.get()
    assert (found.identifier, found.document_date, found.received_date) == (
        "kst-99301-12",
        date(2019, 3, 3),
        date(2019, 3, 4),
    )
    assert {"2019D00012", "BZDOC-20190303-12"} <= set(found.identifiers.values_list("value", flat=True))


@pytest.mark.django_db
def test_a_letter_that_koop_brought_is_not_fetched_again(repository: Repository, settled: Chamber, fetch) -> None:
    repository.add("12", files={"xml": koop_records.publication("12")})
    fetch("koop", dossier=["99301"])
    settled.add(document(12), b"%PDF-")
    fetch("tweedekamer", dossier=["99301"])
    record = SourceRecord.objects.get(source="tweedekamer")
    assert (record.state, record.letter) == (SourceRecord.State.HELD, Letter.objects.get())
    assert settled.files_asked() == []
    assert Letter.objects.get().identifiers.filter(value="2019D00012").exists()


@pytest.mark.django_db
def test_two_letters_of_one_reference_of_a_ministry_are_two(settled: Chamber, fetch) -> None:
    for n in (12, 13):
        text = letter(number=None, date=None, sentences=koop_records.other_sentences(n)).encode()
        settled.add(document(n, KenmerkAfzender="BZDOC-20190303-99"), text, "text/plain")
    assert fetch("tweedekamer", dossier=["99301"])["new"] == 2
    assert set(Letter.objects.values_list("identifier", flat=True)) == {"kst-99301-12", "kst-99301-13"}
    assert not PossibleDuplicate.objects.exists()


@pytest.mark.django_db
def test_a_letter_that_nobody_seems_to_have_signed_gets_its_signatories(
    repository: Repository, settled: Chamber, fetch
) -> None:
    unsigned = (
        koop_records.publication("12").split(b"<tekst-sluiting>")[0] + b"</stuk></kamerstuk></officiele-publicatie>"
    )
    repository.add("12", files={"xml": unsigned})
    fetch("koop", dossier=["99301"])
    settled.add(document(12), b"%PDF-")
    fetch("tweedekamer", dossier=["99301"])
    found = Letter.objects.get()
    assert [s.name for s in found.signatories.all()] == ["J.K. Zeegers", "L. Land"]
    assert found.found("signatories")["source"] == "tweedekamer"


@pytest.mark.django_db
def test_a_letter_of_the_chamber_that_koop_publishes_later_stays_one(
    repository: Repository, settled: Chamber, fetch
) -> None:
    settled.add(document(12), letter(number=None).encode(), "text/plain")
    fetch("tweedekamer", dossier=["99301"])
    repository.add("12", files={"xml": koop_records.publication("12", sentences=koop_records.other_sentences(3))})
    assert fetch("koop", dossier=["99301"])["revised"] == 1
    found = Letter.objects.get()
    assert found.found("identifier")["source"] == "koop"
    assert "3e haven" in found.revisions.get(is_current=True).text


@pytest.mark.django_db
def test_a_copy_of_the_chamber_never_takes_the_place_of_the_official_text(
    repository: Repository, settled: Chamber, fetch
) -> None:
    """Both were listed before either was read, so both are fetched."""
    settled.add(document(12), letter(number=None, sentences=koop_records.other_sentences(3)).encode(), "text/plain")
    fetch("tweedekamer", dossier=["99301"])
    copy = Ingestion.objects.get()
    Letter.objects.all().delete()
    repository.add("12", files={"xml": koop_records.publication("12")})
    fetch("koop", dossier=["99301"])
    Ingestion.objects.filter(pk=copy.pk).update(state=Ingestion.State.RECEIVED)
    steps.advance(copy.pk)
    copy.refresh_from_db()
    assert (copy.outcome, copy.letter.revisions.count()) == (Ingestion.Outcome.SAME, 1)
    assert Letter.objects.count() == 1


@pytest.mark.django_db
def test_a_refusal_in_place_of_the_file_is_told(settled: Chamber, fetch) -> None:
    settled.add(document(12), b'{"error": {"message": "geen bestand bij dit stuk"}}', "application/json")
    result = fetch("tweedekamer", dossier=["99301"])
    assert "geen bestand bij dit stuk" in result["not_fetched"][0][1]
