"""Allow-list of hosts: only those of the source itself, whatever a record, a redirect or a user names."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from letters.sources.source_errors import Fault, SourceError

PORTS = {"https": 443, "http": 80}
Origin = tuple[str, str, int]


def origin_of(address: str) -> Origin:
    """Return scheme, host and port. Raises SourceError for anything but a plain web address."""
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise SourceError(Fault.ELSEWHERE, address) from None
    if parts.scheme not in PORTS or not parts.hostname or parts.username or parts.password:
        raise SourceError(Fault.ELSEWHERE, address)
    return parts.scheme, parts.hostname.lower().rstrip("."), port


class Hosts:
    """Allowed hosts: the configured base address (may be http, for stand-ins) and the source's other hosts (https).

    With a base other than the official one, only that base is called: a stand-in never leads to the real service.
    """

    def __init__(self, base: str, *, official: str, others: Iterable[str] = ()) -> None:
        own = {origin_of(base)}
        if origin_of(base) == origin_of(official):
            own |= {("https", host, 443) for host in others}
        self._own = frozenset(own)

    def check(self, address: str) -> str:
        """Return the address if it is allowed, else raise SourceError."""
        if origin_of(address) not in self._own:
            raise SourceError(Fault.ELSEWHERE, address)
        return address
