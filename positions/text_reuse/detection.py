"""Detection of near-duplicate sentences in other letters: the only writer of wordings (rules: `domain.text_reuse`).

A text is processed once. One at a time, under an advisory lock: two concurrent letters would not see each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from letters.models import Letter, Passage, Revision
from letters.models.revisions import heavy_columns
from positions.domain import text_reuse as rules
from positions.models import Wording, WordingRound, WordingSentence
from positions.review.spans import CODED_KINDS

LOCK = 7_310_422
Pair = tuple[tuple[str, int], tuple[str, int]]

# Sentences of other letters, both real or both examples, with a common band and at most twice as long or short. Of
# equal sentences in a chain one suffices. Bands first, by index, then the letters they belong to.
CANDIDATES = """
    WITH found AS MATERIALIZED (
        SELECT n.id AS new, o.id, o.wording_id, o.quote, o.digest, o.revision_id
        FROM positions_wordingsentence n JOIN positions_wordingsentence o ON o.bands && n.bands
        WHERE n.revision_id = %s AND o.words BETWEEN (n.words + 1) / 2 AND n.words * 2
    )
    SELECT DISTINCT ON (new, digest, COALESCE(wording_id, -found.id)) new, found.id, wording_id, quote
    FROM found
    JOIN letters_revision r ON r.id = revision_id
    JOIN letters_letter l ON l.id = r.letter_id
    WHERE r.letter_id <> %s AND l.is_example = %s
    ORDER BY new, digest, COALESCE(wording_id, -found.id), found.id
"""


def texts() -> QuerySet[Revision]:
    """Return the texts to process: current ones of letters that are not withdrawn, real or example."""
    letters = Letter.objects.letters().filter(joined_into__isnull=True, withdrawn_at__isnull=True)
    return Revision.objects.filter(is_current=True, letter__in=letters.order_by().values("pk"))


def to_do() -> QuerySet[Revision]:
    done = WordingRound.objects.filter(revision=OuterRef("pk"), version=rules.VERSION)
    return texts().filter(~Exists(done)).select_related("letter").defer(*heavy_columns()).order_by("pk")


def to_remove() -> QuerySet[WordingRound]:
    """Return the processed texts that no longer qualify: withdrawn, joined, or replaced by a newer text."""
    return WordingRound.objects.exclude(revision__in=texts().values("pk"))


@transaction.atomic
def add(revision: Revision) -> int:
    """Process a text: add its sentences and join near-duplicates; returns how many sentences were added."""
    _lock()
    if not to_do().filter(pk=revision.pk).exists():
        return 0
    touched = _delete(WordingRound.objects.filter(revision__letter=revision.letter_id).values_list("pk", flat=True))
    sentences = WordingSentence.objects.bulk_create(_sentences_of(revision))
    WordingRound.objects.create(revision=revision, version=rules.VERSION)
    for component in rules.components(_links(revision)):
        _join(component)
    _look_again(touched)
    return len(sentences)


@transaction.atomic
def remove_withdrawn() -> int:
    """Remove texts that no longer qualify, and regroup the wordings they were in; returns how many texts."""
    _lock()
    gone = list(to_remove().values_list("pk", flat=True))
    _look_again(_delete(gone))
    return len(gone)


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


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


def _links(revision: Revision) -> Iterator[Pair]:
    """Yield pairs of a sentence of the text and its near-duplicate: a wording, or a sentence without one."""
    own = {s.pk: rules.words(s.quote) for s in WordingSentence.objects.filter(revision=revision).only("quote")}
    found: set[Pair] = set()
    for new, old, wording, quote in _candidates(revision):
        other = ("wording", wording) if wording else ("sentence", old)
        pair = (("sentence", new), other)
        if pair not in found and rules.is_near_duplicate(own[new], rules.words(quote)):
            found.add(pair)
            yield pair


def _candidates(revision: Revision) -> list[tuple[int, int, int | None, str]]:
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, [revision.pk, revision.letter_id, revision.letter.is_example])
        found: list[tuple[int, int, int | None, str]] = cursor.fetchall()
    return found


def _join(component: Iterable[tuple[str, int]]) -> None:
    """Merge the component into one wording: the oldest in it, or a new one."""
    wordings = sorted(pk for kind, pk in component if kind == "wording")
    first = wordings[0] if wordings else Wording.objects.create().pk
    others = wordings[1:]
    WordingSentence.objects.filter(wording__in=others).update(wording=first)
    Wording.objects.filter(joined_into__in=others).update(joined_into=first)
    Wording.objects.filter(pk__in=others).update(joined_into=first)
    WordingSentence.objects.filter(pk__in=[pk for kind, pk in component if kind == "sentence"]).update(wording=first)


def _delete(revisions: Iterable[int]) -> set[int]:
    """Delete these texts' sentences; returns the wordings that lost one and may fall apart."""
    gone = list(revisions)
    sentences = WordingSentence.objects.filter(revision__in=gone)
    touched = set(sentences.exclude(wording=None).values_list("wording", flat=True))
    sentences.delete()
    WordingRound.objects.filter(pk__in=gone).delete()
    return touched


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
