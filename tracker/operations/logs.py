"""JSON log lines, each with its context: the request, the task, the letter."""

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
        return json.dumps(line, ensure_ascii=False, default=str)
