"""HTTP client for one source: rate-limited, bounded, restricted to its hosts."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpx

from letters.readers.integers import BIGINT, parse_integer
from letters.sources.allowed_hosts import Hosts
from letters.sources.decompress import Unpacker, too_large
from letters.sources.rate_limit import ATTEMPTS, RateLimit, seconds_asked
from letters.sources.source_errors import Fault, SourceError
from letters.sources.source_protocol import NOTHING, Answer, Known

log = logging.getLogger(__name__)

REDIRECTS = 5
FAKE_404 = "fout404"  # where KOOP redirects requests for missing papers
SHOWN = 4000  # characters of a response that are shown
Show = Callable[[str], None]


def agent(contact: str) -> str:
    """Return the User-Agent. `contact`: address at which the operator of this installation can be reached."""
    return f"Standpunt/0.1 (+{contact})" if contact else "Standpunt/0.1"


class Client:
    """Client for the hosts of one source. A response may take at most `seconds` and `limit` bytes."""

    def __init__(
        self,
        hosts: Hosts,
        *,
        contact: str = "",
        pace: RateLimit | None = None,
        limit: int = 100 * 1024 * 1024,
        seconds: float = 120.0,
        silence: float = 45.0,
        show: Show | None = None,
    ) -> None:
        self._hosts, self._pace, self._limit, self._seconds = hosts, pace or RateLimit(), limit, seconds
        self._show = show or (lambda line: None)
        self._http = httpx.Client(
            headers={"User-Agent": agent(contact), "Accept-Encoding": "gzip", "Accept-Language": "nl"},
            timeout=httpx.Timeout(silence, connect=min(silence, 15.0)),
            follow_redirects=False,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def get(self, address: str, *, accept: str, known: Known = NOTHING) -> Answer:
        """Return the response for one of the source's own addresses; transient faults are retried after a wait.

        Raises SourceError; its `wait` is the number of seconds that a busy source asked for.
        """
        headers = {"Accept": accept}
        if known.address == address:
            headers |= {"If-None-Match": known.etag} if known.etag else {}
            headers |= {"If-Modified-Since": known.last_modified} if known.last_modified else {}
        failures = 0
        while True:
            try:
                return self._follow(address, headers)
            except SourceError as error:
                failures += 1
                wait = self._pace.wait_after(failures, error.wait)
                if not error.passing or failures == ATTEMPTS or wait > self._pace.patience:
                    raise
                log.warning("%s: %s; again in %.1f s", address, error.code, wait)
                self._pace.sleep(wait)

    def _follow(self, address: str, headers: dict[str, str]) -> Answer:
        for _ in range(REDIRECTS + 1):
            answer = self._ask(self._hosts.check(address), headers)
            if isinstance(answer, Answer):
                return answer
            if FAKE_404 in answer:
                raise SourceError(Fault.NOT_FOUND, address)
            address = urljoin(address, answer)
        raise SourceError(Fault.ELSEWHERE, address)

    def _ask(self, address: str, headers: dict[str, str]) -> Answer | str:
        """Make one request; return the response, or the address of a redirect."""
        self._pace.take_turn()
        try:
            with self._http.stream("GET", address, headers=headers) as response:
                self._show_exchange(response)
                if response.status_code in (301, 302, 303, 307, 308):
                    return str(response.headers.get("Location", ""))
                refuse(response, address)
                return self._take(response, address)
        except httpx.TimeoutException as error:
            raise SourceError(Fault.SLOW, kind_of(error)) from error
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError) as error:
            raise SourceError(Fault.CUT, kind_of(error)) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise SourceError(Fault.ELSEWHERE, address) from error
        except httpx.HTTPError as error:
            raise SourceError(Fault.UNREACHABLE, kind_of(error)) from error

    def _take(self, response: httpx.Response, address: str) -> Answer:
        if response.status_code == httpx.codes.NOT_MODIFIED:
            return Answer(address, b"", not_changed=True)
        length = parse_integer(response.headers.get("Content-Length"), digits=BIGINT)
        if length is not None and length > self._limit:
            raise too_large(self._limit)
        unpacker = Unpacker(response.headers.get("Content-Encoding", "").strip().lower(), limit=self._limit)
        ends_at = self._pace.clock() + self._seconds
        for part in response.iter_raw():
            unpacker.take(part)
            if self._pace.clock() > ends_at:
                raise SourceError(Fault.SLOW, f"langer dan {self._seconds:.0f} seconden")
        data = unpacker.finish()
        self._show(readable(data[:SHOWN]))
        return Answer(
            address,
            data,
            media_type=response.headers.get("Content-Type", "").split(";")[0].strip().lower(),
            etag=response.headers.get("ETag", ""),
            last_modified=response.headers.get("Last-Modified", ""),
            headers=dict(response.headers),
        )

    def _show_exchange(self, response: httpx.Response) -> None:
        request = response.request
        sent = [f"> {name}: {value}" for name, value in request.headers.items()]
        came = [f"< {name}: {value}" for name, value in response.headers.items()]
        status = f"< {response.status_code} {response.reason_phrase}"
        self._show("\n".join([f"> {request.method} {request.url}", *sent, status, *came, ""]))


def refuse(response: httpx.Response, address: str) -> None:
    """Raise SourceError for an error status."""
    status = response.status_code
    if status in (httpx.codes.OK, httpx.codes.NOT_MODIFIED):
        return
    asked = seconds_asked(response.headers.get("Retry-After"), datetime.now(UTC))
    if status == httpx.codes.TOO_MANY_REQUESTS:
        raise SourceError(Fault.BUSY, wait=asked)
    if status >= 500:
        raise SourceError(Fault.BROKEN, status, wait=asked)
    if status in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
        raise SourceError(Fault.NOT_FOUND, address)
    raise SourceError(Fault.REFUSED, status)


def readable(data: bytes) -> str:
    """Return text that is safe for a terminal: without control characters."""
    return "".join(c for c in data.decode("utf-8", "replace") if c.isprintable() or c in "\n\t")


def kind_of(error: Exception) -> str:
    return type(error).__name__
