"""Checks and trials of drafts in a sandboxed process, so that no source can keep a page or worker busy for long."""

from __future__ import annotations

from functools import cache

from letters.models import Revision
from letters.parsed_revision import parsed_letter_of
from letters.readers.blocks import ReadingError
from letters.readers.problems import Problem
from letters.readers.sandbox.reader_process import ReaderProcess, SandboxLimits
from positions.domain.codebook_draft.check import DraftCheck, DraftProblem, check_from_json

TELL = "positions.domain.codebook_draft.check.check_as_json"
SECONDS = 30.0
TOO_SLOW = DraftProblem(
    1, f"checking takes more than {SECONDS:.0f} seconds: there are too many terms, or too many alike"
)
TOO_BIG = DraftProblem(1, "checking takes too much memory: there are too many terms")


@cache
def _process() -> ReaderProcess:
    return ReaderProcess(SandboxLimits(seconds=SECONDS, calls=50), (TELL,))


def examine(source: str, before: str) -> DraftCheck:
    """Return the result of loading `source` as the successor of `before`."""
    return _ask(source, before=before)


def try_out(source: str, before: str, text: Revision) -> DraftCheck:
    """Return the same, with the proposals of both on the text; nothing is stored."""
    return _ask(source, before=before, letter=parsed_letter_of(text))


def _ask(source: str, **arguments: object) -> DraftCheck:
    try:
        return check_from_json(str(_process().call(TELL, source.encode(), **arguments)))
    except ReadingError as error:
        return DraftCheck(TOO_SLOW if error.code == Problem.TOO_SLOW.value else TOO_BIG)
