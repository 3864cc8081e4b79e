"""Steps of topics with many letters, whose lines are sums, are listed as those of topics that are read by letter."""

from __future__ import annotations

import random

import pytest

from positions.caching import in_process
from positions.models import Review
from positions.open_data import atom, steps_decided_last
from positions.timelines import topic_sums
from tests.positions.once import *  # noqa: F403 - fixtures, made once for the module
from tests.positions.views.large_topic import assert_same, bins_from, make_letters

pytestmark = pytest.mark.django_db
FILTERS = (
    "", "?verdict=all", "?verdict=all&page=2", "?verdict=all&order=biggest", "?step=new&step=across&step=unclear",
    "?verdict=all&topic=russia&towards=low", "?verdict=all&least=4", "?verdict=all&ministry=Defensie",
    "?verdict=all&after=2012-01-01&before=2013-06-30&proposals=no", "?verdict=all&holder=allies",
    "?verdict=moved&after=2099-01-01", "?verdict=all&as_of=2030-01-01", "?change=reversed",
)  # fmt: skip


@pytest.fixture(scope="module")
def letters(codebook, anna, module_db) -> None:
    with module_db():
        make_letters(anna)


def test_the_page_of_changes_is_the_same(letters, client, monkeypatch) -> None:
    for asked in FILTERS:
        assert_same(client, monkeypatch, f"/veranderingen/{asked}")


def test_the_records_of_changes_are_the_same(letters, client, monkeypatch) -> None:
    for asked in ("", "?page_size=7&page=2", "?page_size=500", "?ministry=Defensie&page_size=500", "?least=3"):
        assert_same(client, monkeypatch, f"/api/v1/changes/{asked}")


def test_home_is_the_same(letters, client, monkeypatch) -> None:
    bins_from(monkeypatch, 0)
    assert_same(client, monkeypatch, "/")


@pytest.mark.parametrize("few", [0, 200])
def test_the_feed_has_the_steps_that_were_decided_on_last(letters, client, monkeypatch, few: int) -> None:
    chance = random.Random(3)
    monkeypatch.setattr(atom, "MOST", 3)
    monkeypatch.setattr(steps_decided_last, "WINDOW", 10)
    stances = list(Review.objects.filter(state="accepted").order_by("pk").values_list("stance", flat=True))
    anna = Review.objects.latest("pk").coder
    for stance in chance.sample(stances, 60):  # the order of decisions is not that of letters, and some count no more
        decision = chance.choice(("accepted", "accepted", "rejected"))
        Review.objects.create(stance_id=stance, decision=decision[:6], state=decision, coder=anna)
    for asked in ("?verdict=all", "russia/?verdict=all", "?verdict=all&least=3"):
        address = f"/feeds/veranderingen/{asked}"
        monkeypatch.setattr(steps_decided_last, "FEW", 10**9)
        monkeypatch.setattr(topic_sums, "LARGE", 10**9)
        in_process.clear()
        expected = client.get(address).content
        assert expected.count(b"<entry>") == 3
        monkeypatch.setattr(steps_decided_last, "FEW", few)
        monkeypatch.setattr(topic_sums, "LARGE", 0)
        in_process.clear()
        assert client.get(address).content == expected
