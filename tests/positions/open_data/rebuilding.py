"""Positions, steps, lines and gaps, rebuilt from a site's data package alone, by the counting rules of the codebook.

It imports nothing of the project, so that it checks what somebody else can make of the package.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import groupby
from math import sqrt
from typing import Any, NamedTuple

SCORES = (-2, -1, 0, 1, 2)
NOTHING = dict.fromkeys(("step", "verdict", "towards", "difference", "se", "provisional", "gap_months"))
Row = dict[str, str]


class Package:
    """The tables of a package."""

    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.letters = {row["key"]: row for row in self.table("letters")}
        self.stances = self.table("stances")
        self.cabinets = sorted(self.table("cabinets"), key=lambda row: row["start"])
        self.topics = [row["slug"] for row in self.table("topics")]

    def table(self, name: str) -> list[Row]:
        return list(csv.DictReader(io.StringIO(self.zip.read(f"{name}.csv").decode())))

    @property
    def held(self) -> list[str]:
        """The keys of the cabinet's letters that have a date."""
        return [key for key, row in self.letters.items() if row["publication"] == "brief" and row["document_date"]]

    def is_read(self, key: str) -> bool:
        return self.letters[key]["read"] == "True"


class Position(NamedTuple):
    counts: tuple[int, ...]
    singly: int

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def sum(self) -> int:
        return sum(score * count for score, count in zip(SCORES, self.counts, strict=True))

    @property
    def mean(self) -> Fraction:
        return Fraction(self.sum, self.n)

    @property
    def variance(self) -> Fraction:
        squares = sum(score * score * count for score, count in zip(SCORES, self.counts, strict=True))
        return (squares - Fraction(self.sum**2, self.n)) / (self.n - 1)

    @property
    def form(self) -> str:
        fewer = min(sum(self.counts[:2]), sum(self.counts[3:]))
        if self.n < 3:
            return "thin"
        if fewer >= 2 and 4 * fewer >= self.n:
            return "both ways"
        return "weighed" if 2 * self.counts[2] >= self.n else "mean"


class Pool(NamedTuple):
    """The letters of one day and cabinet that are not thin."""

    day: date
    cabinet: str
    keys: list[str]
    position: Position


def position(stances: Iterable[Row]) -> Position:
    rows = list(stances)
    scores = [int(row["score"]) for row in rows]
    return Position(tuple(map(scores.count, SCORES)), sum(row["bulk"] == "False" for row in rows))


def pooled(positions: Iterable[Position]) -> Position:
    every = list(positions)
    counts = zip(*(each.counts for each in every), strict=True)
    return Position(tuple(map(sum, counts)), sum(each.singly for each in every))


def difference(before: Position, after: Position) -> dict[str, Any]:
    d = after.mean - before.mean
    squared = sum(max(each.variance, Fraction(1, 4)) / each.n for each in (before, after))
    low, high = sorted((before.mean, after.mean))
    if abs(d) < Fraction(1, 2):
        verdict = "reaffirmed" if squared <= Fraction(1, 4) else "unclear"
    elif min(before.n, after.n) < 5 or d * d <= 4 * squared:
        verdict = "unclear"
    elif -low >= Fraction(1, 4) <= high and "both ways" not in (before.form, after.form):
        verdict = "reversed"
    else:
        verdict = "moved"
    towards = None if verdict not in ("moved", "reversed") else "high" if d > 0 else "low"
    told = {"difference": round(float(d), 4), "se": round(sqrt(squared), 4)}
    return {**told, "verdict": verdict, "towards": towards}


def a_year_after(day: date) -> date:
    leaps = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 3, 1) if leaps else day.replace(year=day.year + 1)


def months(before: date, after: date) -> int | None:
    """Return how long a line had lapsed; None if it had not."""
    if after <= a_year_after(before):
        return None
    return (after.year - before.year) * 12 + after.month - before.month - (after.day < before.day)


class Topic:
    """One topic, rebuilt from a package alone."""

    def __init__(self, package: Package, slug: str) -> None:
        self.package = package
        said = [row for row in package.stances if row["topic"] == slug]
        accepted = [row for row in said if row["state"] == "accepted"]
        scored: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self.open: dict[str, set[str]] = defaultdict(set)  # sentences with a proposal, by letter
        self.carrying: dict[str, set[str]] = defaultdict(set)  # sentences of the body on the topic, by letter
        for row in accepted:
            if row["score"]:
                scored[row["holder"], row["letter"]].append(row)
            if row["part"] == "body":
                self.carrying[row["letter"]].add(row["start"])
        for row in said:
            if row["state"] == "proposed":
                self.open[row["letter"]].add(row["start"])
        self.mentioned = {row["letter"] for row in accepted}
        self.positions = {key: position(rows) for key, rows in scored.items()}

    def salience(self, key: str) -> float | None:
        sentences = int(self.package.letters[key]["body_sentences"])
        share = Fraction(len(self.carrying[key]), sentences) if sentences else 0
        return round(float(share), 4) if self.package.is_read(key) else None

    def pools(self) -> list[Pool]:
        letters, starts = self.package.letters, {row["name"]: row["start"] for row in self.package.cabinets}
        points = []
        for (holder, key), found in self.positions.items():
            day, cabinet = letters[key]["document_date"], letters[key]["cabinet"]
            if holder == "cabinet" and found.form != "thin" and day and cabinet:
                points.append((day, starts[cabinet], cabinet, key))
        made = []
        for (day, _start, cabinet), same in groupby(sorted(points), key=lambda point: point[:3]):
            keys = [point[3] for point in same]
            together = pooled(self.positions["cabinet", key] for key in keys)
            made.append(Pool(date.fromisoformat(day), cabinet, keys, together))
        return made

    def steps(self) -> dict[str, dict[str, Any]]:
        """Return the step of each letter that is on a line, by key."""
        names = [row["name"] for row in self.package.cabinets]
        earlier = dict(zip(names[1:], names, strict=False))
        last: dict[str, Pool] = {}
        found: dict[str, dict[str, Any]] = {}
        for pool in self.pools():
            own, before = last.get(pool.cabinet), last.get(earlier.get(pool.cabinet, ""))
            if own:
                told = difference(own.position, pool.position)
                step = {**told, "step": told["verdict"], "gap_months": months(own.day, pool.day)}
            elif before and months(before.day, pool.day) is None:
                step = {**NOTHING, **difference(before.position, pool.position), "step": "across"}
            else:
                before, step = None, {**NOTHING, "step": "new"}
            side = own or before
            step["provisional"] = sum(len(self.open[key]) for key in [*pool.keys, *(side.keys if side else ())])
            found |= dict.fromkeys(pool.keys, step)
            last[pool.cabinet] = pool
        return found

    def line(self, until: date) -> Iterator[tuple[str, str, float]]:
        """Yield the levels of the cabinets' line: first day, end, height."""
        pools, ends = self.pools(), {row["name"]: row["end"] for row in self.package.cabinets}
        for place, pool in enumerate(pools):
            limits = [a_year_after(pool.day), until]
            limits += [later.day for later in pools[place + 1 :] if later.cabinet == pool.cabinet][:1]
            limits += [date.fromisoformat(ends[pool.cabinet])] if ends[pool.cabinet] else []
            if pool.day <= min(limits):
                yield pool.day.isoformat(), min(limits).isoformat(), round(float(pool.position.mean), 3)

    def gap(self, keys: list[str]) -> str | None:
        """Return why these letters, all that are held of a period, take no position; None if one does."""
        read = sum(map(self.package.is_read, keys))
        if any(("cabinet", key) in self.positions for key in keys):
            return None
        if not read:
            return "not read" if keys else "no letters"
        if read < len(keys):
            return "partly read"
        return "mentioned" if self.mentioned & set(keys) else "silent"

    def period(self, keys: list[str]) -> dict[str, Any]:
        """Return the row of a period in which these letters are held."""
        taken = [self.positions["cabinet", key] for key in keys if ("cabinet", key) in self.positions]
        read = [key for key in keys if self.package.is_read(key)]
        sentences = sum(int(self.package.letters[key]["body_sentences"]) for key in read)
        carrying = sum(len(self.carrying[key]) for key in read)
        row = {
            "position": None, "letters": len(taken), "sentences": 0, "counts": None, "singly": None, "thin": None,
            "salience": round(float(Fraction(carrying, sentences)), 4) if sentences else None,
            "letters_held": len(keys), "letters_read": len(read), "gap": self.gap(keys),
        }  # fmt: skip
        if not taken:
            return row
        weights, together = [min(each.n, 5) for each in taken], pooled(taken)
        weighed = sum(each.mean * weight for each, weight in zip(taken, weights, strict=True))
        return row | {
            "position": round(float(weighed / sum(weights)), 4),
            "sentences": together.n,
            "counts": " ".join(map(str, together.counts)),
            "singly": together.singly,
            "thin": all(each.form == "thin" for each in taken),
        }
