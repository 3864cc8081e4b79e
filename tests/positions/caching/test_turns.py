"""So many threads at once, the others in the order in which they came."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from positions.caching.turns import Turns


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
    turns = Turns(2)
    workers = []
    for number in range(5):
        workers.append(Worker(turns))
        assert workers[-1].begun.wait(10 if number < 2 else 0.1) == (number < 2)
    for ends, comes in ((1, 2), (0, 3), (3, 4)):
        workers[ends].end()
        assert workers[comes].begun.wait(10)
        assert [each.begun.is_set() for each in workers] == [number <= comes for number in range(5)]
    for each in workers:
        each.end()


def test_a_turn_ends_with_an_error() -> None:
    turns = Turns(1)
    with pytest.raises(ZeroDivisionError), turns.taken():
        _ = 1 // 0
    with turns.taken():
        waiting = Worker(turns)
        assert not waiting.begun.wait(0.1)
    assert waiting.begun.wait(10)
    waiting.end()
