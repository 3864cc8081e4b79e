"""API endpoints: responses, visibility and query counts."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from letters.ingestion.withdraw import withdraw
from positions.codebook import store
from positions.models import Assignment, Review, Stance
from positions.review import assignments, decisions
from tests.positions.api.asking import ENDPOINTS, get, results
from tests.positions.conftest import DOVE, HAWK
from tests.positions.factories import FIRM, MILD, WEATHER


@pytest.mark.parametrize("name", ENDPOINTS)
def test_every_endpoint_answers_before_there_is_anything(client, codebook, name) -> None:
    get(client, f"{name}/")


@pytest.mark.parametrize("name", ENDPOINTS)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(client, db, name, method) -> None:
    assert getattr(client, method)(f"/api/v1/{name}/").status_code == 405


def test_the_front_names_every_endpoint(client, db) -> None:
    found = get(client, "")
    assert set(found) == {*ENDPOINTS, "schema"}
    assert found["stances"] == "http://testserver/api/v1/stances/"


def test_a_letter_has_its_facts_and_nulls_for_what_is_unknown(client, letter_of) -> None:
    letter_of(7, None, MILD, WEATHER)
    found = get(client, "letters/kst-99301-7/")
    assert found == results(client, "letters/")[0]
    assert found["url"] == "http://testserver/brieven/kst-99301-7/"
    assert found["dossiers"] == ["99301"]
    assert found["document_date"] is None
    assert found["signatories"][0]["name"] == "J.K. Zeegers"


def test_letters_are_filtered_as_on_the_site(client, two_steps) -> None:
    assert [letter["number"] for letter in results(client, "letters/?after=2020-01-01")] == ["2"]
    assert [letter["number"] for letter in results(client, "letters/?q=afschrikking")] == ["2"]
    assert [letter["number"] for letter in results(client, "letters/?sort=oldest")] == ["1", "2"]


def test_passages_of_one_letter_stand_in_the_order_of_its_text(client, two_steps) -> None:
    found = results(client, "passages/?letter=kst-99301-1")
    assert {passage["letter"] for passage in found} == {"kst-99301-1"}
    assert [passage["number"] for passage in found] == sorted(passage["number"] for passage in found)
    assert MILD in [sentence for passage in found for sentence in passage["sentences"]]


def test_a_stance_stands_verbatim_at_its_place_in_a_passage(client, two_steps) -> None:
    stance = results(client, "stances/?letter=kst-99301-1")[0]
    assert (stance["quote"], stance["score"], stance["state"]) == (MILD, -1, "accepted")
    passages = {p["number"]: p for p in results(client, "passages/?letter=kst-99301-1")}
    passage = passages[stance["passage"]]
    inside = passage["text"][stance["start"] - passage["start"] : stance["end"] - passage["start"]]
    assert inside == stance["quote"]
    assert get(client, f"stances/{stance['id']}/") == stance


def test_stances_are_filtered_by_themselves_and_by_their_letters(client, two_steps) -> None:
    assert [s["quote"] for s in results(client, "stances/?score=1")] == [FIRM]
    assert [s["quote"] for s in results(client, "stances/?before=2019-12-31")] == [MILD]
    assert results(client, "stances/?topic=china") == []


def test_a_mention_has_no_score(client, letter_of, accept) -> None:
    accept(letter_of(1, "3 maart 2019", MILD, WEATHER), MILD, None)
    assert results(client, "stances/")[0]["score"] is None
    assert results(client, "positions/") == []


def test_topics_have_their_axis_and_their_mark(client, codebook) -> None:
    russia = get(client, "topics/russia/")
    assert russia in results(client, "topics/")
    assert russia["low_pole"]["en"]
    assert russia["reliability"] == {"kind": "unmeasured", "alpha": None, "units": 0, "pair": ""}


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("letters/?after=gisteren", "after"),
        ("letters/?kind=liedje", "kind"),
        ("letters/?after=2020-01-01&before=2019-01-01", "before"),
        ("letters/?page=nul", "page"),
        ("letters/?page_size=-1", "page_size"),
        ("topics/?cursor=1", "cursor"),
        ("stances/?page_size=0", "page_size"),
        ("stances/?cursor=morgen", "cursor"),
        ("stances/?cursor=--1", "cursor"),
        ("stances/?cursor=1&page=2", "cursor"),
        ("passages/?count=1", "count"),
        ("letters/?q=%00", "q"),
        ("stances/?topic=voetbal", "topic"),
        ("stances/?coder=anna", "coder"),
        ("stances/?as_of=2020-13-01", "as_of"),
        ("positions/?topic=voetbal", "topic"),
        ("positions/?least=0", "least"),
        ("changes/?change=ontploft", "change"),
        ("changes/?verdict=hardened", "verdict"),
        ("changes/?step=softened", "step"),
        ("changes/?towards=up", "towards"),
        ("positions/?change=new", "change"),
        ("changes/?holdr=cabinet", "holdr"),
        ("agreement/?first=1", "second"),
        ("topics/russia/?x=1", "x"),
    ],
)
def test_a_wrong_value_is_answered_by_its_field(client, codebook, address, field) -> None:
    wrong = get(client, address, 400)
    assert isinstance(wrong[field][0], str)


@pytest.mark.parametrize("address", ["letters/kst-1-1/", "stances/1/", "topics/voetbal/"])
def test_what_is_not_there_is_404(client, codebook, address) -> None:
    get(client, address, 404)


@pytest.mark.parametrize("name", ENDPOINTS)
def test_who_has_the_answer_already_is_told_so_until_something_changes(client, two_steps, accept, name) -> None:
    first = client.get(f"/api/v1/{name}/")
    assert first["Last-Modified"]
    again = client.get(f"/api/v1/{name}/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/api/v1/{name}/", headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    accept(two_steps[0], WEATHER, None)
    assert client.get(f"/api/v1/{name}/", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_an_answer_to_one_reader_is_not_anothers(client, two_steps, anna) -> None:
    first = client.get("/api/v1/stances/")
    client.force_login(anna.user)
    assert client.get("/api/v1/stances/", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_who_asks_too_often_waits(client, codebook, settings) -> None:
    settings.API_ANONYMOUS_RATE = "2/min"
    get(client, "topics/")
    get(client, "topics/")
    response = client.get("/api/v1/topics/")
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


def test_who_is_signed_in_has_a_rate_of_their_own(client, codebook, settings, anna) -> None:
    settings.API_ANONYMOUS_RATE, settings.API_USER_RATE = "1/min", "2/min"
    client.force_login(anna.user)
    get(client, "topics/")
    get(client, "topics/")
    get(client, "topics/", 429)


def test_as_of_gives_what_was_known_that_day(client, letter_of, accept, monkeypatch) -> None:
    then = timezone.now() - timedelta(days=10)
    with monkeypatch.context() as past:
        past.setattr(timezone, "now", lambda: then)
        accept(letter_of(1, "3 maart 2019", MILD, WEATHER), MILD, -1)
    accept(letter_of(2, "4 april 2020", FIRM, WEATHER), FIRM, 1)
    day = timezone.localdate(then)
    assert [s["quote"] for s in results(client, f"stances/?as_of={day}")] == [MILD]
    assert len(results(client, f"positions/?as_of={day}")) == 1
    assert results(client, f"stances/?as_of={day - timedelta(days=1)}") == []
    assert len(results(client, "stances/")) == 2


def test_as_of_replays_decisions_under_todays_rules(client, says, monkeypatch) -> None:
    then = timezone.now() - timedelta(days=10)
    with monkeypatch.context() as past:
        past.setattr(timezone, "now", lambda: then)
        says(1, "3 maart 2019", *DOVE)
        says(3, "5 mei 2019", *DOVE)
    says(2, "4 april 2019", *HAWK)
    day = timezone.localdate(then)
    assert [step["step"] for step in results(client, f"changes/?as_of={day}")] == ["reaffirmed", "new"]
    assert [step["step"] for step in results(client, "changes/")] == ["reversed", "reversed", "new"]
    assert {step["rules"] for step in results(client, f"changes/?as_of={day}")} == {2}


def test_a_stance_that_was_rejected_since_was_accepted_then(client, letter_of, accept, anna, monkeypatch) -> None:
    then = timezone.now() - timedelta(days=10)
    with monkeypatch.context() as past:
        past.setattr(timezone, "now", lambda: then)
        stance = accept(letter_of(1, "3 maart 2019", MILD, WEATHER), MILD, -1)
    decisions.Action(anna).write(stance, Review.Decision.REJECT)
    assert [s["id"] for s in results(client, f"stances/?as_of={timezone.localdate(then)}")] == [stance.pk]
    assert results(client, "stances/") == []


def test_a_withdrawn_letter_is_nowhere(client, two_steps, anna) -> None:
    withdraw(two_steps[0], user=anna.user, reason="vergissing")
    get(client, "letters/kst-99301-1/", 404)
    for name in ("letters", "passages", "stances", "positions", "changes"):
        assert "kst-99301-1" not in json.dumps(get(client, f"{name}/")), name
    assert "kst-99301-1" not in json.dumps(get(client, f"stances/?as_of={timezone.localdate()}"))


def test_proposals_are_shown_to_whom_the_site_shows_them(client, letter_of, settings, anna) -> None:
    letter_of(1, "3 maart 2019", MILD, WEATHER)
    call_command("propose")
    assert {s["state"] for s in results(client, "stances/")} == {"proposed"}
    assert {p["state"] for p in results(client, "positions/")} == {"proposed"}
    settings.POSITIONS_SHOW_PROPOSALS = "signed-in"
    assert results(client, "stances/") == results(client, "positions/") == []
    assert results(client, f"stances/?as_of={timezone.localdate()}") == []
    client.force_login(anna.user)
    assert {s["state"] for s in results(client, "stances/")} == {"proposed"}


def test_blind_codings_are_seen_by_nobody_and_the_blind_coder_sees_nothing_there(
    client, two_steps, bram, coders
) -> None:
    letter = two_steps[0]
    assignment = assignments.ask(bram, letter, by=None)
    revision = letter.revisions.get()
    start = revision.text.index(WEATHER)
    Stance.objects.create(
        revision=revision, start=start, end=start + len(WEATHER), quote=WEATHER, topic=Stance.objects.first().topic,
        holder="cabinet", score=2, coder=bram, codebook=Stance.objects.first().codebook, assignment=assignment,
    )  # fmt: skip
    assert WEATHER not in [s["quote"] for s in results(client, "stances/")]
    client.force_login(bram.user)
    for name in ("stances", "positions", "changes"):
        assert MILD not in json.dumps(get(client, f"{name}/")), name
    Assignment.objects.update(done_at=timezone.now())
    assert MILD in [s["quote"] for s in results(client, "stances/")]
    assert WEATHER not in [s["quote"] for s in results(client, "stances/")]


def test_a_blind_coder_gets_nothing_that_is_computed_from_the_letter_at_hand(client, line, bram, coders) -> None:
    assignments.ask(bram, line[1], by=None)
    client.force_login(bram.user)
    assert line[1].key not in json.dumps([results(client, "positions/"), results(client, "changes/")])
    found = results(client, "positions/?topic=russia")
    assert [(each["step"], each["change"]) for each in found] == [
        ("new", "new"), (None, "softened"), ("reversed", "reversed"), ("unclear", "softened"), ("across", "hardened"),
    ]  # fmt: skip
    assert results(client, "changes/")[-2]["before"]["letter"]["key"] == line[0].key


def test_a_person_is_named_to_those_who_are_signed_in_alone(client, two_steps, anna) -> None:
    assert "anna" not in client.get("/api/v1/stances/").content.decode()
    assert "anna" not in client.get("/api/v1/agreement/").content.decode()
    client.force_login(anna.user)
    assert results(client, "stances/")[0]["coder"]["name"] == "anna"


def test_hostile_text_stays_data(client, letter_of) -> None:
    letter_of(1, "3 maart 2019", "Het kabinet vindt &lt;script&gt;alert(1)&lt;/script&gt; Rusland.", WEATHER)
    response = client.get("/api/v1/passages/?q=alert")
    assert response["Content-Type"] == "application/json"
    assert "<script>" in json.dumps(response.json())


@pytest.mark.parametrize("name", ["letters", "passages", "stances", "positions", "changes"])
def test_a_page_costs_the_same_however_much_is_on_it(
    client, letter_of, accept, name, django_assert_max_num_queries
) -> None:
    store.codebook_of(store.newest().pk)  # fill the cache of the codebook
    counts = []
    for more in (1, 5):
        for number in range(more):
            accept(
                letter_of(10 * more + number, f"{number + 1} juni 2022", FIRM, f"Punt {number} van de dag."), FIRM, 2
            )
        with django_assert_max_num_queries(12) as found:
            client.get(f"/api/v1/{name}/")
        counts.append(len(found))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", ["nergens/", "stances/een/", "topics/russia/nergens/", "nergens/?x=1"])
def test_where_there_is_nothing_the_api_says_so_itself(client, db, path) -> None:
    response = client.get(f"/api/v1/{path}")
    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/json")
    assert response.json() == {"detail": "Niet gevonden."}
