from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from letters.models import Revision
from positions.models.codebooks import CodebookVersion
from positions.models.coders import Coder


class ProposingQuerySet(models.QuerySet["CodingRun"]):
    def newest(self, before: datetime | None = None) -> ProposingQuerySet:
        """Return, per text, the last run of each machine coder, by name; `before` that moment if given.

        The highest codebook is the last, and within a codebook the coder's latest version.
        """
        rounds = CodingRun.objects.filter(at__lt=before) if before else CodingRun.objects.all()
        later = rounds.filter(
            Q(codebook__gt=OuterRef("codebook")) | Q(codebook=OuterRef("codebook"), coder__gt=OuterRef("coder")),
            revision=OuterRef("revision"),
            coder__name=OuterRef("coder__name"),
        )
        own = self.filter(at__lt=before) if before else self
        return own.filter(~Exists(later))


class CodingRun(models.Model):
    """A run of a coder over a text under a codebook, whatever it found; without one the text is still to do.

    `whole_at` is the moment since which what it does not propose is known: None while a language model's answer on a
    part of the text is missing. Neither moment moves when the run is repeated, so that days that are over stay as they
    were; what a repeated run deleted is unknown before it.
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="coding_runs")
    coder = models.ForeignKey(Coder, on_delete=models.PROTECT, related_name="coding_runs")
    codebook = models.ForeignKey(CodebookVersion, on_delete=models.PROTECT, related_name="coding_runs")
    at = models.DateTimeField(auto_now_add=True)
    whole_at = models.DateTimeField(default=timezone.now, null=True)

    objects = ProposingQuerySet.as_manager()

    class Meta:
        db_table = "positions_proposing"
        default_permissions = ()
        # Codenames from before the class was renamed: groups may hold them.
        permissions = [(f"{may}_proposing", f"Can {may} voorstelronde") for may in ("add", "change", "delete", "view")]
        verbose_name = _("voorstelronde")
        verbose_name_plural = _("voorstelrondes")
        constraints = [models.UniqueConstraint(fields=["revision", "coder", "codebook"], name="proposed_on_once")]

    def __str__(self) -> str:
        return f"{self.coder_id} op {self.revision_id}"
