"""Audit log of a stance in words, oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from positions.labels.codes import CONFIDENCES
from positions.models import Coder, Review, Stance, State

Decision = Review.Decision


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    words: str
    at: datetime
    note: str = ""


def history(stance: Stance) -> list[HistoryEvent]:
    """Return the events. `stance` must have its coder and its reviews with their coders, newest first."""
    return [HistoryEvent(first_words(stance), stance.created_at), *(event(r) for r in reversed(stance.reviews.all()))]


def first_words(stance: Stance) -> str:
    if stance.carries_id:
        return _("Meegenomen van een eerdere tekst van deze brief")
    if stance.coder.kind == Coder.Kind.MACHINE:
        certain = CONFIDENCES.get(stance.confidence, "")
        proposed = _("Voorgesteld door een machine: %(coder)s") % {"coder": stance.coder}
        return f"{proposed} ({_('zekerheid')} {certain})" if certain else proposed
    if stance.coder.kind == Coder.Kind.IMPORTED:
        return _("Ingelezen als codering van %(coder)s") % {"coder": stance.coder}
    if stance.corrects_id:
        return _("Gecodeerd door %(coder)s, als verbetering van een voorstel") % {"coder": stance.coder}
    return _("Gecodeerd door %(coder)s") % {"coder": stance.coder}


def event(review: Review) -> HistoryEvent:
    return HistoryEvent(decision_words(review), review.at, review.note)


def decision_words(review: Review) -> str:
    words = {
        Decision.ACCEPT: _("Geaccepteerd door %(coder)s"),
        Decision.REJECT: _("Afgewezen door %(coder)s"),
        Decision.REPLACED: _("Vervangen door %(coder)s: een ander standpunt kwam in de plaats"),
        Decision.UNDONE: _("Beslissing teruggenomen door %(coder)s; daarna: %(state)s"),
        Decision.CARRIED: _("Nog steeds geaccepteerd: de zin staat woordelijk in de nieuwe tekst"),
        Decision.LOST: _("Vervallen: de zin staat niet meer in de tekst van de brief"),
        Decision.REPEATED: _("Niet opnieuw gevraagd: hierover was al beslist"),
        Decision.WITHDRAWN: _("Teruggenomen door %(coder)s, die het codeerde"),
    }[Decision(review.decision)]
    if review.bulk and review.decision == Decision.ACCEPT:
        words = _("In bulk aanvaard door %(coder)s, samen met vele andere")
    told = words % {"coder": review.coder, "state": State(review.state).label}
    return f"{told} ({_('samen met vele andere')})" if review.bulk and review.decision != Decision.ACCEPT else told


def was_accepted(stance: Stance) -> bool:
    """Return whether the stance was ever accepted, and so was public."""
    return any(review.state == State.ACCEPTED for review in stance.reviews.all())
