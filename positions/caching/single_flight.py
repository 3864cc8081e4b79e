"""Single flight: of several threads that want the same value, one makes it and the others wait, but not forever."""

from __future__ import annotations

from collections.abc import Hashable
from threading import Condition, get_ident
from time import monotonic

PATIENCE = 60  # seconds; a page takes as long only where far too many ask, and to make it twice would then hold up all


class SingleFlight:
    """The keys whose values are being made, and by which thread. Hold `changed` around every call but `end`.

    A thread that has not ended after `PATIENCE` is given up: the next that wants its value makes it. What a thread that
    was given up makes after all is as good as any.
    """

    def __init__(self) -> None:
        self.changed = Condition()
        self._makers: dict[Hashable, tuple[int, float]] = {}

    def begin(self, key: Hashable) -> bool:
        """Return whether this thread is to make the value, and has to call `end` afterwards."""
        if self._left(key) > 0:
            return False
        self._makers[key] = get_ident(), monotonic()
        return True

    def wait(self, key: Hashable) -> None:
        """Wait until a value has been made, perhaps this one, or until its maker is given up."""
        self.changed.wait(max(self._left(key), 0))

    def end(self, key: Hashable) -> None:
        with self.changed:
            if self._makers.get(key, (0, 0))[0] == get_ident():
                del self._makers[key]
            self.changed.notify_all()

    def _left(self, key: Hashable) -> float:
        """Return the seconds for which its maker is waited for, 0 if nobody makes it."""
        return self._makers[key][1] + PATIENCE - monotonic() if key in self._makers else 0
