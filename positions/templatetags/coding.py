from __future__ import annotations

from typing import Any

from django import template

from positions.models import Assignment

register = template.Library()


@register.filter
def codes(user: Any) -> bool:
    """Whether the menu shows this person the coding page: they were asked to code, or may ask others."""
    if not user or not user.has_perm("positions.add_review"):
        return False
    return user.has_perm("positions.assign_coding") or Assignment.objects.hiding_from(user).exists()
