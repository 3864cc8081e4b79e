"""The character ledger of a text in one line, for editors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters import ledger
from letters.readers.blocks import Why

UNKNOWN = gettext_lazy("onbekend: deze tekst is gelezen voordat de tekens werden geteld")
CLASSES = {
    Why.FURNITURE: gettext_lazy("bladkop of -voet"),
    Why.REPEATED: gettext_lazy("herhaald kenmerk"),
    Why.MARGIN: gettext_lazy("kantlijn"),
    Why.CONTENTS: gettext_lazy("inhoudsopgave"),
    Why.HIDDEN: gettext_lazy("verborgen of geschrapt"),
    Why.WEBSITE: gettext_lazy("website"),
    Why.HYPHEN: gettext_lazy("afbreekstreepjes"),
    Why.ENCODING: gettext_lazy("herstelde tekens"),
    Why.MARKUP: gettext_lazy("opmaaktekens"),
}


def line(rows: Iterable[Mapping[str, Any]] | None) -> str:
    """Format shares of the file's characters, such as "99,4 % in de tekst, 0,6 % bladkop of -voet".

    Characters that are missing take from the text's share; those that stand there twice do not.
    """
    if rows is None:
        return str(UNKNOWN)
    pages = ledger.from_json(rows)
    missing, double = differences(pages)
    _text, classes, _rest = ledger.shares(pages)
    parts = [_("%(share)s in de tekst") % {"share": percentage(max(0, 1 - missing - sum(classes.values())))}]
    parts += [f"{percentage(share)} {CLASSES[why]}" for why, share in classes.items()]
    parts += [_("%(share)s niet verantwoord") % {"share": percentage(missing)}] if missing else []
    parts += [_("%(share)s dubbel") % {"share": percentage(double)}] if double else []
    return ", ".join(parts)


def differences(pages: Sequence[ledger.Row]) -> tuple[float, float]:
    """Return the missing and the surplus characters, as shares of the file's; the latter may exceed 1."""
    source = sum(page.source for page in pages)
    missing = sum(max(0, page.difference) for page in pages)
    double = sum(max(0, -page.difference) for page in pages)
    return (missing / source, double / source) if source else (0, 0)


def percentage(share: float) -> str:
    """Format with one decimal; "100 %" only for all, "0 %" only for none."""
    share = round(share, 9)  # 1 - 0.9 - 0.1 is not quite 0
    if share in (0, 1):
        return f"{share:.0%}".replace("%", " %")
    if share < 0.001:
        return _("minder dan 0,1 %")
    return f"{number_format((min(share, 0.999) if share < 1 else share) * 100, 1)} %"
