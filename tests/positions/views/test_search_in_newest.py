"""Where too many letters fit a search, the newest are looked through, and the page says which these are."""

from __future__ import annotations

import random
import re

import pytest

from letters.models import Letter
from positions.caching import in_process
from positions.stances import searched_letters
from tests.positions.once import *  # noqa: F403 - fixtures, made once for the module
from tests.positions.views.large_topic import make_letters

pytestmark = pytest.mark.django_db
ASKED = (
    "q=dialoog", "q=dialoog&topic=russia", "topic=russia&holder=allies&what=position", "q=rusland+-dialoog",
    "q=dialoog&after=2012-01-01&before=2013-12-31&status=proposed", "q=zeehavenpolitie", "q=kst-99999-7",
    "topic=russia", "q=dialoog&page=2",
)  # fmt: skip


@pytest.fixture(scope="module")
def letters(codebook, anna, module_db) -> None:
    with module_db():
        make_letters(anna)


def page(client, asked: str) -> str:
    in_process.clear()
    response = client.get(f"/zoeken/?{asked}")
    assert response.status_code == 200
    return response.content.decode()


def bound(monkeypatch, *, newest: int, passages: int = 0, letters: int = 0, at_once: int = 7) -> None:
    monkeypatch.setattr(searched_letters, "MANY_PASSAGES", passages)
    monkeypatch.setattr(searched_letters, "MANY_LETTERS", letters)
    monkeypatch.setattr(searched_letters, "NEWEST", newest)
    monkeypatch.setattr(searched_letters, "AT_ONCE", at_once)


def hits(html: str) -> list[str]:
    return re.findall(r"<h2[^>]*><a\s+href=\"/brieven/(.*?)/\"", html)


def test_of_as_many_as_there_are_the_page_is_the_same(letters, client, monkeypatch) -> None:
    for asked in ASKED:
        bound(monkeypatch, newest=1000, passages=10**6, letters=10**6)
        whole = page(client, asked)
        bound(monkeypatch, newest=1000)
        found = page(client, asked)
        assert "\n".join(found.split()) == "\n".join(whole.split()), asked


def every_hit(client, asked: str) -> set[str]:
    """Return the keys of the letters on all pages."""
    found: set[str] = set()
    for number in range(1, 20):
        on_page = set(hits(page(client, f"{asked}&page={number}")))
        if on_page <= found:
            break
        found |= on_page
    return found


@pytest.mark.parametrize("asked", ["q=dialoog&ministry=Defensie", "topic=china"])
def test_older_letters_are_said_to_be_left_out_where_there_are_any(letters, client, monkeypatch, asked) -> None:
    bound(monkeypatch, newest=1000)
    there = len(every_hit(client, asked))
    assert there > 1
    assert "is niet doorzocht" not in page(client, asked)
    bound(monkeypatch, newest=there)
    assert "is niet doorzocht" not in page(client, asked)
    bound(monkeypatch, newest=there - 1)
    assert "is niet doorzocht" in page(client, asked)


def test_where_no_letter_is_chosen_none_is_said_to_be_left_out(letters, client, monkeypatch) -> None:
    bound(monkeypatch, newest=5)
    assert "is niet doorzocht" not in page(client, "q=dialoog&ministry=bestaat+niet")


def test_older_letters_are_not_found_and_the_page_says_from_which_day_on(letters, client, monkeypatch) -> None:
    dated = Letter.objects.filter(document_date__isnull=False).order_by("-document_date", "-pk")
    newest = list(dated.values_list("key", flat=True)[:5])
    bound(monkeypatch, newest=5)
    html = page(client, "q=dialoog")
    assert sorted(hits(html)) == sorted(newest)
    words = " ".join(html.split())
    assert "Hier staat alleen wat in de nieuwste 5 staat, van " in words
    oldest = dated.earliest("document_date")
    earlier = page(client, f"q=dialoog&before={oldest.document_date}")
    assert oldest.key in hits(earlier)


def test_a_chosen_topic_is_looked_for_in_letters_on_it(letters, client, monkeypatch) -> None:
    bound(monkeypatch, newest=3)
    assert len(hits(page(client, "topic=china"))) == 3
    assert len(hits(page(client, "topic=russia&holder=cabinet&ministry=Defensie"))) == 3


def test_letters_are_chosen_before_the_newest_are_taken(letters, client, monkeypatch) -> None:
    bound(monkeypatch, newest=4)
    wanted = Letter.objects.filter(signatories__ministry="Defensie", document_date__isnull=False)
    newest = wanted.order_by("-document_date", "-pk").values_list("key", flat=True)[:4]
    assert sorted(hits(page(client, "q=dialoog&ministry=Defensie"))) == sorted(newest)


def test_what_few_letters_have_is_looked_for_in_all(letters, client, monkeypatch) -> None:
    bound(monkeypatch, newest=1, passages=1)
    html = page(client, "q=zeehavenpolitie")
    assert "wat ouder is, is niet doorzocht" not in html
    assert len(hits(html)) == 1


def test_undated_letters_come_after_dated_ones(letters, client, monkeypatch) -> None:
    assert Letter.objects.filter(document_date=None).exists()
    bound(monkeypatch, newest=Letter.objects.filter(document_date__isnull=False).count(), at_once=random.randint(3, 40))
    undated = set(Letter.objects.filter(document_date=None).values_list("key", flat=True))
    keys = [key for number in range(1, 10) for key in hits(page(client, f"q=dialoog&page={number}"))]
    assert len(set(keys)) > 50
    assert not undated.intersection(keys)
