from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone, translation

from positions.alerts import compose, outbox, steps, subscriptions
from positions.alerts.subjects import About, subject_of
from positions.models import AlertMessage, Rhythm, Subscriber, Subscription
from tests.kept import kept
from tests.positions.alerts.mail_server import Mailbox, serving

READER = "lezer@voorbeeld.nl"
HALF_A_DAY = timedelta(hours=12)


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def server(mailbox, settings) -> Iterator[int]:
    """Serve the mailbox, to which the site's mail then goes; the port."""
    settings.EMAIL_BACKEND = "positions.alerts.hand_over.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = "127.0.0.1", False, ""
    settings.SITE_URL = "https://standpunt.example"
    with serving(mailbox) as port:
        settings.EMAIL_PORT = port
        yield port


@kept
def follow(codebook) -> Callable[..., Subscription]:
    """Return a function that has a reader follow something, asked and confirmed, as of now."""

    def subscribe(
        query: str = "topic=russia", rhythm: Rhythm = Rhythm.AT_ONCE, *, address: str = READER, language: str = "nl"
    ) -> Subscription:
        subject = subject_of(QueryDict(query))
        assert subject
        with translation.override(language):
            subscriptions.ask(address, subject, rhythm)
        subscription = Subscription.objects.latest("pk")
        subscriptions.confirm(subscription)
        AlertMessage.objects.filter(purpose=AlertMessage.Purpose.CONFIRM).delete()
        steps.look(timezone.now())  # as the task does every minute: what stands now is no news
        subscription.refresh_from_db()
        return subscription

    return subscribe


def waiting(address: str = READER) -> AlertMessage:
    """Have a message wait that asks to confirm."""
    subscriber = Subscriber.objects.create(address=address)
    subscription = Subscription.objects.create(
        subscriber=subscriber, about=About.LETTERS, what="q=zee", rhythm=Rhythm.DAILY, language="nl"
    )
    return AlertMessage.objects.create(
        subscriber=subscriber, subscription=subscription, purpose=AlertMessage.Purpose.CONFIRM,
        rhythm=Rhythm.DAILY, language="nl",
    )  # fmt: skip


class Later:
    """Does what the tasks do, as if so many minutes had passed since. `mails`: what the mail server has accepted."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mails = mailbox.mails
        self.recipients = mailbox.recipients

    def __call__(self, minutes: float = 11, *, at: datetime | None = None) -> None:
        self.compose(minutes, at=at)
        outbox.send_waiting()

    def compose(self, minutes: float = 11, *, at: datetime | None = None) -> None:
        now = at or timezone.now() + timedelta(minutes=minutes)
        steps.look(now)
        compose.compose(now)
        # What a test does next comes after this.
        Subscription.objects.filter(rhythm=Rhythm.AT_ONCE, looked_at=now).update(looked_at=timezone.now())


@pytest.fixture
def minutes_later(mailbox, server, monkeypatch) -> Later:
    """Half a day before the hour of digests, so that no test runs across it."""
    monkeypatch.setattr(compose, "HOUR", (timezone.localtime() + HALF_A_DAY).time())
    return Later(mailbox)


def after_the_digest() -> datetime:
    """Return a moment after the next hour of digests, also where the clocks change before it."""
    return timezone.now() + HALF_A_DAY + timedelta(hours=2)
