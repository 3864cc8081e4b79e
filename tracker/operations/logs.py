"""Log lines, plain or as JSON with their context: the request, the task, the letter."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

_about: ContextVar[dict[str, Any] | None] = ContextVar("about", default=None)
OWN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request", "server_time", "data"}


@contextmanager
def about(**what: Any) -> Iterator[None]:
    """Context manager: add these fields to every line logged inside it. None values are left out."""
    now = {**(_about.get() or {}), **{name: value for name, value in what.items() if value is not None}}
    token = _about.set(now)
    try:
        yield
    finally:
        _about.reset(token)


def escape(text: str) -> str:
    """Write what is not printable (control characters, line ends, lone surrogates) as Python's escapes: text from
    outside in a message must not begin a line of its own, nor steer a terminal.
    """
    return text if text.isprintable() else "".join(c if c.isprintable() else _escape(c) for c in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


class PlainLines(logging.Formatter):
    """Formatter: time, level, logger and message on one line; those of a traceback follow, each indented."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:
        return escape(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:
        return "\n".join(f"  {escape(line)}" for line in super().formatException(ei).splitlines())


class RefusalsAreWarnings(logging.Filter):
    """Filter of Django's loggers of requests, for which every 5xx answer and every false `Host` is an error. Anything
    but 500 was meant (501 for a form that is not there, 503 of the readiness check, 400), and anybody may ask for it as
    often as they like.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno == logging.ERROR and getattr(record, "status_code", 500) != 500:
            record.levelno, record.levelname = logging.WARNING, logging.getLevelName(logging.WARNING)
        return True


class JsonLines(logging.Formatter):
    """Formatter: one JSON object per line, with time (UTC, ISO 8601), level, logger, message and context fields."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **(_about.get() or {}),
            **{name: value for name, value in vars(record).items() if name not in OWN},
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        text = json.dumps(line, ensure_ascii=False, default=str)
        return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)
