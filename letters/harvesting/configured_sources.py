"""Sources as configured in the settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings

from letters.models import SourceName
from letters.sources.rate_limit import RateLimit
from letters.sources.source_protocol import Source

if TYPE_CHECKING:
    from letters.sources.client import Show

ONLINE = (SourceName.KOOP.value, SourceName.TWEEDE_KAMER.value)


@contextmanager
def connected(name: str, *, patience: float, show: Show | None = None) -> Iterator[Source]:
    """Context manager: the source of that name. `patience`: seconds a call may wait before it fails."""
    # Every process of Django would load the HTTP client, a fourteenth of its start, and few fetch anything.
    from letters.sources import koop, tweedekamer  # noqa: PLC0415
    from letters.sources.client import Client  # noqa: PLC0415

    hosts = koop.hosts(settings.LETTERS_KOOP_URL) if name == "koop" else tweedekamer.hosts(settings.LETTERS_TK_URL)
    pace = RateLimit(pause=settings.LETTERS_FETCH_PAUSE, patience=patience)
    with Client(
        hosts, contact=settings.LETTERS_CONTACT, pace=pace, limit=settings.LETTERS_MAX_BYTES, show=show
    ) as client:
        if name == "koop":
            yield koop.Koop(client, settings.LETTERS_KOOP_URL)
        else:
            yield tweedekamer.TweedeKamer(client, settings.LETTERS_TK_URL)
