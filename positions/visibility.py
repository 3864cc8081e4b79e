"""Who is shown what nobody has decided yet: open proposals stand beside accepted stances, or are kept from visitors."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

EVERYBODY, SIGNED_IN = "everybody", "signed-in"


def may_see_proposals(request: HttpRequest) -> bool:
    return settings.POSITIONS_SHOW_PROPOSALS == EVERYBODY or request.user.is_authenticated
