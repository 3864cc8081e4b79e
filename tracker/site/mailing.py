from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def mailing(request: HttpRequest) -> dict[str, object]:
    """Context processor: `mailing` tells whether readers can ask for mail here."""
    return {"mailing": settings.MAILING}
