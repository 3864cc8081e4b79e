"""Source KOOP: queries, listings, and the form of a paper that is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from letters.sources import cql, sru
from letters.sources.client import Client
from letters.sources.koop import Koop, hosts
from letters.sources.source_errors import Fault, SourceError
from letters.sources.source_protocol import Known, ListedPaper, SourceQuery
from tests.letters.sources import koop_records
from tests.letters.sources.koop_records import page, path_of, publication, record
from tests.letters.sources.stand_in import Reply, StandIn

XML = path_of("kst-99301-12", "xml")
HTML = path_of("kst-99301-12", "html")


def everything(koop: Koop, wanted: SourceQuery) -> Iterator[ListedPaper]:
    place: str | None = ""
    while place is not None:
        found = koop.list(wanted, place)
        yield from found.listed
        place = found.next


@pytest.fixture
def letter(stand_in: StandIn, koop: Koop) -> ListedPaper:
    stand_in.on("/sru", Reply(page(record(stand_in.url))))
    (listed,) = koop.list(SourceQuery(ids=("kst-99301-12",))).listed
    stand_in.calls.clear()
    return listed


def fault_of(koop: Koop, wanted: SourceQuery) -> SourceError:
    with pytest.raises(SourceError) as raised:
        koop.list(wanted)
    return raised.value


def test_a_list_is_followed_to_its_last_page(stand_in: StandIn, koop: Koop) -> None:
    first = page(record(stand_in.url, "12"), record(stand_in.url, "13"), following=3, total=3)
    stand_in.on("/sru", Reply(first), Reply(page(record(stand_in.url, "14"), total=3)))
    found = [listed.source_id for listed in everything(koop, SourceQuery(dossiers=("99301",)))]
    assert found == ["kst-99301-12", "kst-99301-13", "kst-99301-14"]
    assert [(c.asked["startRecord"], c.asked["maximumRecords"]) for c in stand_in.calls] == [("1", "2"), ("3", "2")]


def test_a_list_that_promises_more_than_there_is_ends_at_an_empty_page(stand_in: StandIn, koop: Koop) -> None:
    first = page(record(stand_in.url, "12"), following=3, total=76)
    stand_in.on("/sru", Reply(first), Reply(page(total=76)))
    assert len(list(everything(koop, SourceQuery(dossiers=("99301",))))) == 1
    assert len(stand_in.calls) == 2


def test_a_list_that_goes_round_in_circles_is_an_error(stand_in: StandIn, koop: Koop) -> None:
    stand_in.on("/sru", Reply(page(record(stand_in.url), following=1, total=9)))
    assert fault_of(koop, SourceQuery(dossiers=("99301",))).code == Fault.UNEXPECTED


def test_each_id_is_asked_for_by_itself_and_one_that_is_not_there_is_told(stand_in: StandIn, koop: Koop) -> None:
    stand_in.on("/sru", Reply(page(record(stand_in.url))), Reply(page(total=0)))
    wanted = SourceQuery(ids=("kst-99301-12", "kst-99301-404"))
    assert koop.list(wanted).next == "1"
    assert "kst-99301-404" in koop.list(wanted, "1").refused[0]
    asked = [call.asked["query"] for call in stand_in.calls]
    assert asked == ["dt.identifier==kst-99301-12", "dt.identifier==kst-99301-404"]


def test_annexes_are_asked_for_on_wish(stand_in: StandIn, koop: Koop) -> None:
    annex = record(stand_in.url, identifier="blg-999", sort="Bijlage", kind="", main="kst-99301-12", forms=("pdf",))
    stand_in.on("/sru", Reply(page(record(stand_in.url))), Reply(page(annex)))
    found = list(everything(koop, SourceQuery(ids=("kst-99301-12",), attachments=True)))
    assert [(listed.source_id, listed.main, listed.is_letter) for listed in found] == [
        ("kst-99301-12", "", True),
        ("blg-999", "kst-99301-12", False),
    ]
    assert stand_in.calls[1].asked["query"] == "w.hoofddocument==kst-99301-12"


def test_a_question_names_dossiers_words_and_days() -> None:
    wanted = SourceQuery(
        dossiers=("28676", "21501-02"), query="zee mijnen", since=date(2021, 1, 1), changed_since=date(2021, 2, 16)
    )
    assert cql.many(wanted) == (
        "c.product-area==officielepublicaties AND w.publicatienaam==Kamerstuk AND "
        '(w.dossiernummer=="28676" OR w.dossiernummer=="21501-02") AND cql.textAndIndexes="zee mijnen" AND '
        'dt.date>="2021-01-01" AND dt.modified>="2021-02-16" NOT dt.type==Bijlage sortBy dt.date/sort.descending'
    )


def test_what_a_user_typed_stays_words() -> None:
    asked = cql.many(SourceQuery(query='zee" OR dt.type==Bijlage OR "\\'))
    assert 'cql.textAndIndexes="zee  OR dt.type==Bijlage OR"' in asked


@pytest.mark.parametrize("wanted", [SourceQuery(ids=("kst-1 OR 1==1",)), SourceQuery(dossiers=('28676"',))])
def test_what_is_no_id_and_no_dossier_is_never_asked(koop: Koop, stand_in: StandIn, wanted: SourceQuery) -> None:
    assert fault_of(koop, wanted).code == Fault.BAD_WISH
    assert stand_in.calls == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (koop_records.DIAGNOSTIC.encode(), Fault.DIAGNOSTIC),
        (koop_records.WEB_PAGE, Fault.WEB_PAGE),
        (page()[:300], Fault.DAMAGED),
        (b"", Fault.DAMAGED),
        (b"<explainResponse/>", Fault.UNEXPECTED),
        (b"<searchRetrieveResponse/>", Fault.UNEXPECTED),
        (page(total=5), Fault.UNEXPECTED),
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><searchRetrieveResponse>&e;</searchRetrieveResponse>',
         Fault.DAMAGED),
    ],
)  # fmt: skip
def test_an_answer_of_another_shape_is_an_error_though_its_status_is_200(
    stand_in: StandIn, koop: Koop, body: bytes, code: Fault
) -> None:
    stand_in.on("/sru", Reply(body))
    assert fault_of(koop, SourceQuery(dossiers=("99301",))).code == code


NO_INTEGERS = ["²", "③", "٣", "7" * 5000, "-3"]
odd = pytest.mark.parametrize("figure", NO_INTEGERS, ids=lambda figure: figure[:3])


@odd
def test_a_count_in_other_figures_is_an_error(stand_in: StandIn, koop: Koop, figure: str) -> None:
    counted = f"<sru:numberOfRecords>{figure}<".encode()
    stand_in.on("/sru", Reply(page(record(stand_in.url)).replace(b"<sru:numberOfRecords>1<", counted)))
    assert fault_of(koop, SourceQuery(dossiers=("99301",))).code == Fault.UNEXPECTED


@odd
def test_a_next_place_in_other_figures_is_none(stand_in: StandIn, koop: Koop, figure: str) -> None:
    named = f"<sru:nextRecordPosition>{figure}<".encode()
    whole = page(record(stand_in.url), following=3, total=9).replace(b"<sru:nextRecordPosition>3<", named)
    stand_in.on("/sru", Reply(whole))
    found = koop.list(SourceQuery(dossiers=("99301",)))
    assert (len(found.listed), found.next) == (1, None)


def test_what_the_source_says_of_a_question_it_does_not_understand_is_told(stand_in: StandIn, koop: Koop) -> None:
    stand_in.on("/sru", Reply(koop_records.DIAGNOSTIC.encode()))
    assert "mismatched input" in str(fault_of(koop, SourceQuery(dossiers=("99301",))))


def test_a_record_without_a_usable_name_is_told_and_the_others_are_kept(stand_in: StandIn, koop: Koop) -> None:
    odd = record(stand_in.url, identifier="../../etc/passwd")
    stand_in.on("/sru", Reply(page(odd, record(stand_in.url))))
    found = koop.list(SourceQuery(dossiers=("99301",)))
    assert [listed.source_id for listed in found.listed] == ["kst-99301-12"]
    assert "passwd" in found.refused[0]


def test_a_record_says_what_the_paper_is(letter: ListedPaper) -> None:
    stated = letter.stated
    assert (stated.identifier, stated.dossiers, stated.number) == ("kst-99301-12", ("99301",), "12")
    assert (stated.document_date, stated.publication_date) == (date(2019, 3, 3), date(2019, 3, 5))
    assert (stated.chamber, stated.session) == ("Tweede Kamer", "2018-2019")
    assert stated.signatories == (("J.K. Zeegers", ""),)
    assert (letter.kind, letter.is_letter, letter.modified) == ("Brief", True, date(2019, 3, 5))
    assert b"vaarroutes" in letter.metadata


def test_an_id_from_before_the_number_gives_way_to_the_number(stand_in: StandIn) -> None:
    (listed,) = sru.page_of(page(record(stand_in.url, "12", identifier="kst-1027341"))).listed
    assert (listed.source_id, listed.stated.names) == ("kst-1027341", ("kst-99301-12", "kst-1027341"))


@pytest.mark.parametrize(
    ("kind", "letter"),
    [("Brief", True), ("Motie", False), ("Verslag", False), ("Brief Algemene Rekenkamer", False), ("Overig", None)],
)
def test_what_is_no_letter_is_seen_by_its_kind(stand_in: StandIn, kind: str, letter: bool | None) -> None:
    (listed,) = sru.page_of(page(record(stand_in.url, kind=kind))).listed
    assert listed.is_letter is letter


def test_a_changed_record_has_another_fingerprint(stand_in: StandIn) -> None:
    same, again, changed = (
        sru.page_of(page(record(stand_in.url, **values))).listed[0].fingerprint
        for values in ({}, {}, {"modified": "2019-04-01"})
    )
    assert same == again != changed


def test_the_best_form_is_fetched(stand_in: StandIn, koop: Koop, letter: ListedPaper) -> None:
    stand_in.on(XML, Reply(publication(), headers={"ETag": '"1"', "Last-Modified": "gisteren"}))
    fetched = koop.fetch(letter)
    assert (fetched.data, fetched.name) == (publication(), "kst-99301-12.xml")
    assert (fetched.address, fetched.etag, fetched.last_modified) == (stand_in.url + XML, '"1"', "gisteren")


def test_a_form_that_is_missing_or_a_web_page_gives_way_to_the_next(
    stand_in: StandIn, koop: Koop, letter: ListedPaper
) -> None:
    stand_in.on(XML, Reply(koop_records.WEB_PAGE))
    stand_in.on(HTML, Reply(status=302, headers={"Location": "/fout404"}))
    stand_in.on(path_of("kst-99301-12", "pdf"), Reply(b"%PDF-1.4 zee"))
    assert koop.fetch(letter).name == "kst-99301-12.pdf"


def test_a_paper_that_is_missing_in_every_form_is_missing(koop: Koop, letter: ListedPaper) -> None:
    with pytest.raises(SourceError) as raised:
        koop.fetch(letter)
    assert raised.value.code == Fault.NOT_FOUND


def test_a_file_that_is_something_else_is_an_error(stand_in: StandIn, koop: Koop, letter: ListedPaper) -> None:
    stand_in.on(XML, Reply(b"<rss/>"))
    with pytest.raises(SourceError) as raised:
        koop.fetch(letter)
    assert raised.value.code == Fault.OTHER_FORM


def test_a_file_at_another_host_is_refused(stand_in: StandIn, koop: Koop) -> None:
    (listed,) = sru.page_of(page(record("https://voorbeeld.invalid"))).listed
    with pytest.raises(SourceError) as raised:
        koop.fetch(listed)
    assert (raised.value.code, stand_in.calls) == (Fault.ELSEWHERE, [])


def test_a_file_that_did_not_change_is_not_sent_again(stand_in: StandIn, koop: Koop, letter: ListedPaper) -> None:
    stand_in.on(XML, Reply(status=304))
    assert koop.fetch(letter, Known(stand_in.url + XML, etag='"1"')).data is None


def test_somebody_who_wants_to_see_it_is_shown_request_and_answer(stand_in: StandIn) -> None:
    lines: list[str] = []
    stand_in.on("/sru", Reply(page(record(stand_in.url))))
    with Client(hosts(stand_in.url), show=lines.append) as client:
        Koop(client, f"{stand_in.url}/sru").list(SourceQuery(ids=("kst-99301-12",)))
    shown = "\n".join(lines)
    assert "> GET http://127.0.0.1" in shown
    assert "< 200 OK" in shown
    assert "numberOfRecords" in shown


def test_the_real_list_is_read(shared: Path) -> None:
    found = sru.page_of((shared / "fixtures/koop/sru-page-1-of-8.xml").read_bytes())
    assert (len(found.listed), found.next, found.total, found.refused) == (10, "11", 76, ())
    (letter,) = [listed for listed in found.listed if listed.is_letter]
    assert (letter.source_id, letter.stated.document_date) == ("kst-22112-3185", date(2021, 9, 17))
    assert [m.form for m in letter.manifestations] == ["xml", "html", "odt", "pdf"]
    assert sum(bool(listed.main) for listed in found.listed) == 5


def test_the_real_files_are_taken_for_what_they_are(shared: Path, stand_in: StandIn, koop: Koop) -> None:
    folder = shared / "fixtures/koop"
    raw = (folder / "sru-page.xml").read_bytes().replace(b"http://__MOCK_SERVICE__", stand_in.url.encode())
    motion = next(x for x in sru.page_of(raw).listed if x.source_id == "kst-32545-143")
    for manifestation in motion.manifestations:
        data = (folder / f"kst-32545-143.{manifestation.form}").read_bytes()
        stand_in.on(manifestation.address.removeprefix(stand_in.url), Reply(data))
    fetched = koop.fetch(motion)
    assert fetched.name == "kst-32545-143.xml"
    assert fetched.data == (folder / "kst-32545-143.xml").read_bytes()
