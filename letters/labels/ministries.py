"""Names of ministries, stored in Dutch as letters are signed, translated for display where they are known."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
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


def marked_ministries(stored: Iterable[str]) -> SafeString:
    """Return the names in a row; one that stays Dutch is marked as Dutch."""
    names = (ministry_label(name) if name in MINISTRIES else mark_dutch(name) for name in stored)
    return format_html_join(", ", "{}", ((name,) for name in names))
