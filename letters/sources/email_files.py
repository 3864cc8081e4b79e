"""E-mails (.eml): the files in them that may be letters. An e-mail's own words are never taken for a letter.

They are opened in the reading process (`letters.readers.sandbox.reader_process`), with its limits on time and memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import PurePosixPath

from letters.readers.blocks import ReaderFault, ReadingError
from letters.readers.sandbox.reader_process import ReaderProcess
from letters.sources.source_errors import Fault, SourceError

SUFFIXES = (".pdf", ".docx", ".odt", ".html", ".htm", ".xml", ".txt", ".md")
BY_TYPE = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}
MOST = 50  # files that may be letters
MOST_PARTS = 1000  # of any sort, in an e-mail and those in it
OPEN = "letters.sources.email_files.opened"
NO_LETTER = ""


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    data: bytes


def is_mail(name: str) -> bool:
    return name.lower().endswith(".eml")


def letters_in(data: bytes) -> list[Part]:
    """Files of an e-mail, and of e-mails in it, in order. Raises SourceError where there is none, or no e-mail.

    The first call starts a process; `close` ends it.
    """
    try:
        answer = _process().call(OPEN, data)
    except (ReadingError, ReaderFault) as error:
        raise SourceError(Fault.NO_MAIL, getattr(error, "code", type(error).__name__)) from error
    if answer == NO_LETTER:
        raise SourceError(Fault.NO_LETTER)
    if isinstance(answer, str):
        raise SourceError(Fault.NO_MAIL, answer)
    return _checked(answer, len(data))


def close() -> None:
    """End the process that e-mails are opened in; a next e-mail starts another."""
    _process().close()


def _checked(answer: object, size: int) -> list[Part]:
    """A broken e-mail may have taken the process over: what it answers is no more than was in the e-mail."""
    parts = [Part(*pair) for pair in answer if _is_file(pair)] if isinstance(answer, list) else []
    if not parts or len(parts) != len(answer) or len(parts) > MOST or sum(len(part.data) for part in parts) > size:  # type: ignore[arg-type]
        raise SourceError(Fault.NO_MAIL, "vreemd antwoord")
    return parts


def _is_file(pair: object) -> bool:
    return isinstance(pair, tuple) and len(pair) == 2 and isinstance(pair[0], str) and isinstance(pair[1], bytes)


@cache
def _process() -> ReaderProcess:
    return ReaderProcess(functions=[OPEN])


def opened(data: bytes) -> list[tuple[str, bytes]] | str:
    """The reading process's side: (name, bytes) of each file; or why there is none, NO_LETTER where it has no letter.

    Counted before a file is decoded.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        if not message.keys():
            return "zonder kop"
        found: list[tuple[str, EmailMessage]] = []
        for count, each in enumerate(message.walk(), start=1):
            name = file_name(each)
            found += [(name, each)] if name else []
            if count > MOST_PARTS or len(found) > MOST:
                return f"meer dan {MOST if len(found) > MOST else MOST_PARTS} bestanden"
        return list(_decoded(found)) or NO_LETTER
    except (ValueError, LookupError, RecursionError, AttributeError) as error:
        # What the parser makes of a broken header may be any of these (python/cpython, issues on email.headerregistry).
        return type(error).__name__


def file_name(message: EmailMessage) -> str | None:
    """The name of a file that can be read; None for pictures in a signature, words of the e-mail and the like."""
    if message.is_multipart():
        return None
    name = PurePosixPath((message.get_filename() or "").replace("\\", "/")).name
    kind = BY_TYPE.get(message.get_content_type(), "")
    if not name and not kind:
        return None
    name = name or f"bijlage{kind}"
    return name if kind or name.lower().endswith(SUFFIXES) else None


def _decoded(found: list[tuple[str, EmailMessage]]) -> Iterator[tuple[str, bytes]]:
    for name, message in found:
        data = message.get_payload(decode=True)
        if isinstance(data, bytes) and data:
            yield name, data
