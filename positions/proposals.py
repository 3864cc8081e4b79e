"""What machines propose: the only writer of their stances. Each coder goes through each current text once.

What people accepted on an earlier text of the letter is carried over first (`carrying`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from letters.models import Letter, Revision
from letters.texts import parsed_of
from positions import carrying, codebooks, reviews
from positions.domain import proposing as rules
from positions.domain.proposing import Proposal
from positions.models import CodebookVersion, Coder, Proposing, Stance, Topic

log = logging.getLogger(__name__)

# Letters in one go of the minute's task: see docs/measurements.md.
BATCH = 500
CODERS = {rules.CODER: (rules.VERSION, rules.propose)}


class NoSuchCoder(Exception):
    """Nobody of that name proposes; the message says who does."""


def coder_named(name: str) -> Coder:
    if name not in CODERS:
        raise NoSuchCoder(f"there is no coder {name!r}; there is: {', '.join(sorted(CODERS))}")
    coder, _ = Coder.objects.get_or_create(name=name, version=CODERS[name][0])
    return coder


def to_do(coder: Coder, codebook: CodebookVersion) -> QuerySet[Revision]:
    """Current texts of letters that this coder has not been through under this codebook."""
    done = Proposing.objects.filter(revision=OuterRef("pk"), coder=coder, codebook=codebook)
    return current_texts().filter(~Exists(done))


def current_texts() -> QuerySet[Revision]:
    letters = Letter.objects.letters().filter(joined_into__isnull=True)
    return Revision.objects.filter(is_current=True, letter__in=letters).select_related("letter").order_by("pk")


@transaction.atomic
def propose(revision: Revision, coder: Coder, codebook: CodebookVersion, *, again: bool = False) -> int:
    """Write what the coder proposes for the text; returns how many stances, None of them twice.

    `again` takes this coder's earlier proposals on the text away first, but none that was decided on. Two workers at
    the same text: one waits, and finds it done.
    """
    Revision.objects.select_for_update().get(pk=revision.pk)
    _, first = Proposing.objects.get_or_create(revision=revision, coder=coder, codebook=codebook)
    if not first and not again:
        return 0
    untouched = Stance.objects.filter(revision=revision, coder=coder, codebook=codebook, reviews=None, carries=None)
    untouched.delete()
    carrying.carry_over(revision.letter_id)
    proposals = CODERS[coder.name][1](parsed_of(revision), codebooks.codebook_of(codebook.pk))
    written = write(proposals, revision, coder, codebook)
    key = revision.letter.key
    log.info("%s proposed %s stances on %s", coder.name, written, key, extra={"letter": key})
    return written


def write(proposals: Iterable[Proposal], revision: Revision, coder: Coder, codebook: CodebookVersion) -> int:
    """What says again what was decided already points to that decision, and is not asked again."""
    topics = dict(Topic.objects.values_list("slug", "pk"))
    kept = Stance.objects.filter(revision=revision, coder=coder, codebook=codebook, carries=None)
    there = set(kept.values_list("start", "end", "topic"))
    stances = Stance.objects.bulk_create(
        Stance(
            revision=revision,
            start=proposal.start,
            end=proposal.end,
            quote=proposal.quote,
            topic_id=topics[proposal.topic],
            holder=proposal.holder.value,
            score=proposal.score,
            coder=coder,
            codebook=codebook,
            cues=list(proposal.cues),
            confidence=proposal.confidence.value,
        )
        for proposal in proposals
        if (proposal.start, proposal.end, topics[proposal.topic]) not in there
    )
    reviews.point_to_decided(stances)
    return len(stances)
