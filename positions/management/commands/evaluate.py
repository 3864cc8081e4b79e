"""Print how right a coder is, with another coder as the measure, as on the page /overeenstemming/."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from positions.domain.reliability.calibration import Beside
from positions.domain.reliability.evaluation import MEASURES, Estimate, Evaluation, Row
from positions.models import Coder, Topic
from positions.open_data.records.evaluation import EVALUATION
from positions.reliability import acceptance_beside, agreement, evaluation
from positions.reliability.acceptance_beside import BesideShares, Share
from positions.reliability.evaluation import CoderEvaluation

COUNTS = ("letters", "sentences", "expected", "found", "codings")
WHERE = {Beside.SAME: "the same", Beside.OTHERWISE: "otherwise", Beside.SILENT: "nothing"}
RATES = ("no_topic", "mentions", "positions")


class Command(BaseCommand):
    help = (
        "Compare a coder with codings made without proposals, on the letters coded whole: F1 of presence and cabinet "
        "positions, share of equal holders, ordinal alpha of scores, error of a letter's mean, share of codings that "
        "are exactly right, share of phantom chart points; with 95% intervals over letters."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "coder",
            metavar="CODER",
            nargs="?",
            help='name, or name and version: "rules", "rules 3"; without it the newest version of each machine',
        )
        parser.add_argument("--against", metavar="CODER", help="the measure; without it everybody who coded blind")
        parser.add_argument("--topic", nargs="+", default=[], metavar="TOPIC", help="only these topics")
        parser.add_argument("--json", action="store_true", help="one JSON object a coder, a line each")

    def handle(self, *args: Any, **options: Any) -> None:
        coders, measure = self.coders(options["coder"], options["against"])
        topics, beside = self.topics(options["topic"]), {each.coder: each for each in acceptance_beside.measure()}
        for coder in coders:
            try:
                found = evaluation.between(coder, measure, topics)
            except evaluation.NothingInCommonError as error:
                if options["coder"]:
                    raise CommandError(str(error)) from error
                self.stderr.write(str(error))
            else:
                self.show(coder, measure, found, as_json=options["json"])
            if coder.pk in beside and not options["json"]:
                self.stdout.write(accepted_words(beside[coder.pk]))

    def show(self, coder: Coder, measure: Coder | None, found: CoderEvaluation, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(EVALUATION.values(found)))
            return
        self.stdout.write(f"{coder}, by {measure or 'everybody who coded blind'}")
        for line in (*counted(found.rows), "", *measured(found.rows)):
            self.stdout.write(line)

    def coders(self, name: str | None, other: str | None) -> tuple[list[Coder], Coder | None]:
        try:
            coders = [agreement.coder_named(name)] if name else list(Coder.objects.newest_machines())
            measure = agreement.coder_named(other) if other else None
        except agreement.NoSuchCoder as error:
            raise CommandError(str(error)) from error
        if name and measure in coders:
            raise CommandError("name two different coders")
        coders = [coder for coder in coders if coder != measure]
        if not coders:
            raise CommandError("no machine has proposed anything yet; run `manage.py propose`")
        return coders, measure

    def topics(self, named: list[str]) -> list[str]:
        there = list(Topic.objects.values_list("slug", flat=True))
        if not there:
            raise CommandError("no codebook is loaded; run `manage.py load_codebook` first")
        if unknown := [slug for slug in named if slug not in there]:
            raise CommandError(f"unknown topic {unknown[0]!r}; there is: {', '.join(there)}")
        return [slug for slug in there if not named or slug in named]


def accepted_words(found: BesideShares) -> str:
    """Return the share that people accepted where another machine says the same, otherwise, or nothing."""
    words = (f"{_share(share)} where another says {WHERE[beside]}" for beside, share in found.shares.items())
    return f"accepted singly: {', '.join(words)}\n"


def _share(share: Share) -> str:
    if share.value is None:
        return "none decided"
    return f"{share.accepted} of {share.decided} ({share.value:.0%})"


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
