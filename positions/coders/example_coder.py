"""Stances on most example letters, accepted by an invented coder; they are removed along with the example letters.

They cover each case of the counting rules (`tests/positions/coders/test_example_coverage.py`): most letters were judged
sentence by sentence and count as read; on some, many sentences were accepted in bulk; one is half done; two have
proposals alone, for trying the review page.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from letters.ingestion.example_letters import FILES
from letters.models import Letter, Revision
from letters.models.revisions import heavy_columns
from positions.codebook import store
from positions.coders import registry, run
from positions.domain.rules_coder import coder as rules
from positions.models import AssignedSentence, Assignment, Coder, Review, Stance, Topic
from positions.review.decisions import Action
from positions.review.spans import Place, coded_places
from positions.review.text_changes import places
from positions.summary_table.refresh import summing_up

Decision = Review.Decision
MANIFEST = FILES.parent / "manifest.json"
NAME = "Verzonnen codeur"
# Letters with proposals alone until somebody reviews them.
LEFT_OPEN = ("bzvb-900612-16.pdf", "bsvb-2020-904411.txt")
# Judged up to the middle; steps that depend on open proposals in the second half are provisional.
HALF_DONE = ("kst-99204-41.md",)
# Number of stances judged singly before the others were accepted in bulk. These letters do not count as read.
IN_BULK = {"kst-99310-1.html": 0, "kst-99415-11.docx": 9}
# Differences with the machine are left unsettled, so that the page of disagreements has some. The letter has no date,
# so no step is provisional because of it.
UNSETTLED = ("kst-99204-25.odt",)


def wanted() -> bool:
    """Return whether there are example letters without the invented coder's stances."""
    return (
        Letter.objects.filter(is_example=True).exists() and not Stance.objects.filter(coder__is_example=True).exists()
    )


@summing_up
def load() -> int:
    """Store the stances on the example letters; returns how many. A quote that is not in its letter is skipped."""
    coder, _ = Coder.objects.get_or_create(name=NAME, kind=Coder.Kind.PERSON, is_example=True)
    letters = json.loads(MANIFEST.read_text(encoding="utf-8"))["letters"]
    texts = Revision.objects.filter(is_current=True, letter__is_example=True)
    texts = texts.defer(*heavy_columns()).prefetch_related("document__ingestions")
    by_file = {ingestion.name: text for text in texts for ingestion in text.document.ingestions.all()}
    judged = [letter for letter in letters if letter["publication"] == "brief" and letter["file"] not in LEFT_OPEN]
    found = [(by_file.get(letter["file"]), letter["file"], letter["stances"]) for letter in judged]
    loaded = sum(judge(text, file, stances, coder) for text, file, stances in found if text)
    _count_rows()
    return loaded


def judge(text: Revision, file: str, stances: Sequence[dict[str, Any]], coder: Coder) -> int:
    """Accept these stances, as far as the coder got in this letter, and decide on the machine's proposals there."""
    reached = coded_places(text)
    if file in HALF_DONE:
        reached = reached[: len(reached) // 2]
    whole = file not in HALF_DONE and file not in IN_BULK
    blind = go_through(text, reached, coder) if whole else None
    found = (row for row in said(text, stances, coder, blind) if (row.start, row.end) in set(reached))
    rows = Stance.objects.bulk_create(found)
    singly = IN_BULK.get(file, len(rows))
    actions = [Action(coder)] * singly + [Action(coder, bulk=True)] * (len(rows) - singly)
    Review.objects.bulk_create(
        action.review(stance, Decision.ACCEPT) for action, stance in zip(actions, rows, strict=True)
    )
    if file not in UNSETTLED:
        settle(text, reached, rows, Action(coder, bulk=file in IN_BULK))
    return len(rows)


def go_through(text: Revision, sentences: Collection[Place], coder: Coder) -> Assignment:
    """Record the letter as read and coded blind, so that the agreement page has data."""
    way = Assignment.Way.BLIND
    blind = Assignment.objects.create(coder=coder, way=way, letter=text.letter, done_at=timezone.now())
    AssignedSentence.objects.bulk_create(
        AssignedSentence(assignment=blind, revision=text, start=start, end=end, passed_at=blind.done_at)
        for start, end in sentences
    )
    return blind


def said(
    text: Revision, stances: Sequence[dict[str, Any]], coder: Coder, assignment: Assignment | None
) -> Iterator[Stance]:
    """Yield the manifest's stances with their places in the text; repeated sentences are assigned in turn."""
    topics, codebook = dict(Topic.objects.values_list("slug", "pk")), store.newest()
    turns: dict[tuple[str, str], int] = defaultdict(int)
    for stance in stances:
        standing = places(text, stance["quote"])
        turn = turns[stance["quote"], stance["topic"]]
        turns[stance["quote"], stance["topic"]] += 1
        if turn < len(standing):
            start, end = standing[turn]
            yield Stance(
                revision=text, start=start, end=end, quote=stance["quote"], topic_id=topics[stance["topic"]],
                holder=stance["holder"], score=stance["score"], coder=coder, codebook=codebook, assignment=assignment,
            )  # fmt: skip


def settle(text: Revision, reached: Collection[Place], rows: Sequence[Stance], action: Action) -> None:
    """Run the machine coder, and reject its proposals that the invented coder passed over and did not make."""
    run.propose(text, registry.coder_named(rules.CODER), store.newest(), again=True)
    own = {(stance.start, stance.topic_id) for stance in rows}
    waiting = [each for each in Stance.objects.filter(revision=text).open() if (each.start, each.end) in reached]
    Review.objects.bulk_create(
        action.review(each, Decision.REPLACED if (each.start, each.topic_id) in own else Decision.REJECT)
        for each in waiting
    )


def _count_rows() -> None:
    """Update planner statistics: with those of empty tables PostgreSQL may pick plans that take minutes."""
    tables = [model._meta.db_table for model in (Letter, Revision, Stance, Review, Assignment, AssignedSentence)]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")
