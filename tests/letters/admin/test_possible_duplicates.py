from __future__ import annotations

import pytest
from django.urls import reverse

from letters.models import Letter, PossibleDuplicate
from tests import factories
from tests.kept import kept

pytestmark = pytest.mark.django_db
LIST = "/admin/letters/possibleduplicate/"
LONG = factories.SENTENCES + tuple(f"Dit is zin {n} van de brief." for n in range(20))


@kept
def alike(take_in) -> PossibleDuplicate:
    take_in(factories.letter(number=None, sentences=LONG, date=None))
    take_in(factories.letter(number=None, sentences=(*LONG[:-1], "Alleen <b>hier</b> staat dit.")))
    return PossibleDuplicate.objects.get()


def at(pair: PossibleDuplicate) -> str:
    return reverse("admin:letters_possibleduplicate_change", args=[pair.pk])


def decide(client, pair: PossibleDuplicate, decision: str) -> str:
    page = client.post(at(pair), {"decision": decision}, follow=True).content.decode()
    pair.refresh_from_db()
    return page


def test_both_stand_side_by_side_with_what_differs(desk, alike) -> None:
    page = desk.get(at(alike)).content.decode()
    assert '<mark class="sp-only">Dit is zin 19 van de brief.</mark>' in page
    assert "Dit is zin 3 van de brief." in page
    assert '<mark class="sp-only">Dit is zin 3' not in page
    assert "<b>hier</b>" not in page


def test_joining_can_be_undone(desk, alike, editor) -> None:
    decide(desk, alike, "join")
    assert (alike.state, alike.decided_by) == ("joined", editor)
    assert Letter.objects.published().count() == 1
    decide(desk, alike, "undo")
    assert alike.state == "open"
    assert Letter.objects.published().count() == 2


def test_two_letters_stay_two(desk, alike) -> None:
    decide(desk, alike, "apart")
    assert alike.state == "apart"
    assert alike.later.attention == []


def test_who_decides_second_is_told(desk, alike) -> None:
    decide(desk, alike, "apart")
    assert "Iemand anders heeft hier intussen al over beslist" in decide(desk, alike, "join")
    assert alike.state == "apart"


def test_the_list_opens_on_what_is_to_decide(desk, alike) -> None:
    assert list(desk.get(LIST).context["cl"].result_list) == [alike]
    decide(desk, alike, "apart")
    assert list(desk.get(LIST).context["cl"].result_list) == []
    assert list(desk.get(LIST, {"stand": "apart"}).context["cl"].result_list) == [alike]


def test_a_longer_list_asks_no_more_queries(desk, alike, take_in, django_assert_max_num_queries) -> None:
    other = tuple(f"Zin {n} gaat over iets anders." for n in range(30))
    for last in ("Slot.", "Einde."):
        take_in(factories.letter(number=None, sentences=(*other, last)))
    assert PossibleDuplicate.objects.count() == 2
    with django_assert_max_num_queries(12):
        desk.get(LIST)


def test_a_reader_decides_nothing(reader, alike) -> None:
    assert reader.post(at(alike), {"decision": "join"}).status_code == 404
    alike.refresh_from_db()
    assert alike.state == "open"


def test_the_letter_leads_to_the_question(desk, alike) -> None:
    page = desk.get(reverse("admin:letters_letter_change", args=[alike.later_id])).content.decode()
    assert at(alike) in page
