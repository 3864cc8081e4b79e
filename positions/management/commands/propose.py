"""Run a machine coder."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet

from letters.models import Letter, Revision
from positions.codebook import store
from positions.coders import registry, run
from positions.models import CodebookVersion


class Command(BaseCommand):
    help = "Propose stances on every letter that the coder has not been through."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--coder", default="rules")
        parser.add_argument("--letter", metavar="ID", help="only this letter, by its key, such as kst-28676-360")
        parser.add_argument("--again", action="store_true", help="also where this version of the coder has been")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            coder, codebook = registry.coder_named(options["coder"]), store.newest()
        except registry.NoSuchCoder as error:
            raise CommandError(str(error)) from error
        except CodebookVersion.DoesNotExist as error:
            raise CommandError("no codebook is loaded; run `manage.py load_codebook` first") from error
        texts = run.current_texts() if options["again"] else run.to_do(coder, codebook)
        letters = stances = 0
        for revision in self.chosen(texts, options["letter"]).iterator(chunk_size=50):
            stances += run.propose(revision, coder, codebook, again=options["again"])
            letters += 1
        self.stderr.write(f"{stances} stances proposed on {letters} letters by {coder}, {codebook}")

    def chosen(self, texts: QuerySet[Revision], key: str | None) -> QuerySet[Revision]:
        if key is None:
            return texts
        if not Letter.objects.filter(identifiers__value=key).exists():
            raise CommandError(f"there is no letter {key}")
        return texts.filter(letter__identifiers__value=key)
