"""Print how right a coder is, with another coder as the measure, as on the page /overeenstemming/."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from positions.domain.reliability.evaluation import MEASURES, Estimate, Evaluation, Row
from positions.models import Coder, Topic
from positions.open_data.records.evaluation import EVALUATION
from positions.reliability import agreement, evaluation

COUNTS = ("letters", "sentences", "expected", "found", "codings")
RATES = ("no_topic", "mentions", "positions")


class Command(BaseCommand):
    help = (
        "Compare a coder with codings made without proposals, on the letters coded whole: F1 of presence and cabinet "
        "positions, share of equal holders, ordinal alpha of scores, error of a letter's mean, share of codings that "
        "are exactly right, share of phantom chart points; with 95% intervals over letters."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("coder", metavar="CODER", help='name, or name and version: "rules", "rules 3"')
        parser.add_argument("--against", metavar="CODER", help="the measure; without it everybody who coded blind")
        parser.add_argument("--topic", nargs="+", default=[], metavar="TOPIC", help="only these topics")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        coder, measure = self.coders(options["coder"], options["against"])
        try:
            found = evaluation.between(coder, measure, self.topics(options["topic"]))
        except evaluation.NothingInCommonError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(EVALUATION.values(found)))
            return
        self.stdout.write(f"{coder}, by {measure or 'everybody who coded blind'}")
        for line in (*counted(found.rows), "", *measured(found.rows)):
            self.stdout.write(line)

    def coders(self, name: str, other: str | None) -> tuple[Coder, Coder | None]:
        try:
            coder, measure = agreement.coder_named(name), agreement.coder_named(other) if other else None
        except agreement.NoSuchCoder as error:
            raise CommandError(str(error)) from error
        if coder == measure:
            raise CommandError("name two different coders")
        return coder, measure

    def topics(self, named: list[str]) -> list[str]:
        there = list(Topic.objects.values_list("slug", flat=True))
        if not there:
            raise CommandError("no codebook is loaded; run `manage.py load_codebook` first")
        if unknown := [slug for slug in named if slug not in there]:
            raise CommandError(f"unknown topic {unknown[0]!r}; there is: {', '.join(there)}")
        return [slug for slug in there if not named or slug in named]


def counted(rows: list[Row]) -> list[str]:
    return [
        f"{'':24}{''.join(f'{name:>11}' for name in (*COUNTS, *RATES))}",
        *(f"{label(row):24}{''.join(f'{cell:>11}' for cell in counts_of(row.evaluation))}" for row in rows),
    ]


def counts_of(found: Evaluation) -> list[str]:
    rates = [found.base_rates[name] for name in RATES]
    return [
        *(str(getattr(found, name)) for name in COUNTS),
        *("-" if rate is None else f"{rate:.0%}" for rate in rates),
    ]


def measured(rows: list[Row]) -> list[str]:
    return [
        f"{'':24}{''.join(f'{name:>19}' for name in MEASURES)}",
        *(f"{label(row):24}{''.join(f'{figure_of(row.evaluation.figures[n]):>19}' for n in MEASURES)}" for row in rows),
    ]


def label(row: Row) -> str:
    return " ".join(part for part in (row.topic or "all", row.place) if part)


def figure_of(figure: Estimate) -> str:
    if figure.value is None:
        return "-"
    between = "" if figure.low is None else f" ({figure.low:.2f} to {figure.high:.2f})"
    return f"{figure.value:.2f}{between}"
