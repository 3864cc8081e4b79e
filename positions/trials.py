"""A draft of the codebook, looked at in a process of its own: no text can keep a page or worker busy for long."""

from __future__ import annotations

from functools import cache

from letters.models import Revision
from letters.reading.blocks import ReadingError
from letters.reading.problems import Problem
from letters.reading.sandbox import ReaderProcess, SandboxLimits
from letters.texts import parsed_of
from positions.domain.examining import Examined, Fault, told

TELL = "positions.domain.examining.tell"
SECONDS = 30.0
TOO_SLOW = Fault(1, f"checking takes more than {SECONDS:.0f} seconds: there are too many terms, or too many alike")
TOO_BIG = Fault(1, "checking takes too much memory: there are too many terms")


@cache
def _process() -> ReaderProcess:
    return ReaderProcess(SandboxLimits(seconds=SECONDS, calls=50), (TELL,))


def examine(source: str, before: str) -> Examined:
    """What loading `source` after `before` would say."""
    return _ask(source, before=before)


def try_out(source: str, before: str, text: Revision) -> Examined:
    """The same, and what both propose on the text; nothing is stored."""
    return _ask(source, before=before, letter=parsed_of(text))


def _ask(source: str, **arguments: object) -> Examined:
    try:
        return told(str(_process().call(TELL, source.encode(), **arguments)))
    except ReadingError as error:
        return Examined(TOO_SLOW if error.code == Problem.TOO_SLOW.value else TOO_BIG)
