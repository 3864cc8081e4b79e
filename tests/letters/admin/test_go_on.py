"""From one letter of the desk to the next: saved, left as it was read, or passed by."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from letters.models import Letter
from tests import factories
from tests.factories import told
from tests.kept import kept
from tests.letters.admin.conftest import change, look

pytestmark = pytest.mark.django_db


@kept
def three(take_in) -> list[Letter]:
    """Letters without a date, the oldest first."""
    return [
        take_in(factories.letter(number=str(n), date=None, sentences=(f"Zin van {n}.", f"Nog een van {n}."))).letter
        for n in range(1, 4)
    ]


def saved(client, letter: Letter, field_values, **values) -> str:
    shown = client.get(change(letter)).context
    posted = {**field_values(shown["fields"]), "seen": shown["seen"], **values}
    return client.post(change(letter), posted).headers["Location"]


def at_the_date(letter: Letter) -> str:
    return f"{change(letter)}#id_document_date"


def test_saving_goes_on_to_the_letter_that_asks_next_at_its_field(desk, three, field_values) -> None:
    first, second, third = three
    assert saved(desk, third, field_values, document_date="3-3-2019", next="1") == at_the_date(second)
    assert saved(desk, second, field_values, document_date="4-3-2019", next="1") == at_the_date(first)
    assert saved(desk, first, field_values, document_date="5-3-2019", next="1") == "/admin/"
    assert "Er vraagt geen brief meer aandacht." in told(desk.get("/admin/"))


def test_after_the_last_comes_the_first(desk, three, field_values) -> None:
    first, _second, third = three
    assert saved(desk, first, field_values, next="1") == at_the_date(third)


def test_saving_alone_stays(desk, three, field_values) -> None:
    assert saved(desk, three[0], field_values, document_date="3-3-2019") == change(three[0])


def test_what_cannot_be_saved_stays_with_what_is_wrong(desk, three, field_values) -> None:
    shown = desk.get(change(three[2])).context
    posted = {**field_values(shown["fields"]), "seen": shown["seen"], "document_date": "31-2-2019", "next": "1"}
    assert "geen bestaande datum" in told(desk.post(change(three[2]), posted))


def test_all_questions_are_left_as_read_with_one_request(desk, three, take_in) -> None:
    text = factories.letter(number="9", date=None, sentences=("Een zin.", "Nog een zin.")).split("\n\n")
    bare = take_in("\n\n".join(line for line in text if "Voorzitter" not in line)).letter
    codes = bare.attention
    assert len(codes) > 1
    posted = {"code": codes, "next": "1"}
    answer = desk.post(reverse("admin:letters_letter_leave", args=[bare.pk]), posted)
    assert answer.headers["Location"] == at_the_date(three[2])
    bare.refresh_from_db()
    assert (bare.attention, sorted(bare.settled)) == ([], sorted(codes))


def test_a_letter_leads_to_the_one_that_asks_after_it(desk, three, known) -> None:
    assert f'href="{at_the_date(three[1])}" data-key="ArrowRight"' in desk.get(change(three[2])).content.decode()
    assert f'href="{at_the_date(three[2])}" data-key="ArrowRight"' in desk.get(change(known)).content.decode()


def test_saving_a_file_goes_on_to_the_one_after_it_by_name(desk, take_in, field_values) -> None:
    batch = uuid.uuid4()
    one, two, three = (
        take_in(factories.letter(number=str(n)), name=f"{n}.md", hold=True, batch=batch) for n in range(1, 4)
    )
    page = desk.get(look(two))
    assert (page.context["previous_held"], page.context["next_held"]) == (one.pk, three.pk)
    values = field_values(page.context["fields"])
    assert desk.post(look(two), {**values, "save": ""}).headers["Location"] == look(three)
    assert desk.post(look(three), {"discard": ""}).headers["Location"] == look(one)
