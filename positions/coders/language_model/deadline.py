"""An end to the whole of a request: timeouts of httpx are of one read, and a server may send a byte at a time."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

OPENED = ("connection.connect_tcp.complete", "connection.start_tls.complete")


@contextmanager
def deadline(seconds: float) -> Iterator[Callable[[str, dict[str, Any]], None]]:
    """Yield a `trace` for one request on a connection of its own, which is shut down after so many seconds."""
    opened: list[socket.socket] = []

    def trace(event: str, info: dict[str, Any]) -> None:
        if event in OPENED:
            opened[:] = [info["return_value"].get_extra_info("socket")]

    def shut() -> None:
        for each in opened:
            with suppress(OSError):  # closed by now
                socket.socket.shutdown(each, socket.SHUT_RDWR)  # not that of TLS, which is for one thread alone

    timer = threading.Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        yield trace
    finally:
        timer.cancel()
