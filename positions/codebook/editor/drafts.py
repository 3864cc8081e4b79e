"""Codebook drafts: the only writer of drafts, and of the versions that are released from them.

Every function that writes takes `seen`, the edition of the draft that was on screen, so that nobody's later change is
overwritten unseen.
"""

from __future__ import annotations

from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from letters.ingestion import task_queue
from positions.codebook import store
from positions.codebook.editor import trials
from positions.domain.codebook.loading import CodebookError
from positions.domain.codebook.toml_editing import NewTopic, numbered, tidy, with_topic
from positions.domain.codebook_draft.check import DraftCheck, DraftProblem
from positions.models import CodebookDraft, CodebookVersion


class DraftError(Exception):
    """The draft cannot be changed or released; the message, in Dutch, says why."""


class ChangedMeanwhile(DraftError):
    """Somebody else changed the draft after it was displayed."""


class Refused(DraftError):
    """The source does not load; `fault` locates the error."""

    def __init__(self, fault: DraftProblem) -> None:
        super().__init__(fault.message)
        self.fault = fault


def start(user: User) -> CodebookDraft:
    """Start a draft as a copy of the newest version."""
    version = store.newest()
    source = numbered(version.source, store.next_number())
    return CodebookDraft.objects.create(source=source, started_from=version, started_by=user, changed_by=user)


def save(draft: CodebookDraft, source: str, user: User, *, seen: int) -> None:
    """Save the source, valid or not: only releasing checks it. Raises ChangedMeanwhile."""
    _write(draft, user, seen, source=tidy(source))


def add_topic(draft: CodebookDraft, topic: NewTopic, user: User, *, seen: int) -> None:
    _write(draft, user, seen, source=with_topic(draft.source, topic))


def go_on_from_newest(draft: CodebookDraft, user: User, *, seen: int) -> None:
    """Base the draft on the newest version, if another one was released since it was started."""
    _write(draft, user, seen, started_from=store.newest())


def examine(draft: CodebookDraft) -> DraftCheck:
    return trials.examine(draft.source, draft.started_from.source)


@transaction.atomic
def release(draft: CodebookDraft, user: User, *, seen: int, meanings_confirmed: bool = False) -> CodebookVersion:
    """Release the draft as the next version, and queue proposals on every letter under it.

    Raises ChangedMeanwhile, Refused if the source does not load, and DraftError if another version came first or if the
    meaning of a score or topic changes without `meanings_confirmed`.
    """
    draft = CodebookDraft.objects.select_for_update(of=("self",)).select_related("started_from").get(pk=draft.pk)
    _check_open(draft, seen)
    if draft.started_from_id != store.newest().pk:
        raise DraftError(_("Intussen is een andere versie uitgebracht. Ga eerst verder op die versie."))
    number = store.next_number()
    source = numbered(draft.source, number)
    found = trials.examine(source, draft.started_from.source)
    if found.fault:
        raise Refused(found.fault)
    if found.changes and not meanings_confirmed:
        raise DraftError(_("Wat een score of een onderwerp betekent, verandert. Zeg eerst dat dat de bedoeling is."))
    try:
        version, _created = store.take_in(source, f"v{number}.toml")
    except CodebookError as error:
        raise Refused(DraftProblem(error.line, error.message)) from error
    _write(draft, user, seen, source=source, released_as=version)
    transaction.on_commit(partial(task_queue.publish, "positions.tasks.propose_on_the_rest", version.pk, "bulk"))
    return version


def _check_open(draft: CodebookDraft, seen: int) -> None:
    if draft.released_as_id:
        raise ChangedMeanwhile(_("Dit concept is intussen uitgebracht."))
    if draft.edition != seen:
        raise ChangedMeanwhile(_("Iemand anders heeft dit concept intussen gewijzigd."))


def _write(draft: CodebookDraft, user: User, seen: int, **fields: object) -> None:
    """Write with one conditional update: of two editors who save at once, the second gets ChangedMeanwhile."""
    open_ones = CodebookDraft.objects.filter(pk=draft.pk, edition=seen, released_as=None)
    if not open_ones.update(**fields, edition=F("edition") + 1, changed_by=user, changed_at=timezone.now()):
        draft.refresh_from_db()
        _check_open(draft, seen)
    draft.refresh_from_db()
