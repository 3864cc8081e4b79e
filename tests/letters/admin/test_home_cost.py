"""Each work list reads as many rows among 480 letters as among 30, and where 2,000 wait as where 10 do."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from letters.admin import letter_work
from letters.models import (
    AnnouncedFile,
    Document,
    HarvestJob,
    Ingestion,
    Letter,
    PossibleDuplicate,
    SourceRun,
    WorkCount,
)
from letters.pages.work_lists import FIRST, Found
from tests.rows_read import rows_read, vacuum

pytestmark = pytest.mark.django_db
WAITING, MANY = FIRST + 4, 2000
NUMBERS = (30, 120, 480)
# Of what is read anyway; a list that read one row of each letter would read 450 more among 480 than among 30.
SPARE = 40
LISTS: dict[str, Callable[[Any], Found]] = {
    "incoming": letter_work.came_in,
    "asking": letter_work.asking,
    "duplicates": letter_work.open_pairs,
    "sources": letter_work.failed_sources,
}


def store(numbers: range, waiting: int = WAITING) -> None:
    """Store letters, each with its files, a pair and a run; of each kind those with a number below `waiting` wait."""
    now = timezone.now()
    letters = Letter.objects.bulk_create(
        Letter(
            key=f"kst-1-{n}",
            document_date=date(2019, 1, 1) + timedelta(days=n),
            attention=["no-date"] if n < waiting else [],
        )
        for n in numbers
    )
    document, _made = Document.objects.get_or_create(sha256="0" * 64, defaults={"size": 1, "media_type": "text/plain"})
    files = [
        Ingestion(document=document, name=f"{letter.key}.txt", state="done", letter=letter, outcome="new")
        for letter in letters
    ]
    for n, file in zip(numbers, files, strict=True):
        if n % 3 == 1:  # a third failed, most of which somebody has seen or discarded
            file.state, file.letter, file.outcome, file.message = "failed", None, "failed", "Het bestand is leeg."
            file.seen_at = now if n % 2 and n > waiting else None
            file.problem = "discarded" if n % 2 == 0 and n > waiting else "empty"
        elif n % 3 == 2 and n < waiting:
            file.state, file.letter, file.outcome = "held", None, ""
        file.batch = uuid.uuid4()
    Ingestion.objects.bulk_create(files)
    user, _made = User.objects.get_or_create(username="eva")
    announced = [AnnouncedFile(batch=file.batch, number=0, name=file.name, size=1, user=user) for file in files]
    for n, each, file in zip(numbers, announced, files, strict=True):
        each.ingestion = None if n < waiting else file
    AnnouncedFile.objects.bulk_create(announced)
    PossibleDuplicate.objects.bulk_create(
        PossibleDuplicate(
            earlier=earlier, later=later, reason="alike", share=0.9, state="open" if n < waiting else "apart"
        )
        for n, earlier, later in zip(numbers, letters, letters[1:], strict=False)
    )
    failing = [n for n in numbers if n < waiting]
    HarvestJob.objects.bulk_create(HarvestJob(source="koop", dossiers=[str(n)], failures=1) for n in failing)
    jobs = list(HarvestJob.objects.order_by("pk"))
    SourceRun.objects.bulk_create(
        SourceRun(source="koop", job=jobs[n % len(jobs)], state="failed", message="De bron zweeg.") for n in numbers
    )


def test_each_list_costs_the_same_however_many_letters_are_done(django_user_model) -> None:
    vacuum()
    read: dict[str, list[int]] = {name: [] for name in LISTS}
    counts: dict[str, set[int]] = {name: set() for name in LISTS}
    stored = 0
    for number in NUMBERS:
        store(range(stored, number))
        stored = number
        for name, find in LISTS.items():
            with rows_read() as rows:
                counts[name].add(find(None).count)
            read[name].append(rows.read)
    print(read, counts)
    assert {name: len(found) for name, found in counts.items()} == dict.fromkeys(LISTS, 1)
    assert {name: found for name, found in read.items() if found[-1] > found[0] + SPARE} == {}


def test_each_list_costs_the_same_however_much_waits() -> None:
    vacuum()
    read: dict[str, list[int]] = {name: [] for name in LISTS}
    counts: dict[str, list[int]] = {name: [] for name in LISTS}
    stored = 0
    for waiting in (WAITING, MANY):
        store(range(stored, waiting), waiting)
        stored = waiting
        WorkCount.objects.fold()
        for name, find in LISTS.items():
            with rows_read() as rows:
                counts[name].append(find(None).count)
            read[name].append(rows.read)
    print(read, counts)
    assert all(few >= 6 and many > 50 * few for few, many in counts.values())
    assert {name: found for name, found in read.items() if found[-1] > found[0] + SPARE} == {}
