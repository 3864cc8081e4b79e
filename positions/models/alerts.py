"""Readers who asked for mail: their addresses, what they follow, and what was found and sent."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from letters.models import Letter
from positions.models.codebooks import Topic

LONGEST_ADDRESS = 254  # characters, RFC 5321
LONGEST_QUERY = 1000


def new_token() -> str:
    return secrets.token_urlsafe(32)


class Rhythm(models.TextChoices):
    AT_ONCE = "at-once", _("meteen")
    DAILY = "daily", _("elke dag")
    WEEKLY = "weekly", _("elke week")


class Subscriber(models.Model):
    """An address that mail goes to. The only table that holds it: everywhere else a reader is "abonnee 17".

    It is deleted with the last subscription, and is in no backup (`tracker.operations.backups`). `token` stands in the
    addresses of digests, and permits nothing but stopping.
    """

    address = models.EmailField("adres", max_length=LONGEST_ADDRESS)
    token = models.CharField(max_length=43, unique=True, default=new_token)
    asked_at = models.DateTimeField("gevraagd", default=timezone.now)

    class Meta:
        default_permissions = ()
        verbose_name = "abonnee"
        verbose_name_plural = "abonnees"
        constraints = [models.UniqueConstraint(Lower("address"), name="subscriber_once")]

    def __str__(self) -> str:
        return f"abonnee {self.pk}"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def confirmed(self) -> SubscriptionQuerySet:
        return self.filter(confirmed_at__isnull=False)


class Subscription(models.Model):
    """Subscription of a reader by e-mail, in the language of the page on which it was asked.

        asked ─ confirmed_at ─► confirmed ─► deleted      by the reader, or where the address is refused
          └────────────────────────────────► deleted      48 hours after `asked_at`

    `what` is the slug of a topic (steps), a filter of letters as a query string (letters), or the number of a paper
    (cited). `looked_at`: until when it was looked what there is to tell; of digests, since they have their hours.
    """

    class About(models.TextChoices):
        STEPS = "steps", _("stappen in het standpunt")
        LETTERS = "letters", _("nieuwe brieven")
        CITED = "cited", _("wie een stuk noemt")

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="subscriptions")
    token = models.CharField(max_length=43, unique=True, default=new_token)
    about = models.CharField("waarover", max_length=10, choices=About.choices)
    what = models.CharField("wat", max_length=LONGEST_QUERY)
    rhythm = models.CharField("hoe vaak", max_length=10, choices=Rhythm.choices)
    language = models.CharField("taal", max_length=5)
    asked_at = models.DateTimeField("gevraagd", default=timezone.now)
    confirmed_at = models.DateTimeField("bevestigd", null=True)
    looked_at = models.DateTimeField("gekeken tot", null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = "abonnement"
        verbose_name_plural = "abonnementen"
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "about", "what", "rhythm"], name="subscribed_once"),
            models.CheckConstraint(condition=~Q(what=""), name="subscribed_to_something"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, looked_at__isnull=True)
                | Q(confirmed_at__isnull=False, looked_at__isnull=False),
                name="looked_for_once_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"abonnement {self.pk}"


class AnnouncedStep(models.Model):
    """A step that stood, not provisional, when nothing had been decided on its topic for a while.

    Each is noted once: one that is undone and made again is no news. `baseline`: it stood already when the topic was
    first looked at, and is told to nobody.
    """

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")
    day = models.DateField("dag")
    cabinet = models.CharField("kabinet", max_length=200)
    kind = models.CharField("soort", max_length=20)
    verdict = models.CharField("oordeel", max_length=20)
    towards = models.CharField("richting", max_length=10, blank=True)
    found_at = models.DateTimeField("gevonden", default=timezone.now)
    baseline = models.BooleanField("stond er al", default=False)

    class Meta:
        default_permissions = ()
        verbose_name = "gemelde stap"
        verbose_name_plural = "gemelde stappen"
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "day", "cabinet", "kind", "verdict", "towards"], name="step_announced_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.kind} {self.day}"


class TopicLook(models.Model):
    """Time and data version at which the steps of a topic were last looked at."""

    topic = models.OneToOneField(Topic, on_delete=models.CASCADE, primary_key=True, related_name="+")
    version = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        verbose_name = "blik op een onderwerp"
        verbose_name_plural = "blikken op onderwerpen"

    def __str__(self) -> str:
        return f"{self.topic_id} ({self.at})"


class AlertMessageQuerySet(models.QuerySet["AlertMessage"]):
    def stuck(self, now: datetime) -> AlertMessageQuerySet:
        """Return messages that were not accepted or given up, and those that nobody has tried for ten minutes."""
        overdue = Q(state=AlertMessage.State.WAITING, not_before__lte=now - timedelta(minutes=10))
        refused = Q(failures__gt=0) | Q(state=AlertMessage.State.FAILED)
        return self.exclude(state=AlertMessage.State.SENT).filter(refused | overdue)


class AlertMessage(models.Model):
    """A message to one subscriber: to confirm a subscription, or to tell what is new.

        waiting ─ claimed ─ handing over ─► sent
           ▲         │            │
           ├─ worker died ────────┤ once: it may have arrived, so it goes again with the same Message-ID
           └─ server away, 4xx ───┘       a second time ─► failed
        a 5xx deletes the subscriber, and the message with it; nothing left to tell deletes the message

    Its words are made when it is sent, of what then stands. `key` makes its Message-ID. `subscription` is None in a
    digest, which tells of all that the subscriber gets in one rhythm and language. `error` never holds words of a mail
    server, which may repeat the address.
    """

    class Purpose(models.TextChoices):
        CONFIRM = "confirm", "om te bevestigen"
        TELL = "tell", "nieuws"

    class State(models.TextChoices):
        WAITING = "waiting", "wacht"
        CLAIMED = "claimed", "wordt gemaakt"
        HANDING = "handing", "wordt afgegeven"
        SENT = "sent", "afgegeven"
        FAILED = "failed", "mislukt"

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="messages")
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, null=True, related_name="messages")
    purpose = models.CharField("waarvoor", max_length=10, choices=Purpose.choices)
    rhythm = models.CharField("hoe vaak", max_length=10, choices=Rhythm.choices)
    language = models.CharField("taal", max_length=5)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField("stand", max_length=10, choices=State.choices, default=State.WAITING)
    not_before = models.DateTimeField("niet voor", default=timezone.now)
    claimed_at = models.DateTimeField("in bewerking sinds", null=True)
    handed_at = models.DateTimeField("afgegeven", null=True)
    handed = models.PositiveSmallIntegerField("keer afgegeven", default=0)
    failures = models.PositiveSmallIntegerField("keer uitgesteld", default=0)
    error = models.CharField("wat er misging", max_length=200, blank=True)
    made_at = models.DateTimeField("gemaakt", default=timezone.now)

    objects = AlertMessageQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        constraints = [
            models.CheckConstraint(
                condition=Q(subscription__isnull=False) | Q(purpose="tell") & ~Q(rhythm="at-once"),
                name="only_digests_are_of_many",
            ),
        ]
        indexes = [models.Index(fields=["not_before"], condition=~Q(state="sent"), name="message_to_do")]

    def __str__(self) -> str:
        return f"bericht {self.pk} aan abonnee {self.subscriber_id}"


class ToldItem(models.Model):
    """A letter or a step that a subscription is told of, once. `message` is None when that was cleared away."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="told")
    message = models.ForeignKey(AlertMessage, on_delete=models.SET_NULL, null=True, related_name="told")
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, null=True, related_name="+")
    step = models.ForeignKey(AnnouncedStep, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        verbose_name = "gemeld"
        verbose_name_plural = "gemeld"
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "letter"], condition=Q(letter__isnull=False), name="letter_told_once"
            ),
            models.UniqueConstraint(
                fields=["subscription", "step"], condition=Q(step__isnull=False), name="step_told_once"
            ),
            models.CheckConstraint(
                condition=Q(letter__isnull=False, step__isnull=True) | Q(letter__isnull=True, step__isnull=False),
                name="told_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id}: {self.letter_id or self.step_id}"
