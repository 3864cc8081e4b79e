"""One thread makes a value at a time; the others wait, but not forever."""

from __future__ import annotations

from threading import Event, Thread

from positions.caching import single_flight
from positions.caching.in_process import in_process
from positions.caching.version import WHOLE, State, pinned

NOW = State([(None, None, 1, 1, 1, 1)])


def test_a_maker_that_does_not_end_is_given_up(monkeypatch) -> None:
    monkeypatch.setattr(single_flight, "PATIENCE", 0.2)
    cache = in_process(10, len)
    begun, go = Event(), Event()

    def make() -> str:
        begun.set()
        assert go.wait(10)
        return "laat"

    def ask() -> None:
        with pinned(NOW):
            cache(WHOLE, "x", make)

    stuck = Thread(target=ask, daemon=True)
    stuck.start()
    assert begun.wait(10)
    with pinned(NOW):
        assert cache(WHOLE, "x", lambda: "op tijd") == "op tijd"
        go.set()
        stuck.join(10)
        assert not stuck.is_alive()
        assert cache(WHOLE, "x", lambda: "opnieuw") == "laat"
