"""A local HTTP server in the place of a language model: it answers as told and keeps what it was asked."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LINE = {"sentence": 1, "topic": "russia", "holder": "cabinet", "kind": "position", "score": 1, "reason": "wil druk"}


@dataclass(frozen=True)
class Answer:
    """A response. `hold` waits so many seconds before it, `drip` between its bytes; `cut` leaves the rest out."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    hold: float = 0.0
    drip: float = 0.0
    cut: int | None = None


@dataclass(frozen=True)
class Question:
    """A request: its path, its headers in small letters, its JSON, and the numbers of the sentences in it."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def asked(self) -> str:
        return str(self.body["messages"][-1]["content"])

    @property
    def numbers(self) -> list[int]:
        return [int(number) for number in re.findall(r"^\[(\d+)\]", self.asked, re.MULTILINE)]


def completion(content: Any, finish: str = "stop", usage: Any = (1500, 60)) -> Answer:
    """Return an answer of chat/completions; `usage` are its tokens in and out."""
    body: dict[str, Any] = {
        "object": "chat.completion",
        "choices": [
            {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content}},
        ],
    }
    if usage is not None:
        body["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
    return Answer(json.dumps(body).encode())


def stances(*lines: dict[str, Any], **more: Any) -> Answer:
    return completion(json.dumps({"stances": lines}), **more)


def first_sentence(question: Question) -> Answer:
    """Answer as a good model would that finds Russia in the first sentence of each window."""
    return stances({**LINE, "sentence": question.numbers[0]})


def error(status: int, message: str = "", **headers: str) -> Answer:
    body = json.dumps({"error": {"message": message}}).encode() if message else b""
    return Answer(body, status, {"Content-Type": "application/json", **headers})


Answering = Callable[[Question], Answer]


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: Any) -> None:
        """Ignore clients that hang up."""


class ModelServer:
    """Gives its answers in order and repeats the last one; a function answers the question that it is given."""

    def __init__(self, *answers: Answer | Answering) -> None:
        self.questions: list[Question] = []
        self._answers: list[Answer | Answering] = list(answers) or [first_sentence]
        self._lock = threading.Lock()
        self._server = _Quiet(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def answers(self, *answers: Answer | Answering) -> None:
        self._answers = list(answers)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer_to(self, question: Question) -> Answer:
        with self._lock:
            self.questions.append(question)
            found = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return found if isinstance(found, Answer) else found(question)

    def _handler(server) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                headers = {name.lower(): value for name, value in self.headers.items()}
                answer = server.answer_to(Question(self.path, headers, body))
                with suppress(OSError):  # the client has hung up
                    self._send(answer)

            def _send(self, answer: Answer) -> None:
                time.sleep(answer.hold)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                if answer.cut is not None:
                    self.wfile.write(answer.body[: answer.cut])
                    self.close_connection = True
                    return
                if not answer.drip:
                    self.wfile.write(answer.body)
                    return
                for place in range(len(answer.body)):
                    self.wfile.write(answer.body[place : place + 1])
                    self.wfile.flush()
                    time.sleep(answer.drip)

            def log_message(self, *args: Any) -> None:
                """Print nothing."""

        return Handler
