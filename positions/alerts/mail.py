"""Messages as mail: text and HTML, in the language in which they were asked for."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from positions.alerts.contents import Section, absolute, sections, stop_address
from positions.alerts.subjects import followed, words
from positions.models import AlertMessage, Rhythm

LONGEST_SUBJECT = 150  # characters
# A subject is one line, whatever a letter's name has in it.
_NOT_IN_A_SUBJECT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def made(message: AlertMessage) -> tuple[EmailMultiAlternatives | None, list[int]]:
    """Return the mail as things now stand, None if there is nothing to tell, without a recipient; and the ids of
    `ToldItem`s that no longer stand.
    """
    with translation.override(message.language):
        if message.purpose == AlertMessage.Purpose.CONFIRM:
            return _to_confirm(message), []
        found, gone = sections(message)
        return (_news(message, found) if found else None), gone


def message_id(message: AlertMessage) -> str:
    """Return the Message-ID, the same each time that the message is sent."""
    return f"<{message.key}@{urlsplit(settings.SITE_URL).hostname}>"


def _to_confirm(message: AlertMessage) -> EmailMultiAlternatives | None:
    subscription = message.subscription
    if subscription is None or subscription.confirmed_at:
        return None
    stop = stop_address(subscription)
    context = {
        "what": words(followed(subscription)),
        "rhythm": subscription.get_rhythm_display(),
        "confirm": absolute(f"{reverse('follow-confirm')}?t={subscription.token}"),
        "stop": stop,
    }
    subject = _("Bevestig: %(what)s") % {"what": context["what"]}
    return _mail(message, subject, "confirm", context, stop)


def _news(message: AlertMessage, found: list[Section]) -> EmailMultiAlternatives:
    at_once = message.subscription is not None
    stop = found[0].stop if at_once else _stop_digest(message)
    context = {"sections": found, "digest": not at_once, "stop": stop, "home": absolute(reverse("home"))}
    return _mail(message, _subject(message, found), "news", context, stop)


def _stop_digest(message: AlertMessage) -> str:
    return absolute(f"{reverse('follow-stop')}?t={message.subscriber.token}&w={message.rhythm}")


def _subject(message: AlertMessage, found: list[Section]) -> str:
    items = [item for section in found for item in section.items]
    number = sum(section.number for section in found)
    if number == 1:
        return items[0].title
    if message.subscription:
        return f"{capfirst(found[0].what)}: {number}"
    if message.rhythm == Rhythm.WEEKLY:
        return ngettext("Deze week: %(n)s bericht", "Deze week: %(n)s berichten", number) % {"n": number}
    return ngettext("Vandaag: %(n)s bericht", "Vandaag: %(n)s berichten", number) % {"n": number}


def _mail(message: AlertMessage, subject: str, name: str, context: dict[str, Any], stop: str) -> EmailMultiAlternatives:
    context |= {"language": message.language, "privacy": absolute(reverse("privacy"))}
    one_line = _NOT_IN_A_SUBJECT.sub(" ", subject)
    mail = EmailMultiAlternatives(
        one_line if len(one_line) <= LONGEST_SUBJECT else f"{one_line[: LONGEST_SUBJECT - 1]}…",
        render_to_string(TEXTS[name], context),
        headers={
            "Message-ID": message_id(message),
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string(PAGES[name], context), "text/html")
    return mail


TEXTS = {"confirm": "positions/alerts/confirm.txt", "news": "positions/alerts/news.txt"}
PAGES = {"confirm": "positions/alerts/confirm.html", "news": "positions/alerts/news.html"}
