"""Check the table of summaries, and the counts of what waits."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from letters.models import Letter
from letters.pages.kept_counts import KEPT_COUNTS
from positions.models import SummaryDue
from positions.summary_table import consistency, refresh, refresh_days


class Command(BaseCommand):
    help = "Compare the table of summaries with the stances that it is made from, and kept counts with a recount."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend", action="store_true", help="sum up anew, and correct counts")

    def handle(self, *args: Any, **options: Any) -> None:
        found, sums_differ = consistency.differing(), consistency.totals_differ()
        days = consistency.days_differ()
        miscounted = KEPT_COUNTS.differing()
        if options["mend"]:
            refresh.sum_up(found)
            refresh_days.sum_up_these(days)
            KEPT_COUNTS.mend()
        if sums_differ and options["mend"]:
            refresh.add_up_totals_anew()
        due = SummaryDue.objects.values("letter").distinct().count()
        self.stderr.write(
            f"{len(found)} letters differ; {due} wait to be summed up; {len(days)} days differ; "
            f"{len(miscounted)} counts differ"
        )
        if options["mend"]:
            return
        if found:
            keys = Letter.objects.filter(pk__in=found[:10]).order_by("pk").values_list("key", flat=True)
            raise CommandError(
                f"the summaries of {', '.join(keys)} are not what their stances add up to; --mend makes them anew"
            )
        if days:
            named = ", ".join("without date" if day is None else f"{day}" for day in days[:10])
            raise CommandError(
                f"the sums of these days are not those of their letters: {named}; --mend makes them anew"
            )
        if sums_differ:
            raise CommandError("the sums of decisions are not those of the letters; --mend makes them anew")
        if miscounted:
            kinds = ", ".join(f"{kind} ({by:+})" for (kind, _is_example), by in miscounted.items())
            raise CommandError(f"kept counts differ from a recount: {kinds}; --mend corrects them")
