from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from positions.labels.languages import either


class CodebookVersionQuerySet(models.QuerySet["CodebookVersion"]):
    def loaded(self, before: datetime | None = None) -> CodebookVersionQuerySet:
        """Return the versions that were there, now or `before` that moment."""
        return self.filter(loaded_at__lt=before) if before else self


class CodebookVersion(models.Model):
    """One version of the codebook. `source` is the file's text and never changes: stances were coded under it."""

    number = models.CharField(gettext_lazy("versie"), max_length=20, unique=True)
    source = models.TextField(gettext_lazy("tekst"))
    loaded_at = models.DateTimeField(gettext_lazy("geladen"), auto_now_add=True)

    objects = CodebookVersionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = gettext_lazy("codeboek")
        verbose_name_plural = gettext_lazy("codeboeken")

    def __str__(self) -> str:
        return _("codeboek %(number)s") % {"number": self.number}


class Topic(models.Model):
    """A topic of any version of the codebook; its axis and terms belong to the version (`codebook.store`)."""

    slug = models.SlugField(gettext_lazy("kenmerk"), unique=True)
    name_nl = models.CharField(gettext_lazy("naam"), max_length=100)
    name_en = models.CharField(gettext_lazy("Engelse naam"), max_length=100)
    position = models.PositiveSmallIntegerField(gettext_lazy("volgorde"), default=0)

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = gettext_lazy("onderwerp")
        verbose_name_plural = gettext_lazy("onderwerpen")
        constraints = [models.CheckConstraint(condition=~Q(slug=""), name="topic_has_slug")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return either(self.name_nl, self.name_en)
