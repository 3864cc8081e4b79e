from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from positions.models.codebooks import CodebookVersion


class CodebookDraft(models.Model):
    """A codebook in preparation: draft ─ release ─► released.

    Every change raises `edition`; a write based on an older edition is refused (`positions.codebook.editor.drafts`, the
    only writer). A released draft is kept: it records who made the version, and from which one.
    """

    source = models.TextField(_("tekst"))
    started_from = models.ForeignKey(
        CodebookVersion, on_delete=models.PROTECT, related_name="drafts", verbose_name=_("begonnen bij")
    )
    edition = models.PositiveIntegerField(default=1)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("begonnen door")
    )
    started_at = models.DateTimeField(_("begonnen"), auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("gewijzigd door")
    )
    changed_at = models.DateTimeField(_("gewijzigd"), auto_now_add=True)
    released_as = models.OneToOneField(
        CodebookVersion,
        on_delete=models.PROTECT,
        related_name="draft",
        null=True,
        editable=False,
        verbose_name=_("uitgebracht als"),
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("concept-codeboek")
        verbose_name_plural = _("concept-codeboeken")
        permissions = [("release_codebookdraft", "Mag een concept-codeboek uitbrengen")]
        constraints = [models.CheckConstraint(condition=~Q(source=""), name="draft_has_text")]

    def __str__(self) -> str:
        return f"concept na {self.started_from}"
