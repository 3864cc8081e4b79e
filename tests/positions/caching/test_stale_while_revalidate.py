"""One answer a key; while its successor is made, readers get it for a moment more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from threading import Event, Thread

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from positions.caching import single_flight, stale_while_revalidate
from positions.caching.processor_queue import Turns
from positions.caching.stale_while_revalidate import StaleWhileRevalidate
from positions.caching.version import WHOLE, Scope, State, pinned, version

OLD, NEW, NEWER = (State([(None, None, number, number, number, number)]) for number in (1, 2, 3))


class Maker(Thread):
    """A reader whose answer is made in the background, until it is let go."""

    def __init__(self, cache: StaleWhileRevalidate[str], answer: str, at: State = NEW) -> None:
        super().__init__(daemon=True)
        self.cache, self.answer, self.at = cache, answer, at
        self.begun, self.go, self.got = Event(), Event(), ""

    def make(self) -> str:
        self.begun.set()
        assert self.go.wait(10)
        return self.answer

    def run(self) -> None:
        with pinned(self.at):
            self.got = self.cache(WHOLE, "x", self.make)


@pytest.fixture
def cache() -> StaleWhileRevalidate[str]:
    made: StaleWhileRevalidate[str] = StaleWhileRevalidate(10, len, Turns(3))
    with pinned(OLD):
        assert made(WHOLE, "x", lambda: "oud") == "oud"
    return made


@pytest.fixture
def maker(cache) -> Iterator[Maker]:
    """Somebody who has begun to make the answer for the new state."""
    found = Maker(cache, "nieuw")
    found.start()
    assert found.begun.wait(10)
    yield found
    found.go.set()
    found.join(10)


def digest() -> str:
    return version().digest


def refuse() -> str:
    raise AssertionError("somebody else makes it")


def finished(maker: Maker) -> str:
    maker.go.set()
    maker.join(10)
    return maker.got


def test_while_one_makes_it_others_get_the_old_one(cache, maker) -> None:
    with pinned(NEW):
        assert cache(WHOLE, "x", refuse) == "oud"
        assert finished(maker) == "nieuw"
        assert cache(WHOLE, "x", refuse) == "nieuw"


def test_after_five_seconds_they_wait(cache, maker, monkeypatch) -> None:
    monkeypatch.setattr(stale_while_revalidate, "STALE", 0)
    reader = Maker(cache, "niet gemaakt")
    reader.start()
    reader.join(0.3)
    assert reader.is_alive()
    assert not reader.begun.is_set()
    finished(maker)
    reader.join(10)
    assert reader.got == "nieuw"


def test_who_comes_alone_never_gets_an_old_one(cache) -> None:
    with pinned(NEW):
        assert cache(WHOLE, "x", lambda: "nieuw") == "nieuw"


def test_without_an_old_one_they_wait_and_one_makes_it(cache) -> None:
    cache.clear()
    makers = [Maker(cache, "nieuw") for _ in range(5)]
    for each in makers:
        each.go.set()
        each.start()
    for each in makers:
        each.join(10)
    assert [each.got for each in makers] == ["nieuw"] * 5
    assert sum(each.begun.is_set() for each in makers) == 1


def test_an_error_blocks_nobody_and_is_not_kept(cache) -> None:
    with pinned(NEW):
        with pytest.raises(ZeroDivisionError):
            cache(WHOLE, "x", lambda: str(1 // 0))
        assert cache(WHOLE, "x", lambda: "goed") == "goed"


def test_one_makes_it_at_a_time_however_fast_the_data_change(cache, maker) -> None:
    with pinned(NEWER):
        assert cache(WHOLE, "x", refuse) == "oud"
        assert finished(maker) == "nieuw"
        assert cache(WHOLE, "x", lambda: "nieuwst") == "nieuwst"


def test_who_waited_takes_what_was_made_meanwhile(cache, maker) -> None:
    cache.clear()
    reader = Maker(cache, "niet gemaakt", NEWER)
    reader.start()
    reader.join(0.3)
    assert reader.is_alive()
    finished(maker)
    reader.join(10)
    assert reader.got == "nieuw"


@pytest.mark.parametrize(("stale", "taken"), [(5, NEW), (0, NEWER)])
def test_beside_others_it_is_made_from_their_state_for_five_seconds(cache, maker, monkeypatch, stale, taken) -> None:
    monkeypatch.setattr(stale_while_revalidate, "STALE", stale)
    with pinned(NEWER):
        assert cache(WHOLE, "y", digest) == taken.version(WHOLE).digest
        finished(maker)
        assert cache(WHOLE, "z", digest) == NEWER.version(WHOLE).digest


def test_beside_others_what_is_made_of_such_a_state_is_served_for_five_seconds(cache, maker, monkeypatch) -> None:
    with pinned(NEW):
        assert cache(WHOLE, "y", lambda: "kort") == "kort"
    with pinned(NEWER):
        assert cache(WHOLE, "y", refuse) == "kort"
    monkeypatch.setattr(stale_while_revalidate, "STALE", 0)
    with pinned(NEWER):
        assert cache(WHOLE, "y", lambda: "anders") == "anders"


def test_alone_it_is_made_again(cache, maker) -> None:
    with pinned(NEW):
        assert cache(WHOLE, "y", lambda: "kort") == "kort"
    finished(maker)
    with pinned(NEWER):
        assert cache(WHOLE, "y", lambda: "anders") == "anders"


def test_what_is_of_a_letter_is_made_from_a_state_in_which_its_topics_are_known(cache, maker) -> None:
    with pinned(NEWER):
        assert cache(Scope(letter="x"), "y", digest) == NEWER.version(WHOLE).digest


def test_it_keeps_one_answer_a_key_within_its_room(cache) -> None:
    with pinned(NEW):
        cache(WHOLE, "x", lambda: "nieuw")
        cache(WHOLE, "y", lambda: "vijfx")
        assert (cache(WHOLE, "x", refuse), cache(WHOLE, "y", refuse)) == ("nieuw", "vijfx")
        cache(WHOLE, "z", lambda: "derde")
        assert cache(WHOLE, "x", lambda: "weg") == "weg"


def test_what_is_too_large_is_not_kept_and_leaves_nothing_old(cache) -> None:
    with pinned(NEW):
        cache(WHOLE, "x", lambda: "x" * 11)
        assert cache(WHOLE, "x", lambda: "anders") == "anders"


def test_it_is_made_as_of_the_state_that_it_is_kept_under() -> None:
    with pinned(NEW):
        made: StaleWhileRevalidate[str] = StaleWhileRevalidate(100, len, Turns(1))
        assert made(WHOLE, "x", lambda: version().digest) == NEW.version(WHOLE).digest


def test_who_waited_for_a_turn_makes_it_of_the_state_that_is_the_newest_then(monkeypatch) -> None:
    monkeypatch.setattr(stale_while_revalidate, "JUST_NOW", 0)
    newest = [OLD]
    monkeypatch.setattr(stale_while_revalidate, "state", lambda _scope: newest[0])
    turns = Turns(1)
    made: StaleWhileRevalidate[str] = StaleWhileRevalidate(100, len, turns)
    with turns.taken():
        reader = Thread(target=lambda: made(WHOLE, "x", digest), daemon=True)
        reader.start()
        reader.join(0.2)
        newest[0] = NEW
    reader.join(10)
    assert made(WHOLE, "x", refuse) == NEW.version(WHOLE).digest


def test_an_answer_that_nobody_asked_for_is_not_served_old(cache, monkeypatch) -> None:
    """The data may have changed an hour ago: the second of two readers at once waits for what the first makes."""
    later = stale_while_revalidate.monotonic() + 3600
    monkeypatch.setattr(stale_while_revalidate, "monotonic", lambda: later)
    first, second = Maker(cache, "nieuw"), Maker(cache, "niet gemaakt")
    first.start()
    assert first.begun.wait(10)
    second.start()
    second.join(0.3)
    assert second.is_alive()
    finished(first)
    second.join(10)
    assert second.got == "nieuw"


class World:
    """Data whose state is numbered, and a clock that moves when it is told to."""

    def __init__(self) -> None:
        self.clock = 1000.0
        self.changes = [0.0]  # when each state came

    def state(self, _scope: Scope | None = None) -> State:
        return State([(None, None, number, number, number, number) for number in [len(self.changes)]])

    def outdated_for(self, answer: int) -> float:
        """Return for how many seconds the answer made of this state is out of date."""
        return self.clock - self.changes[answer] if answer < len(self.changes) else 0


class Waits(Exception):
    """The reader beside another would wait for it; the other is this same thread."""


def wait(*_arguments: object) -> None:
    raise Waits


STEPS = st.lists(st.tuples(st.sampled_from((0, 0.2, 1, 3, 6)), st.sampled_from(("change", "read", "beside"))))


@given(STEPS)
@example([(0, "read"), (0, "change"), (6, "beside")])
@example([(0, "read"), (3, "read"), (0, "change"), (3, "beside"), (3, "change"), (1, "beside")])
def test_no_reader_gets_what_is_out_of_date_for_longer_than_five_seconds(steps) -> None:
    """`beside`: a reader that makes an answer while another asks for it too."""
    world = World()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stale_while_revalidate, "monotonic", lambda: world.clock)
        patch.setattr(stale_while_revalidate, "state", world.state)
        patch.setattr(single_flight.SingleFlight, "wait", wait)
        cache: StaleWhileRevalidate[int] = StaleWhileRevalidate(10, lambda _answer: 1, Turns(3))

        def read(make) -> None:
            assert world.outdated_for(cache(WHOLE, "x", make)) < stale_while_revalidate.STALE

        def number() -> int:
            return len(world.changes)

        def beside_another() -> int:
            made = number()
            with suppress(Waits):
                read(number)
            return made

        for seconds, step in steps:
            world.clock += seconds
            if step == "change":
                world.changes.append(world.clock)
            else:
                read(number if step == "read" else beside_another)


def test_a_maker_that_does_not_end_is_given_up(cache, maker, monkeypatch) -> None:
    monkeypatch.setattr(single_flight, "PATIENCE", 0.2)
    cache.clear()
    with pinned(NEW):
        assert cache(WHOLE, "x", lambda: "ook nieuw") == "ook nieuw"
        assert finished(maker) == "nieuw"
        assert cache(WHOLE, "x", refuse) == "nieuw"


def test_who_takes_over_is_waited_for_in_turn(cache, maker, monkeypatch) -> None:
    monkeypatch.setattr(single_flight, "PATIENCE", 0.2)
    cache.clear()
    second = Maker(cache, "nieuwst", NEWER)
    second.start()
    assert second.begun.wait(10)
    monkeypatch.setattr(single_flight, "PATIENCE", 10)
    finished(maker)
    cache.clear()
    third = Maker(cache, "niet gemaakt", NEWER)
    third.start()
    third.join(0.3)
    assert not third.begun.is_set()
    finished(second)
    third.join(10)
    assert third.got == "nieuwst"
