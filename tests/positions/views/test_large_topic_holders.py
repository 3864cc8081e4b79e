"""Pages by day of who said what on a topic with many letters have together what one list has."""

from __future__ import annotations

import re

import pytest

from letters.models import Letter
from positions.caching import in_process
from positions.letter_page import holders_by_day
from positions.timelines import topic_sums
from positions.views import holders
from tests.positions.once import *  # noqa: F403 - fixtures, made once for the module
from tests.positions.views.large_topic import make_letters

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def letters(codebook, anna, module_db) -> None:
    with module_db():
        make_letters(anna)


def sections(client, page: int = 1) -> tuple[list[str], str]:
    """Return the parts of the page, each about a letter, and the whole."""
    in_process.clear()
    html = client.get(f"/onderwerpen/russia/wie/?page={page}").content.decode()
    return re.findall(r'<section class="step">.*?</section>', html, flags=re.DOTALL), html


@pytest.mark.parametrize("most", [1, 12, 10_000])
def test_all_pages_together_have_what_one_list_has(letters, client, monkeypatch, most: int) -> None:
    monkeypatch.setattr(holders, "PER_PAGE", 10**6)
    whole, _html = sections(client)
    monkeypatch.setattr(topic_sums, "LARGE", 0)
    monkeypatch.setattr(holders_by_day, "MOST_ON_A_PAGE", most)
    response = client.get("/onderwerpen/russia/wie/?page=99999")
    number = response.context["page"].paginator.num_pages
    found = [each for page in range(1, number + 1) for each in sections(client, page)[0]]
    assert len(whole) > 20
    assert found == whole
    assert Letter.objects.filter(document_date=None).exists()


def test_a_page_says_of_which_days_its_letters_are(letters, client, monkeypatch) -> None:
    monkeypatch.setattr(topic_sums, "LARGE", 0)
    monkeypatch.setattr(holders_by_day, "MOST_ON_A_PAGE", 10_000)
    days = Letter.objects.filter(document_date__isnull=False).order_by("document_date")
    first, last = days.first().document_date, days.last().document_date
    _sections, html = sections(client)
    words = " ".join(html.split())
    assert f"staan die van {first.day} maart 2011 tot en met {last.day} " in words
