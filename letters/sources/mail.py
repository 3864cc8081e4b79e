"""E-mails (.eml): the files in them that may be letters. An e-mail's own words are never taken for a letter."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import PurePosixPath

from letters.sources.faults import Fault, SourceError

SUFFIXES = (".pdf", ".docx", ".odt", ".html", ".htm", ".xml", ".txt", ".md")
BY_TYPE = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}
MOST = 50


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    data: bytes


def is_mail(name: str) -> bool:
    return name.lower().endswith(".eml")


def letters_in(data: bytes) -> list[Part]:
    """Files of an e-mail, and of e-mails in it, in order. Raises SourceError where there is none, or no e-mail."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        if not message.keys():
            raise SourceError(Fault.NO_MAIL, "zonder kop")
        parts = [part for each in message.walk() if (part := part_of(each))]
    except (ValueError, LookupError, RecursionError, AttributeError) as error:
        # What the parser makes of a broken header may be any of these (python/cpython, issues on email.headerregistry).
        raise SourceError(Fault.NO_MAIL, type(error).__name__) from error
    if not parts:
        raise SourceError(Fault.NO_LETTER)
    if len(parts) > MOST:
        raise SourceError(Fault.NO_MAIL, f"meer dan {MOST} bestanden")
    return parts


def part_of(message: EmailMessage) -> Part | None:
    """The file, when it is one that can be read; pictures in a signature and the like are passed by."""
    if message.is_multipart():
        return None
    name = PurePosixPath((message.get_filename() or "").replace("\\", "/")).name
    kind = BY_TYPE.get(message.get_content_type(), "")
    if not name and not kind:
        return None
    name = name or f"bijlage{kind}"
    if not (kind or name.lower().endswith(SUFFIXES)):
        return None
    data = message.get_payload(decode=True)
    return Part(name, data) if isinstance(data, bytes) and data else None
