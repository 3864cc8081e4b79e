"""What somebody sees who tried too many wrong passwords: for how long this account is shut to this address."""

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
    """For AXES_LOCKOUT_CALLABLE. It says the same of an account that is not there."""
    seconds = seconds_left(request, credentials)
    page = render(request, "registration/locked.html", {"minutes": math.ceil(seconds / 60)}, status=TOO_MANY)
    page["Retry-After"] = str(seconds)
    return page


def seconds_left(request: Any, credentials: dict[str, Any] | None) -> int:
    """At least one: until the last attempt that counted is past."""
    name = get_client_username(request, credentials)
    (asked,) = get_client_parameters(name, request.axes_ip_address, request.axes_user_agent, request, credentials)
    last = AccessAttempt.objects.filter(**asked).aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    return max(1, math.ceil((last + settings.AXES_COOLOFF_TIME - timezone.now()).total_seconds()))
