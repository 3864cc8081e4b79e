"""The cost of a page does not grow with the letters that are stored, but with what it shows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import many
from letters.models import Letter
from letters.search.letter_filter import ORDERS
from positions import tasks
from positions.caching import in_process
from positions.models import Coder, Review, Stance
from positions.review import bulk_acceptance, progress, queue
from positions.review.queue_order import BY_WEIGHT
from tests.positions.factories import account
from tests.rows_read import rows_read, vacuum

FEW, MANY = 30, 90
LETTERS = "/api/v1/letters/"
# Among four times the letters. What grows with them reads four times the rows; plans differ by release of PostgreSQL.
FLAT, BELOW_FOUR = 2, 3


@pytest.fixture
def grown(codebook) -> Callable[[], None]:
    """Return a function that stores more letters, four times those that are there; all are summed up."""
    vacuum()
    call_command("load_cabinets")

    def make(letters: int) -> None:
        many.make(letters, everything=True, first=Letter.objects.count())
        tasks.sum_up_the_rest()
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE positions_summarydue")  # is empty, but for what this transaction left in its file
        in_process.clear()

    make(FEW)
    return lambda: make(MANY * Letter.objects.count() // FEW)


@pytest.fixture
def editor(client, django_user_model) -> User:
    client.force_login(account(django_user_model, "eva", "redactie"))
    return client


def cost_of(client, path: str) -> tuple[int, int]:
    """Return the queries and the rows read of a page that is not kept."""
    client.get(path)  # what is asked once a process is there
    in_process.clear()
    with rows_read() as rows, CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        if response.streaming:
            b"".join(response.streaming_content)
    assert response.status_code == 200
    return len(queries), rows.read


def test_a_preview_does_not_read_a_topic_again_for_each_of_its_proposals(editor, grown) -> None:
    few = len(bulk_acceptance.touched(Stance.objects.shown()))
    queries, rows = cost_of(editor, "/beoordelen/veel/")
    grown()
    more = len(bulk_acceptance.touched(Stance.objects.shown()))
    assert more > 3 * few
    again, rows_again = cost_of(editor, "/beoordelen/veel/")
    assert again == queries
    assert rows_again / more < BELOW_FOUR * rows / few


def test_a_preview_reads_what_it_lists(editor, client, grown, monkeypatch) -> None:
    monkeypatch.setattr(bulk_acceptance, "MOST", 20)
    monkeypatch.setattr(bulk_acceptance, "TEXTS", 5)
    few = cost_of(client, "/beoordelen/veel/")
    grown()
    more = cost_of(client, "/beoordelen/veel/")
    assert more[0] == few[0]
    assert more[1] < FLAT * few[1]


@pytest.mark.parametrize("query", ["", "?topic=russia", "?coder={coder}", "?letter=kst-99999-7"])
def test_the_review_page_reads_what_it_shows(editor, client, grown, monkeypatch, query) -> None:
    monkeypatch.setattr(progress, "MOST_LETTERS", 3)
    path = f"/beoordelen/{query.format(coder=Coder.objects.get(name='bench').pk)}"
    if "letter" in query:
        grown()  # of fewer letters, all are read sooner than one is looked up
    few = cost_of(client, path)
    grown()
    more = cost_of(client, path)
    assert more[0] == few[0]
    assert more[1] < FLAT * few[1]


def test_a_decision_and_the_next_proposal_read_what_they_show(editor, client, grown) -> None:
    costs = []
    for grow in (lambda: None, grown):
        grow()
        html = client.get("/beoordelen/").content.decode()
        (address,) = re.findall(r'action="(/beoordelen/\d+/)"', html)
        form = {"action": "reject", **dict(re.findall(r'name="(seen|shown)" value="(\d+)"', html))}
        with rows_read() as rows, CaptureQueriesContext(connection) as queries:
            answer = client.post(address, form, headers={"Accept": "application/json"}).json()
        assert (answer["said"], "<mark>" in answer["html"]) == ("Afgewezen.", True)
        costs.append((len(queries), rows.read))
    assert costs[1][0] == costs[0][0]
    assert costs[1][1] < FLAT * costs[0][1]


EXPORTS = [
    f"/gegevens/{name}" for name in ("brieven.csv", "standpunten.csv", "standpunten.jsonl", "standpunten.jsonld")
]


def test_exports_ask_the_database_no_more_often_for_more_letters(client, grown) -> None:
    few = {path: cost_of(client, path)[0] for path in EXPORTS}
    grown()
    assert {path: cost_of(client, path)[0] for path in EXPORTS} == few


def test_the_table_of_letters_reads_no_text_and_of_passages_the_headings_alone(client, recorded) -> None:
    with CaptureQueriesContext(connection) as queries:
        list(client.get("/gegevens/brieven.csv").streaming_content)
    asked = " ".join(query["sql"] for query in queries)
    assert '"letters_revision"."text" AS' not in asked
    (of_passages,) = [query["sql"] for query in queries if "letters_passage" in query["sql"]]
    assert "'heading'" in of_passages


def test_a_letter_reads_what_its_neighbours_say_however_many_letters_there_are(client, grown) -> None:
    grown()  # of fewer letters, all are read sooner than some are looked up
    few = cost_of(client, f"/brieven/kst-99999-{FEW + MANY // 2}/")
    grown()
    more = cost_of(client, f"/brieven/kst-99999-{4 * FEW + 2 * MANY}/")
    assert more[0] == few[0]
    assert more[1] < FLAT * few[1]


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/stances/", "/api/v1/stances/?cursor={stance}",
        "/api/v1/passages/",
        "/feeds/standpunten/",
    ],
)  # fmt: skip
def test_what_comes_in_pages_reads_what_a_page_shows(client, grown, path: str) -> None:
    few = cost_of(client, path.format(stance=Stance.objects.order_by("-revision")[100].pk))
    grown()
    more = cost_of(client, path.format(stance=Stance.objects.order_by("-revision")[100].pk))
    assert more[0] == few[0]
    assert more[1] < FLAT * few[1]


def test_a_rare_word_reads_what_was_found(client, grown) -> None:
    path = f"/zoeken/?q={many.RARE}"
    few = cost_of(client, path)
    grown()  # and with it a second letter with the word
    more = cost_of(client, path)
    assert more[0] == few[0]
    assert more[1] < 1_000  # of 14,000 with the stances of all letters


@pytest.mark.parametrize("path", [f"{LETTERS}?page_size=9", f"{LETTERS}?page_size=9&sort=oldest"])
def test_letters_in_the_api_are_neither_sorted_nor_counted(client, grown, path: str) -> None:
    grown()
    assert cost_of(client, path)[1] < 300  # of 500 to 700 where they are


@pytest.mark.django_db
def test_letters_are_listed_in_the_order_of_an_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    assert "letter_by_date" in Letter.objects.order_by(*ORDERS["newest"])[:25].explain()
    assert "letter_by_arrival" in Letter.objects.order_by("-created_at", "-pk")[:50].explain()


def test_the_next_proposal_is_found_without_looking_at_what_is_decided(grown, anna) -> None:
    """The queue begins with the newest letters, which are all decided on here."""
    read = []
    for grow in (lambda: None, grown):
        grow()
        oldest = Stance.objects.open().order_by("revision_id").values_list("revision", flat=True)[0]
        decided = Stance.objects.filter(revision__gt=oldest).open()
        Review.objects.bulk_create(Review(stance=s, decision="reject", state="rejected", coder=anna) for s in decided)
        tasks.sum_up_the_rest()
        with rows_read() as rows:
            assert queue.take_next(queue.proposals(), anna, order=BY_WEIGHT).revision_id == oldest
        read.append(rows.read)
    assert read[1] < FLAT * read[0]


def test_the_proposal_after_one_is_looked_for_from_its_own_text_on(grown, anna) -> None:
    """Of the oldest letters, so that with more letters there are more before it in the queue."""
    read = []
    for grow in (lambda: None, grown):
        grow()
        tasks.sum_up_the_rest()
        second = Stance.objects.open().order_by("revision_id").values_list("revision", flat=True).distinct()[1]
        shown = Stance.objects.open().filter(revision=second).order_by("start").last()
        with rows_read() as rows:
            assert queue.take_next(queue.proposals(), anna, shown, BY_WEIGHT).revision_id <= second
        read.append(rows.read)
    assert max(read) < 2_000  # of 8,700 from the newest text on
