from __future__ import annotations

import http.client
import threading
import time

from tracker.dev_runner.address import Address


class FirstPage(threading.Thread):
    """Thread that requests the first page until it is served, while the supervisor keeps watching its services."""

    def __init__(self, address: Address, seconds: float) -> None:
        super().__init__(daemon=True)
        self.address = address
        self.seconds = seconds
        self.status: int | None = None

    def run(self) -> None:
        deadline = time.monotonic() + self.seconds
        while self.status is None and time.monotonic() < deadline:
            self.status = self._ask()

    def _ask(self) -> int | None:
        connection = http.client.HTTPConnection(self.address.reachable_host, self.address.port, timeout=self.seconds)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
            return None
        finally:
            connection.close()
