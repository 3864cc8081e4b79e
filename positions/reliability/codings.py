"""Codings as input of agreement measures: the sentences each coder went through, and the values given there.

A machine went through the current texts it ran on under its newest codebook, a language model without the windows that
failed. A person or an imported coder went through
the sentences of their done assignments, blind and in sight separately. In sight, their decisions are their values;
sentences decided only by others are left out, as are those they accepted in bulk (codebook, 6).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Q, QuerySet

from letters.models import Letter, Passage
from positions.coders.language_model.coder import NAME as LANGUAGE_MODEL
from positions.domain.reliability.evaluation import opening_of
from positions.domain.reliability.units import CodedValue, CoderData, Key, Place, pooled
from positions.models import AssignedSentence, Assignment, Coder, CodingRun, Review, Stance, State
from positions.review.single_decisions import standing
from positions.review.spans import CODED_KINDS
from positions.review.unanswered import unanswered

BLIND, IN_SIGHT = Assignment.Way.BLIND.value, Assignment.Way.IN_SIGHT.value
SAID = ("revision", "start", "topic__slug", "holder", "score")


@dataclass(slots=True)
class PassedSentences(CoderData):
    """A coding, with the machines whose proposals the coder decided on."""

    in_sight: set[int] = field(default_factory=set)


def letters_in(keys: Iterable[str] = ()) -> QuerySet[Letter]:
    """Return letters that may be shown: real ones, or the examples while there is no real one; by key, or all."""
    letters = Letter.objects.published().letters().order_by()
    chosen = list(keys)
    return letters.filter(identifiers__value__in=chosen) if chosen else letters


def ways_of(coder: Coder) -> list[str]:
    """Return the ways in which the coder can be measured; a machine has one, ""."""
    if coder.kind == Coder.Kind.MACHINE:
        return [""]
    done = Assignment.objects.done().filter(coder=coder).order_by("way")
    return list(done.values_list("way", flat=True).distinct())


def coding_of(coder: Coder, way: str, letters: QuerySet[Letter]) -> PassedSentences:
    return of_machine(coder, letters) if coder.kind == Coder.Kind.MACHINE else of_person(coder, way, letters)


def of_both(
    first: tuple[Coder, str], second: tuple[Coder, str], letters: QuerySet[Letter]
) -> tuple[PassedSentences, PassedSentences]:
    """Return the codings of two coders; a machine's is limited to the texts that the person went through."""
    machines = [coder.kind == Coder.Kind.MACHINE for coder, _ in (first, second)]
    if machines == [True, False]:
        b, a = of_both(second, first, letters)
        return a, b
    a = coding_of(*first, letters)
    if machines == [False, True]:
        letters = letters.filter(revisions__in={text for text, _ in a.sentences})
    return a, coding_of(*second, letters)


def of_machine(coder: Coder, letters: QuerySet[Letter]) -> PassedSentences:
    been = CodingRun.objects.filter(coder=coder)
    newest = been.order_by("-codebook").values("codebook")[:1]
    texts = been.filter(codebook__in=newest, revision__is_current=True, revision__letter__in=letters.values("pk"))
    revisions = list(texts.values_list("revision", flat=True))
    went = PassedSentences()
    passages = Passage.objects.filter(revision__in=revisions, kind__in=CODED_KINDS)
    for revision, bounds in passages.values_list("revision", "sentence_bounds"):
        went.sentences.update((revision, start) for start in bounds[::2])
    if coder.name == LANGUAGE_MODEL:
        went.sentences -= unanswered([coder.pk], revisions).get(coder.pk, set())
    stances = Stance.objects.filter(coder=coder, codebook__in=newest, revision__in=revisions, carries=None)
    _hear(went, stances)
    return went


def of_person(coder: Coder, way: str, letters: QuerySet[Letter]) -> PassedSentences:
    done = Assignment.objects.done().filter(coder=coder, way=way)
    sentences = AssignedSentence.objects.filter(assignment__in=done, revision__letter__in=letters.values("pk"))
    went = PassedSentences(sentences=set(sentences.order_by().values_list("revision", "start")))
    _hear(went, Stance.objects.filter(assignment__in=done).with_state().exclude(**{"state": State.WITHDRAWN}))
    if way == IN_SIGHT:
        _decided(went, coder)
    return went


def of_whole_letters(letters: QuerySet[Letter], coder: Coder | None = None) -> CoderData:
    """Return what this coder, or everybody, coded blind in those of the letters that were coded whole; two queries.

    A sentence that several coded counts as the first of them to finish coded it.
    """
    done = Assignment.objects.done().filter(way=BLIND, letter__in=letters.values("pk"))
    done = done.filter(coder=coder) if coder else done
    by_assignment: dict[int, PassedSentences] = defaultdict(PassedSentences)
    sentences = AssignedSentence.objects.filter(assignment__in=done.order_by())
    order = ("assignment__done_at", "assignment")
    for assignment, *place in sentences.order_by(*order).values_list("assignment", "revision", "start"):
        by_assignment[assignment].sentences.add((place[0], place[1]))
    stances = Stance.objects.filter(assignment__in=done.order_by()).with_state().exclude(**{"state": State.WITHDRAWN})
    for assignment, revision, start, topic, holder, score in stances.order_by("pk").values_list("assignment", *SAID):
        by_assignment[assignment].said[(revision, start), topic] = CodedValue(holder, score)
    return pooled(list(by_assignment.values()))


def openings(texts: Iterable[int]) -> set[Place]:
    """Return the sentences of these texts' openings; one query."""
    found: set[Place] = set()
    body = Passage.objects.filter(revision__in=set(texts), kind="body").order_by("revision", "position")
    for text, passages in groupby(body.values_list("revision", "sentence_bounds"), lambda row: row[0]):
        found.update((text, start) for start in opening_of(bounds[::2] for _, bounds in passages))
    return found


def _hear(went: PassedSentences, stances: QuerySet[Stance]) -> None:
    for revision, start, topic, holder, score in stances.order_by("pk").values_list(*SAID).iterator(chunk_size=5000):
        went.said[(revision, start), topic] = CodedValue(holder, score)


def _decided(went: PassedSentences, coder: Coder) -> None:
    """Add the values that the coder accepted, and remove the sentences where only others decided."""
    revisions = {revision for revision, _ in went.sentences}
    fields = ("stance", "decision", *(f"stance__{name}" for name in SAID), "stance__coder", "stance__coder__kind")
    own: set[Key] = set()
    last: dict[int, tuple[Key, str, CodedValue]] = {}
    rows = standing().filter(coder=coder, stance__revision__in=revisions, bulk=False).order_by("pk")
    for stance, decision, revision, start, topic, holder, score, machine, kind in rows.values_list(*fields):
        key = (revision, start), topic
        own.add(key)
        last[stance] = key, decision, CodedValue(holder, score)
        if kind == Coder.Kind.MACHINE:
            went.in_sight.add(machine)
    for key, decision, said in last.values():
        if decision == Review.Decision.ACCEPT:
            went.said[key] = said
    went.sentences -= _not_judged_here(coder, revisions, own | went.said.keys())


def _not_judged_here(coder: Coder, revisions: set[int], own: set[Key]) -> set[Place]:
    """Return the sentences that only others decided on, or that the coder decided on in bulk."""
    there = Review.objects.filter(stance__revision__in=revisions)
    others = there.filter(pk__in=standing().exclude(coder=coder, bulk=False).values("pk"))
    carried = there.filter(Q(decision=Review.Decision.CARRIED))
    places = (others | carried).values_list("stance__revision", "stance__start", "stance__topic__slug")
    return {(revision, start) for revision, start, topic in places if ((revision, start), topic) not in own}
