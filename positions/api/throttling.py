"""Request rates per client. Counts live in Django's cache: per process unless CACHES names a shared one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.throttling import AnonRateThrottle, SimpleRateThrottle, UserRateThrottle


class AnonymousRate(AnonRateThrottle):
    def get_rate(self) -> str:
        return str(settings.API_ANONYMOUS_RATE)


class UserRate(UserRateThrottle):
    def get_rate(self) -> str:
        return str(settings.API_USER_RATE)

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        return super().get_cache_key(request, view) if request.user.is_authenticated else None


class ExportRate(SimpleRateThrottle):
    """Rate of whole downloads, for visitors and signed-in users alike."""

    scope = "exports"

    def get_rate(self) -> str:
        return str(settings.EXPORT_RATE)

    def get_cache_key(self, request: Any, view: Any) -> str:
        return self.cache_format % {"scope": self.scope, "ident": request.user.pk or self.get_ident(request)}


class FollowRate(SimpleRateThrottle):
    """Rate of requests for mail, for visitors and signed-in users alike."""

    scope = "follow"

    def get_rate(self) -> str:
        return str(settings.FOLLOW_RATE)

    def get_cache_key(self, request: Any, view: Any) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


def seconds_to_wait(throttle: SimpleRateThrottle, request: HttpRequest) -> int:
    """Count this request, and return after how many seconds the client may ask again; 0 if this one may pass."""
    if throttle.allow_request(request, None):  # type: ignore[arg-type]
        return 0
    return int(throttle.wait() or 60)


def rated(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Limit a download view by `ExportRate`: answers 429 with Retry-After, in seconds, above the rate."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponseBase:
        seconds = seconds_to_wait(ExportRate(), request)
        if not seconds:
            return view(request, *args, **rest)
        message = _("U haalde in korte tijd te veel bestanden op. Probeer het over %(minutes)s minuten weer.")
        words = message % {"minutes": -(-seconds // 60)}
        response = HttpResponse(f"{words}\n", status=429, content_type="text/plain; charset=utf-8")
        response["Retry-After"] = str(seconds)
        return response

    return answered
