"""The only writer of `Act`: who signed in or failed to, and every change that somebody asked for over HTTP."""

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

from tracker.addresses import client_address
from tracker.models import Act

# What a form may say of what was asked, in one word; nothing else that was typed is ever kept.
ASKED = ("action", "decision", "code")
LONGEST, LONGEST_ANSWER = 40, 200
SIGNING = ("login", "logout")


class Recorder(AxesDatabaseHandler):  # type: ignore[misc]
    """As django-axes hears of signing in and out, and beside what it counts."""

    def user_logged_in(self, sender: Any, request: Any, user: Any, **more: Any) -> None:
        super().user_logged_in(sender, request, user, **more)
        write(request, Act.Kind.SIGNED_IN, user)

    def user_logged_out(self, sender: Any, request: Any, user: Any, **more: Any) -> None:
        super().user_logged_out(sender, request, user, **more)
        if user:
            write(request, Act.Kind.SIGNED_OUT, user)

    def user_login_failed(self, sender: Any, credentials: Any, request: Any = None, **more: Any) -> None:
        super().user_login_failed(sender, credentials, request, **more)
        if request is not None:
            kind = Act.Kind.LOCKED if request.axes_locked_out else Act.Kind.REFUSED
            write(request, kind, None, name=get_client_username(request, credentials) or "")


class Trail:
    """Middleware: a POST of somebody signed in that did something. A form that comes back with questions did not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.get_response(request)
        user, started = request.user, timezone.now()
        known = user.is_authenticated  # asked before the view: whoever signs out was somebody
        response = self.get_response(request)
        if known and did_something(request, response) and page_of(request).rpartition(":")[2] not in SIGNING:
            write(request, Act.Kind.CHANGED, user, detail="; ".join(details(request, user, started)))
        return response


def did_something(request: HttpRequest, response: HttpResponse) -> bool:
    """Pages lead on after a change; a script is answered with JSON. Who was told of nothing but errors did nothing."""
    if response.status_code == 200:
        return response.headers.get("Content-Type", "").startswith("application/json")
    said = told(request)
    return response.status_code in (302, 303) and not (said and all(each.level >= messages.ERROR for each in said))


def told(request: HttpRequest) -> list[Message]:
    """What the page said to the person just now; taken in the usual way, the next page could not show it any more."""
    return list(getattr(messages.get_messages(request), "_queued_messages", []))


def details(request: HttpRequest, user: Any, started: datetime) -> Iterator[str]:
    """What was asked, and what the admin wrote down of it just now; where it wrote nothing, what the page answered."""
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


def write(request: HttpRequest, kind: Act.Kind, user: Any, *, name: str = "", detail: str = "") -> None:
    Act.objects.create(
        kind=kind,
        user=user,
        name=(name or user.get_username() if user else name)[:150],
        address=client_address(request) or None,
        page=page_of(request)[:100],
        path=request.path.replace("\0", "")[:500],
        detail=detail,
    )


def page_of(request: HttpRequest) -> str:
    """The address's name, with its namespace."""
    return request.resolver_match.view_name if request.resolver_match else ""
