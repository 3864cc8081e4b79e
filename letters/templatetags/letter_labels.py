from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from letters.labels import kind_labels, lang, number_formats, official_address
from letters.labels.letter_names import LONG_NAME, marked_name
from letters.labels.ministries import marked_ministries

register = template.Library()
register.filter("dossier", number_formats.format_dossier)
register.filter("paper", number_formats.format_paper)
register.filter("official_address", official_address.official_address)
register.filter("session", number_formats.format_session)
register.filter("dutch", lang.mark_dutch)
register.filter("sort_words", kind_labels.kind_label)
register.filter("ministries", marked_ministries)


@register.filter
def letter_name(letter: Any) -> SafeString:
    """Return a letter's name, with what stands in the letter marked as Dutch: of a `Letter`, or a `LetterRef`."""
    return marked_name(letter.name, letter.own_words)


@register.filter
def has_long_name(letter: Any) -> bool:
    return len(letter.name) > LONG_NAME


@register.simple_tag
def copy_words() -> SafeString:
    """Return the attributes of an element around copy buttons: what these say (`copying.js`)."""
    failed = _(
        "Deze browser laat de pagina niet kopiëren. De tekst is geselecteerd: druk op Ctrl+C, op een Mac op ⌘C, of "
        "houd de tekst ingedrukt en kies kopiëren."
    )
    attributes = 'data-copy="{}" data-copied="{}" data-failed="{}"'
    return format_html(attributes, _("Kopieer"), _("Gekopieerd"), failed)
