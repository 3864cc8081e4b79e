from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from positions.labels.languages import either
from positions.models.codebooks import Topic


class Event(models.Model):
    """An event on a day, or from `date` through `end`, to show beside a line of positions.

    `source` says where the fact can be checked. Without topics it applies to all of them. Events that an editor changed
    (`origin`) are not overwritten when the program's events are loaded.
    """

    class Origin(models.TextChoices):
        FILE = "file", "meegeleverd"
        EDITOR = "editor", "redactie"

    slug = models.SlugField("kenmerk", unique=True)
    date = models.DateField("datum")
    end = models.DateField("laatste dag", null=True, blank=True)
    name_nl = models.CharField("naam", max_length=120)
    name_en = models.CharField("Engelse naam", max_length=120)
    topics = models.ManyToManyField(
        Topic,
        blank=True,
        related_name="events",
        verbose_name="onderwerpen",
        help_text="Bij welke onderwerpen hoort dit? Kies niets als het voor alle onderwerpen telt.",
    )
    source = models.TextField("bron", help_text="Waar is dit na te kijken? Bijvoorbeeld een Kamerstuk of persbericht.")
    weight = models.PositiveSmallIntegerField(
        "gewicht",
        default=1,
        db_default=1,
        help_text="De grafiek noemt de drie gebeurtenissen met het grootste gewicht bij naam.",
    )
    is_shown = models.BooleanField("tonen", default=True)
    origin = models.CharField("herkomst", max_length=10, choices=Origin.choices, default=Origin.EDITOR, editable=False)

    class Meta:
        ordering = ["date", "slug"]
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
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
