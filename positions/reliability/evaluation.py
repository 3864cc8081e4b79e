"""Accuracy of coders, from the database: their codings of letters that another coder coded whole, without proposals.

Codings made with a proposal in sight say nothing of agreement (codebook, 6), nor do samples say anything of letters.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from positions.domain.reliability.evaluation import Row, table
from positions.domain.reliability.units import CoderData
from positions.models import Coder, Topic
from positions.reliability import cached, codings

ASK = (
    "ask somebody to code a letter at /coderen/, or take codings in with `manage.py import_codings FILE --coder NAME` "
    "(what was decided with proposals in sight does not count)"
)


class NothingInCommonError(Exception):
    """No letter was coded by both; the message says what to do."""


@dataclass(frozen=True, slots=True)
class CoderEvaluation:
    """`coder` by its name and version; `against` is the measure, "" for everybody who coded blind."""

    coder: str
    against: str
    rows: list[Row]


def between(coder: Coder, measure: Coder | None, topics: Sequence[str]) -> CoderEvaluation:
    """Evaluate a coder by another, or by everybody who coded blind. Raises NothingInCommonError."""
    coded = _coded(measure, None) if measure else codings.of_whole_letters(codings.letters_in())
    if not coded.sentences:
        raise NothingInCommonError(f"no letter was coded whole and without proposals by {_who(measure)}: {ASK}")
    found = _coded(coder, {text for text, _ in coded.sentences})
    if not coded.sentences & found.sentences:
        do = "run `manage.py propose`" if coder.kind == Coder.Kind.MACHINE else ASK
        raise NothingInCommonError(f"{coder} has been through no letter that was coded so by {_who(measure)}: {do}")
    return CoderEvaluation(str(coder), str(measure or ""), _table(coded, found, topics))


def of_machines(hidden: Collection[int] = ()) -> list[CoderEvaluation]:
    """Evaluate the newest version of each machine; those without such a letter are left out. Cached by data version.

    `hidden` are the ids of letters that the reader is to code blind: nothing is told of them.
    """
    without = sorted(hidden)
    return cached.at_version(f"evaluation {without}", lambda: _of_machines(without))


def _who(measure: Coder | None) -> str:
    return str(measure) if measure else "anybody"


def _of_machines(hidden: list[int]) -> list[CoderEvaluation]:
    coded = codings.of_whole_letters(codings.letters_in().exclude(pk__in=hidden))
    topics = list(Topic.objects.values_list("slug", flat=True))
    texts = {text for text, _ in coded.sentences}
    machines = [(str(machine), _coded(machine, texts)) for machine in Coder.objects.newest_machines()] if texts else []
    shared = [(name, found) for name, found in machines if found.sentences & coded.sentences]
    return [CoderEvaluation(name, "", _table(coded, found, topics)) for name, found in shared]


def _coded(coder: Coder, texts: set[int] | None) -> CoderData:
    """Return the coding of a person, or of a machine on these texts, or on all that it went through."""
    letters = codings.letters_in()
    if coder.kind != Coder.Kind.MACHINE:
        return codings.of_whole_letters(letters, coder)
    return codings.of_machine(coder, letters if texts is None else letters.filter(revisions__in=texts))


def _table(measure: CoderData, coder: CoderData, topics: Sequence[str]) -> list[Row]:
    texts = {text for text, _ in measure.sentences & coder.sentences}
    return table(measure, coder, topics, codings.openings(texts))
