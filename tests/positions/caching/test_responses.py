"""Responses are cached until shown data change, and only if they are the same for everybody."""

from __future__ import annotations

import gzip
from datetime import date
from threading import Event as Signal
from threading import Thread

import brotli
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from letters.ingestion.withdraw import withdraw
from letters.models import Cabinet, Letter
from positions.caching import responses, version
from positions.caching.in_process import in_process
from positions.caching.version import WHOLE, State, pinned
from positions.models import DataVersion, Event, Topic
from tests.kept import kept
from tests.positions.factories import FISH, PRESS, TALK

KNOWN = State([(None, None, 1, 1, 1, 1)])
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
PAGE = "/onderwerpen/russia/"
UNSEEN = {  # tables whose data no cached page shows
    "letters_announcedfile", "letters_change", "letters_content", "letters_document", "letters_exampleremoval",
    "letters_resemblance", "letters_sentencedigest", "positions_claim",
    "positions_codebookdraft", "positions_alteration", "positions_topicversion", "positions_lettersummary",
    "positions_stancesummary", "positions_summarydue", "positions_decisioncount", "positions_decisiontotal",
    "positions_daysummary", "positions_daydue",
    "positions_subscriber", "positions_subscription", "positions_alertmessage", "positions_tolditem",
    "positions_announcedstep", "positions_topiclook", "positions_takenletter", "letters_workcount",
    "positions_modelround", "positions_modelwindow",  # figures that leave out failed windows change with their run
    "positions_releasechunk", "positions_releasefile",  # written with the row of their release alone, which is watched
}  # fmt: skip


@kept
def letter(letter_of, accept) -> Letter:
    found = letter_of(1, "3 maart 2019", TALK, PRESS, FISH, "Tot slot iets over vis.")
    accept(found, TALK, -1)
    return found


@pytest.fixture
def read(client):
    return lambda path=PAGE: client.get(path).content.decode()


def test_a_kept_page_costs_one_question_and_is_the_same(client, letter, django_assert_num_queries) -> None:
    first = client.get(PAGE)
    with django_assert_num_queries(1):
        again = client.get(PAGE)
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])


def test_a_decision_shows_at_once(read, letter, accept) -> None:
    assert "−1 (richting toenadering)" in read()
    accept(letter, PRESS, 1)
    assert "0 (in het midden)" in read()


def test_a_letter_that_is_withdrawn_is_gone_at_once(read, letter, anna) -> None:
    assert letter.key in read()
    withdraw(letter, user=anna.user, reason="vergissing")
    assert letter.key not in read()


def test_what_is_written_past_the_models_shows_too(read, letter) -> None:
    assert "vangst" not in read()
    Letter.objects.update(subject="Brief over de vangst")
    assert "vangst" in read()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE positions_topic SET name_nl = 'Ruslandbeleid' WHERE slug = 'russia'")
    assert "Ruslandbeleid" in read()


def test_an_event_and_a_cabinet_show_at_once(read, letter) -> None:
    read()
    Event.objects.create(slug="top", date="2019-03-10", name_nl="De grote top", name_en="Top", source="krant")
    Cabinet.objects.create(name="Rutte XII", start="2019-01-01")
    assert "De grote top" in read()
    assert "Rutte XII" in read()


def test_a_setting_shows_at_once(client, read, letter_of, settings) -> None:
    letter_of(1, "3 maart 2019", TALK, PRESS, FISH, "Tot slot iets over vis.")
    call_command("propose")
    assert "alleen voorstellen" in read()
    settings.POSITIONS_SHOW_PROPOSALS = "signed-in"
    assert "alleen voorstellen" not in read()


def test_who_is_signed_in_gets_a_page_of_their_own_and_leaves_none(client, read, letter_of, anna, settings) -> None:
    settings.POSITIONS_SHOW_PROPOSALS = "signed-in"
    letter_of(1, "3 maart 2019", TALK, PRESS, FISH, "Tot slot iets over vis.")
    call_command("propose")
    read()
    client.force_login(anna.user)
    assert "alleen voorstellen" in read()
    client.logout()
    assert "alleen voorstellen" not in read()


def test_another_day_is_another_page(client, letter, monkeypatch, django_assert_max_num_queries) -> None:
    client.get(PAGE)
    monkeypatch.setattr(timezone, "localdate", lambda *_of: date(2031, 1, 1))
    with django_assert_max_num_queries(30) as found:
        client.get(PAGE)
    assert len(found) > 1


def test_addresses_in_a_page_are_those_of_the_site_that_was_asked(client, letter, settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client.get(PAGE)
    assert "http://elders.example/onderwerpen/" in client.get(PAGE, headers={"host": "elders.example"}).content.decode()


def test_each_reader_gets_it_as_they_can_read_it(client, letter) -> None:
    packed = client.get(PAGE, headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get(PAGE)
    assert client.get(PAGE, headers={"accept-encoding": "gzip"}).content == packed.content


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"), ("br;q=0.5, gzip", "br"), ("gzip;q=1.0, BR", "br"), ("gzip, br;q=0", "gzip"),
        ("br;q=0.000, gzip;q=0.1", "gzip"), ("deflate", None), ("", None), ("brotli", None),
    ],
)  # fmt: skip
def test_it_is_packed_as_the_client_accepts(client, letter, accepted: str, encoding: str | None) -> None:
    plain = client.get(PAGE)
    packed = client.get(PAGE, headers={"accept-encoding": accepted})
    assert packed.headers.get("Content-Encoding") == encoding
    assert UNPACK[encoding](packed.content) == plain.content
    assert len(packed.content) == int(packed["Content-Length"])
    if encoding:
        assert "Accept-Encoding" in packed["Vary"]


def test_brotli_makes_a_page_smaller_than_gzip(client, letter) -> None:
    small, large = (len(client.get(PAGE, headers={"accept-encoding": name}).content) for name in ("br", "gzip"))
    assert small < 0.95 * large


@pytest.mark.parametrize("name", ["br", "gzip"])
def test_who_has_it_packed_is_told_so_too(client, letter, name: str) -> None:
    first = client.get(PAGE, headers={"accept-encoding": name})
    again = client.get(PAGE, headers={"accept-encoding": name, "if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_for_one_reader_is_never_packed_with_brotli(client, letter, anna) -> None:
    client.force_login(anna.user)
    assert client.get(PAGE, headers={"accept-encoding": "br, gzip"})["Content-Encoding"] == "gzip"


def test_who_has_it_already_is_told_so(client, letter, accept) -> None:
    seen = {"If-None-Match": client.get(PAGE)["ETag"]}
    assert client.get(PAGE, headers=seen).status_code == 304
    accept(letter, PRESS, 2)
    assert client.get(PAGE, headers=seen).status_code == 200


def test_an_error_has_no_version_and_an_unchanged_answer_has_its_own(client, letter) -> None:
    wrong = client.get("/api/v1/letters/?kind=onzin")
    assert (wrong.status_code, "ETag" in wrong, "Last-Modified" in wrong) == (400, False, False)
    first = client.get("/api/v1/letters/")
    again = client.get("/api/v1/letters/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again["ETag"], again["Last-Modified"]) == (304, first["ETag"], first["Last-Modified"])


def test_what_is_not_there_is_not_kept(client, letter_of, codebook) -> None:
    missing = "/onderwerpen/russia/brief/kst-99301-1/"
    assert client.get(missing).status_code == 404
    letter_of(1, "3 maart 2019", TALK, PRESS, FISH, "Tot slot iets over vis.")
    call_command("propose")
    assert client.get(missing).status_code == 200


def test_a_statement_that_touches_no_row_changes_nothing(letter) -> None:
    before = version.version()
    Letter.objects.filter(pk=0).update(subject="x")
    Topic.objects.filter(pk=0).delete()
    assert version.version() == before
    Topic.objects.update(position=3)
    assert version.version() != before


def test_every_table_is_watched_or_shown_nowhere(db) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'altered_by_update'")
        watched = {table for (table,) in cursor.fetchall()}
    models = (m for a in ("letters", "positions") for m in apps.get_app_config(a).get_models(include_auto_created=True))
    assert watched | UNSEEN == {model._meta.db_table for model in models}
    assert not watched & UNSEEN


def test_old_alterations_are_forgotten_where_there_are_many(db, monkeypatch) -> None:
    monkeypatch.setattr(version, "MANY", 5)
    monkeypatch.setattr(version, "ENOUGH", 2)
    DataVersion.objects.all().delete()  # emptying tables after an earlier test left one
    DataVersion.objects.bulk_create(DataVersion(transaction=number, at=timezone.now()) for number in range(1, 6))
    assert version.prune() == 0
    DataVersion.objects.create(transaction=6, at=timezone.now())
    assert version.prune() == 4
    assert set(DataVersion.objects.values_list("transaction", flat=True)) == {5, 6}


def test_of_several_who_ask_one_makes_it() -> None:
    cache, made, go = in_process(10, len), [], Signal()

    def make() -> str:
        go.wait(10)
        made.append(1)
        return "ding"

    def ask() -> None:
        with pinned(KNOWN):
            found.append(cache(WHOLE, "x", make))

    found: list[str] = []
    readers = [Thread(target=ask) for _ in range(5)]
    for reader in readers:
        reader.start()
    go.set()
    for reader in readers:
        reader.join(10)
    assert (found, made) == (["ding"] * 5, [1])


def test_what_is_not_asked_for_makes_room_and_what_is_too_large_is_never_kept() -> None:
    cache = in_process(10, len)
    with pinned(KNOWN):
        for name in ("een", "twee", "drie"):
            cache(WHOLE, name, lambda: "xxxx")
        assert cache(WHOLE, "een", lambda: "anders") == "anders"
        assert cache(WHOLE, "drie", lambda: "anders") == "xxxx"
        cache(WHOLE, "groot", lambda: "x" * 11)
        assert cache(WHOLE, "groot", lambda: "klein") == "klein"


def test_another_version_of_the_data_is_another_thing() -> None:
    cache = in_process(10, len)
    with pinned(KNOWN):
        cache(WHOLE, "x", lambda: "oud")
    with pinned(State([(None, None, 2, 3, 2, 2)])):
        assert cache(WHOLE, "x", lambda: "nieuw") == "nieuw"


def test_an_error_is_not_kept_and_blocks_nobody() -> None:
    cache = in_process(10, len)
    with pinned(KNOWN):
        with pytest.raises(ZeroDivisionError):
            cache(WHOLE, "x", lambda: str(1 // 0))
        assert cache(WHOLE, "x", lambda: "goed") == "goed"


def test_a_value_is_made_as_of_the_version_that_it_is_kept_under() -> None:
    with pinned(KNOWN):
        assert in_process(10, len)(WHOLE, "x", lambda: version.version().digest) == KNOWN.version(WHOLE).digest


class AtWork(Thread):
    """A reader whose page is being made from this state of the data, until it is let go."""

    def __init__(self, state: State) -> None:
        super().__init__(daemon=True)
        self.state, self.begun, self.go = state, Signal(), Signal()

    def run(self) -> None:
        with pinned(self.state), responses.ANSWERS.shared_state(WHOLE):
            self.begun.set()
            assert self.go.wait(20)

    def __enter__(self) -> None:
        self.start()
        assert self.begun.wait(10)

    def __exit__(self, *_error: object) -> None:
        self.go.set()
        self.join(10)


def test_records_are_of_the_state_that_pages_are_made_from_meanwhile(client, letter, accept) -> None:
    def ask(**headers: str) -> tuple[int, str, bytes]:
        answer = client.get("/api/v1/stances/", headers=headers)
        return answer.status_code, answer["ETag"], answer.content

    first = ask()
    with AtWork(version.state()):
        accept(letter, PRESS, 1)
        assert ask() == first
        assert ask(**{"If-None-Match": first[1]})[0] == 304
    newest = ask()
    assert newest[0] == 200
    assert newest[1:] != first[1:]
    assert PRESS in newest[2].decode()


def test_who_is_signed_in_gets_records_of_now(client, letter, accept, anna) -> None:
    client.force_login(anna.user)
    with AtWork(version.state()):
        accept(letter, PRESS, 1)
        assert PRESS in client.get("/api/v1/stances/").content.decode()
