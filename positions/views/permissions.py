"""View decorators: require login, then a permission."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponse
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponse]


def for_those_with(permission: str) -> Callable[[View], View]:
    def guarded(view: View) -> View:
        allowed = permission_required(permission, raise_exception=True)(view)

        @never_cache
        @login_required
        @wraps(view)
        def inner(*args: Any, **kwargs: Any) -> HttpResponse:
            return allowed(*args, **kwargs)

        return inner

    return guarded


reviewers_only = for_those_with("positions.add_review")
assigners_only = for_those_with("positions.assign_coding")
releasers_only = for_those_with("positions.cut_release")
bulk_reviewers_only = for_those_with("positions.bulk_review")
