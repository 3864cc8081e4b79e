from __future__ import annotations

from django.http import HttpRequest

from letters.models import Letter


def example_notice(request: HttpRequest) -> dict[str, object]:
    """Context processor: `showing_examples` tells whether the page shows invented letters. One query, only if used."""
    return {"showing_examples": showing_examples}


def showing_examples() -> bool:
    return any(Letter.objects.in_world().order_by().values_list("is_example", flat=True)[:1])
