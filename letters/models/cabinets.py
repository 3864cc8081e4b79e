from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Cabinet(models.Model):
    """A cabinet in office from `start` until `end` (exclusive); demissionary from `demissionary_from`."""

    name = models.CharField(_("naam"), max_length=100)
    start = models.DateField(_("begin"))
    demissionary_from = models.DateField(_("demissionair vanaf"), null=True, blank=True)
    end = models.DateField(_("einde"), null=True, blank=True)
    is_example = models.BooleanField(_("verzonnen"), default=False, editable=False)

    class Meta:
        ordering = ["start"]
        verbose_name = _("kabinet")
        verbose_name_plural = _("kabinetten")
        constraints = [
            models.UniqueConstraint(fields=["name", "is_example"], name="cabinet_name_once"),
            # Target of Letter's composite foreign key: examples and real cabinets never mix.
            models.UniqueConstraint(fields=["id", "is_example"], name="cabinet_world"),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=F("start")), name="cabinet_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(demissionary_from__isnull=True) | Q(demissionary_from__gte=F("start")),
                name="cabinet_demissionary_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Minister(models.Model):
    """A person who signs letters for the cabinet; one row for all spellings of the name."""

    name = models.TextField(_("naam"))
    surname = models.TextField(_("achternaam"))
    initial = models.CharField(_("eerste letter"), max_length=1)
    is_example = models.BooleanField(_("verzonnen"), default=False, editable=False)

    class Meta:
        ordering = ["surname", "name"]
        verbose_name = _("bewindspersoon")
        verbose_name_plural = _("bewindspersonen")
        constraints = [
            models.UniqueConstraint(fields=["surname", "initial", "is_example"], name="minister_once"),
        ]

    def __str__(self) -> str:
        return self.name
