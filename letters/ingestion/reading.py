"""read: Document → what its text states, in a process of its own so that no file can take the worker down."""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

from django.conf import settings

from letters.ingestion.claiming import State, fail, finish, go_on
from letters.models import Content, Ingestion
from letters.reading import Limits
from letters.reading.blocks import ReadingError
from letters.reading.sandbox import ReaderProcess, SandboxLimits

log = logging.getLogger(__name__)

READ_LETTER = "letters.domain.letter.read_letter"


def read(ingestion: Ingestion) -> bool:
    """READING → RECORDING, with the text in hand; or HELD for an editor; or FAILED."""
    data = bytes(Content.objects.values_list("data", flat=True).get(document=ingestion.document_id))
    try:
        parsed = read_safely(data)
    except ReadingError as error:
        log.info("ingestion %s cannot be read: %s", ingestion.pk, error.code, extra={"ingestion": ingestion.pk})
        fail(ingestion, error.code, str(error))
        return False
    if ingestion.hold:
        finish(ingestion, State.HELD, parsed=parsed)
        return False
    ingestion.parsed = parsed
    return go_on(ingestion, State.RECORDING)


def read_safely(data: bytes) -> Any:
    """What the document states, as JSON types. Raises ReadingError; too slow and deadly files raise it too."""
    limits = Limits(size=settings.LETTERS_MAX_BYTES, pages=settings.LETTERS_MAX_PAGES)
    return reader().call(READ_LETTER, data, limits=limits)


@cache
def reader() -> ReaderProcess:
    """This process's reader; its child starts with the first document."""
    return ReaderProcess(SandboxLimits(seconds=settings.LETTERS_READ_SECONDS), functions=[READ_LETTER])
