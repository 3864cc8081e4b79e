from __future__ import annotations

from django.http import HttpRequest

from letters.models import Letter


def world(request: HttpRequest) -> dict[str, object]:
    """`showing_examples`: the page shows invented letters and has to say so. One query, where a template asks."""
    return {"showing_examples": showing_examples}


def showing_examples() -> bool:
    return any(Letter.objects.in_world().order_by().values_list("is_example", flat=True)[:1])
