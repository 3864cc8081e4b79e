"""So many threads at once, the others in the order in which they came."""

from __future__ import annotations

import signal
from threading import Event, Thread

import pytest

from positions.caching import processor_queue
from positions.caching.processor_queue import Turns


class Worker(Thread):
    """Takes a turn and keeps it until it is let go."""

    def __init__(self, turns: Turns) -> None:
        super().__init__(daemon=True)
        self.turns, self.begun, self.go = turns, Event(), Event()
        self.start()

    def run(self) -> None:
        with self.turns.taken():
            self.begun.set()
            assert self.go.wait(10)

    def end(self) -> None:
        self.go.set()
        self.join(10)


def test_no_more_than_so_many_have_a_turn_and_the_next_is_who_came_first() -> None:
    two = Turns(2)
    workers = []
    for number in range(5):
        workers.append(Worker(two))
        assert workers[-1].begun.wait(10 if number < 2 else 0.1) == (number < 2)
    for ends, comes in ((1, 2), (0, 3), (3, 4)):
        workers[ends].end()
        assert workers[comes].begun.wait(10)
        assert [each.begun.is_set() for each in workers] == [number <= comes for number in range(5)]
    for each in workers:
        each.end()


def test_a_turn_ends_with_an_error() -> None:
    one = Turns(1)
    with pytest.raises(ZeroDivisionError), one.taken():
        _ = 1 // 0
    with one.taken():
        waiting = Worker(one)
        assert not waiting.begun.wait(0.1)
    assert waiting.begun.wait(10)
    waiting.end()


def test_who_has_waited_long_enough_begins_and_takes_nobodys_turn(monkeypatch) -> None:
    monkeypatch.setattr(processor_queue, "PATIENCE", 0.1)
    one_at_a_time = Turns(1)
    slow, patient = Worker(one_at_a_time), Worker(one_at_a_time)
    assert patient.begun.wait(10)
    monkeypatch.setattr(processor_queue, "PATIENCE", 10)
    patient.end()
    waiting = Worker(one_at_a_time)
    assert not waiting.begun.wait(0.1)  # the slow one has its turn still
    slow.end()
    assert waiting.begun.wait(10)
    last = Worker(one_at_a_time)
    assert not last.begun.wait(0.1)
    for each in (waiting, last):
        each.end()
    assert last.begun.is_set()


def test_who_is_interrupted_while_waiting_takes_no_turn_along() -> None:
    def interrupt(*_signal: object) -> None:
        raise InterruptedError

    one = Turns(1)
    slow = Worker(one)
    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        with pytest.raises(InterruptedError), one.taken():
            pass
    finally:
        signal.signal(signal.SIGALRM, before)
    slow.end()
    for _ in range(2):
        following = Worker(one)
        assert following.begun.wait(1)
        following.end()
