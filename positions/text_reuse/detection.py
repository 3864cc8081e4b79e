"""Detection of near-duplicate sentences in other letters: the only writer of wordings (rules: `domain.text_reuse`).

A text's sentences are stored in one transaction and compared in another, so that two concurrent texts cannot miss each
other: whichever is compared last sees both.

    no round ─► stored (compared is false) ─► compared

Nothing is locked while it is searched. Who changes the sentences of a wording holds that wording's row; who gives a
sentence its first wording holds the sentence's row; and rows are locked in the order of their ids, wordings first.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from letters.models import Letter, Passage, Revision
from letters.models.revisions import heavy_columns
from positions.domain import text_reuse as rules
from positions.models import Wording, WordingRound, WordingSentence
from positions.review.spans import CODED_KINDS
from positions.text_reuse.near_duplicate_search import near_duplicates

ATTEMPTS = 5  # times that a text is compared while others change what it was found to be alike to

# What a new version of the rules changes of a sentence that is stored; it stays in its wording until it is compared.
OF_THE_RULES = ["passage", "end", "quote", "language", "words", "digest", "for_form", "bands"]


class SupersededError(Exception):
    """A sentence or wording changed between the search and the lock."""


def texts() -> QuerySet[Revision]:
    """Return the texts to process: current ones of letters that are not withdrawn, real or example."""
    letters = Letter.objects.letters().filter(joined_into__isnull=True, withdrawn_at__isnull=True)
    return Revision.objects.filter(is_current=True, letter__in=letters.order_by().values("pk"))


def to_do() -> QuerySet[Revision]:
    done = WordingRound.objects.filter(revision=OuterRef("pk"), version=rules.VERSION, compared=True)
    return texts().filter(~Exists(done)).select_related("letter").defer(*heavy_columns()).order_by("pk")


def to_remove() -> QuerySet[WordingRound]:
    """Return the processed texts that no longer qualify: withdrawn, joined, or replaced by a newer text."""
    return WordingRound.objects.exclude(revision__in=texts().values("pk"))


def add(revision: Revision) -> int:
    """Process a text: add its sentences and join near-duplicates; returns how many sentences it has, 0 if it was done.

    Idempotent, also beside another worker with the same text. If others keep changing the same wordings, the text is
    left to the next round.
    """
    for _ in range(ATTEMPTS):
        with contextlib.suppress(SupersededError):
            count = _store(revision)
            if count is not None:
                _join_all(revision, list(near_duplicates(revision)))
            return count or 0
    return 0


def remove_withdrawn() -> int:
    """Remove texts that no longer qualify, and regroup the wordings they were in; returns how many texts."""
    for _ in range(ATTEMPTS):
        with contextlib.suppress(SupersededError):
            return _remove(list(to_remove().values_list("pk", flat=True)))
    return 0


@transaction.atomic
def _store(revision: Revision) -> int | None:
    """Store the sentences, beside those of the letter's earlier text. None if there is nothing to do."""
    WordingRound.objects.get_or_create(revision=revision, defaults={"version": "", "compared": False})
    here = WordingRound.objects.select_for_update().get(pk=revision.pk)
    if not to_do().filter(pk=revision.pk).exists():
        if not here.version:
            transaction.set_rollback(True)
        return None
    stored = WordingSentence.objects.filter(revision=revision)
    if here.version != rules.VERSION:
        sentences = _sentences_of(revision)
        _look_again(_delete(stored.exclude(start__in=[sentence.start for sentence in sentences])))
        WordingSentence.objects.bulk_create(
            sentences, update_conflicts=True, unique_fields=["revision", "start"], update_fields=OF_THE_RULES
        )
        here.version, here.compared = rules.VERSION, False
        here.save()
    return stored.count()


@transaction.atomic
def _join_all(revision: Revision, pairs: Sequence[tuple[int, int]]) -> None:
    """Join near-duplicates, then take out the letter's earlier text: a wording that loses one may fall apart.

    Raises SupersededError if a sentence is gone, or a wording was not locked in time.
    """
    letter = WordingSentence.objects.filter(revision__letter=revision.letter_id)
    had = list(letter.filter(~Q(revision=revision) | Q(wording__isnull=False)).values_list("pk", flat=True))
    wording_of = _locked({*had, *(pk for pair in pairs for pk in pair)})
    nodes = {pk: ("wording", wording) if wording else ("sentence", pk) for pk, wording in wording_of.items()}
    for component in rules.components((nodes[new], nodes[old]) for new, old in pairs):
        _join(component)
    touched = set(letter.filter(pk__in=had).values_list("wording", flat=True))
    letter.exclude(revision=revision).delete()
    _look_again(wording for wording in touched if wording is not None)
    WordingRound.objects.filter(revision__letter=revision.letter_id).exclude(pk=revision.pk).delete()
    WordingRound.objects.filter(pk=revision.pk, version=rules.VERSION).update(compared=True)


@transaction.atomic
def _remove(texts: Collection[int]) -> int:
    touched = _delete(WordingSentence.objects.filter(revision__in=texts))
    WordingRound.objects.filter(pk__in=texts).delete()
    _look_again(touched)
    return len(texts)


def _locked(sentences: Collection[int]) -> dict[int, int | None]:
    """Lock the sentences and their wordings; returns the wording of each. Raises SupersededError."""
    own = WordingSentence.objects.filter(pk__in=sentences).order_by("pk")
    wordings = Wording.objects.filter(pk__in=own.order_by().values("wording")).order_by("pk")
    held = set(wordings.select_for_update(no_key=True).values_list("pk", flat=True))
    wording_of: dict[int, int | None] = dict(own.select_for_update(no_key=True).values_list("pk", "wording"))
    if len(wording_of) < len(sentences) or not set(wording_of.values()) <= held | {None}:
        raise SupersededError
    return wording_of


def _sentences_of(revision: Revision) -> list[WordingSentence]:
    found = []
    for passage in Passage.objects.filter(revision=revision, kind__in=CODED_KINDS).defer("search"):
        bounds = zip(passage.sentence_bounds[::2], passage.sentence_bounds[1::2], strict=True)
        for start, end in bounds:
            words = rules.words(revision.text[start:end])
            if rules.counts(words):
                found.append((passage, start, end, words))
    return [
        WordingSentence(
            revision=revision,
            passage=passage.position,
            start=start,
            end=end,
            quote=revision.text[start:end],
            language=passage.language,
            words=len(words),
            digest=rules.digest(words),
            for_form=rules.is_formulaic(words),
            bands=bands,
        )
        for (passage, start, end, words), bands in zip(found, rules.bands([f[3] for f in found]), strict=True)
    ]


def _join(component: Iterable[tuple[str, int]]) -> None:
    """Merge the component into one wording: the oldest in it, or a new one."""
    wordings = sorted(pk for kind, pk in component if kind == "wording")
    first = wordings[0] if wordings else Wording.objects.create().pk
    others = wordings[1:]
    WordingSentence.objects.filter(wording__in=others).update(wording=first)
    Wording.objects.filter(joined_into__in=others).update(joined_into=first)
    Wording.objects.filter(pk__in=others).update(joined_into=first)
    WordingSentence.objects.filter(pk__in=[pk for kind, pk in component if kind == "sentence"]).update(wording=first)


def _delete(sentences: QuerySet[WordingSentence]) -> set[int]:
    """Delete these sentences; returns the wordings that lost one, locked: they may fall apart."""
    wordings = _locked(list(sentences.values_list("pk", flat=True))).values()
    sentences.delete()
    return {wording for wording in wordings if wording is not None}


def _look_again(wordings: Iterable[int]) -> None:
    """Regroup the remaining sentences of these wordings. If one falls apart, its largest part keeps the URL."""
    for wording in sorted(wordings):
        here = WordingSentence.objects.filter(wording=wording)
        left = list(here.select_related("revision").defer("revision__text", *heavy_columns("revision")))
        parts = sorted(rules.components(_pairs(left)), key=lambda part: (-len(part), min(part)))
        here.update(wording=None)
        for number, part in enumerate(parts):
            home = Wording.objects.create().pk if number else wording
            WordingSentence.objects.filter(pk__in=part).update(wording=home)
        if not parts:
            Wording.objects.filter(pk=wording).delete()


def _pairs(sentences: Sequence[WordingSentence]) -> Iterator[tuple[int, int]]:
    """Yield near-duplicate pairs across letters, enough to connect each group; equal sentences are compared once."""
    same = defaultdict[int, list[WordingSentence]](list)
    for sentence in sentences:
        same[sentence.digest].append(sentence)
    groups = [(rules.words(group[0].quote), set(group[0].bands), group) for group in same.values()]
    for _, _, group in groups:
        yield from _across(group, group)
    for (words, bands, group), (others, their_bands, other) in combinations(groups, 2):
        if bands & their_bands and rules.is_near_duplicate(words, others):
            yield from _across(group, other)
            yield from _across(other, group)


def _across(group: Sequence[WordingSentence], others: Sequence[WordingSentence]) -> Iterator[tuple[int, int]]:
    """Pair each sentence with the first of the others in another letter."""
    for one in group:
        for other in others:
            if one.revision.letter_id != other.revision.letter_id:
                yield one.pk, other.pk
                break
