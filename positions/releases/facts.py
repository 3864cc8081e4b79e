"""Facts of a release that its page tells, as JSON: counted in its own files where it can be, and never after."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings

from letters.parser.parsed_letter import Publication
from positions.domain.timeline import RULES
from positions.models import Coder, Release
from positions.models.stances import end_of
from positions.open_data import data_package
from positions.open_data.export_formats import CHUNK, namer
from positions.releases import files
from positions.reliability.agreement import mark_of
from positions.stances import as_of
from positions.stances.letter_counts import look_up
from positions.stances.visibility import EVERYBODY
from positions.timelines.query import published

Keyed = dict[tuple[str, ...], tuple[str, ...]]

LETTER_FACTS = ("subject", "kind", "document_date", "cabinet", "demissionary", "signatories")
LONGEST_CELL = 2**31 - 1  # characters; the headings of a letter are one cell

csv.field_size_limit(LONGEST_CELL)


def facts_of(day: date, packed: zipfile.ZipFile, previous: Release | None) -> dict[str, Any]:
    """Return the facts, all in plain JSON types. Agreement is that of today; everything else is as of the day."""
    codebook = as_of.codebook(day)
    topics = [{"slug": row["slug"], "nl": row["name_nl"], "en": row["name_en"]} for row in table(packed, "topics")]
    return {
        "codebook": codebook.number if codebook else None,
        "rules": RULES,
        "licence": data_package.licence(),
        "proposals": settings.POSITIONS_SHOW_PROPOSALS == EVERYBODY,
        "counts": counts(packed),
        "topics": topics,
        "coders": coders(day),
        "agreement": [agreement_on(topic["slug"]) for topic in topics],
        "coverage": coverage(day),
        "since": since(previous, packed) if previous else None,
    }


def counts(packed: zipfile.ZipFile) -> dict[str, Any]:
    """Count the rows of each table; `others` are the papers of `letters.csv` that are no letters of the cabinet.

    `first` and `last` are the days of the first and the last dated letter.
    """
    found, days = letters(packed), sorted(filter(None, (row["document_date"] for row in cabinet_letters(packed))))
    stances = Counter((row["state"], row["bulk"]) for row in table(packed, "stances"))
    return {
        "letters": len(found),
        "others": sum(1 for _row in table(packed, "letters")) - len(found),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "stances": sum(number for (state, _bulk), number in stances.items() if state == "accepted"),
        "singly": stances["accepted", "False"],
        "proposals": sum(number for (state, _bulk), number in stances.items() if state != "accepted"),
        "positions": sum(1 for _row in table(packed, "positions")),
        "steps": len(steps(packed)),
    }


def coders(day: date) -> list[dict[str, Any]]:
    """Return who coded the accepted stances and who decided on them, singly or with many at once; people by number."""
    accepted: Any = as_of.stances(day, proposals=False).with_decision(end_of(day)).order_by()
    coded, singly, in_bulk = Counter[int](), Counter[int](), Counter[int]()
    for coder, decider, bulk in accepted.values_list("coder", "decided_by", "bulk").iterator(chunk_size=CHUNK):
        coded[coder] += 1
        if decider is not None:
            (in_bulk if bulk else singly)[decider] += 1
    name = namer()
    return [
        {"name": name(coder), "kind": coder.kind, "coded": coded[coder.pk], "singly": singly[coder.pk],
         "bulk": in_bulk[coder.pk]}
        for coder in Coder.objects.filter(pk__in={*coded, *singly, *in_bulk}).order_by("kind", "pk")
    ]  # fmt: skip


def agreement_on(topic: str) -> dict[str, Any]:
    mark = mark_of(topic)
    alpha = None if mark.alpha is None else round(mark.alpha, 4)
    return {"topic": topic, "kind": mark.kind, "alpha": alpha, "units": mark.n, "pair": mark.pair}


def coverage(day: date) -> dict[str, Any]:
    """Count the cabinet's letters, those with a date and those that are read, also by year."""
    held = look_up(published(), day)
    years = sorted({each.year for each in held.days})
    return {
        "letters": held.all.letters,
        "dated": held.all.dated,
        "read": held.all.read,
        "years": [{"year": year, "letters": held.in_year(year).letters, "read": held.in_year(year).read}
                  for year in years],
    }  # fmt: skip


def since(previous: Release, packed: zipfile.ZipFile) -> dict[str, Any]:
    """Compare the files of two releases: what came, what went and what changed of letters, stances and steps."""
    with files.as_zip(previous) as file, zipfile.ZipFile(file) as before:
        return {
            "number": previous.number,
            "letters": difference(letters(before), letters(packed)),
            "stances": difference(stances(before), stances(packed)),
            "steps": difference(steps(before), steps(packed)),
        }


def difference(before: Keyed, now: Keyed) -> dict[str, int]:
    return {
        "before": len(before),
        "now": len(now),
        "added": len(now.keys() - before.keys()),
        "gone": len(before.keys() - now.keys()),
        "changed": sum(1 for key in before.keys() & now.keys() if before[key] != now[key]),
    }


def letters(packed: zipfile.ZipFile) -> Keyed:
    return {(row["key"],): tuple(row[name] for name in LETTER_FACTS) for row in cabinet_letters(packed)}


def cabinet_letters(packed: zipfile.ZipFile) -> Iterator[dict[str, str]]:
    return (row for row in table(packed, "letters") if row["publication"] == Publication.LETTER.value)


def stances(packed: zipfile.ZipFile) -> Keyed:
    """Return the accepted stances by place and topic: of each place and topic one at most is accepted."""
    return {
        (row["letter"], row["start"], row["end"], row["topic"]): (row["holder"], row["score"])
        for row in table(packed, "stances")
        if row["state"] == "accepted"
    }


def steps(packed: zipfile.ZipFile) -> Keyed:
    return {
        (row["topic"], row["holder"], row["letter"]): (row["step"], row["verdict"], row["towards"])
        for row in table(packed, "positions")
        if row["step"]
    }


def table(packed: zipfile.ZipFile, name: str) -> Iterator[dict[str, str]]:
    with packed.open(f"{name}.csv") as file:
        yield from csv.DictReader(io.TextIOWrapper(file, "utf-8", newline=""))
