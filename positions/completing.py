"""That somebody has gone through sentences: the record that lets their silence there mean "no stance"."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from letters.models import Revision
from positions.models import AssignedSentence, Assignment, Coder
from positions.places import Place


@transaction.atomic
def record_done(coder: Coder, way: str, revision: Revision, places: Iterable[Place], *, note: str = "") -> Assignment:
    """The coder's assignment on this letter, done, with exactly these sentences (start, end) of its text.

    Again with the same sentences changes nothing.
    """
    assignment, _ = Assignment.objects.select_for_update(of=("self",)).get_or_create(
        coder=coder, letter_id=revision.letter_id, way=way, defaults={"note": note}
    )
    wanted = set(places)
    there = {(s.revision_id, s.start, s.end): s for s in assignment.sentences.all()}
    gone = [sentence.pk for key, sentence in there.items() if key[0] != revision.pk or key[1:] not in wanted]
    AssignedSentence.objects.filter(pk__in=gone).delete()
    AssignedSentence.objects.bulk_create(
        AssignedSentence(assignment=assignment, revision=revision, start=start, end=end, passed_at=timezone.now())
        for start, end in sorted(wanted)
        if (revision.pk, start, end) not in there
    )
    if assignment.done_at is None:
        assignment.done_at = timezone.now()
        assignment.save(update_fields=["done_at"])
    return assignment
