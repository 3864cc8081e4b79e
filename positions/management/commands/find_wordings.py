"""Find sentences that recur in several letters; workers do this automatically."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from positions.models import Wording, WordingRound
from positions.text_reuse import detection


class Command(BaseCommand):
    help = "Find sentences that come back in several letters, in every text that was not gone through."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="go through every text again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["again"]:
            WordingRound.objects.update(version="")
        detection.remove_withdrawn()
        letters = sentences = 0
        for revision in detection.to_do().iterator(chunk_size=50):
            sentences += detection.add(revision)
            letters += 1
        there = Wording.objects.filter(joined_into__isnull=True).count()
        self.stderr.write(f"{sentences} sentences of {letters} letters gone through; {there} wordings in all")
