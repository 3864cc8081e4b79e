"""read: Document → parsed text, in a separate process so that no file can end the worker."""

from __future__ import annotations

import json
import logging
import re
from functools import cache
from typing import Any

from django.conf import settings

from letters.ingestion.claims import State, fail, fail_with, finish, go_on
from letters.models import Content, Ingestion
from letters.parser.json_format import from_json
from letters.readers import Limits
from letters.readers.blocks import ReaderFault, ReadingError
from letters.readers.problems import Problem
from letters.readers.sandbox.reader_process import ReaderProcess, SandboxLimits

log = logging.getLogger(__name__)

READ_LETTER = "letters.parser.pipeline.read_letter"
# NUL as JSON writes it (not an escaped backslash before u0000); PostgreSQL cannot store it.
NUL = r"\u0000"
IS_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def read(ingestion: Ingestion) -> bool:
    """READING → RECORDING, with the parsed text in memory; or HELD for an editor; or FAILED."""
    data = bytes(Content.objects.values_list("data", flat=True).get(document=ingestion.document_id))
    try:
        parsed = read_safely(data)
    except ReadingError as error:
        log.info("ingestion %s cannot be read: %s", ingestion.pk, error.code, extra={"ingestion": ingestion.pk})
        fail(ingestion, error.code, str(error))
        return False
    except ReaderFault as fault:
        log.error("ingestion %s: a fault of the reader: %s", ingestion.pk, fault, extra={"ingestion": ingestion.pk})
        fail_with(ingestion, Problem.INTERNAL_ERROR)
        return False
    if ingestion.hold:
        finish(ingestion, State.HELD, parsed=parsed)
        return False
    ingestion.parsed = parsed
    return go_on(ingestion, State.RECORDING)


def read_safely(data: bytes) -> dict[str, Any]:
    """Return the parsed document as JSON types.

    Raises ReadingError, also for files that exceed the time limit or crash the reader, and ReaderFault for our own
    bugs.
    """
    limits = Limits(size=settings.LETTERS_MAX_BYTES, pages=settings.LETTERS_MAX_PAGES)
    return checked(reader().call(READ_LETTER, data, limits=limits))


def checked(answer: Any) -> dict[str, Any]:
    """Return the answer if it is a letter that the next steps can store. Raises ReaderFault otherwise."""
    try:
        text = from_json(answer).text
        written = json.dumps(answer, ensure_ascii=False, allow_nan=False)
        written.encode()  # fails on half of a surrogate pair
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise ReaderFault(f"an answer that is no letter: {type(error).__name__}: {error}") from error
    if not (isinstance(answer, dict) and isinstance(text, str)) or (NUL in written and IS_NUL.search(written)):
        raise ReaderFault("an answer that is no letter")
    return answer


@cache
def reader() -> ReaderProcess:
    """Return this process's reader; its child starts with the first document."""
    return ReaderProcess(SandboxLimits(seconds=settings.LETTERS_READ_SECONDS), functions=[READ_LETTER])
