"""Stand-ins of the sources: local HTTP servers that speak their protocols and simulate faults."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Reply:
    """A response. `cut` truncates the body, `drip` waits that many seconds before each byte, `hold` once before all."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    drip: float = 0.0
    hold: float = 0.0


@dataclass(frozen=True)
class Call:
    path: str
    asked: dict[str, str]
    headers: dict[str, str]


Answering = Callable[[Call], Reply]
MISSING = Reply(b"niets", status=404)


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: Any) -> None:
        """Ignore clients that disconnect."""


class StandIn:
    """Answers each path with its replies in order, repeating the last; a function computes a reply from the call."""

    def __init__(self, port: int = 0) -> None:
        self.calls: list[Call] = []
        self._replies: dict[str, list[Reply | Answering]] = {}
        self._server = _Quiet(("127.0.0.1", port), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def on(self, path: str, *replies: Reply | Answering) -> None:
        self._replies[path] = list(replies)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def paths(self) -> list[str]:
        return [call.path for call in self.calls]

    def _reply_to(self, call: Call) -> Reply:
        replies = self._replies.get(call.path, [MISSING])
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        return reply if isinstance(reply, Reply) else reply(call)

    def _handler(stand_in) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                call = Call(parts.path, asked, dict(self.headers))
                stand_in.calls.append(call)
                try:
                    self.answer(stand_in._reply_to(call))
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def answer(self, reply: Reply) -> None:
                time.sleep(reply.hold)
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if reply.status != 304:
                    self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                sent = reply.body if reply.cut is None else reply.body[: reply.cut]
                if reply.drip:
                    for byte in sent:
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                        time.sleep(reply.drip)
                else:
                    self.wfile.write(sent)
                self.close_connection = self.close_connection or reply.cut is not None

            def log_message(self, *args: Any) -> None:
                """Suppress logging."""

        return Handler
