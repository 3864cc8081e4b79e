from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from letters.models import Letter

LANGUAGE_MODEL = "language-model"  # the name of every version of it


class CoderQuerySet(models.QuerySet["Coder"]):
    def in_world(self) -> CoderQuerySet:
        """Return the coders of shown letters: the invented coder only if there are example letters among them."""
        invented = Letter.objects.in_world().filter(is_example=True).order_by().values("pk")
        return self.filter(Q(is_example=False) | Exists(invented))

    def newest_machines(self) -> CoderQuerySet:
        """Return the newest version of each machine coder that has run on a letter."""
        rounds = Coder._meta.get_field("coding_runs").related_model._default_manager.filter(coder=OuterRef("pk"))
        machines = self.filter(Exists(rounds), kind=Coder.Kind.MACHINE)
        return machines.order_by("name", "-pk").distinct("name")


class Coder(models.Model):
    """A person, or one version of a machine, which is measured on its own.

    The coder of the example letters is an invented person without an account. Imported codings have a coder without an
    account too, under the name given at import. `judged_singly` counts a machine's proposals that were decided on one
    by one here, `right_singly` those of them that were taken over: as of last night, None until then.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("mens")
        MACHINE = "machine", _("machine")
        IMPORTED = "imported", _("ingelezen")

    name = models.CharField(_("naam"), max_length=150)
    version = models.CharField(_("versie"), max_length=200, blank=True)  # a model's name may be long
    kind = models.CharField(_("soort"), max_length=10, choices=Kind.choices, default=Kind.MACHINE)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("account")
    )
    is_example = models.BooleanField(_("verzonnen"), default=False, editable=False)
    judged_singly = models.PositiveIntegerField(_("los beslist"), null=True, editable=False)
    right_singly = models.PositiveIntegerField(_("daarvan goed"), null=True, editable=False)

    objects = CoderQuerySet.as_manager()

    class Meta:
        ordering = ["name", "version"]
        verbose_name = _("codeur")
        verbose_name_plural = _("codeurs")
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

    @property
    def writes_reasons(self) -> bool:
        """True if its reasons are sentences of its own; those of other machines quote the letter and the codebook."""
        return self.kind == Coder.Kind.MACHINE and self.name == LANGUAGE_MODEL
