"""Run a machine coder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet

from letters.models import Letter, Revision
from positions.codebook import store
from positions.coders import registry, run
from positions.coders.language_model import rounds, which_letters
from positions.coders.language_model.coder import NAME as LANGUAGE_MODEL
from positions.coders.language_model.config import ModelConfig, NotConfigured, config
from positions.models import CodebookVersion, Coder, ModelRound, ModelWindow


def total(of_rounds: Iterable[Any]) -> str:
    """Return the sum of what is known of the rounds; "unknown" if nothing is."""
    known = [each for each in of_rounds if each is not None]
    return f"{sum(known):.6g}" if known else "unknown"


class Command(BaseCommand):
    help = "Propose stances on every letter that the coder has not been through."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--coder", default="rules", help="rules, or language-model (docs/language-model.md)")
        parser.add_argument("--letter", metavar="ID", help="only this letter, by its key, such as kst-28676-360")
        parser.add_argument(
            "--again",
            action="store_true",
            help="also where this version of the coder has been; of a language model the windows that failed",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            coder, codebook = registry.coder_named(options["coder"]), store.newest()
            model = config() if options["coder"] == LANGUAGE_MODEL else None
        except (registry.NoSuchCoder, NotConfigured) as error:
            raise CommandError(str(error)) from error
        except CodebookVersion.DoesNotExist as error:
            raise CommandError("no codebook is loaded; run `manage.py load_codebook` first") from error
        if model:
            self.ask(model, coder, codebook, options)
        else:
            self.run_here(coder, codebook, options)

    def run_here(self, coder: Coder, codebook: CodebookVersion, options: dict[str, Any]) -> None:
        texts = run.current_texts() if options["again"] else run.to_do(coder, codebook)
        letters = stances = 0
        for revision in self.chosen(texts, options["letter"]).iterator(chunk_size=50):
            stances += run.propose(revision, coder, codebook, again=options["again"])
            letters += 1
        self.stderr.write(f"{stances} stances proposed on {letters} letters by {coder}, {codebook}")

    def ask(self, model: ModelConfig, coder: Coder, codebook: CodebookVersion, options: dict[str, Any]) -> None:
        """Ask the language model on the letters that may be sent; what it answered before is not asked again."""
        may_be_sent = self.chosen(which_letters.texts(model), options["letter"])
        if options["letter"] and not may_be_sent.exists():
            raise CommandError(
                f"{options['letter']} is not sent to the language model: it is not published, or left out by "
                "LANGUAGE_MODEL_DOSSIERS or LANGUAGE_MODEL_FROM"
            )
        texts = self.chosen(which_letters.to_do(model, coder, codebook, again=options["again"]), options["letter"])
        try:
            found = rounds.work(model, coder, codebook, list(texts.values_list("pk", flat=True)))
        except rounds.AlreadyAsking as error:
            raise CommandError("another process is asking the language model; try again when it is done") from error
        self.tell(found, coder, codebook)
        if found and found[-1].state == ModelRound.State.OPEN:
            raise CommandError(f"asking stopped: {found[-1].line}")

    def tell(self, found: Sequence[ModelRound], coder: Coder, codebook: CodebookVersion) -> None:
        made = ModelRound.objects.filter(pk__in=[each.pk for each in found]).with_totals().order_by("pk")
        done = [each for each in made if each.state == ModelRound.State.DONE]
        stances = sum(each.proposals or 0 for each in done)
        self.stderr.write(f"{stances} stances proposed on {len(done)} letters by {coder}, {codebook}")
        self.stderr.write(
            f"{sum(each.answered for each in made)} windows answered, {sum(each.failed for each in made)} failed; "
            f"tokens in {total(each.tokens_in for each in made)}, out {total(each.tokens_out for each in made)}; "
            f"{total(each.seconds for each in made)} s; € {total(each.cost for each in made)}"
        )
        failed = ModelWindow.objects.filter(round__in=[each.pk for each in found], state=ModelWindow.State.FAILED)
        for window in failed.select_related("round__revision__letter").order_by("round", "first"):
            self.stderr.write(f"{window.round.revision.letter.key}, {window}: {window.reason}")

    def chosen(self, texts: QuerySet[Revision], key: str | None) -> QuerySet[Revision]:
        if key is None:
            return texts
        if not Letter.objects.filter(identifiers__value=key).exists():
            raise CommandError(f"there is no letter {key}")
        return texts.filter(letter__identifiers__value=key)
