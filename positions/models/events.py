from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from positions.labels.languages import either
from positions.models.codebooks import Topic


class Event(models.Model):
    """An event on a day, or from `date` through `end`, to show beside a line of positions.

    `source` says where the fact can be checked. Without topics it applies to all of them. Events that an editor changed
    (`origin`) are not overwritten when the program's events are loaded.
    """

    class Origin(models.TextChoices):
        FILE = "file", _("meegeleverd")
        EDITOR = "editor", _("redactie")

    slug = models.SlugField(_("kenmerk"), unique=True)
    date = models.DateField(_("datum"))
    end = models.DateField(_("laatste dag"), null=True, blank=True)
    name_nl = models.CharField(_("naam"), max_length=120)
    name_en = models.CharField(_("Engelse naam"), max_length=120)
    topics = models.ManyToManyField(
        Topic,
        blank=True,
        related_name="events",
        verbose_name=_("onderwerpen"),
        help_text=_("Bij welke onderwerpen hoort dit? Kies niets als het voor alle onderwerpen telt."),
    )
    source = models.TextField(
        _("bron"), help_text=_("Waar is dit na te kijken? Bijvoorbeeld een Kamerstuk of persbericht.")
    )
    weight = models.PositiveSmallIntegerField(
        _("gewicht"),
        default=1,
        db_default=1,
        help_text=_("De grafiek noemt de drie gebeurtenissen met het grootste gewicht bij naam."),
    )
    is_shown = models.BooleanField(_("tonen"), default=True)
    origin = models.CharField(
        _("herkomst"), max_length=10, choices=Origin.choices, default=Origin.EDITOR, editable=False
    )

    class Meta:
        ordering = ["date", "slug"]
        verbose_name = _("gebeurtenis")
        verbose_name_plural = _("gebeurtenissen")
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=F("date")),
                name="event_ends_after_date",
                violation_error_message="De laatste dag ligt na de eerste. Duurde het één dag, laat hem dan leeg.",
            ),
            models.CheckConstraint(condition=~Q(slug="") & ~Q(source=""), name="event_has_slug_and_source"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return either(self.name_nl, self.name_en)
