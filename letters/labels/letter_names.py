"""Names of letters: the subject as it stands in the letter, else a name composed in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from letters.labels.kind_labels import kind_label
from letters.labels.lang import OURS
from letters.labels.ministries import MINISTRIES, ministry_label

LONG_NAME = 120  # characters; longer ones are shown in two lines, the rest on demand


def made_name(
    kind: str | None, publication: str, dossier_title: str | None, ministries: Sequence[str], day: date | None
) -> str:
    """Return kind, title of the dossier, ministries and date, as far as known; never just "Brief van de minister"."""
    what = kind_label("brief" if kind == "overig" else kind or publication)
    by = _(" en ").join(map(ministry_label, ministries))
    parts = [what[:1].upper() + what[1:], dossier_title, by, date_format(day, "j F Y") if day else ""]
    return " · ".join(part for part in parts if part)


def own_words(subject: str | None, dossier_title: str | None, ministries: Sequence[str]) -> tuple[str, ...]:
    """Return the parts of a letter's name that stand in it, in Dutch: all of it, or those of a name that is made."""
    if subject:
        return (subject,)
    unknown = (name for name in ministries if name not in MINISTRIES)
    return tuple(filter(None, (dossier_title, *unknown)))


def marked_name(name: str, own: Sequence[str]) -> SafeString:
    """Return the name with its Dutch parts in a `lang` span, if the page is not Dutch."""
    if get_language() in (OURS, None):
        return conditional_escape(name)
    made, place = [], 0
    for words in own:
        start = name.find(words, place)
        if start >= 0:
            made += [conditional_escape(name[place:start]), format_html('<span lang="{}">{}</span>', OURS, words)]
            place = start + len(words)
    return mark_safe("".join([*made, conditional_escape(name[place:])]))  # each piece is escaped
