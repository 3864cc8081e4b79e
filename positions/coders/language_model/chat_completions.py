"""HTTP client of an OpenAI-compatible `chat/completions` endpoint: bounded, without redirects or streams."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import httpx

from letters.sources.rate_limit import seconds_asked
from positions.coders.language_model.config import ModelConfig
from positions.coders.language_model.deadline import deadline
from positions.coders.language_model.faults import PASSING, EndpointError, Fault
from positions.domain.language_model.answer import printable

log = logging.getLogger(__name__)

ATTEMPTS = 5
PATIENCE = 60.0  # seconds of waiting in all, within one call
LIMIT_MB = 4
SEED = 1
MOST_TOKENS = 10_000_000  # of one request; a count above it is not believed
OF_THE_QUESTION = (400, 413, 422)  # statuses of a question that is refused
SHOWN = 200  # characters of what a server says
TOO_LONG = ("context length", "context size", "context window", "too long", "too many tokens")


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer, of any content. Tokens are None where the server does not tell; `seconds` are of all tries,
    `signs` the characters of the question.
    """

    content: str
    finish_reason: str
    tokens_in: int | None
    tokens_out: int | None
    seconds: float
    signs: int = 0


class ModelClient:
    """Client of one endpoint, for several threads. The key goes into one header, and is blotted out of all that
    comes back.
    """

    def __init__(
        self,
        config: ModelConfig,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._config, self._sleep, self._clock = config, sleep, clock
        headers = {"User-Agent": "Standpunt/0.1", "Accept": "application/json", "Accept-Encoding": "identity"}
        if config.key:
            headers["Authorization"] = f"Bearer {config.key}"
        self._http = httpx.Client(
            headers=headers,
            timeout=httpx.Timeout(config.timeout, connect=min(config.timeout, 15.0)),
            follow_redirects=False,
            trust_env=False,
            limits=httpx.Limits(max_keepalive_connections=0),  # as `deadline` asks
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._http.close()

    def ask(self, messages: list[dict[str, str]], schema: dict[str, Any], max_tokens: int) -> Reply:
        """Return the reply; 429, 5xx and cut connections are tried again after a wait. Raises EndpointError."""
        data = json.dumps(self._body(messages, schema, max_tokens)).encode()
        began, waited, failures = self._clock(), 0.0, 0
        while True:
            try:
                return self._reply(self._post(data), self._clock() - began - waited)
            except EndpointError as error:
                failures += 1
                wait = error.wait if error.wait is not None else 2.0 ** (failures - 1)
                late = self._clock() - began - waited > self._config.timeout
                if error.code not in PASSING or late or failures == ATTEMPTS or waited + wait > PATIENCE:
                    raise
                log.warning("the language model: %s; again in %.1f s", error.code, wait)
                self._sleep(wait)
                waited += wait

    def _body(self, messages: list[dict[str, str]], schema: dict[str, Any], max_tokens: int) -> dict[str, Any]:
        named = {"name": "stances", "strict": True, "schema": schema}
        return {
            "model": self._config.model,
            "messages": messages,
            "response_format": {"type": "json_schema", "json_schema": named},
            "temperature": 0,
            "seed": SEED,
            "max_tokens": max_tokens,
            "stream": False,
        }

    def _post(self, data: bytes) -> str:
        """Make one request; return the body of its answer."""
        address, ends_at = f"{self._config.url}/chat/completions", self._clock() + self._config.timeout
        headers = {"Content-Type": "application/json"}
        try:
            with deadline(self._config.timeout) as trace:
                request = self._http.build_request(
                    "POST", address, content=data, headers=headers, extensions={"trace": trace}
                )
                body = self._answer(request)
        except httpx.ConnectTimeout:
            raise EndpointError(Fault.UNREACHABLE, "geen verbinding") from None
        except httpx.TimeoutException:
            raise self._slow() from None
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError) as error:
            if self._clock() >= ends_at:
                raise self._slow() from None
            raise EndpointError(Fault.CUT, type(error).__name__) from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise EndpointError(Fault.UNREACHABLE, type(error).__name__) from None
        if self._clock() >= ends_at:
            raise self._slow()  # an answer that ends with its connection, which `deadline` has shut
        return body

    def _answer(self, request: httpx.Request) -> str:
        response = self._http.send(request, stream=True)
        try:
            self._refuse_before_reading(response)
            body = self._read(response)
            self._refuse(response, body)
            return body
        finally:
            response.close()

    def _refuse_before_reading(self, response: httpx.Response) -> None:
        if response.is_redirect or 300 <= response.status_code < 400:
            raise EndpointError(Fault.REDIRECT, self._shown(response.headers.get("Location", "")) or "elders")
        media_type = response.headers.get("Content-Type", "").lower()
        if response.is_success and media_type.startswith("text/event-stream"):
            raise EndpointError(Fault.STREAM)
        if response.is_success and media_type.startswith("text/html"):
            raise EndpointError(Fault.WEB_PAGE)

    def _read(self, response: httpx.Response) -> str:
        """Return the body without the key."""
        data = bytearray()
        for part in response.iter_raw():
            data += part
            if len(data) > LIMIT_MB * 1024 * 1024:
                raise EndpointError(Fault.TOO_LARGE, LIMIT_MB)
        return self._without_key(data.decode("utf-8", "replace"))

    def _refuse(self, response: httpx.Response, body: str) -> None:
        status = response.status_code
        if response.is_success:
            return
        wait = seconds_asked(response.headers.get("Retry-After"), datetime.now(UTC))
        said = self._shown(_message(body))
        if status == httpx.codes.TOO_MANY_REQUESTS:
            raise EndpointError(Fault.BUSY, wait=wait)
        if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise EndpointError(Fault.KEY, status)  # without its words, which may repeat part of the key
        if status == httpx.codes.NOT_FOUND:
            raise EndpointError(Fault.NOT_FOUND, f": {said}" if said else "")
        if any(words in said.lower() for words in TOO_LONG):
            raise EndpointError(Fault.TOO_LONG, said)
        detail = f"{status}: {said}" if said else status
        raise EndpointError(_fault_of(status), detail, wait=wait)

    def _reply(self, body: str, seconds: float) -> Reply:
        try:
            answer = json.loads(body)
            choice = answer["choices"][0]
            content = choice["message"].get("content")
        except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
            start = body.lstrip()[:1]
            if start == "<":
                raise EndpointError(Fault.WEB_PAGE) from None
            detail = "geen JSON" if start != "{" else self._shown(_message(body)) or "zonder choices"
            raise EndpointError(Fault.STREAM if body.startswith("data:") else Fault.UNEXPECTED, detail) from None
        usage = answer.get("usage")
        usage = usage if isinstance(usage, dict) else {}
        return Reply(
            content=self._without_key(content) if isinstance(content, str) else "",
            finish_reason=str(choice.get("finish_reason")),
            tokens_in=_count(usage.get("prompt_tokens")),
            tokens_out=_count(usage.get("completion_tokens")),
            seconds=seconds,
        )

    def _slow(self) -> EndpointError:
        return EndpointError(Fault.SLOW, f"{self._config.timeout:.0f}")

    def _shown(self, text: str) -> str:
        return printable(self._without_key(text))[:SHOWN]

    def _without_key(self, text: str) -> str:
        return text.replace(self._config.key, "…") if self._config.key else text


def _message(body: str) -> str:
    """Return what an error says; "" if it says nothing that can be read."""
    try:
        answer = json.loads(body)
        error = answer.get("error") or answer.get("detail") or answer.get("message")
        said = error.get("message") if isinstance(error, dict) else error
    except (ValueError, RecursionError, AttributeError):
        return ""
    return said if isinstance(said, str) else ""


def _fault_of(status: int) -> Fault:
    if status >= 500:
        return Fault.BROKEN
    return Fault.REFUSED if status in OF_THE_QUESTION else Fault.DENIED


def _count(given: Any) -> int | None:
    """Return a count of tokens; nothing is asked or answered with less than one."""
    return given if type(given) is int and 0 < given <= MOST_TOKENS else None
