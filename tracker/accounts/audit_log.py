"""The only writer of `AuditEntry`: logins, logouts, failed logins, and every change made over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import strip_tags

from tracker.accounts.client_address import client_address
from tracker.models import AuditEntry

# POST fields whose value (one word) is copied to the audit log; otherwise only the ids of selected rows are.
ASKED = ("action", "decision", "code")
LONGEST, LONGEST_ANSWER = 40, 200
SIGNING = ("login", "logout")


class SignInRecorder(AxesDatabaseHandler):  # type: ignore[misc]
    """Handler for django-axes that also writes logins, logouts and failed logins to the audit log."""

    def user_logged_in(self, sender: Any, request: Any, user: Any, **more: Any) -> None:
        super().user_logged_in(sender, request, user, **more)
        write(request, AuditEntry.Kind.SIGNED_IN, user)

    def user_logged_out(self, sender: Any, request: Any, user: Any, **more: Any) -> None:
        super().user_logged_out(sender, request, user, **more)
        if user:
            write(request, AuditEntry.Kind.SIGNED_OUT, user)

    def user_login_failed(self, sender: Any, credentials: Any, request: Any = None, **more: Any) -> None:
        super().user_login_failed(sender, credentials, request, **more)
        if request is not None:
            kind = AuditEntry.Kind.LOCKED if request.axes_locked_out else AuditEntry.Kind.REFUSED
            write(request, kind, None, name=get_client_username(request, credentials) or "")


class AuditTrail:
    """Middleware that logs every effective POST of an authenticated user, but not a form redisplayed with errors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.get_response(request)
        user, started = request.user, timezone.now()
        known = user.is_authenticated  # read before the view runs, since a logout makes the user anonymous
        response = self.get_response(request)
        if known and did_something(request, response) and page_of(request).rpartition(":")[2] not in SIGNING:
            write(request, AuditEntry.Kind.CHANGED, user, detail="; ".join(details(request, user, started)))
        return response


def did_something(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether the POST changed something: a redirect or a JSON answer, and not only error messages."""
    if response.status_code == 200:
        return response.headers.get("Content-Type", "").startswith("application/json")
    said = told(request)
    return response.status_code in (302, 303) and not (said and all(each.level >= messages.ERROR for each in said))


def told(request: HttpRequest) -> list[Message]:
    """Return the messages queued for the next page, without consuming them."""
    return list(getattr(messages.get_messages(request), "_queued_messages", []))


def details(request: HttpRequest, user: Any, started: datetime) -> Iterator[str]:
    """Yield the details of an entry: the submitted action, then the admin's log entries or else the messages."""
    for name in ASKED:
        if asked := request.POST.get(name, "")[:LONGEST]:
            yield asked
    if ticked := request.POST.getlist("_selected_action"):
        yield f"{len(ticked)}: {', '.join(ticked)[:200]}"
    entries = LogEntry.objects.filter(user=user, action_time__gte=started).order_by("pk")
    written = [
        f"{entry.object_repr}: {entry.get_change_message() or entry.get_action_flag_display()}"
        for entry in (entries if page_of(request).startswith("admin:") else ())
    ]
    yield from written or (strip_tags(str(each))[:LONGEST_ANSWER] for each in told(request))


def write(request: HttpRequest, kind: AuditEntry.Kind, user: Any, *, name: str = "", detail: str = "") -> None:
    """Store one entry. NUL characters are removed, since PostgreSQL text cannot hold them."""
    AuditEntry.objects.create(
        kind=kind,
        user=user,
        name=(name or user.get_username() if user else name).replace("\0", "")[:150],
        address=client_address(request) or None,
        page=page_of(request)[:100],
        path=request.path.replace("\0", "")[:500],
        detail=detail.replace("\0", ""),
    )


def page_of(request: HttpRequest) -> str:
    """Return the name of the URL pattern, with its namespace; "" where none matched."""
    return request.resolver_match.view_name if request.resolver_match else ""
