"""Address of the web server, from `HOST` and `PORT`; default 127.0.0.1:8000."""

from __future__ import annotations

import errno
import os
import socket
from dataclasses import dataclass


@dataclass(frozen=True)
class Address:
    host: str
    port: int

    @classmethod
    def from_environment(cls) -> Address:
        port = os.environ.get("PORT") or "8000"
        if not (port.isascii() and port.isdigit() and int(port) < 65536):
            raise SystemExit(f"PORT must be a number up to 65535, not {port!r}.")
        return cls(os.environ.get("HOST") or "127.0.0.1", int(port))

    @property
    def reachable_host(self) -> str:
        """Return the host to connect to from this machine: a wildcard address is replaced by loopback."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)

    @property
    def url(self) -> str:
        host = f"[{self.reachable_host}]" if ":" in self.reachable_host else self.reachable_host
        return f"http://{host}:{self.port}/"

    def listen(self) -> socket.socket:
        """Bind the port and return the listening socket, which outlives restarts of the web server."""
        try:
            family, _, _, _, place = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)[0]
            listener = socket.socket(family, socket.SOCK_STREAM)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(place)
            listener.listen(256)
        except OSError as error:
            raise SystemExit(self._complaint(error)) from error
        return listener

    def _complaint(self, error: OSError) -> str:
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            return f"HOST={self.host} is no address of this machine."
        if error.errno == errno.EADDRINUSE:
            return (
                f"Port {self.port} on {self.host} is taken by another program: choose one, as in `make run PORT=8001`."
            )
        if error.errno == errno.EACCES:
            return f"Port {self.port} is for root only: choose one above 1023, as in `make run PORT=8001`."
        return f"Cannot serve on {self.host}:{self.port}: {(error.strerror or str(error)).lower()}."
