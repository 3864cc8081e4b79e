"""Record of coverage against the sources: one dossier and year."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from letters.records.fields import Field, Record, Type
from positions.reliability.source_coverage import Listing

COVERAGE = Record(
    "Coverage",
    (
        Field("dossier", Type.TEXT, _("Nummer van het dossier."), "99101"),
        Field("year", Type.INTEGER, _("Jaar van de brieven; null: zonder datum."), 2020, null=True),
        Field(
            "listing", Type.TEXT,
            _(
                "Hoe ver bekend is wat de bronnen noemen: whole de hele lijst, part wat ervan gezien is, unknown "
                "niets: niemand abonneerde zich."
            ),
            "whole", lambda row, _for: row.listing.value, choices=[each.value for each in Listing],
        ),
        Field(
            "listed", Type.INTEGER, _("Hoeveel stukken de bronnen als brief noemen; null is onbekend, niet nul."), 3,
            null=True, least=0, unit=_("brieven"),
        ),
        Field("held", Type.INTEGER, _("Hoeveel brieven hier staan."), 2, least=0, unit=_("brieven")),
        Field(
            "readable", Type.INTEGER, _("Hoeveel daarvan een tekst met hele zinnen hebben."), 2, least=0,
            unit=_("brieven"),
        ),
        Field("read", Type.INTEGER, _("Hoeveel een mens helemaal las."), 1, least=0, unit=_("brieven")),
        Field(
            "missing", Type.TEXT, _("Wat de bronnen noemen en hier niet staat, bij kenmerk; null is onbekend."),
            ["kst-99101-21"], null=True, many=True,
        ),
    ),
)  # fmt: skip
