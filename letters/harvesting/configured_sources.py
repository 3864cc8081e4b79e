"""Sources as configured in the settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from letters.models import SourceName
from letters.sources import koop, tweedekamer
from letters.sources.client import Client, Show
from letters.sources.protocol import Source
from letters.sources.rate_limit import RateLimit

ONLINE = (SourceName.KOOP.value, SourceName.TWEEDE_KAMER.value)


@contextmanager
def connected(name: str, *, patience: float, show: Show | None = None) -> Iterator[Source]:
    """Context manager: the source of that name. `patience`: seconds a call may wait before it fails."""
    hosts = koop.hosts(settings.LETTERS_KOOP_URL) if name == "koop" else tweedekamer.hosts(settings.LETTERS_TK_URL)
    pace = RateLimit(pause=settings.LETTERS_FETCH_PAUSE, patience=patience)
    with Client(
        hosts, contact=settings.LETTERS_CONTACT, pace=pace, limit=settings.LETTERS_MAX_BYTES, show=show
    ) as client:
        if name == "koop":
            yield koop.Koop(client, settings.LETTERS_KOOP_URL)
        else:
            yield tweedekamer.TweedeKamer(client, settings.LETTERS_TK_URL)
