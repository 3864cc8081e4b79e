"""What workers do for positions."""

from __future__ import annotations

from celery import shared_task
from django.db import InterfaceError, OperationalError

from positions import codebooks, freshness, proposals, wordings

PASSING = (OperationalError, InterfaceError)


@shared_task(autoretry_for=PASSING, retry_backoff=2, retry_backoff_max=60, max_retries=8)  # type: ignore[untyped-decorator]
def propose(letter_id: int) -> None:
    """A letter was recorded: have every coder that has not been through its text go through it."""
    codebook = codebooks.newest()
    for name in proposals.CODERS:
        coder = proposals.coder_named(name)
        for revision in proposals.to_do(coder, codebook).filter(letter=letter_id):
            proposals.propose(revision, coder, codebook)


@shared_task  # type: ignore[untyped-decorator]
def propose_on_the_rest(released: int | None = None) -> None:
    """Texts that no message came for: old letters under a new codebook (`released` has just come), or what was dropped.

    As many as fit well in the minute until the next time.
    """
    codebook = codebooks.newest()
    for name in proposals.CODERS:
        coder = proposals.coder_named(name)
        for revision in proposals.to_do(coder, codebook)[: proposals.BATCH]:
            proposals.propose(revision, coder, codebook)


@shared_task(autoretry_for=PASSING, retry_backoff=2, retry_backoff_max=60, max_retries=8)  # type: ignore[untyped-decorator]
def find_wordings(letter_id: int) -> None:
    """A letter was recorded: find which of its sentences come back in others."""
    for revision in wordings.to_do().filter(letter=letter_id):
        wordings.put_in(revision)


@shared_task  # type: ignore[untyped-decorator]
def find_wordings_in_the_rest() -> None:
    """Texts that no message came for, and letters that were withdrawn or joined since."""
    wordings.take_out_the_gone()
    for revision in wordings.to_do()[:500]:
        wordings.put_in(revision)


@shared_task  # type: ignore[untyped-decorator]
def thin_out_alterations() -> None:
    freshness.thin_out()
