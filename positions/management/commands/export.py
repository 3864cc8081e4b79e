"""Write records to standard output: letters, as before, and stances."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from letters.management.commands.export import Command as LettersExport
from positions.exporting import STATES, published_stances, write_csv, write_jsonl
from positions.proposals import CODERS

WRITERS = {"jsonl": write_jsonl, "csv": write_csv}


class Command(LettersExport):
    help = "Export letters or stances, one a line."
    kinds = (*LettersExport.kinds, "stances")

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--coder", choices=sorted(CODERS), help="stances of this coder alone, its newest version")
        parser.add_argument("--state", choices=STATES, help="stances in this state alone")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] != "stances":
            if options["coder"] or options["state"]:
                raise CommandError("--coder and --state go with stances")
            super().handle(*args, **options)
            return
        stances = published_stances()
        if options["coder"]:
            stances = stances.filter(coder__name=options["coder"], coder__version=CODERS[options["coder"]][0])
        if options["state"]:
            stances = stances.in_state(options["state"])
        self.put_out(lambda out: WRITERS[options["format"]](stances, out))
