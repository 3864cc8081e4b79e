"""The codebook in the making: the only writer of drafts, and of the versions that they become.

Every function that writes takes `seen`, the edition of the draft that was on screen: somebody else's later change is
never overwritten unseen.
"""

from __future__ import annotations

from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from letters.ingestion import enqueueing
from positions import codebooks, trials
from positions.domain.codebook import CodebookError
from positions.domain.drafting import NewTopic, numbered, tidy, with_topic
from positions.domain.examining import Examined, Fault
from positions.models import CodebookDraft, CodebookVersion


class DraftError(Exception):
    """What cannot be done with a draft; the message says why, in Dutch."""


class ChangedMeanwhile(DraftError):
    """Somebody wrote the draft after this was put on screen."""


class Refused(DraftError):
    """The text would not load; `fault` says where."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def start(user: User) -> CodebookDraft:
    """A copy of the newest version, to be edited."""
    version = codebooks.newest()
    source = numbered(version.source, codebooks.next_number())
    return CodebookDraft.objects.create(source=source, started_from=version, started_by=user, changed_by=user)


def save(draft: CodebookDraft, source: str, user: User, *, seen: int) -> None:
    """Keep the text, right or wrong: work is never refused, only releasing it is. Raises ChangedMeanwhile."""
    _write(draft, user, seen, source=tidy(source))


def add_topic(draft: CodebookDraft, topic: NewTopic, user: User, *, seen: int) -> None:
    _write(draft, user, seen, source=with_topic(draft.source, topic))


def go_on_from_newest(draft: CodebookDraft, user: User, *, seen: int) -> None:
    """Another version was released since the draft was started: from now on this one is to come after that."""
    _write(draft, user, seen, started_from=codebooks.newest())


def examine(draft: CodebookDraft) -> Examined:
    return trials.examine(draft.source, draft.started_from.source)


@transaction.atomic
def release(draft: CodebookDraft, user: User, *, seen: int, meanings_confirmed: bool = False) -> CodebookVersion:
    """Make the draft the next version, and have every letter proposed on under it.

    Raises ChangedMeanwhile, Refused where the text would not load, and DraftError where another version came first or
    where what a score means changes and nobody said that it should.
    """
    draft = CodebookDraft.objects.select_for_update(of=("self",)).select_related("started_from").get(pk=draft.pk)
    _check_open(draft, seen)
    if draft.started_from_id != codebooks.newest().pk:
        raise DraftError("Intussen is een andere versie uitgebracht. Ga eerst verder op die versie.")
    number = codebooks.next_number()
    source = numbered(draft.source, number)
    found = trials.examine(source, draft.started_from.source)
    if found.fault:
        raise Refused(found.fault)
    if found.changes and not meanings_confirmed:
        raise DraftError("Wat een score of een onderwerp betekent, verandert. Zeg eerst dat dat de bedoeling is.")
    try:
        version, _ = codebooks.take_in(source, f"v{number}.toml")
    except CodebookError as error:
        raise Refused(Fault(error.line, error.message)) from error
    _write(draft, user, seen, source=source, released_as=version)
    transaction.on_commit(partial(enqueueing.publish, "positions.tasks.propose_on_the_rest", version.pk, "bulk"))
    return version


def _check_open(draft: CodebookDraft, seen: int) -> None:
    if draft.released_as_id:
        raise ChangedMeanwhile("Dit concept is intussen uitgebracht.")
    if draft.edition != seen:
        raise ChangedMeanwhile("Iemand anders heeft dit concept intussen gewijzigd.")


def _write(draft: CodebookDraft, user: User, seen: int, **fields: object) -> None:
    """One conditional update: of two editors who save at once, the second is told."""
    open_ones = CodebookDraft.objects.filter(pk=draft.pk, edition=seen, released_as=None)
    if not open_ones.update(**fields, edition=F("edition") + 1, changed_by=user, changed_at=timezone.now()):
        draft.refresh_from_db()
        _check_open(draft, seen)
    draft.refresh_from_db()
