"""The client against a real HTTP server: what it sends, and a clear error for whatever goes wrong, without the key."""

from __future__ import annotations

import json
import logging
import socket
import threading
import time
from contextlib import suppress
from typing import Any

import pytest

from positions.coders.language_model.chat_completions import LIMIT_MB, ModelClient, Reply
from positions.coders.language_model.config import ModelConfig
from positions.coders.language_model.faults import EndpointError, Fault
from tests.positions.coders.language_model.conftest import KEY
from tests.positions.coders.language_model.model_server import Answer, completion, error, stances

MESSAGES = [{"role": "user", "content": "[1] Een zin."}]
HTML = {"Content-Type": "text/html; charset=utf-8"}


def client(url: str, slept: list[float] | None = None, **more: Any) -> ModelClient:
    config = ModelConfig(url=url, model="testmodel:1b", key=KEY, **{"timeout": 5.0, **more})
    return ModelClient(config, sleep=(slept if slept is not None else []).append)


def ask(url: str, slept: list[float] | None = None, **more: Any) -> Reply:
    with client(url, slept, **more) as asking:
        return asking.ask(MESSAGES, {"type": "object"}, 400)


def fault(url: str, **more: Any) -> EndpointError:
    with pytest.raises(EndpointError) as caught:
        ask(url, **more)
    assert KEY not in f"{caught.value!s}{caught.value!r}{caught.value.__context__!r}"
    return caught.value


def test_it_sends_the_model_the_messages_and_the_schema_and_the_key_in_one_header(serve) -> None:
    server = serve(stances())
    reply = ask(server.url)
    (question,) = server.questions
    assert question.path == "/v1/chat/completions"
    assert question.headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in json.dumps(question.body)
    assert question.body["model"] == "testmodel:1b" and question.body["messages"] == MESSAGES
    assert (question.body["temperature"], question.body["stream"], question.body["max_tokens"]) == (0, False, 400)
    assert question.body["response_format"]["json_schema"]["strict"] is True
    assert (reply.content, reply.finish_reason) == ('{"stances": []}', "stop")
    assert (reply.tokens_in, reply.tokens_out) == (1500, 60)
    assert 0 <= reply.seconds < 5


def test_without_a_key_there_is_no_such_header(serve) -> None:
    server = serve(stances())
    with ModelClient(ModelConfig(url=server.url, model="m")) as asking:
        asking.ask(MESSAGES, {}, 1)
    assert "authorization" not in server.questions[0].headers


@pytest.mark.parametrize("usage", [None, (-1, 5), ("900", None), (True, 2.5), (2**40, 2**31), (0, 5)])
def test_tokens_that_the_server_does_not_tell_are_unknown(serve, usage: Any) -> None:
    answer = completion("{}", usage=None)
    if usage is not None:
        body = {**json.loads(answer.body), "usage": {"prompt_tokens": usage[0], "completion_tokens": usage[1]}}
        answer = Answer(json.dumps(body).encode())
    reply = ask(serve(answer).url)
    assert reply.tokens_in is None
    assert reply.tokens_out in (None, 5)


WRONG: dict[str, tuple[Answer, Fault, str]] = {
    "a page": (Answer(b"<html>Welkom</html>", headers=HTML), Fault.WEB_PAGE, "webpagina"),
    "a page called JSON": (Answer(b"<!doctype html><p>Welkom"), Fault.WEB_PAGE, "webpagina"),
    "a redirect": (
        Answer(status=302, headers={"Location": "http://elders.example/v1"}), Fault.REDIRECT, "elders.example"
    ),
    "a lasting redirect": (
        Answer(status=308, headers={"Location": f"http://elders.example/?key={KEY}"}), Fault.REDIRECT, "key=…"
    ),
    "a stream": (
        Answer(b'data: {"choices": []}\n\n', headers={"Content-Type": "text/event-stream"}), Fault.STREAM, "stukjes"
    ),
    "a stream called JSON": (Answer(b'data: {"choices": []}\n\ndata: [DONE]\n\n'), Fault.STREAM, "stukjes"),
    "a key refused": (error(401, f"Incorrect API key provided: {KEY}"), Fault.KEY, "401"),
    "forbidden": (error(403), Fault.KEY, "LANGUAGE_MODEL_KEY"),
    "no such address": (Answer(b"not found", 404, {"Content-Type": "text/plain"}), Fault.NOT_FOUND, "404)"),
    "no such model": (error(404, "model 'testmodel:1b' not found"), Fault.NOT_FOUND, "404: model 'testmodel:1b'"),
    "context exceeded": (
        error(400, "the request exceeds the available context size, try increasing it"), Fault.TOO_LONG, "context size"
    ),
    "maximum context": (
        error(400, "This model's maximum context length is 4096 tokens."), Fault.TOO_LONG, "LANGUAGE_MODEL_WINDOW"
    ),
    "a question refused": (
        error(400, f"unknown parameter\x00 seed {KEY}"), Fault.REFUSED, "400: unknown parameter seed …"
    ),
    "nothing at all": (Answer(), Fault.UNEXPECTED, "geen JSON"),
    "an error with status 200": (
        Answer(b'{"error": {"message": "model overloaded"}}'), Fault.UNEXPECTED, "model overloaded"
    ),
    "an error of no words": (Answer(b'{"error": null}', 400), Fault.REFUSED, "(status 400)"),
    "an error of another form": (Answer(b'{"detail": "schema too deep"}', 422), Fault.REFUSED, "422: schema too deep"),
    "no money": (error(402, "insufficient credits"), Fault.DENIED, "402: insufficient credits"),
    "a redirect to nowhere": (Answer(status=302), Fault.REDIRECT, "naar elders;"),
    "half of it": (Answer(b'{"choices": [{"mess'), Fault.UNEXPECTED, "zonder choices"),
    "another form": (Answer(b'{"response": "hallo", "done": true}'), Fault.UNEXPECTED, "zonder choices"),
    "no choices": (Answer(b'{"choices": []}'), Fault.UNEXPECTED, "zonder choices"),
    "choices of text": (Answer(b'{"choices": ["hallo"]}'), Fault.UNEXPECTED, "zonder choices"),
    "a list": (Answer(b"[]"), Fault.UNEXPECTED, "geen JSON"),
    "too much": (Answer(b" " * (LIMIT_MB * 1024 * 1024 + 1)), Fault.TOO_LARGE, "groter dan 4 MB"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_answer_is_a_clear_error_at_once(serve, name: str) -> None:
    answer, code, says = WRONG[name]
    server = serve(answer)
    found = fault(server.url)
    assert (found.code, len(server.questions)) == (code, 1)
    assert says in str(found)
    assert str(found).isprintable()


def test_no_words_are_an_answer_that_is_empty(serve) -> None:
    assert ask(serve(completion(None)).url).content == ""


def test_429_is_asked_again_after_as_long_as_it_asked_for(serve) -> None:
    server, slept = serve(error(429, **{"Retry-After": "7"}), stances()), list[float]()
    assert ask(server.url, slept).content
    assert (slept, len(server.questions)) == ([7.0], 2)


def test_500_is_asked_again_after_a_wait_that_grows(serve) -> None:
    server, slept = serve(error(500), error(503), error(502), stances()), list[float]()
    assert ask(server.url, slept).content
    assert slept == [1.0, 2.0, 4.0]


def test_a_server_that_stays_broken_is_given_up(serve) -> None:
    server, slept = serve(error(500, "out of memory")), list[float]()
    found = fault(server.url, slept=slept)
    assert (found.code, len(server.questions), len(slept)) == (Fault.BROKEN, 5, 4)
    assert "500: out of memory" in str(found)


def test_a_long_wait_is_not_waited_but_told(serve) -> None:
    server, slept = serve(error(429, **{"Retry-After": "3600"})), list[float]()
    found = fault(server.url, slept=slept)
    assert (found.code, found.wait, slept, len(server.questions)) == (Fault.BUSY, 3600.0, [], 1)


def test_a_connection_that_is_cut_is_tried_again(serve) -> None:
    whole = stances()
    server = serve(Answer(whole.body, cut=10), whole)
    assert ask(server.url).content == '{"stances": []}'
    assert fault(serve(Answer(whole.body, cut=10)).url).code is Fault.CUT


@pytest.mark.parametrize("answer", [Answer(b"{}", hold=1.0), Answer(b" " * 100, drip=0.1)], ids=["silent", "dripping"])
def test_a_server_that_hangs_is_left_after_the_timeout(serve, answer: Answer) -> None:
    server = serve(answer)
    found = fault(server.url, timeout=0.3)
    assert (found.code, len(server.questions)) == (Fault.SLOW, 1)
    assert "LANGUAGE_MODEL_TIMEOUT" in str(found)


DRIPPING = {
    "headers": (b"HTTP/1.1 200 OK\r\nX: ", b"y"),
    "hundreds": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "sizes of chunks": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"y"),
    "a body without an end": (b"HTTP/1.1 200 OK\r\n\r\n" + stances().body, b" "),
}


@pytest.mark.parametrize("name", DRIPPING)
def test_a_server_that_drips_before_its_answer_is_left_after_the_timeout(name: str) -> None:
    start, drop = DRIPPING[name]
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_drip, args=(listening, start, drop), daemon=True).start()
        began = time.monotonic()
        assert fault(f"http://127.0.0.1:{listening.getsockname()[1]}/v1", timeout=0.5).code is Fault.SLOW
        assert time.monotonic() - began < 4


def _drip(listening: socket.socket, start: bytes, drop: bytes) -> None:
    taken, _ = listening.accept()
    with taken, suppress(OSError):
        taken.recv(65536)
        taken.sendall(start)
        for _ in range(50):
            taken.sendall(drop)
            time.sleep(0.1)


def test_a_server_that_is_not_there_is_named_so() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        found = fault(f"http://127.0.0.1:{taken.getsockname()[1]}/v1")
    assert found.code is Fault.UNREACHABLE
    assert "LANGUAGE_MODEL_URL" in str(found)


@pytest.mark.parametrize("host", ["geen-model.invalid", "m" * 64 + ".invalid", "xn--a.invalid"])
def test_a_name_that_does_not_exist_is_not_reachable(host: str) -> None:
    assert fault(f"http://{host}/v1").code is Fault.UNREACHABLE


def test_the_key_is_in_no_answer_no_log_and_no_representation(serve, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server = serve(error(500, KEY), completion(f"mijn sleutel is {KEY}"))
    config = ModelConfig(url=server.url, model="m", key=KEY)
    with ModelClient(config, sleep=lambda seconds: None) as asking:
        reply = asking.ask(MESSAGES, {}, 1)
    assert reply.content == "mijn sleutel is …"
    assert "again in" in caplog.text
    assert KEY not in caplog.text + repr(config)


def test_an_endpoint_of_another_form_does_not_count_against_a_window() -> None:
    of_window = {code for code in Fault if EndpointError(code).of_window(answers=True)}
    assert {Fault.SLOW, Fault.BROKEN} < of_window
    assert of_window.isdisjoint(
        {Fault.DENIED, Fault.KEY, Fault.UNREACHABLE, Fault.WEB_PAGE, Fault.BUSY, Fault.REDIRECT}
    )
