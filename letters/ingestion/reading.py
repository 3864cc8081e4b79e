"""read: Document → what its text states, in a process of its own so that no file can take the worker down."""

from __future__ import annotations

import logging

from letters.ingestion.claiming import State, fail, finish
from letters.models import Content, Ingestion
from letters.reading import ReadingError, sandbox

log = logging.getLogger(__name__)


def read(ingestion: Ingestion) -> None:
    """Take the claimed ingestion to READ, HELD or FAILED."""
    data = bytes(Content.objects.values_list("data", flat=True).get(document=ingestion.document))
    try:
        parsed = sandbox.read_letter(data)
    except ReadingError as error:
        log.info("ingestion %s cannot be read: %s", ingestion.pk, error.code)
        fail(ingestion, error.code, str(error))
        return
    finish(ingestion, State.HELD if ingestion.hold else State.READ, parsed=parsed)
