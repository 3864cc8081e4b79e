"""A draft of the codebook, looked at in a process of its own: no text can keep a page or worker busy for long."""

from __future__ import annotations

from functools import cache

from letters.models import Revision
from letters.reading.blocks import ReadingError
from letters.reading.sandbox import ReaderProcess, SandboxLimits
from letters.texts import parsed_of
from positions.domain.examining import Examined, Fault

EXAMINE, TRY_OUT = "positions.domain.examining.examine", "positions.domain.examining.try_out"
SECONDS = 20.0
TOO_SLOW = Fault(1, f"checking takes more than {SECONDS:.0f} seconds: there are too many terms, or too many alike")


@cache
def _process() -> ReaderProcess:
    return ReaderProcess(SandboxLimits(seconds=SECONDS, calls=50), (EXAMINE, TRY_OUT))


def examine(source: str, before: str) -> Examined:
    """What loading `source` after `before` would say."""
    return _ask(EXAMINE, source, before=before)


def try_out(source: str, before: str, text: Revision) -> Examined:
    """The same, and what both propose on the text; nothing is stored."""
    return _ask(TRY_OUT, source, before=before, letter=parsed_of(text))


def _ask(function: str, source: str, **arguments: object) -> Examined:
    try:
        found = _process().call(function, source.encode(), **arguments)
    except ReadingError:
        return Examined(TOO_SLOW)
    if not isinstance(found, Examined):
        raise TypeError(f"the trial returned {type(found).__name__}")
    return found
