"""Labels of sorts of paper, kinds of letter and chambers: stored in Dutch, translated for display."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

PUBLICATIONS = {
    "brief": _("brief"),
    "motie": _("motie"),
    "debatverslag": _("debatverslag"),
    "vragen en antwoorden": _("vragen en antwoorden"),
    "ander stuk": _("ander stuk"),
}
KINDS = {
    "geannoteerde agenda": _("geannoteerde agenda"),
    "verslag": _("verslag"),
    "kabinetsreactie": _("kabinetsreactie"),
    "beantwoording": _("beantwoording"),
    "stand van zaken": _("stand van zaken"),
    "inzet": _("inzet"),
    "beleid": _("beleid"),
    "aanbieding": _("aanbieding"),
    "artikel-100": _("artikel-100"),
    "materieel": _("materieel"),
    "BNC-fiche": _("BNC-fiche"),
    "overig": _("overig"),
}
CHAMBERS = {
    "Tweede Kamer": _("Tweede Kamer"),
    "Eerste Kamer": _("Eerste Kamer"),
    "Eerste en Tweede Kamer": _("Eerste en Tweede Kamer"),
}
NO_LETTER = {
    "no-sign": _("Geen geadresseerde, aanhef of ondertekening gevonden die het tot een brief aan de Kamer maakt."),
    "to-another": _("Gericht aan een ander dan de Kamer."),
}
WORDS = PUBLICATIONS | KINDS | CHAMBERS | NO_LETTER


def kind_label(stored: str | None) -> str:
    """Return the translated label; an unlisted value unchanged, "" for none."""
    return str(WORDS.get(stored, stored)) if stored else ""


def _capital_label(stored: str) -> str:
    return str(capfirst(kind_label(stored)))


# Translated when it is shown: for choices.
capital_label: Callable[[str], str] = lazy(_capital_label, str)
