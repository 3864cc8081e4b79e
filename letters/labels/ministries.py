"""Names of ministries, stored in Dutch as letters are signed, translated for display where they are known."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from letters.labels.lang import mark_dutch

MINISTRIES = {
    "Algemene Zaken": _("Algemene Zaken"),
    "Asiel en Migratie": _("Asiel en Migratie"),
    "Binnenlandse Zaken en Koninkrijksrelaties": _("Binnenlandse Zaken en Koninkrijksrelaties"),
    "Buitenlandse Handel en Ontwikkelingssamenwerking": _("Buitenlandse Handel en Ontwikkelingssamenwerking"),
    "Buitenlandse Zaken": _("Buitenlandse Zaken"),
    "Defensie": _("Defensie"),
    "Economische Zaken": _("Economische Zaken"),
    "Economische Zaken en Klimaat": _("Economische Zaken en Klimaat"),
    "Economische Zaken, Landbouw en Innovatie": _("Economische Zaken, Landbouw en Innovatie"),
    "Financiën": _("Financiën"),
    "Infrastructuur en Milieu": _("Infrastructuur en Milieu"),
    "Infrastructuur en Waterstaat": _("Infrastructuur en Waterstaat"),
    "Justitie": _("Justitie"),
    "Justitie en Veiligheid": _("Justitie en Veiligheid"),
    "Klimaat en Groene Groei": _("Klimaat en Groene Groei"),
    "Landbouw, Natuur en Voedselkwaliteit": _("Landbouw, Natuur en Voedselkwaliteit"),
    "Onderwijs, Cultuur en Wetenschap": _("Onderwijs, Cultuur en Wetenschap"),
    "Ontwikkelingssamenwerking": _("Ontwikkelingssamenwerking"),
    "Sociale Zaken en Werkgelegenheid": _("Sociale Zaken en Werkgelegenheid"),
    "Veiligheid en Justitie": _("Veiligheid en Justitie"),
    "Volksgezondheid, Welzijn en Sport": _("Volksgezondheid, Welzijn en Sport"),
}


def ministry_label(stored: str) -> str:
    """Return the name in the language of the page; one that is not listed as it is stored."""
    return str(MINISTRIES.get(stored, stored))


def marked_ministry(stored: str) -> object:
    """Return the label; a name that stays Dutch is marked as Dutch."""
    return str(MINISTRIES[stored]) if stored in MINISTRIES else mark_dutch(stored)
