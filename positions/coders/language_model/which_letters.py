"""The letters that are sent to the language model."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from letters.models import Letter, Revision
from positions.coders import run
from positions.coders.language_model.config import ModelConfig
from positions.models import CodebookVersion, Coder, CodingRun, ModelRound, ModelWindow


def texts(config: ModelConfig) -> QuerySet[Revision]:
    """Return the current texts that may be sent: of published letters, unless the settings say otherwise."""
    letters = Letter.objects.all() if config.unpublished else Letter.objects.published()
    if config.dossiers:
        numbers = [number.replace(" ", "") for number in config.dossiers]
        letters = letters.filter(pk__in=Letter.objects.filter(dossiers__number__in=numbers).order_by().values("pk"))
    if config.since:
        letters = letters.filter(document_date__gte=config.since)
    return run.current_texts().filter(letter__in=letters.order_by().values("pk"))


def to_do(config: ModelConfig, coder: Coder, codebook: CodebookVersion, *, again: bool = False) -> QuerySet[Revision]:
    """Return the texts that wait, those first that were begun on; with `again` also those with failed windows."""
    own = {"coder": coder, "codebook": codebook, "revision": OuterRef("pk")}
    waits = Q(~Exists(CodingRun.objects.filter(**own)))
    if again:
        failed = ModelWindow.objects.filter(
            round__coder=coder, round__codebook=codebook, round__revision=OuterRef("pk"), state=ModelWindow.State.FAILED
        )
        waits |= Q(Exists(failed))
    begun = Exists(ModelRound.objects.filter(**own, state=ModelRound.State.OPEN))
    return texts(config).filter(waits).annotate(begun=begun).order_by("-begun", "pk")
