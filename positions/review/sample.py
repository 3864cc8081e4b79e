"""Random samples of sentences, reproducible by seed."""

from __future__ import annotations

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from letters.models import Letter, Passage
from positions.models import Assignment, Coder, Review, Stance, Topic
from positions.review.spans import CODED_KINDS, pairs

MOST = 2000
Sentence = tuple[int, int, int]  # revision, start, end


@dataclass(frozen=True, slots=True)
class Sample:
    """`size` sentences, from the chosen letters, or from the letters in which a chosen topic comes up.

    The pool is whole letters, so that sentences in which others saw nothing are coded too.
    """

    size: int
    letters: Sequence[Letter] = ()
    topics: Sequence[Topic] = ()
    seed: int | None = None

    def drawn(self, coder: Coder) -> tuple[list[Sentence], dict[str, Any]]:
        """Return the sentences in text order, and the record of the draw. Letters that the coder knows are left out."""
        pool = sentences(self.asked().exclude(pk__in=known_to(coder).values("pk")))
        seed = self.seed if self.seed is not None else secrets.randbelow(2**31)
        chosen = random.Random(seed).sample(pool, min(self.size, len(pool)))
        record = {
            "seed": seed,
            "size": self.size,
            "of": len(pool),
            "letters": [letter.key for letter in self.letters],
            "topics": [topic.slug for topic in self.topics],
        }
        return sorted(chosen), record

    def asked(self) -> QuerySet[Letter]:
        letters = Letter.objects.published().letters().order_by()
        if self.letters:
            letters = letters.filter(pk__in=[letter.pk for letter in self.letters])
        if self.topics:
            said = Stance.objects.shown().filter(topic__in=[topic.pk for topic in self.topics])
            letters = letters.filter(pk__in=said.order_by().values("revision__letter"))
        return letters


def sentences(letters: QuerySet[Letter]) -> list[Sentence]:
    passages = Passage.objects.filter(
        revision__is_current=True, revision__letter__in=letters.values("pk"), kind__in=CODED_KINDS
    ).order_by("revision_id", "position")
    bounds = passages.values_list("revision", "sentence_bounds")
    return [(revision, start, end) for revision, each in bounds for start, end in pairs([each])]


def known_to(coder: Coder) -> QuerySet[Letter]:
    """Return the letters that this person decided on, coded or was assigned before, and so cannot code blind."""
    decided = Review.objects.filter(coder=coder).values("stance__revision__letter")
    own = Stance.objects.filter(coder=coder).order_by().values("revision__letter")
    asked = Assignment.objects.filter(coder=coder).letters().order_by().values("pk")
    return Letter.objects.order_by().filter(Q(pk__in=decided.order_by()) | Q(pk__in=own) | Q(pk__in=asked))
