from __future__ import annotations

from django import template

from letters.labels import kind_labels, lang, number_formats, official_address

register = template.Library()
register.filter("dossier", number_formats.format_dossier)
register.filter("official_address", official_address.official_address)
register.filter("session", number_formats.format_session)
register.filter("dutch", lang.mark_dutch)
register.filter("sort_words", kind_labels.kind_label)
