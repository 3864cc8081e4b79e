from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """Time at which a worker last completed a task on a queue; beat sends a task for this at least every 30 seconds."""

    queue = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("teken van leven")
        verbose_name_plural = _("tekens van leven")

    def __str__(self) -> str:
        return self.queue


class AuditEntry(models.Model):
    """Audit log: logins, logouts and every change made over HTTP. Append-only, enforced by a trigger.

    Written only by `tracker.accounts.audit_log`. The history of letters and stances is kept with those; this records
    who made the request.
    """

    class Kind(models.TextChoices):
        SIGNED_IN = "signed-in", _("aangemeld")
        REFUSED = "refused", _("aanmelden mislukt")
        LOCKED = "locked", _("geblokkeerd na te veel pogingen")
        SIGNED_OUT = "signed-out", _("afgemeld")
        CHANGED = "changed", _("gewijzigd")

    at = models.DateTimeField(_("wanneer"), default=timezone.now, db_index=True)
    kind = models.CharField(_("wat"), max_length=12, choices=Kind.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("wie")
    )
    name = models.CharField(_("naam"), max_length=150, help_text=_("Zoals ingevuld bij het aanmelden."))
    address = models.GenericIPAddressField(_("van adres"), null=True)
    page = models.CharField(_("pagina"), max_length=100)
    path = models.CharField(_("waarop"), max_length=500)
    detail = models.TextField(_("bijzonderheden"), blank=True)

    class Meta:
        db_table = "tracker_act"
        default_permissions = ()
        # Codenames from before the class was renamed: existing groups may hold them.
        permissions = [(f"{may}_act", f"Can {may} handeling") for may in ("add", "change", "delete", "view")]
        ordering = ["-pk"]
        verbose_name = _("handeling")
        verbose_name_plural = _("logboek")

    def __str__(self) -> str:
        return f"{self.name}: {self.get_kind_display()} {self.path}"
