"""Topics with many letters, of which sums are read, are compared and downloaded as those that are read by letter."""

from __future__ import annotations

import pytest

from letters.models import Letter
from positions.timelines import line_dots, period_quotes
from tests.positions.once import *  # noqa: F403 - fixtures, made once for the module
from tests.positions.views.large_topic import assert_same, bins_from, make_letters

pytestmark = pytest.mark.django_db
FILTERS = (
    "", "?by=cabinet", "?least=4", "?least=8", "?proposals=no&topic=russia&topic=china",
    "?ministry=Defensie&by=cabinet", "?holder=allies", "?holder=adviser&least=2",
    "?after=2012-01-01&before=2016-06-30", "?after=2099-01-01", "?as_of=2030-01-01",
    "?cabinet=unknown", "?a=2011&b=2014", "?topic=russia&over=russia&brief={key}",
)  # fmt: skip
PARTS = (
    "figuur.json?theme=light", "figuur.json?theme=light&columns=1&least=3", "figuur.svg", "figuur.svg?size=square",
    "gegevens.csv?ministry=Defensie", "gegevens.csv", "gegevens.json?holder=nato", "insluiten/",
)  # fmt: skip


@pytest.fixture(scope="module")
def letters(codebook, anna, module_db) -> None:
    with module_db():
        make_letters(anna)


@pytest.mark.parametrize("least", [0, 1500])
def test_the_comparison_is_the_same(letters, client, monkeypatch, least: int) -> None:
    bins_from(monkeypatch, least)
    monkeypatch.setattr(period_quotes, "PARTS", (1, 2, 1000))
    key = Letter.objects.filter(document_date__isnull=False).earliest("pk").key
    for asked in FILTERS:
        assert_same(client, monkeypatch, f"/vergelijken/{asked.format(key=key)}")
    for asked in ("?format=csv", "?format=csv&by=cabinet&least=4"):
        assert_same(client, monkeypatch, f"/vergelijken/{asked}")


@pytest.mark.parametrize("least", [0, 1500])
def test_its_chart_and_its_files_are_the_same(letters, client, monkeypatch, least: int) -> None:
    bins_from(monkeypatch, least)
    monkeypatch.setattr(line_dots, "AT_ONCE", 7)
    for part in PARTS:
        assert_same(client, monkeypatch, f"/vergelijken/{part}")


def test_the_records_of_positions_are_the_same(letters, client, monkeypatch) -> None:
    for asked in (
        "?page_size=500", "?page_size=13&page=3", "?holder=cabinet&holder=allies&page_size=29",
        "?topic=russia&least=4", "?proposals=no&topic=russia&ministry=Defensie&page_size=500",
    ):  # fmt: skip
        assert_same(client, monkeypatch, f"/api/v1/positions/{asked}")


def test_the_files_of_a_topic_are_the_same_read_piece_by_piece(letters, client, monkeypatch) -> None:
    monkeypatch.setattr(line_dots, "AT_ONCE", 5)
    for part in ("gegevens.csv", "gegevens.json", "gegevens.csv?holder=cabinet&holder=allies&least=3"):
        assert_same(client, monkeypatch, f"/onderwerpen/russia/{part}")
