"""Runs of machine coders: the only writer of their stances. Each coder is run on each current text once.

Stances that people accepted on an earlier text of the letter are carried over first (`review.text_changes`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from letters.models import Letter, Revision
from letters.models.revisions import heavy_columns
from letters.parsed_revision import parsed_letter_of
from positions.codebook import store
from positions.coders.registry import MACHINE_CODERS
from positions.domain.rules_coder.coder import Proposal
from positions.models import CodebookVersion, Coder, CodingRun, Stance, Topic
from positions.review import decisions, text_changes
from positions.summary_table.refresh import summing_up

log = logging.getLogger(__name__)

# Letters per run of the minutely task: see docs/measurements.md.
BATCH = 500


def to_do(coder: Coder, codebook: CodebookVersion) -> QuerySet[Revision]:
    """Return the current texts that this coder has not been run on under this codebook."""
    done = CodingRun.objects.filter(revision=OuterRef("pk"), coder=coder, codebook=codebook)
    return current_texts().filter(~Exists(done))


def current_texts() -> QuerySet[Revision]:
    letters = Letter.objects.letters().filter(joined_into__isnull=True)
    return (
        Revision.objects.filter(is_current=True, letter__in=letters)
        .select_related("letter")
        .defer(*heavy_columns())
        .order_by("pk")
    )


@summing_up
def propose(revision: Revision, coder: Coder, codebook: CodebookVersion, *, again: bool = False) -> int:
    """Store the coder's proposals for the text; returns how many were added. Existing ones are not repeated.

    `again` first deletes this coder's undecided proposals on the text. Of two workers on the same text, one waits and
    then finds it done.
    """
    machine = MACHINE_CODERS[coder.name]
    Revision.objects.select_for_update().only("pk").get(pk=revision.pk)
    coding_run, first = CodingRun.objects.get_or_create(
        revision=revision, coder=coder, codebook=codebook, defaults={"whole_at": timezone.now()}
    )
    if not first and not again:
        return 0
    untouched = Stance.objects.filter(revision=revision, coder=coder, codebook=codebook, reviews=None, carries=None)
    if untouched.delete()[0]:
        coding_run.whole_at = timezone.now()
        coding_run.save(update_fields=["whole_at"])
    text_changes.carry_over(revision.letter_id)
    proposals = machine.propose(parsed_letter_of(revision), store.codebook_of(codebook.pk))
    written = write(proposals, revision, coder, codebook)
    key = revision.letter.key
    log.info("%s proposed %s stances on %s", coder.name, written, key, extra={"letter": key})
    return written


@summing_up
def record(
    proposals: Iterable[Proposal], revision: Revision, coder: Coder, codebook: CodebookVersion, *, whole: bool = True
) -> int:
    """Store proposals that were made elsewhere, as a run on the text, of the `whole` of it or with parts unanswered.

    Returns how many were added. A second run is saved too, so that kept figures are made anew though it may propose
    nothing.
    """
    Revision.objects.select_for_update().only("pk").get(pk=revision.pk)
    since = timezone.now() if whole else None
    run, first = CodingRun.objects.get_or_create(
        revision=revision, coder=coder, codebook=codebook, defaults={"whole_at": since}
    )
    if not first:
        run.whole_at = run.whole_at or since
        run.save(update_fields=["whole_at"])
    text_changes.carry_over(revision.letter_id)
    return write(proposals, revision, coder, codebook)


def write(proposals: Iterable[Proposal], revision: Revision, coder: Coder, codebook: CodebookVersion) -> int:
    """Store the proposals. Those that repeat an earlier decision are linked to it and not queued for review again."""
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
            probability=proposal.probability,
        )
        for proposal in proposals
        if (proposal.start, proposal.end, topics[proposal.topic]) not in there
    )
    decisions.point_to_decided(stances)
    return len(stances)
