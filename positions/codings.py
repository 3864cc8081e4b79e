"""What each coder said of which sentences, for measuring; nothing but what stands here enters a figure.

A machine has gone through the current texts that it has proposed on under its newest codebook. A person or an imported
coder has gone through the sentences of their done assignments, blind and in sight apart. In sight, what they decided is
what they said; a sentence where only somebody else decided is not theirs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from letters.models import Letter, Passage
from positions.domain.pairing import Coding, Key, Place, Said
from positions.models import AssignedSentence, Assignment, Coder, Proposing, Review, Stance, State
from positions.places import CODED_KINDS

BLIND, IN_SIGHT = Assignment.Way.BLIND.value, Assignment.Way.IN_SIGHT.value
DECIDED = (Review.Decision.ACCEPT, Review.Decision.REJECT, Review.Decision.REPLACED)
SAID = ("revision", "start", "topic__slug", "holder", "score")


@dataclass(slots=True)
class Went(Coding):
    """A coding, and the machines whose proposals the coder decided on there."""

    in_sight: set[int] = field(default_factory=set)


def letters_in(keys: Iterable[str] = ()) -> QuerySet[Letter]:
    """Letters that may be shown: real ones, or the examples while there is no real one; by key, or all."""
    letters = Letter.objects.published().letters().order_by()
    chosen = list(keys)
    return letters.filter(identifiers__value__in=chosen) if chosen else letters


def ways_of(coder: Coder) -> list[str]:
    """How the coder can be measured: a machine has one way, without a name."""
    if coder.kind == Coder.Kind.MACHINE:
        return [""]
    done = Assignment.objects.filter(coder=coder, done_at__isnull=False).order_by("way")
    return list(done.values_list("way", flat=True).distinct())


def coding_of(coder: Coder, way: str, letters: QuerySet[Letter]) -> Went:
    return of_machine(coder, letters) if coder.kind == Coder.Kind.MACHINE else of_person(coder, way, letters)


def of_both(first: tuple[Coder, str], second: tuple[Coder, str], letters: QuerySet[Letter]) -> tuple[Went, Went]:
    """The codings of two coders, each with a way; a machine's only where a person went."""
    machines = [coder.kind == Coder.Kind.MACHINE for coder, _ in (first, second)]
    if machines == [True, False]:
        b, a = of_both(second, first, letters)
        return a, b
    a = coding_of(*first, letters)
    if machines == [False, True]:
        letters = letters.filter(revisions__in={text for text, _ in a.sentences})
    return a, coding_of(*second, letters)


def of_machine(coder: Coder, letters: QuerySet[Letter]) -> Went:
    been = Proposing.objects.filter(coder=coder)
    newest = been.order_by("-codebook").values("codebook")[:1]
    texts = been.filter(codebook__in=newest, revision__is_current=True, revision__letter__in=letters.values("pk"))
    revisions = list(texts.values_list("revision", flat=True))
    went = Went()
    passages = Passage.objects.filter(revision__in=revisions, kind__in=CODED_KINDS)
    for revision, bounds in passages.values_list("revision", "sentence_bounds"):
        went.sentences.update((revision, start) for start in bounds[::2])
    stances = Stance.objects.filter(coder=coder, codebook__in=newest, revision__in=revisions, carries=None)
    _hear(went, stances)
    return went


def of_person(coder: Coder, way: str, letters: QuerySet[Letter]) -> Went:
    done = Assignment.objects.filter(coder=coder, way=way, done_at__isnull=False)
    sentences = AssignedSentence.objects.filter(assignment__in=done, revision__letter__in=letters.values("pk"))
    went = Went(sentences=set(sentences.order_by().values_list("revision", "start")))
    _hear(went, Stance.objects.filter(assignment__in=done).with_state().exclude(**{"state": State.WITHDRAWN}))
    if way == IN_SIGHT:
        _decided(went, coder)
    return went


def standing() -> QuerySet[Review]:
    """Decisions that somebody took on a stance and that were not taken back."""
    back = Review.objects.filter(stance=OuterRef("stance"), undoes=OuterRef("batch"))
    return Review.objects.filter(~Exists(back), decision__in=DECIDED, coder__isnull=False)


def _hear(went: Went, stances: QuerySet[Stance]) -> None:
    for revision, start, topic, holder, score in stances.order_by("pk").values_list(*SAID).iterator(chunk_size=5000):
        went.said[(revision, start), topic] = Said(holder, score)


def _decided(went: Went, coder: Coder) -> None:
    """Add what the coder accepted, and leave out the sentences where only others decided."""
    revisions = {revision for revision, _ in went.sentences}
    fields = ("stance", "decision", *(f"stance__{name}" for name in SAID), "stance__coder", "stance__coder__kind")
    own: set[Key] = set()
    last: dict[int, tuple[Key, str, Said]] = {}
    rows = standing().filter(coder=coder, stance__revision__in=revisions).order_by("pk")
    for stance, decision, revision, start, topic, holder, score, machine, kind in rows.values_list(*fields):
        key = (revision, start), topic
        own.add(key)
        last[stance] = key, decision, Said(holder, score)
        if kind == Coder.Kind.MACHINE:
            went.in_sight.add(machine)
    for key, decision, said in last.values():
        if decision == Review.Decision.ACCEPT:
            went.said[key] = said
    went.sentences -= _only_of_others(coder, revisions, own | went.said.keys())


def _only_of_others(coder: Coder, revisions: set[int], own: set[Key]) -> set[Place]:
    there = Review.objects.filter(stance__revision__in=revisions)
    others = there.filter(pk__in=standing().exclude(coder=coder).values("pk"))
    carried = there.filter(Q(decision=Review.Decision.CARRIED))
    places = (others | carried).values_list("stance__revision", "stance__start", "stance__topic__slug")
    return {(revision, start) for revision, start, topic in places if ((revision, start), topic) not in own}
