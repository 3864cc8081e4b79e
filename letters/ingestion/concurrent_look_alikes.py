"""Look-alikes that were recorded at the same moment, and could not see each other before both were stored.

Each looks once more when it is: whichever comes last sees the other. As everywhere the question is asked of the later
letter, and only if nothing as similar was found for it when it was recorded.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from letters.ingestion import letter_fields
from letters.ingestion.claims import LEASE
from letters.ingestion.look_alikes import look_alikes
from letters.ingestion.match import is_alike
from letters.ingestion.recording_locks import locked
from letters.models import Letter, PossibleDuplicate, Revision
from letters.parser.fingerprints import shared_fraction

Reason = PossibleDuplicate.Reason


def ask_about_concurrent(letter: Letter) -> None:
    """Ask whether the letter, just recorded, and look-alikes of that moment are the same, where that was not asked."""
    sentences = letter.revisions.values_list("sentence_digests", flat=True).get(is_current=True)
    for other in recorded_meanwhile(letter, sentences):
        share = shared_fraction(sentences, other.sentence_digests)
        earlier, later = sorted((letter, other.letter), key=lambda each: each.pk)
        if is_alike(letter, other.letter, share) and not was_asked(later, share):
            ask(earlier, later, share)


def recorded_meanwhile(letter: Letter, sentences: Sequence[int]) -> list[Revision]:
    """Return the texts of look-alikes that may not have been stored when the letter was compared with the others."""
    found = look_alikes(sentences, letter.document_date, is_example=letter.is_example, but=letter.pk)
    if not found:
        return []
    texts = Revision.objects.filter(pk__in=found, letter__created_at__gt=letter.created_at - LEASE)
    return list(texts.select_related("letter").defer("text", "ledger").order_by("pk"))


def was_asked(later: Letter, share: float) -> bool:
    """True if the letter was found to share its identifier, or as many sentences, with another letter."""
    asked = PossibleDuplicate.objects.filter(later=later)
    return any(
        reason == Reason.SAME_IDENTIFIER or held >= share for reason, held in asked.values_list("reason", "share")
    )


@transaction.atomic
def ask(earlier: Letter, later: Letter, share: float) -> None:
    question = PossibleDuplicate(earlier=earlier, later=later, reason=Reason.ALIKE, share=share)
    PossibleDuplicate.objects.bulk_create([question], ignore_conflicts=True)  # both letters may ask
    letter_fields.settle(locked(later))
