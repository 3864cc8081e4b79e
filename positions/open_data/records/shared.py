"""Fields shared by several records."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from letters.records.fields import Field, Record, Type
from positions.domain.scale import Holder
from positions.models import State

SCORES: dict[str, Any] = {"least": -2, "most": 2, "unit": _("punten op de schaal")}
STATES = [(state.value, state.label) for state in (State.ACCEPTED, State.PROPOSED)]
HOLDERS = [(holder.value, holder.value) for holder in Holder]

TOPIC = Field("topic", Type.SLUG, _("Kenmerk van het onderwerp."), "russia")
HOLDER = Field(
    "holder", Type.TEXT, _("Van wie het standpunt is."), "cabinet", lambda row, _for: str(row.holder), choices=HOLDERS
)
POLES = Record(
    "Poles",
    (
        Field("nl", Type.TEXT, _("In het Nederlands."), "afschrikking"),
        Field("en", Type.TEXT, _("In het Engels."), "deterrence"),
    ),
)
