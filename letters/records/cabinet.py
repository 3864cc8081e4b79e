"""Record of a cabinet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from letters.records.fields import Field, Record, Type

CABINET_ROW = Record(
    "CabinetRow",
    (
        Field("name", Type.TEXT, _("Naam van het kabinet."), "Voorbeeld I", unique=True),
        Field("start", Type.DATE, _("De dag van de beëdiging."), "2017-10-26"),
        Field(
            "demissionary_from", Type.DATE, _("Vanaf wanneer het demissionair was; null: nooit, of nog niet."),
            "2021-01-15", null=True,
            table_description=_("Vanaf wanneer het demissionair was; leeg: nooit, of nog niet."),
        ),
        Field(
            "end", Type.DATE, _("De dag waarop het volgende begon; null: het zit er nog."), "2022-01-10", null=True,
            table_description=_("De dag waarop het volgende begon; leeg: het zit er nog."),
        ),
    ),
)  # fmt: skip
