from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from letters.models.letters import Letter


class PossibleDuplicateQuerySet(models.QuerySet["PossibleDuplicate"]):
    def in_world(self) -> PossibleDuplicateQuerySet:
        """As LetterQuerySet.in_world; both letters are of one world.

        It is asked of each pair: of a join PostgreSQL might read all letters for the first few pairs.
        """
        own = Letter.objects.filter(pk=OuterRef("earlier")).order_by().values("is_example")
        real = Letter.objects.real()
        return self.alias(is_example=Subquery(own)).filter(Q(is_example=False) | ~Exists(real))

    def open(self) -> PossibleDuplicateQuerySet:
        return self.filter(state=PossibleDuplicate.State.OPEN)


class PossibleDuplicate(models.Model):
    """Two letters that may be one, for an editor to decide. `share` (0–1) is the fraction of common body sentences.

        OPEN ─► JOINED (the later is merged into the earlier) ─► OPEN (undone)
          └───► APART                                         ─► OPEN (undone)

    `added` records the additions to the earlier letter, so that undoing removes exactly those.
    """

    class Reason(models.TextChoices):
        ALIKE = "alike", _("bijna dezelfde tekst")
        SAME_IDENTIFIER = "same identifier", _("hetzelfde kenmerk, een andere tekst")

    class State(models.TextChoices):
        OPEN = "open", _("te beslissen")
        JOINED = "joined", _("samengevoegd")
        APART = "apart", _("twee brieven")

    earlier = models.ForeignKey(
        Letter, on_delete=models.CASCADE, related_name="later_duplicates", verbose_name=_("eerdere brief")
    )
    later = models.ForeignKey(
        Letter, on_delete=models.CASCADE, related_name="earlier_duplicates", verbose_name=_("latere brief")
    )
    reason = models.CharField(_("waarom"), max_length=20, choices=Reason.choices)
    share = models.FloatField(_("gelijk deel"))
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.OPEN)
    added = models.JSONField(default=dict)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PossibleDuplicateQuerySet.as_manager()

    class Meta:
        db_table = "letters_resemblance"
        default_permissions = ()
        # Codenames from before the class was renamed: existing groups may hold them.
        permissions = [
            (f"{may}_resemblance", f"Can {may} vraag: dezelfde brief?") for may in ("add", "change", "delete", "view")
        ]
        ordering = ["-id"]
        verbose_name = _("vraag: dezelfde brief?")
        verbose_name_plural = _("vragen: dezelfde brief?")
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="resemblance_once"),
            models.CheckConstraint(condition=~Q(earlier=F("later")), name="resemblance_of_two"),
            models.CheckConstraint(condition=Q(share__gte=0) & Q(share__lte=1), name="share_is_a_share"),
        ]
        # The editor's work list, among all that is decided.
        indexes = [models.Index(fields=["-id"], condition=Q(state="open"), name="resemblance_open")]

    def __str__(self) -> str:
        return f"{self.earlier_id} / {self.later_id}"
