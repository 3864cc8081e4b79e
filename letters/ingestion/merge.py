"""Merging of letters: an editor joins two letters or keeps them apart. Both decisions can be undone."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from letters.ingestion import edit, letter_fields
from letters.ingestion.link import link_letter
from letters.ingestion.restore_text import citations_of, cite_again
from letters.models import Identifier, Letter, PossibleDuplicate, Revision

State = PossibleDuplicate.State
FILLED = ("number", "session", "dossier_title", "title", "subject", "kind", "document_date", "publication_date")


@transaction.atomic
def join(pair: PossibleDuplicate, *, user: Any) -> None:
    """Join the later letter into the earlier, which gains the fields that only the later has."""
    earlier, later = pair.earlier, pair.later
    pair.added = {"names": list(later.identifiers.values_list("value", flat=True)), **give(earlier, later)}
    Identifier.objects.filter(letter=later).update(letter=earlier)
    later.joined_into = earlier
    if pair.reason == PossibleDuplicate.Reason.SAME_IDENTIFIER:
        pair.added["revision"] = move_text(later, earlier)
    decide(pair, State.JOINED, user)
    letter_fields.record_edit(earlier, "joined", "", later.key, reason="dezelfde brief", user=user)


@transaction.atomic
def keep_apart(pair: PossibleDuplicate, *, user: Any) -> None:
    decide(pair, State.APART, user)
    letter_fields.record_edit(pair.later, "joined", "", "", reason=f"niet dezelfde als {pair.earlier.key}", user=user)


@transaction.atomic
def undo(pair: PossibleDuplicate, *, user: Any) -> None:
    """Reopen the question, and revert exactly what joining added."""
    earlier, later, added = pair.earlier, pair.later, pair.added
    if pair.state == State.JOINED:
        take_back(earlier, later, added)
        letter_fields.record_edit(earlier, "joined", later.key, "", reason="samenvoegen ongedaan gemaakt", user=user)
    pair.added = {}
    decide(pair, State.OPEN, user)


def give(earlier: Letter, later: Letter) -> dict[str, Any]:
    added: dict[str, Any] = {
        "fields": [],
        "key": earlier.key,
        "identifier": earlier.identifier,
        "chamber": earlier.chamber,
    }
    for field in FILLED:
        if field == "kind" and not earlier.is_letter:
            continue
        if getattr(earlier, field) in (None, "") and getattr(later, field) not in (None, ""):
            setattr(earlier, field, getattr(later, field))
            added["fields"].append(field)
    earlier.chamber = letter_fields.both_chambers(earlier.chamber, later.chamber)
    added["dossiers"] = letter_fields.add_dossiers(earlier, list(later.dossiers.values_list("number", flat=True)), None)
    added["later"] = {"identifier": later.identifier, "key": later.key}
    name = letter_fields.better_name(earlier.identifier, later.identifier)
    later.identifier, later.key = None, f"joined-{later.pk}"
    later.save()
    letter_fields.rename(earlier, name)
    earlier.save()
    return added


def take_back(earlier: Letter, later: Letter, added: dict[str, Any]) -> None:
    for field in added["fields"]:
        setattr(earlier, field, None)
    earlier.chamber = added["chamber"]
    give_name_back(earlier, later, added)
    earlier.dossiers.remove(*earlier.dossiers.filter(number__in=added["dossiers"]))
    earlier.save()
    if added.get("revision"):
        return_text(added["revision"], earlier, later)
    give_name_back(later, earlier, added["later"])
    later.joined_into = None
    later.save()
    theirs = Identifier.objects.filter(value=F("letter__key")).values("pk")
    Identifier.objects.filter(value__in=added["names"]).exclude(pk__in=theirs).update(letter=later)
    for letter in (earlier, later):  # an editor may have removed one meanwhile
        letter_fields.add_names(letter, [letter.key])


def give_name_back(letter: Letter, other: Letter, named: dict[str, Any]) -> None:
    """Set the identifier and key of before joining; those of its text if a third letter has the key by now."""
    taken = Letter.objects.filter(key=named["key"]).exclude(pk__in=(letter.pk, other.pk)).exists()
    letter.identifier, letter.key = (None, edit.key_from_text(letter)) if taken else (named["identifier"], named["key"])


def move_text(later: Letter, earlier: Letter) -> int:
    """Make the newer text the earlier letter's current revision; return that revision's id."""
    revision = later.revisions.get(is_current=True)
    number = earlier.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    earlier.revisions.filter(is_current=True).update(is_current=False)
    Revision.objects.filter(pk=revision.pk).update(letter=earlier, number=number + 1)
    revision.letter = earlier
    cite_again(earlier, revision, citations_of(revision))
    letter_fields.ask_of_new_text(earlier)
    return revision.pk


def return_text(revision_id: int, earlier: Letter, later: Letter) -> None:
    Revision.objects.filter(pk=revision_id).update(letter=later, number=1)
    if newest := earlier.revisions.order_by("-number").first():
        earlier.revisions.filter(pk=newest.pk).update(is_current=True)
        cite_again(earlier, newest, citations_of(newest))
        letter_fields.ask_of_new_text(earlier)


def decide(pair: PossibleDuplicate, state: State, user: Any) -> None:
    pair.state, pair.decided_by, pair.decided_at = state, user, timezone.now()
    pair.save()
    for letter in (pair.earlier, pair.later):
        letter_fields.settle(letter)
        link_letter(letter)
