from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from positions.models.coders import Coder
from positions.models.stances import Stance, State


class Review(models.Model):
    """One decision about one stance. Append-only; the latest row sets the stance's state.

        proposed ─ accept ─► accepted ─ replaced ─► rejected      replaced by another stance on the sentence
            │ ╲                 ▲
            │  reject ─► rejected          carried: accepted on an earlier text, and the quote is still there
            └─ repeated ─► repeated        equals what `points_to` decided earlier
        lost: an accepted stance whose quote left the text; undone: restores the previous state;
        withdrawn: a coder takes back their own blind coding: coded ─ withdrawn ─► withdrawn

    Rows of one action share `batch`, so that an action is undone as a whole; `undoes` is the batch that it undoes.
    `settles` marks an adjudication. `basis` is the decision by a person that a row keeps in force: on a carried copy,
    or by undoing a later decision.
    """

    class Decision(models.TextChoices):
        ACCEPT = "accept", _("geaccepteerd")
        REJECT = "reject", _("afgewezen")
        REPLACED = "replaced", _("vervangen")
        UNDONE = "undone", _("teruggenomen")
        CARRIED = "carried", _("meegenomen naar de nieuwe tekst")
        LOST = "lost", _("niet meer in de tekst")
        REPEATED = "repeated", _("al eerder beslist")
        WITHDRAWN = "withdrawn", _("ingetrokken")

    LEADS_TO = {
        Decision.ACCEPT: State.ACCEPTED,
        Decision.REJECT: State.REJECTED,
        Decision.REPLACED: State.REJECTED,
        Decision.CARRIED: State.ACCEPTED,
        Decision.LOST: State.LOST,
        Decision.REPEATED: State.REPEATED,
        Decision.WITHDRAWN: State.WITHDRAWN,
    }
    TAKEN = (Decision.ACCEPT, Decision.REJECT, Decision.REPLACED)
    JUDGED = (*TAKEN, Decision.REPEATED)  # decisions on a proposal by a person, also if the same was decided before
    BY_ITSELF = (Decision.CARRIED, Decision.LOST, Decision.REPEATED)

    stance = models.ForeignKey(Stance, on_delete=models.CASCADE, related_name="reviews", verbose_name=_("standpunt"))
    decision = models.CharField(_("beslissing"), max_length=20, choices=Decision.choices)
    state = models.CharField(_("stand daarna"), max_length=20, choices=State.choices)
    coder = models.ForeignKey(
        Coder, on_delete=models.PROTECT, null=True, related_name="reviews", verbose_name=_("codeur")
    )
    # Its own index would be the beginning of `review_by_user`.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("door"),
    )
    at = models.DateTimeField(_("wanneer"), auto_now_add=True)
    note = models.TextField(_("toelichting"), blank=True)
    batch = models.UUIDField(_("handeling"), default=uuid.uuid4, db_index=True)
    bulk = models.BooleanField(_("met vele tegelijk"), default=False)
    undoes = models.UUIDField(_("neemt terug"), null=True, db_index=True)
    settles = models.BooleanField(_("legt een verschil bij"), default=False)
    points_to = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="repeated_by")
    basis = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="kept_by")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("beslissing")
        verbose_name_plural = _("beslissingen")
        permissions = [("bulk_review", "Mag veel voorstellen tegelijk accepteren")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="undone", undoes__isnull=False)
                | Q(decision__in=["accept", "carried"], state=State.ACCEPTED)
                | Q(decision__in=["reject", "replaced"], state=State.REJECTED)
                | Q(decision="lost", state=State.LOST)
                | Q(decision="withdrawn", state=State.WITHDRAWN)
                | Q(decision="repeated", state=State.REPEATED, points_to__isnull=False),
                name="decision_leads_to_state",
            ),
            models.CheckConstraint(
                condition=Q(coder__isnull=False) | Q(decision__in=["carried", "lost", "repeated"]),
                name="somebody_decided",
            ),
            models.CheckConstraint(
                condition=Q(basis__isnull=False)
                | ~Q(decision="carried") & ~Q(decision="undone", state__in=[State.ACCEPTED, State.REJECTED]),
                name="kept_decision_is_named",
            ),
        ]
        indexes = [
            models.Index(fields=["stance", "-id"], name="review_latest"),  # latest review of a stance
            models.Index(fields=["at"], name="review_by_time"),  # topics that are decided on now (alerts.steps)
            models.Index(fields=["stance"], condition=Q(state=State.LOST), name="review_lost"),  # lost quotes
            models.Index(fields=["user", "at"], name="review_by_user"),  # what somebody did today
            # The last bulk actions, among all decisions.
            models.Index(fields=["-id"], condition=Q(bulk=True, undoes__isnull=True), name="review_in_bulk"),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.stance_id}"

    @property
    def in_force(self) -> Review | None:
        """The decision that this row takes or keeps in force; None if none is in force."""
        if self.points_to:
            return self.points_to.in_force
        return self.basis or (self if self.decision in self.TAKEN else None)


class ReviewLock(models.Model):
    """A proposal on a person's screen, reserved until `until`: nobody else is given it meanwhile."""

    stance = models.OneToOneField(Stance, on_delete=models.CASCADE, primary_key=True, related_name="lock")
    coder = models.ForeignKey(Coder, on_delete=models.CASCADE, related_name="locks")
    until = models.DateTimeField()

    class Meta:
        db_table = "positions_claim"
        default_permissions = ()
        # Codenames from before the class was renamed: groups may hold them.
        permissions = [(f"{may}_claim", f"Can {may} voorstel op scherm") for may in ("add", "change", "delete", "view")]
        verbose_name = _("voorstel op scherm")
        verbose_name_plural = _("voorstellen op scherm")

    def __str__(self) -> str:
        return f"{self.coder_id}: {self.stance_id}"
