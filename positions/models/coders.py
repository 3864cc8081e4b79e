from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, Q

from letters.models import Letter


class CoderQuerySet(models.QuerySet["Coder"]):
    def in_world(self) -> CoderQuerySet:
        """Who may have coded what is shown: the invented coder is beside invented letters only."""
        invented = Letter.objects.in_world().filter(is_example=True).order_by().values("pk")
        return self.filter(Q(is_example=False) | Exists(invented))


class Coder(models.Model):
    """Who codes: a person, or a machine by name and version; each version is a coder of its own and is measured as one.

    The coder of the example letters is invented: a person without an account. Imported codings are of somebody who has
    none either, under the name that whoever imports them gives.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "mens"
        MACHINE = "machine", "machine"
        IMPORTED = "imported", "ingelezen"

    name = models.CharField("naam", max_length=150)
    version = models.CharField("versie", max_length=40, blank=True)
    kind = models.CharField("soort", max_length=10, choices=Kind.choices, default=Kind.MACHINE)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="account"
    )
    is_example = models.BooleanField("verzonnen", default=False, editable=False)

    objects = CoderQuerySet.as_manager()

    class Meta:
        ordering = ["name", "version"]
        verbose_name = "codeur"
        verbose_name_plural = "codeurs"
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], condition=~Q(kind="person"), name="coder_once"),
            models.UniqueConstraint(fields=["user"], name="coder_once_a_user"),
            models.CheckConstraint(
                condition=Q(kind="machine", user__isnull=True)
                | Q(kind="imported", user__isnull=True, is_example=False)
                | Q(kind="person", user__isnull=False, is_example=False)
                | Q(kind="person", user__isnull=True, is_example=True),
                name="persons_have_accounts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}".strip()
