"""Visibility of open proposals: shown to everybody, or to signed-in users only (POSITIONS_SHOW_PROPOSALS)."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

EVERYBODY, SIGNED_IN = "everybody", "signed-in"


def may_see_proposals(request: HttpRequest) -> bool:
    return settings.POSITIONS_SHOW_PROPOSALS == EVERYBODY or request.user.is_authenticated
