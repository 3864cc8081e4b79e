from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from letters.models.letters import Letter


class EditQuerySet(models.QuerySet["Edit"]):
    def letter_formerly(self, names: Collection[str]) -> Letter | None:
        """Return the letter that an editor took one of these identifiers from, the last if several; None without one.

        A withdrawn letter and one joined into another count too. Identifiers corrected while the letter was added, and
        those that only its text had, were never its key.
        """
        renamed = self.filter(field="identifier", old__in=names, user__isnull=False).exclude(reason=Edit.AT_ADDING)
        there = renamed.filter(letter__in=Letter.objects.in_world().order_by())
        last = there.select_related("letter__joined_into").order_by("-pk").first()
        return last.letter if last else None


class Edit(models.Model):
    """History of a letter: one change of one field, with who, when, old, new and reason. Append-only."""

    AT_ADDING = "bij het toevoegen"

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="edits")
    at = models.DateTimeField(_("wanneer"), auto_now_add=True)
    # Its own index would be the beginning of `edit_by_user`.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("door"),
    )
    field = models.CharField(_("veld"), max_length=40)
    old = models.TextField(_("was"), blank=True)
    new = models.TextField(_("werd"), blank=True)
    reason = models.TextField(_("waarom"), blank=True)

    objects = EditQuerySet.as_manager()

    class Meta:
        db_table = "letters_change"
        default_permissions = ()
        # Codenames from before the class was renamed: existing groups may hold them.
        permissions = [(f"{may}_change", f"Can {may} wijziging") for may in ("add", "change", "delete", "view")]
        ordering = ["-id"]
        verbose_name = _("wijziging")
        verbose_name_plural = _("wijzigingen")
        indexes = [models.Index(fields=["user", "at"], name="edit_by_user")]  # what somebody did today

    def __str__(self) -> str:
        return f"{self.field}: {self.old} → {self.new}"
