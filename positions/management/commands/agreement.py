"""Print the agreement between two coders, as on the page /overeenstemming/."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from letters.models import Letter
from positions.domain.reliability.coder_comparison import CoderComparison
from positions.domain.reliability.krippendorff import Agreement
from positions.models import Coder
from positions.reliability import agreement
from positions.reliability.agreement import MeasuredAgreement
from positions.reliability.codings import IN_SIGHT

MEASURES = ("presence", "holder", "kind", "score")
SHARES = ("presence", "cabinet", "holder", "letter")


class Command(BaseCommand):
    help = "Krippendorff's alpha between two coders, by topic, with its 95% bootstrap interval and n."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("coders", nargs=2, metavar="CODER", help='name, or name and version: "rules", "rules 1"')
        parser.add_argument("--letter", nargs="+", default=[], metavar="KEY", help="only these letters")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            first, second = (agreement.coder_named(name) for name in options["coders"])
        except agreement.NoSuchCoder as error:
            raise CommandError(str(error)) from error
        if first == second:
            raise CommandError("name two different coders")
        for key in options["letter"]:
            if not Letter.objects.filter(identifiers__value=key).exists():
                raise CommandError(f"there is no letter {key}")
        found = agreement.between(first, second, options["letter"])
        if not found:
            raise CommandError(f"{first} and {second} have not both gone through any sentence")
        for measured in found:
            self.show(first, second, measured)

    def show(self, first: Coder, second: Coder, measured: MeasuredAgreement) -> None:
        self.stdout.write(f"{first} × {second}: {way_of(measured)}, {measured.overall.sentences} sentences")
        self.stdout.write(f"{'topic':18}" + "".join(f"{name:>28}" for name in MEASURES) + "  mark")
        rows = {**measured.topics, "all": measured.overall}
        for topic, comparison in rows.items():
            figures = "".join(f"{alpha_of(getattr(comparison.alphas, name)):>28}" for name in MEASURES)
            self.stdout.write(f"{topic:18}{figures}  {mark_of(measured, comparison)}")
        self.stdout.write(f"\n{'as score.py':18}" + "".join(f"{name:>10}" for name in (*SHARES, "first", "second")))
        for topic, comparison in rows.items():
            found = comparison.evaluation
            values = "".join(f"{plain(found.figures[name].value):>10}" for name in SHARES)
            counts = f"{found.expected:>10}{found.found:>10}"
            self.stdout.write(f"{topic:18}{values}{counts}")
        self.stdout.write("")


def way_of(measured: MeasuredAgreement) -> str:
    if measured.in_sight:
        return "decided with the proposals of this machine in sight"
    return {"blind": "coded blind", "in-sight": "decided with proposals in sight"}.get(measured.way, "both machines")


def alpha_of(measured: Agreement) -> str:
    interval = f" ({plain(measured.low, 2)} to {plain(measured.high, 2)})" if measured.low is not None else ""
    return f"{plain(measured.alpha)}{interval} n={measured.units}"


def plain(value: float | None, places: int = 3) -> str:
    return "-" if value is None else f"{value:.{places}f}"


def mark_of(measured: MeasuredAgreement, comparison: CoderComparison) -> str:
    """Return the mark by the lower alpha of presence and score; codings in sight of proposals get none."""
    if measured.way == IN_SIGHT:
        return "-"
    lower = comparison.alphas.lower
    return (lower.mark if lower else "not measured") or "between"
