"""Sorts of paper, kinds of letter and chambers: stored in Dutch, and said in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SORTS = {
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
WORDS = SORTS | KINDS | CHAMBERS


def sort_words(stored: str | None) -> str:
    """A value that nobody named in advance stays as it is; "" where nothing is known."""
    return str(WORDS.get(stored, stored)) if stored else ""
