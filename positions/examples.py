"""Stances on most example letters, as an invented coder accepted them; they go when the example letters go."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from letters.ingestion.examples import FILES
from letters.models import Letter, Revision
from positions import codebooks
from positions.carrying import places
from positions.models import AssignedSentence, Assignment, Coder, Review, Stance, Topic
from positions.places import coded_places
from positions.reviews import Action

MANIFEST = FILES.parent / "manifest.json"
NAME = "Verzonnen codeur"
# Left to whoever tries the review page; until then they show what a letter with proposals alone looks like.
LEFT_OPEN = ("bzvb-900612-16.pdf", "bsvb-2020-904411.txt", "bsvb-2023-917702.docx")


def wanted() -> bool:
    """Where the example letters are, and nobody has put the invented stances on them yet."""
    return (
        Letter.objects.filter(is_example=True).exists() and not Stance.objects.filter(coder__is_example=True).exists()
    )


@transaction.atomic
def load() -> int:
    """Put the stances on the example letters; returns how many. A quote that does not stand there is left out."""
    coder, _ = Coder.objects.get_or_create(name=NAME, kind=Coder.Kind.PERSON, is_example=True)
    letters = json.loads(MANIFEST.read_text(encoding="utf-8"))["letters"]
    texts = Revision.objects.filter(is_current=True, letter__is_example=True).prefetch_related("document__ingestions")
    by_file = {ingestion.name: text for text in texts for ingestion in text.document.ingestions.all()}
    reviewed = (letter for letter in letters if letter["file"] not in LEFT_OPEN)
    found = [(by_file.get(letter["file"]), letter["stances"]) for letter in reviewed]
    return sum(put(text, stances, coder) for text, stances in found if text)


def put(text: Revision, stances: list[dict[str, Any]], coder: Coder) -> int:
    """They are accepted, and count as coded without the machine in sight: so the pages have agreement to show."""
    way = Assignment.Way.BLIND
    blind = Assignment.objects.create(coder=coder, way=way, letter=text.letter, done_at=timezone.now())
    topics, codebook = dict(Topic.objects.values_list("slug", "pk")), codebooks.newest()
    turns: dict[tuple[str, str], int] = defaultdict(int)
    rows = []
    for stance in stances:
        standing = places(text, stance["quote"])
        turn = turns[stance["quote"], stance["topic"]]
        turns[stance["quote"], stance["topic"]] += 1
        if turn < len(standing):
            start, end = standing[turn]
            rows.append(
                Stance(
                    revision=text, start=start, end=end, quote=stance["quote"], topic_id=topics[stance["topic"]],
                    holder=stance["holder"], score=stance["score"], coder=coder, codebook=codebook,
                    assignment=blind,
                )
            )  # fmt: skip
    AssignedSentence.objects.bulk_create(
        AssignedSentence(assignment=blind, revision=text, start=start, end=end, passed_at=blind.done_at)
        for start, end in coded_places(text)
    )
    action = Action(coder)
    Review.objects.bulk_create(
        action.review(stance, Review.Decision.ACCEPT) for stance in Stance.objects.bulk_create(rows)
    )
    return len(rows)
