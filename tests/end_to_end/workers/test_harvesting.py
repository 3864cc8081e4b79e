"""Harvesting with real workers, a real broker and a KOOP stand-in: each letter arrives once, whatever is killed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.end_to_end.workers.conftest import Installation, until
from tests.letters.sources.koop_stand_in import Repository

pytestmark = pytest.mark.processes

SUBSCRIBE = "HarvestJob.objects.create(source='koop', dossiers=['99301'])"
SEND = "from letters.harvesting.schedule import send_due; send_due()"
FETCHED = "answer = SourceRecord.objects.filter(state='fetched').count()"
COUNTS = "answer = [Letter.objects.count(), Ingestion.objects.filter(state='done').count()]"
RUNS = "answer = list(SourceRun.objects.values_list('state', 'listed', 'failed'))"
# Claims expire after ten minutes, ingestions after five; the test shifts the timestamps instead of waiting.
AN_HOUR_LATER = """
from datetime import timedelta
from django.db.models import F
from letters.ingestion.sweep import sweep
hour = timedelta(hours=1)
HarvestJob.objects.update(claimed_at=F("claimed_at") - hour)
Ingestion.objects.update(claimed_at=F("claimed_at") - hour, updated_at=F("updated_at") - hour)
sweep()
"""


@pytest.fixture
def repository(installation: Installation) -> Iterator[Repository]:
    server = Repository()
    for number in range(10, 22):
        server.add(str(number))
    installation.environment |= {"STANDPUNT_KOOP_URL": f"{server.url}/sru", "STANDPUNT_FETCH_PAUSE": "0.5"}
    yield server
    server.close()


def test_a_subscription_whose_worker_is_killed_is_finished_by_the_next(
    installation: Installation, repository: Repository
) -> None:
    installation.ask(SUBSCRIBE)
    worker = installation.start_worker()
    installation.ask(SEND)
    until(lambda: len(repository.files_asked()) >= 3)
    installation.kill(worker)
    before = installation.ask(FETCHED)
    assert 1 <= before < 12
    installation.ask(AN_HOUR_LATER)
    installation.start_worker()
    installation.ask(SEND)
    until(lambda: installation.ask(COUNTS) == [12, 12], seconds=120)
    until(lambda: installation.ask(RUNS)[0][0] == "done")
    assert installation.ask(RUNS) == [["done", 12, 0]]
    asked = repository.files_asked()
    assert len(set(asked)) == 12
    assert len(asked) <= 13  # the one in progress when the worker was killed
