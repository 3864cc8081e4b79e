"""store: bytes → Document + Ingestion. Everything received is stored before it is processed."""

from __future__ import annotations

import hashlib
import logging
import re
import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from letters.ingestion import task_queue
from letters.models import Content, Document, Ingestion
from letters.readers.blocks import Form, ReadingError
from letters.readers.detect import sniff_binary, sniff_text
from letters.readers.encodings import decode
from letters.readers.limits import MEGABYTE
from letters.readers.problems import Problem, unreadable

log = logging.getLogger(__name__)


def store(
    data: bytes,
    *,
    name: str,
    channel: Ingestion.Channel,
    user: AbstractBaseUser | None = None,
    batch: uuid.UUID | None = None,
    hold: bool = False,
    is_example: bool = False,
    corrections: dict[str, Any] | None = None,
    stated: dict[str, Any] | None = None,
    enqueue: bool = True,
    size: int | None = None,
) -> Ingestion:
    """Store the bytes and open an ingestion for them; its next step is queued when the transaction commits.

    Bytes over LETTERS_MAX_BYTES are not stored: the ingestion is FAILED from the start, with a message; `size` is that
    of the whole file if only a part of it is given. `hold` waits for an editor after reading. `corrections` are an
    editor's own values, by field name of Letter; `stated` are the facts in a source's record of it.
    """
    origin = {
        "name": clean_name(name),
        "channel": channel,
        "user": user,
        "batch": batch or uuid.uuid4(),
        "is_example": is_example,
    }
    size = max(size or 0, len(data))
    if size > settings.LETTERS_MAX_BYTES:
        allowed = settings.LETTERS_MAX_BYTES // MEGABYTE
        return refuse(origin, unreadable(Problem.TOO_LARGE, found=-(-size // MEGABYTE), allowed=allowed))
    with transaction.atomic():
        ingestion = Ingestion.objects.create(
            document=keep(data), hold=hold, corrections=corrections or {}, stated=stated or {}, **origin
        )
        if enqueue:
            task_queue.advance_later(ingestion)
    log.info("stored %s", ingestion.name, extra={"ingestion": ingestion.pk})
    return ingestion


def keep(data: bytes) -> Document:
    """Return the one Document with these bytes, created if needed; safe for concurrent calls."""
    sha256 = hashlib.sha256(data).hexdigest()
    document, created = Document.objects.get_or_create(
        sha256=sha256, defaults={"size": len(data), "media_type": media_type_of(data)}
    )
    if created:
        Content.objects.create(document=document, data=data)
    return document


def refuse(origin: dict[str, Any], error: ReadingError) -> Ingestion:
    return Ingestion.objects.create(
        state=Ingestion.State.FAILED,
        outcome=Ingestion.Outcome.FAILED,
        problem=error.code,
        message=str(error),
        **origin,
    )


def clean_name(name: str) -> str:
    """Return the last part of a file name for display: no path, no control characters, at most 255 characters."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(c for c in last if c.isprintable()).strip()
    return shown[-255:] or "zonder naam"


MEDIA_TYPES = {
    Form.PDF: "application/pdf",
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.ODT: "application/vnd.oasis.opendocument.text",
    Form.HTML: "text/html",
    Form.XML: "application/xml",
    Form.TEXT: "text/plain",
}
UNKNOWN = "application/octet-stream"
HEAD = 64 * 1024


def media_type_of(data: bytes) -> str:
    try:
        form = sniff_binary(data) or sniff_text(decode(data[:HEAD]))
    except ReadingError:
        return UNKNOWN
    return MEDIA_TYPES[form]
