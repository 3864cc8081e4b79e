"""Work list of mail that does not get away, on the home of the admin: refused, given up, or not tried for a while.

A mail server that refuses us keeps messages waiting for up to five days (`outbox.PATIENCE`); the list says so from the
first time. It names no address.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.pages.work_lists import FIRST, WORK_LISTS, Found, WorkItem, WorkList
from positions.models import AlertMessage


def may_see(user: Any) -> bool:
    """Return whether this user sees which sources failed, and so is to see which mail did."""
    return settings.MAILING and bool(user.has_perm("letters.view_sourcerun"))


def stuck_mail(user: Any) -> Found:
    """Return the messages that do not get away, those that wait longest first. Counted, as messages that are not sent
    are few but where there is trouble; two queries.
    """
    stuck = AlertMessage.objects.stuck(timezone.now())
    return Found(stuck.count(), [_item(message) for message in stuck.order_by("not_before", "pk")[:FIRST]])


def _item(message: AlertMessage) -> WorkItem:
    name = _("Bericht %(message)s aan abonnee %(reader)s") % {"message": message.pk, "reader": message.subscriber_id}
    told = {"why": message.error, "times": message.failures, "since": _moment(message.made_at)}
    if message.state == AlertMessage.State.FAILED:
        note = _("Opgegeven (%(why)s); gemaakt op %(since)s.") % told
    elif message.failures:
        note = _("Niet aangenomen (%(why)s) sinds %(since)s; pogingen: %(times)s.") % told
    else:
        note = _("Wacht sinds %(since)s: de mailserver neemt geen verbinding aan, of er is geen worker.") % told
    return WorkItem(name, "", note, failed=True)


def _moment(at: Any) -> str:
    return date_format(localtime(at), "j F, H:i")


def register() -> None:
    WORK_LISTS.register(
        WorkList(
            order=80,
            key="mail",
            label=gettext_lazy("Mail die niet weg kan"),
            nothing=gettext_lazy("Elk bericht aan lezers kon weg."),
            address=lambda: "",
            find=stuck_mail,
            seen_by=may_see,
        )
    )
