"""Turns at work that takes a processor: so many threads at once, the others in the order in which they came."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

PATIENCE = 3  # seconds


class Turns:
    """Lets at most `most` threads at once into a block, and who has waited for `PATIENCE`. Not reentrant.

    Threads of one process share one processor for Python: many that compute at once all end when the last could have
    ended, while in turn each but the last ends sooner. Work that takes long holds up the others for a moment only.
    """

    def __init__(self, most: int) -> None:
        self._free = most
        self._waiting: deque[Lock] = deque()
        self._changing = Lock()

    @contextmanager
    def taken(self) -> Iterator[None]:
        has_turn = self._wait()
        try:
            yield
        finally:
            if has_turn:
                self._pass_on()

    def _wait(self) -> bool:
        """Return whether it is this thread's turn; False if it has waited long enough."""
        with self._changing:
            if self._free:
                self._free -= 1
                return True
            called = Lock()
            called.acquire()  # until `_pass_on` releases it
            self._waiting.append(called)
        try:
            if called.acquire(timeout=PATIENCE):
                return True
        except BaseException:  # whatever interrupts the wait, also the end of the process: the turn must go on
            if self._leave(called):
                self._pass_on()
            raise
        return self._leave(called)

    def _leave(self, called: Lock) -> bool:
        """Wait no longer. Returns whether it became this thread's turn at this moment."""
        with self._changing:
            if called not in self._waiting:
                return True
            self._waiting.remove(called)
            return False

    def _pass_on(self) -> None:
        with self._changing:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1
