"""RabbitMQ as the broker, with workers that share only database and broker, as on several machines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.end_to_end.faults.conftest import emptied
from tests.end_to_end.faults.installation import Site, Tell, take_up_while_others_wait
from tests.end_to_end.servers import Postgres, Rabbit, until

pytestmark = [pytest.mark.processes, pytest.mark.faults]

BULK, UPLOADS = range(1000), range(5000, 5005)
UPLOADED = "SELECT COUNT(*) FROM letters_ingestion WHERE channel = 'upload' AND state = 'done'"
# Bulk letters that were done before the last upload was.
BEFORE = """
SELECT COUNT(*) FROM letters_ingestion WHERE channel = 'command' AND state = 'done' AND updated_at <
(SELECT MAX(updated_at) FROM letters_ingestion WHERE channel = 'upload')
"""


@pytest.fixture
def spread(prepared: Postgres) -> Iterator[Site]:
    if not Rabbit.program.exists():
        pytest.skip("rabbitmq-server is not installed")
    rabbit = Rabbit()
    try:
        rabbit.start()
        with emptied(prepared, rabbit.url) as site:
            yield site
    finally:
        rabbit.remove()


def test_an_editors_upload_does_not_wait_for_a_thousand_letters_in_bulk(spread: Site, tell: Tell) -> None:
    for queues in ("quick", "bulk", "bulk"):
        spread.worker(1, queues)
    spread.store(spread.letters(BULK))
    at_upload = spread.done()
    spread.store(spread.letters(UPLOADS, name="upload"), channel="upload")
    until(lambda: spread.query(UPLOADED) == [(5,)], "the five uploads are done", seconds=120)
    spread.until_done(300)
    before = spread.query(BEFORE)[0][0]
    assert before < 1000
    tell(f"{before - at_upload} letters of the bulk went before the last of five uploads; {at_upload} were in by then")


def test_what_a_killed_worker_held_does_not_wait_for_the_others(spread: Site, tell: Tell) -> None:
    take_up_while_others_wait(spread, tell)


def test_two_workers_on_rabbitmq_take_in_each_file_once(spread: Site, tell: Tell) -> None:
    first, _ = spread.worker(1), spread.worker(1)
    spread.beat()
    spread.store(spread.letters(range(60)))
    spread.until_done(10)
    spread.kill(first)
    seconds = spread.until_all_in(60)
    tell(f"one of two killed; all in {seconds:.0f} s after it")
