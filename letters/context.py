from __future__ import annotations

from django.http import HttpRequest

from letters.models import Letter


def world(request: HttpRequest) -> dict[str, object]:
    """`showing_examples`: whether the page shows invented letters and has to say so. Asked where a template asks."""
    return {
        "showing_examples": lambda: (
            not Letter.objects.filter(is_example=False, joined_into__isnull=True).exists() and Letter.objects.exists()
        )
    }
