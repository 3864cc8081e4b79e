"""Two things at the same moment: in threads, each with a connection to the database of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from django.db import connection, transaction

SOON, LATE = 0.7, 30  # seconds: enough to see that somebody waits; the longest that anybody may wait
Found = TypeVar("Found")


def beside(workers: ThreadPoolExecutor, work: Callable[[], Found]) -> Future[Found]:
    def done() -> Found:
        try:
            return work()
        finally:
            connection.close()

    return workers.submit(done)


@contextmanager
def not_committed(workers: ThreadPoolExecutor, work: Callable[[], object]) -> Iterator[Callable[[], object]]:
    """Do the work in a transaction that stays open within the block, or until the function given is called."""
    done, let_go = threading.Event(), threading.Event()

    def held() -> None:
        try:
            with transaction.atomic():
                work()
                done.set()
                assert let_go.wait(LATE)
        finally:
            done.set()

    held_work = beside(workers, held)

    def commit() -> object:
        let_go.set()
        return held_work.result(LATE)

    assert done.wait(LATE)
    try:
        yield commit
    finally:
        commit()
