"""HTTP client of a source: rate-limited, bounded, and restricted to its hosts."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from letters.sources.allowed_hosts import Hosts, origin_of
from letters.sources.client import Client
from letters.sources.koop import OFFICIAL, hosts
from letters.sources.rate_limit import ATTEMPTS, RateLimit, seconds_asked
from letters.sources.source_errors import Fault, SourceError
from letters.sources.source_protocol import Known
from tests.letters.sources.stand_in import Reply, StandIn


def fault(http: Client, address: str) -> SourceError:
    with pytest.raises(SourceError) as raised:
        http.get(address, accept="*/*")
    return raised.value


def test_a_call_says_who_we_are_and_how_to_reach_us(stand_in: StandIn, http: Client) -> None:
    stand_in.on("/a", Reply(b"ja"))
    assert http.get(f"{stand_in.url}/a", accept="text/plain").data == b"ja"
    assert stand_in.calls[0].headers["User-Agent"] == "Standpunt/0.1 (+redactie@voorbeeld.invalid)"


def test_between_two_calls_there_is_a_pause(stand_in: StandIn) -> None:
    waits: list[float] = []
    stand_in.on("/a", Reply(b"ja"))
    with Client(Hosts(stand_in.url, official=OFFICIAL), pace=RateLimit(pause=2.0, sleep=waits.append)) as http:
        http.get(f"{stand_in.url}/a", accept="*/*")
        assert waits == []
        http.get(f"{stand_in.url}/a", accept="*/*")
    assert waits == [pytest.approx(2.0, abs=0.5)]


def test_a_busy_source_is_waited_for_as_long_as_it_asks(stand_in: StandIn, http: Client, waits: list[float]) -> None:
    stand_in.on("/a", Reply(status=429, headers={"Retry-After": "7"}), Reply(b"ja"))
    assert http.get(f"{stand_in.url}/a", accept="*/*").data == b"ja"
    assert waits == [7.0]


def test_a_wait_in_other_figures_is_none_asked_for(stand_in: StandIn, http: Client, waits: list[float]) -> None:
    stand_in.on("/a", Reply(status=429, headers={"Retry-After": "²"}), Reply(b"ja"))
    assert http.get(f"{stand_in.url}/a", accept="*/*").data == b"ja"
    assert waits == [0.5]


def test_without_retry_after_each_wait_is_twice_the_last(stand_in: StandIn, http: Client, waits: list[float]) -> None:
    stand_in.on("/a", Reply(status=429), Reply(status=500), Reply(status=503), Reply(b"ja"))
    assert http.get(f"{stand_in.url}/a", accept="*/*").data == b"ja"
    assert waits == [0.5, 1.0, 2.0]


def test_a_wait_beyond_our_patience_is_left_to_whoever_comes_back_later(
    stand_in: StandIn, http: Client, waits: list[float]
) -> None:
    stand_in.on("/a", Reply(status=429, headers={"Retry-After": "3600"}))
    error = fault(http, f"{stand_in.url}/a")
    assert (error.code, error.wait, error.ends_run, waits) == (Fault.BUSY, 3600.0, True, [])


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(status=500), Fault.BROKEN),
        (Reply(b"x" * 500, cut=100), Fault.CUT),
        (Reply(b"ja", hold=2.0), Fault.SLOW),
    ],
)
def test_what_does_not_pass_is_an_error_after_five_times(
    stand_in: StandIn, http: Client, reply: Reply, code: Fault
) -> None:
    stand_in.on("/a", reply)
    assert fault(http, f"{stand_in.url}/a").code == code
    assert len(stand_in.calls) == ATTEMPTS


def test_an_answer_that_drips_is_too_slow_though_it_never_falls_silent(stand_in: StandIn) -> None:
    stand_in.on("/a", Reply(b"x" * 300, drip=0.01))
    pace = RateLimit(pause=0.0, patience=0.0)
    with Client(Hosts(stand_in.url, official=OFFICIAL), pace=pace, seconds=0.1) as http:
        assert fault(http, f"{stand_in.url}/a").code == Fault.SLOW


def test_a_cut_connection_that_comes_back_is_no_error(stand_in: StandIn, http: Client) -> None:
    stand_in.on("/a", Reply(b"x" * 500, cut=100), Reply(b"x" * 500))
    assert len(http.get(f"{stand_in.url}/a", accept="*/*").data) == 500


@pytest.mark.parametrize("status", [400, 403])
def test_a_refusal_is_not_repeated(stand_in: StandIn, http: Client, status: int) -> None:
    stand_in.on("/a", Reply(status=status))
    assert fault(http, f"{stand_in.url}/a").code == Fault.REFUSED
    assert len(stand_in.calls) == 1


def test_packed_answers_are_unpacked(stand_in: StandIn, http: Client) -> None:
    stand_in.on("/a", Reply(gzip.compress(b"zee " * 100), headers={"Content-Encoding": "gzip"}))
    assert http.get(f"{stand_in.url}/a", accept="*/*").data == b"zee " * 100


@pytest.mark.parametrize(
    "body", [b"no gzip at all", gzip.compress(bytes(range(256)) * 8)[:-20], b""], ids=["other", "half", "empty"]
)
def test_a_gzip_that_is_none_or_half_is_an_error_and_no_answer(stand_in: StandIn, http: Client, body: bytes) -> None:
    stand_in.on("/a", Reply(body, headers={"Content-Encoding": "gzip"}))
    assert fault(http, f"{stand_in.url}/a").code == Fault.PACKING


@pytest.mark.parametrize(
    "reply",
    [Reply(b"x" * 200_000), Reply(gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"})],
    ids=["large", "packed small"],
)
def test_what_is_too_large_is_not_taken_in(stand_in: StandIn, http: Client, reply: Reply) -> None:
    stand_in.on("/a", reply)
    assert fault(http, f"{stand_in.url}/a").code == Fault.TOO_LARGE


def test_a_file_that_we_have_is_asked_for_by_its_mark(stand_in: StandIn, http: Client) -> None:
    stand_in.on("/a", Reply(status=304))
    known = Known(f"{stand_in.url}/a", etag='"zee"', last_modified="Tue, 05 Mar 2019 10:00:00 GMT")
    answer = http.get(f"{stand_in.url}/a", accept="*/*", known=known)
    assert answer.not_changed
    sent = stand_in.calls[0].headers
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('"zee"', "Tue, 05 Mar 2019 10:00:00 GMT")


def test_a_redirect_within_the_source_is_followed(stand_in: StandIn, http: Client) -> None:
    stand_in.on("/a", Reply(status=302, headers={"Location": "/b"}))
    stand_in.on("/b", Reply(b"ja"))
    assert http.get(f"{stand_in.url}/a", accept="*/*").address == f"{stand_in.url}/b"


def test_a_redirect_to_another_host_is_never_followed(stand_in: StandIn, http: Client) -> None:
    other = StandIn()
    other.on("/b", Reply(b"nee"))
    stand_in.on("/a", Reply(status=302, headers={"Location": f"{other.url}/b"}))
    error = fault(http, f"{stand_in.url}/a")
    other.close()
    assert (error.code, other.calls) == (Fault.ELSEWHERE, [])


def test_a_redirect_in_a_circle_ends(stand_in: StandIn, http: Client) -> None:
    stand_in.on("/a", Reply(status=302, headers={"Location": "/a"}))
    assert fault(http, f"{stand_in.url}/a").code == Fault.ELSEWHERE


def test_a_redirect_to_the_page_of_missing_papers_is_a_missing_paper(stand_in: StandIn, http: Client) -> None:
    stand_in.on("/a", Reply(status=302, headers={"Location": "/fout404.html"}))
    assert fault(http, f"{stand_in.url}/a").code == Fault.NOT_FOUND
    assert stand_in.paths() == ["/a"]


@pytest.mark.parametrize(
    "address",
    [
        "https://voorbeeld.invalid/a",
        "http://repository.overheid.nl/frbr/a.xml",
        "https://repository.overheid.nl:8443/a",
        "https://repository.overheid.nl@voorbeeld.invalid/a",
        "https://repository.overheid.nl.voorbeeld.invalid/a",
        "file:///etc/passwd",
        "https://[zee/a",
        "//repository.overheid.nl/a",
    ],
)
def test_only_the_sources_own_hosts_are_called(address: str) -> None:
    with pytest.raises(SourceError) as raised:
        hosts(OFFICIAL).check(address)
    assert raised.value.code == Fault.ELSEWHERE


def test_the_sources_other_hosts_are_its_own() -> None:
    address = "https://zoek.officielebekendmakingen.nl/kst-99301-12.html"
    assert hosts(OFFICIAL).check(address) == address
    with pytest.raises(SourceError):
        hosts("http://127.0.0.1:8080/sru").check(address)
    assert origin_of("HTTPS://Repository.Overheid.NL./x") == origin_of(OFFICIAL)


def test_a_source_that_is_not_there_is_unreachable(http: Client, stand_in: StandIn) -> None:
    stand_in.close()
    error = fault(http, f"{stand_in.url}/a")
    assert (error.code, error.ends_run) == (Fault.UNREACHABLE, True)


def test_proxies_of_the_environment_are_not_used(stand_in: StandIn, http: Client, monkeypatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    stand_in.on("/a", Reply(b"ja"))
    with Client(Hosts(stand_in.url, official=OFFICIAL), pace=RateLimit(pause=0.0)) as own:
        assert own.get(f"{stand_in.url}/a", accept="*/*").data == b"ja"


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        (None, None),
        ("12", 12.0),
        ("Tue, 05 Mar 2019 10:01:00 GMT", 60.0),
        ("morgen", None),
        ("-5", None),
        ("²", None),
        ("9" * 400, None),
        (f"Tue, 05 Mar 2019 10:01:00 {'9' * 20}", None),
    ],
    ids=lambda value: str(value)[:40],
)
def test_retry_after_is_seconds_or_a_moment(said: str | None, seconds: float | None) -> None:
    assert seconds_asked(said, datetime(2019, 3, 5, 10, 0, tzinfo=UTC)) == seconds
