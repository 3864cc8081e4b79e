"""Coverage against the sources: per dossier and year what they list, and what of that is held, readable and read.

What a source lists is known of dossiers that a harvest job lists as a whole; of others it is unknown, or known in part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import connection
from django.db.models import Max, Q
from django.utils import timezone

from letters.example_notice import showing_examples
from letters.models import Dossier, HarvestJob, SourceRun
from positions.summary_table import reading
from positions.timelines.query import published

# A paper is one, however many sources list it: by its letter, else its identifier, else its name at the source. One
# that was read and is no letter is not counted. Every part is joined once.
LISTED = """
WITH shown (id) AS ({letters}),
paper AS (
    SELECT COALESCE(l.id::text, r.identifier, r.source || ' ' || r.source_id) AS paper,
        COALESCE(r.identifier, r.source_id) AS name, COALESCE(l.document_date, r.document_date) AS day,
        shown.id IS NOT NULL AS here, COALESCE(NULLIF(r.stated -> 'dossiers', 'null'), '[]') AS dossiers
    FROM letters_sourcerecord r
    LEFT JOIN letters_ingestion i ON i.id = r.ingestion_id
    LEFT JOIN letters_identifier known ON known.value = r.identifier
    LEFT JOIN letters_letter found ON found.id = COALESCE(r.letter_id, i.letter_id, known.letter_id)
    LEFT JOIN letters_letter l ON l.id = COALESCE(found.joined_into_id, found.id) AND NOT l.is_example
    LEFT JOIN shown ON shown.id = l.id
    WHERE r.main = '' AND r.state NOT IN ('other', 'attachment') AND r.source <> 'folder'
        AND (l.id IS NULL OR l.publication = 'brief')
)
SELECT dossier, EXTRACT(YEAR FROM day)::integer AS year, COUNT(DISTINCT paper),
    COALESCE(ARRAY_AGG(DISTINCT name) FILTER (WHERE NOT here), '{{}}')
FROM paper, jsonb_array_elements_text(dossiers) dossier
GROUP BY dossier, year
"""
HELD = """
SELECT d.number, EXTRACT(YEAR FROM l.document_date)::integer AS year, COUNT(*),
    COUNT(*) FILTER (WHERE r.body_sentences > 0), COUNT(*) FILTER (WHERE how_far.read)
FROM letters_letter l
JOIN letters_letter_dossiers there ON there.letter_id = l.id
JOIN letters_dossier d ON d.id = there.dossier_id
LEFT JOIN letters_revision r ON r.letter_id = l.id AND r.is_current
LEFT JOIN ({how_far}) how_far ON how_far.letter_id = l.id
WHERE l.id IN ({letters})
GROUP BY d.number, year
"""
Key = tuple[str, int | None]


class Listing(StrEnum):
    """State of knowledge about what the sources list."""

    WHOLE = "whole"
    PART = "part"  # of some papers alone: by words, by their numbers, or by a job that is not done
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DossierYear:
    """Letters of one dossier and year; `year` is None for those without a date.

    `listed` and `missing` (identifiers) are None where it is unknown what the sources list. With `part` there may be
    more. `held` may exceed `listed`: letters that no source lists under this dossier are held too.
    """

    dossier: str
    year: int | None
    listing: Listing
    listed: int | None
    held: int
    readable: int
    read: int
    missing: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class DossierCoverage:
    """The years of a dossier, newest first, undated last. `until`: the last day that its listing was complete."""

    number: str
    title: str
    years: Sequence[DossierYear]
    until: date | None

    @property
    def known(self) -> bool:
        return any(year.listing is not Listing.UNKNOWN for year in self.years)


@dataclass(frozen=True, slots=True)
class WholeListing:
    """A harvest job that has listed a dossier as a whole: papers from `since` on, up to the day `until`."""

    since: date | None
    until: date

    def covers(self, year: int | None) -> bool:
        if year is None:
            return self.since is None  # a paper without a date is not among those since a day
        return (self.since is None or self.since <= date(year, 1, 1)) and year <= self.until.year


def by_dossier() -> list[DossierCoverage]:
    """Return the dossiers that are held or listed, those first of which it is known what is listed. Six queries.

    While examples are shown there are those alone, of which no source knows.
    """
    examples = showing_examples()
    listed, whole = ({}, {}) if examples else (_listed(), whole_listings())
    held = _held()
    numbers = {number for number, _year in (*listed, *held)} | whole.keys()
    titles = dict(Dossier.objects.filter(number__in=numbers).values_list("number", "title"))
    years = defaultdict[str, list[DossierYear]](list)
    for number, year in sorted({*listed, *held}, key=lambda key: (key[0], key[1] is None, -(key[1] or 0))):
        key = number, year
        years[number].append(_year(key, listed.get(key), held.get(key, (0, 0, 0)), whole.get(number, ())))
    found = [
        DossierCoverage(number, titles.get(number, ""), years[number], _until(whole.get(number, ())))
        for number in sorted(numbers)
    ]
    return sorted(found, key=lambda each: not (each.known or each.until))


def subscribed() -> list[DossierCoverage]:
    """Return those of which a job lists the whole."""
    return [each for each in by_dossier() if each.until]


def whole_listings() -> dict[str, list[WholeListing]]:
    """Return, by dossier, the jobs that have listed it as a whole, whatever its words. One query."""
    ended = Q(runs__place=None, runs__state__in=[SourceRun.State.DONE, SourceRun.State.STOPPED])
    jobs = HarvestJob.objects.filter(query="", identifiers=[], complete_until__isnull=False)
    found = defaultdict[str, list[WholeListing]](list)
    done = jobs.annotate(ended=Max("runs__ended_at", filter=ended)).filter(ended__isnull=False)
    for dossiers, since, last in done.values_list("dossiers", "since", "ended"):
        for number in dossiers:
            found[number].append(WholeListing(since, timezone.localdate(last)))
    return dict(found)


def _until(whole: Iterable[WholeListing]) -> date | None:
    return max((each.until for each in whole), default=None)


def _year(
    key: Key, listed: tuple[int, list[str]] | None, held: tuple[int, int, int], whole: Iterable[WholeListing]
) -> DossierYear:
    if any(each.covers(key[1]) for each in whole):
        papers, missing = listed or (0, [])
        return DossierYear(*key, Listing.WHOLE, papers, *held, tuple(missing))
    if listed:
        return DossierYear(*key, Listing.PART, listed[0], *held, tuple(listed[1]))
    return DossierYear(*key, Listing.UNKNOWN, None, *held, None)


def _listed() -> dict[Key, tuple[int, list[str]]]:
    letters, given = published().order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(LISTED.format(letters=letters), given)
        return {(number, year): (papers, missing) for number, year, papers, missing in cursor.fetchall()}


def _held() -> dict[Key, tuple[int, int, int]]:
    how_far = reading.letter_summaries(published(), reading.due_letters())
    if how_far is None:
        return {}
    letters, given = published().order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(HELD.format(letters=letters, how_far=how_far[0]), (*how_far[1], *given))
        return {(number, year): tuple(counts) for number, year, *counts in cursor.fetchall()}
