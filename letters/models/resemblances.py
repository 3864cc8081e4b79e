from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from letters.models.letters import Letter


class Resemblance(models.Model):
    """Two letters that may be one: an editor is asked. `share` (0–1) of their body sentences is the same.

        OPEN ─► JOINED (the later goes into the earlier) ─► OPEN (undone)
          └───► APART                                    ─► OPEN (undone)

    `added` remembers what joining added to the earlier letter, so that undoing takes away just that.
    """

    class Reason(models.TextChoices):
        ALIKE = "alike", "bijna dezelfde tekst"
        SAME_IDENTIFIER = "same identifier", "hetzelfde kenmerk, een andere tekst"

    class State(models.TextChoices):
        OPEN = "open", "te beslissen"
        JOINED = "joined", "samengevoegd"
        APART = "apart", "twee brieven"

    earlier = models.ForeignKey(
        Letter, on_delete=models.CASCADE, related_name="resemblances_later", verbose_name="eerdere brief"
    )
    later = models.ForeignKey(
        Letter, on_delete=models.CASCADE, related_name="resemblances_earlier", verbose_name="latere brief"
    )
    reason = models.CharField("waarom", max_length=20, choices=Reason.choices)
    share = models.FloatField("gelijk deel")
    state = models.CharField("stand", max_length=10, choices=State.choices, default=State.OPEN)
    added = models.JSONField(default=dict)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "vraag: dezelfde brief?"
        verbose_name_plural = "vragen: dezelfde brief?"
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="resemblance_once"),
            models.CheckConstraint(condition=~Q(earlier=F("later")), name="resemblance_of_two"),
            models.CheckConstraint(condition=Q(share__gte=0) & Q(share__lte=1), name="share_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} / {self.later_id}"
