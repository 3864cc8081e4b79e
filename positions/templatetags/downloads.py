"""Template tags of downloads: the formats of tables and records."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise

from positions.open_data.export_formats import TABLES

register = template.Library()


@register.simple_tag
def table_forms() -> list[tuple[str, str | Promise]]:
    """Return the formats in which a table can be had, each with its name."""
    return list(TABLES.items())
