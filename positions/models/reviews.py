from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from positions.models.coders import Coder
from positions.models.stances import Stance, State


class Review(models.Model):
    """One decision about one stance. Rows are only ever added; the latest one is the stance's state.

        proposed ─ accept ─► accepted ─ replaced ─► rejected      another took its place in the sentence
            │ ╲                 ▲
            │  reject ─► rejected          carried: accepted on an earlier text, and the quote still stands
            └─ repeated ─► repeated        says what `points_to` decided already
        an accepted stance whose quote left the text is "lost"; "undone" brings back whatever was there before;
        a coder who codes blind takes back what they said themselves: coded ─ withdrawn ─► withdrawn

    Rows of one action share `batch`, so that an action is taken back whole; `undoes` is the batch that was.
    `settles` marks a decision that was taken with two coders' work side by side.
    """

    class Decision(models.TextChoices):
        ACCEPT = "accept", _("geaccepteerd")
        REJECT = "reject", _("afgewezen")
        REPLACED = "replaced", _("vervangen")
        UNDONE = "undone", _("teruggenomen")
        CARRIED = "carried", _("meegenomen naar de nieuwe tekst")
        LOST = "lost", _("niet meer in de tekst")
        REPEATED = "repeated", _("al eerder beslist")
        WITHDRAWN = "withdrawn", _("ingetrokken")

    LEADS_TO = {
        Decision.ACCEPT: State.ACCEPTED,
        Decision.REJECT: State.REJECTED,
        Decision.REPLACED: State.REJECTED,
        Decision.CARRIED: State.ACCEPTED,
        Decision.LOST: State.LOST,
        Decision.REPEATED: State.REPEATED,
        Decision.WITHDRAWN: State.WITHDRAWN,
    }
    BY_ITSELF = (Decision.CARRIED, Decision.LOST, Decision.REPEATED)

    stance = models.ForeignKey(Stance, on_delete=models.CASCADE, related_name="reviews", verbose_name="standpunt")
    decision = models.CharField("beslissing", max_length=20, choices=Decision.choices)
    state = models.CharField("stand daarna", max_length=20, choices=State.choices)
    coder = models.ForeignKey(Coder, on_delete=models.PROTECT, null=True, related_name="reviews", verbose_name="codeur")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("wanneer", auto_now_add=True)
    note = models.TextField("toelichting", blank=True)
    batch = models.UUIDField("handeling", default=uuid.uuid4, db_index=True)
    bulk = models.BooleanField("met vele tegelijk", default=False)
    undoes = models.UUIDField("neemt terug", null=True, db_index=True)
    settles = models.BooleanField("legt een verschil bij", default=False)
    points_to = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="repeated_by")

    class Meta:
        ordering = ["-id"]
        verbose_name = "beslissing"
        verbose_name_plural = "beslissingen"
        permissions = [("bulk_review", "Mag veel voorstellen tegelijk accepteren")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="undone", undoes__isnull=False)
                | Q(decision__in=["accept", "carried"], state=State.ACCEPTED)
                | Q(decision__in=["reject", "replaced"], state=State.REJECTED)
                | Q(decision="lost", state=State.LOST)
                | Q(decision="withdrawn", state=State.WITHDRAWN)
                | Q(decision="repeated", state=State.REPEATED, points_to__isnull=False),
                name="decision_leads_to_state",
            ),
            models.CheckConstraint(
                condition=Q(coder__isnull=False) | Q(decision__in=["carried", "lost", "repeated"]),
                name="somebody_decided",
            ),
        ]
        indexes = [models.Index(fields=["stance", "-id"], name="review_latest")]  # a stance's state

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.stance_id}"


class Claim(models.Model):
    """That a person has a proposal on screen, until `until`: nobody else is given it meanwhile."""

    stance = models.OneToOneField(Stance, on_delete=models.CASCADE, primary_key=True, related_name="claim")
    coder = models.ForeignKey(Coder, on_delete=models.CASCADE, related_name="claims")
    until = models.DateTimeField()

    class Meta:
        verbose_name = "voorstel op scherm"
        verbose_name_plural = "voorstellen op scherm"

    def __str__(self) -> str:
        return f"{self.coder_id}: {self.stance_id}"
