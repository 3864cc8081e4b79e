"""Find sentences that come back in several letters; workers do this by themselves."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from positions import wordings
from positions.models import Wording, WordingRound


class Command(BaseCommand):
    help = "Find sentences that come back in several letters, in every text that was not gone through."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="go through every text again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["again"]:
            WordingRound.objects.update(version="")
        wordings.take_out_the_gone()
        letters = sentences = 0
        for revision in wordings.to_do().iterator(chunk_size=50):
            sentences += wordings.put_in(revision)
            letters += 1
        there = Wording.objects.filter(joined_into__isnull=True).count()
        self.stderr.write(f"{sentences} sentences of {letters} letters gone through; {there} wordings in all")
