"""The lockout page: shown after too many failed logins of one account from one address, with the remaining time."""

from __future__ import annotations

import math
from typing import Any

from axes.helpers import get_client_parameters, get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

TOO_MANY = 429


def locked_page(request: Any, response: HttpResponse, credentials: dict[str, Any] | None) -> HttpResponse:
    """Render the lockout page (`AXES_LOCKOUT_CALLABLE`), with the same text for accounts that do not exist."""
    seconds = seconds_left(request, credentials)
    page = render(request, "registration/locked.html", {"minutes": math.ceil(seconds / 60)}, status=TOO_MANY)
    page["Retry-After"] = str(seconds)
    return page


def seconds_left(request: Any, credentials: dict[str, Any] | None) -> int:
    """Return the seconds until the lockout ends, at least 1, counted from the last failed attempt."""
    name = get_client_username(request, credentials)
    (asked,) = get_client_parameters(name, request.axes_ip_address, request.axes_user_agent, request, credentials)
    last = AccessAttempt.objects.filter(**asked).aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    return max(1, math.ceil((last + settings.AXES_COOLOFF_TIME - timezone.now()).total_seconds()))
