"""Two letters that an editor says are one, or are not. Both decisions can be undone."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from letters.ingestion import facts, linking
from letters.models import Identifier, Letter, Resemblance, Revision

State = Resemblance.State
FILLED = ("number", "session", "dossier_title", "title", "subject", "kind", "document_date", "publication_date")


@transaction.atomic
def join(resemblance: Resemblance, *, user: Any) -> None:
    """The later letter goes into the earlier, which gains what only the later knew."""
    earlier, later = resemblance.earlier, resemblance.later
    resemblance.added = {"names": list(later.identifiers.values_list("value", flat=True)), **give(earlier, later)}
    Identifier.objects.filter(letter=later).update(letter=earlier)
    later.joined_into = earlier
    if resemblance.reason == Resemblance.Reason.SAME_IDENTIFIER:
        resemblance.added["revision"] = move_text(later, earlier)
    decide(resemblance, State.JOINED, user)
    facts.note(earlier, "joined", "", later.key, reason="dezelfde brief", user=user)


@transaction.atomic
def keep_apart(resemblance: Resemblance, *, user: Any) -> None:
    decide(resemblance, State.APART, user)
    facts.note(resemblance.later, "joined", "", "", reason=f"niet dezelfde als {resemblance.earlier.key}", user=user)


@transaction.atomic
def undo(resemblance: Resemblance, *, user: Any) -> None:
    """Back to the open question, with just what joining added taken away again."""
    earlier, later, added = resemblance.earlier, resemblance.later, resemblance.added
    if resemblance.state == State.JOINED:
        take_back(earlier, later, added)
        facts.note(earlier, "joined", later.key, "", reason="samenvoegen ongedaan gemaakt", user=user)
    resemblance.added = {}
    decide(resemblance, State.OPEN, user)


def give(earlier: Letter, later: Letter) -> dict[str, Any]:
    added: dict[str, Any] = {
        "fields": [],
        "key": earlier.key,
        "identifier": earlier.identifier,
        "chamber": earlier.chamber,
    }
    for field in FILLED:
        if getattr(earlier, field) in (None, "") and getattr(later, field) not in (None, ""):
            setattr(earlier, field, getattr(later, field))
            added["fields"].append(field)
    earlier.chamber = facts.both_chambers(earlier.chamber, later.chamber)
    added["dossiers"] = facts.add_dossiers(earlier, list(later.dossiers.values_list("number", flat=True)), None)
    added["later"] = {"identifier": later.identifier, "key": later.key}
    name = facts.better_name(earlier.identifier, later.identifier)
    later.identifier, later.key = None, f"joined-{later.pk}"
    later.save()
    facts.rename(earlier, name)
    earlier.save()
    return added


def take_back(earlier: Letter, later: Letter, added: dict[str, Any]) -> None:
    for field in added["fields"]:
        setattr(earlier, field, None)
    earlier.chamber, earlier.identifier, earlier.key = added["chamber"], added["identifier"], added["key"]
    earlier.dossiers.remove(*earlier.dossiers.filter(number__in=added["dossiers"]))
    earlier.save()
    later.identifier, later.key, later.joined_into = added["later"]["identifier"], added["later"]["key"], None
    later.save()
    Identifier.objects.filter(value__in=added["names"]).update(letter=later)
    if added.get("revision"):
        return_text(added["revision"], earlier, later)


def move_text(later: Letter, earlier: Letter) -> int:
    """The newer text becomes the earlier letter's current revision; returns that revision's id."""
    revision = later.revisions.get(is_current=True)
    number = earlier.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    earlier.revisions.filter(is_current=True).update(is_current=False)
    Revision.objects.filter(pk=revision.pk).update(letter=earlier, number=number + 1)
    return revision.pk


def return_text(revision_id: int, earlier: Letter, later: Letter) -> None:
    Revision.objects.filter(pk=revision_id).update(letter=later, number=1)
    if newest := earlier.revisions.order_by("-number").first():
        earlier.revisions.filter(pk=newest.pk).update(is_current=True)


def decide(resemblance: Resemblance, state: State, user: Any) -> None:
    resemblance.state, resemblance.decided_by, resemblance.decided_at = state, user, timezone.now()
    resemblance.save()
    for letter in (resemblance.earlier, resemblance.later):
        facts.settle(letter)
        linking.link_letter(letter)
