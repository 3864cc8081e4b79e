from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext_lazy as _

from letters.models import Revision
from positions.models.codebooks import CodebookVersion
from positions.models.coders import Coder


class ModelRoundQuerySet(models.QuerySet["ModelRound"]):
    def with_totals(self) -> ModelRoundQuerySet:
        """Annotate `asked`, `answered` and `failed` (windows), `tokens_in`, `tokens_out`, `seconds` and `cost`.

        A sum is of the windows of which it is known, None where it is of none.
        """
        state = ModelWindow.State
        return self.annotate(  # type: ignore[no-redef]
            asked=Count("windows"),
            answered=Count("windows", filter=Q(windows__state=state.ANSWERED)),
            failed=Count("windows", filter=Q(windows__state=state.FAILED)),
            tokens_in=Sum("windows__tokens_in"),
            tokens_out=Sum("windows__tokens_out"),
            seconds=Sum("windows__seconds"),
            cost=Sum("windows__cost"),
        )


class ModelRound(models.Model):
    """A language model's round over a letter's text, in windows that are asked one by one: open → done.

    An open round is gone on with until all windows are answered or failed, also after a crash; then its proposals are
    written, with a `CodingRun`. `line` says in Dutch why it stands still, until `again_at` by itself; `faults` counts
    the faults in a row. Overtaken: another text, model, prompt or codebook came before it was done.
    """

    class State(models.TextChoices):
        OPEN = "open", _("bezig")
        DONE = "done", _("klaar")
        OVERTAKEN = "overtaken", _("ingehaald")

    revision = models.ForeignKey(
        Revision, on_delete=models.CASCADE, related_name="model_rounds", verbose_name=_("tekst")
    )
    coder = models.ForeignKey(Coder, on_delete=models.PROTECT, related_name="model_rounds", verbose_name=_("codeur"))
    codebook = models.ForeignKey(
        CodebookVersion, on_delete=models.PROTECT, related_name="model_rounds", verbose_name=_("codeboek")
    )
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.OPEN)
    line = models.TextField(_("melding"), blank=True)
    faults = models.PositiveSmallIntegerField(_("storingen"), default=0)
    again_at = models.DateTimeField(_("gaat verder"), null=True)
    proposals = models.PositiveIntegerField(_("voorstellen"), null=True)
    started_at = models.DateTimeField(_("begonnen"), auto_now_add=True)
    ended_at = models.DateTimeField(_("klaar"), null=True)

    objects = ModelRoundQuerySet.as_manager()

    asked: int  # set by `with_totals`
    answered: int
    failed: int
    tokens_in: int | None
    tokens_out: int | None
    seconds: float | None
    cost: Any

    class Meta:
        ordering = ["-pk"]
        default_permissions = ("view",)
        verbose_name = _("ronde van het taalmodel")
        verbose_name_plural = _("rondes van het taalmodel")
        constraints = [
            models.UniqueConstraint(fields=["revision", "coder", "codebook"], name="model_round_once"),
            models.CheckConstraint(
                condition=Q(state="done", ended_at__isnull=False, proposals__isnull=False)
                | ~Q(state="done") & Q(ended_at__isnull=True),
                name="model_round_ends_when_done",
            ),
        ]
        indexes = [models.Index(F("state"), F("coder"), name="model_rounds_open", condition=Q(state="open"))]

    def __str__(self) -> str:
        return f"{self.coder_id} op {self.revision_id}"


class ModelWindow(models.Model):
    """Sentences `first` to `last` of a round, asked together: waiting → answered, or failed.

    `answer` has the checked codings (`domain.language_model.answer`), `reason` in Dutch why the last answer was refused
    or none came, `complaint` what the model is told of it. `attempts` counts answers, `faults` requests without one.
    Tokens, seconds and cost (euros) are of all attempts; None where they are not known.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("wacht")
        ANSWERED = "answered", _("beantwoord")
        FAILED = "failed", _("mislukt")

    round = models.ForeignKey(ModelRound, on_delete=models.CASCADE, related_name="windows", verbose_name=_("ronde"))
    first = models.PositiveIntegerField(_("van zin"))
    last = models.PositiveIntegerField(_("tot en met"))
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.WAITING)
    answer = models.JSONField(_("antwoord"), null=True)
    reason = models.TextField(_("melding"), blank=True)
    complaint = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(_("antwoorden"), default=0)
    faults = models.PositiveSmallIntegerField(_("storingen"), default=0)
    tokens_in = models.PositiveIntegerField(_("tokens heen"), null=True)
    tokens_out = models.PositiveIntegerField(_("tokens terug"), null=True)
    seconds = models.FloatField(_("seconden"), null=True)
    cost = models.DecimalField(_("kosten in euro"), max_digits=12, decimal_places=6, null=True)
    asked_at = models.DateTimeField(_("laatst gevraagd"), null=True)

    class Meta:
        ordering = ["round", "first"]
        default_permissions = ()
        verbose_name = _("venster")
        verbose_name_plural = _("vensters")
        constraints = [
            models.UniqueConstraint(fields=["round", "first"], name="model_window_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="model_window_has_sentences"),
            models.CheckConstraint(
                condition=Q(state="answered", answer__isnull=False) | ~Q(state="answered") & Q(answer__isnull=True),
                name="model_window_answered",
            ),
        ]
        indexes = [models.Index(F("asked_at"), name="model_windows_of_a_day")]  # the day's budget

    def __str__(self) -> str:
        return f"zin {self.first}–{self.last}"
