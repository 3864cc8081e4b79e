"""Editor's choice of a cabinet for letters of the day on which one was sworn in."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from letters.models import Cabinet, Edit, Letter
from tests import factories
from tests.kept import kept
from tests.letters.admin.conftest import change, look

pytestmark = pytest.mark.django_db


@kept(autouse=True)
def sworn_in(cabinet: Cabinet) -> Cabinet:
    """Zee II succeeds Zee I on the date of these tests' letters."""
    Cabinet.objects.filter(pk=cabinet.pk).update(end=date(2019, 3, 3))
    return Cabinet.objects.create(name="Zee II", start=date(2019, 3, 3))


def choices(fields) -> list[str]:
    return [value for value, _ in fields.form.fields["cabinet"].choices]


def test_the_form_asks_which_cabinet_it_was_and_says_why(desk, known) -> None:
    page = desk.get(change(known))
    assert choices(page.context["fields"]) == ["", "Zee I", "Zee II"]
    assert "trad een nieuw kabinet aan" in page.content.decode()
    assert 'href="#id_cabinet"' in page.content.decode()


def test_on_other_days_there_is_no_such_field(desk, take_in) -> None:
    other = take_in(factories.letter(number="20", date="4 maart 2019")).letter
    page = desk.get(change(other))
    assert "cabinet" not in page.context["fields"].form.fields
    assert 'id="id_cabinet"' not in page.content.decode()


def test_the_choice_is_kept_with_who_and_why(desk, known, field_values, editor) -> None:
    page = desk.get(change(known)).context
    posted = field_values(page["fields"]) | {"seen": page["seen"], "cabinet": "Zee II", "reason": "ondertekend om elf"}
    answer = desk.post(change(known), posted, follow=True).content.decode()
    known.refresh_from_db()
    assert "Gewijzigd: kabinet." in answer
    assert (known.cabinet.name, known.edited, known.attention) == ("Zee II", ["cabinet"], [])
    kept = Edit.objects.get(field="cabinet")
    assert (kept.user, kept.old, kept.new, kept.reason) == (editor, "", "Zee II", "ondertekend om elf")


def test_the_history_tells_it_in_words(desk, known, field_values) -> None:
    page = desk.get(change(known)).context
    desk.post(change(known), field_values(page["fields"]) | {"seen": page["seen"], "cabinet": "Zee II"})
    history = desk.get(reverse("admin:letters_letter_history", args=[known.pk])).content.decode()
    assert "Kabinet" in history and "Zee II" in history


def test_saving_without_a_choice_chooses_nothing(desk, known, field_values) -> None:
    page = desk.get(change(known)).context
    answer = desk.post(change(known), field_values(page["fields"]) | {"seen": page["seen"]}, follow=True)
    assert "Er was niets gewijzigd." in answer.content.decode()
    assert not Edit.objects.exists()


def test_a_choice_and_a_date_that_exclude_each_other_are_refused_in_the_field(desk, known, field_values) -> None:
    page = desk.get(change(known)).context
    posted = field_values(page["fields"]) | {"seen": page["seen"], "cabinet": "Zee II", "document_date": "4-3-2019"}
    answer = desk.post(change(known), posted).content.decode()
    assert "Zee II trad op de datum van de brief niet aan of af" in answer
    assert Letter.objects.get(pk=known.pk).document_date == date(2019, 3, 3)


def test_a_cabinet_that_is_not_offered_is_refused(desk, known, field_values) -> None:
    Cabinet.objects.create(name="Zee III", start=date(2025, 1, 1))
    page = desk.get(change(known)).context
    desk.post(change(known), field_values(page["fields"]) | {"seen": page["seen"], "cabinet": "Zee III"})
    assert Letter.objects.get(pk=known.pk).cabinet is None


def test_it_can_be_chosen_while_looking_a_letter_through(desk, held, field_values, finish) -> None:
    page = desk.get(look(held))
    assert "trad een nieuw kabinet aan" in page.content.decode()
    desk.post(look(held), field_values(page.context["fields"]) | {"cabinet": "Zee I", "save": ""})
    found = finish(held).letter
    assert (found.cabinet.name, found.edited, found.attention) == ("Zee I", ["cabinet"], [])


def test_what_was_chosen_already_is_not_asked_again(desk, take_in) -> None:
    held = take_in(factories.letter(number="15"), hold=True, corrections={"cabinet": "Zee I"})
    page = desk.get(look(held))
    assert page.context["fields"].form["cabinet"].value() == "Zee I"
    assert "trad een nieuw kabinet aan. De datum" not in page.content.decode()


def test_looked_through_without_a_choice_it_goes_on_the_list(desk, held, field_values, finish) -> None:
    page = desk.get(look(held))
    desk.post(look(held), field_values(page.context["fields"]) | {"save": ""})
    assert finish(held).letter.attention == ["swearing-in"]


def test_a_choice_that_does_not_go_with_the_date_can_be_mended_while_looking(desk, held, field_values, finish) -> None:
    page = desk.get(look(held))
    wrong = field_values(page.context["fields"]) | {"cabinet": "Zee I", "document_date": "4-3-2019", "save": ""}
    desk.post(look(held), wrong)
    assert finish(held).state == "held"
    page = desk.get(look(held))
    desk.post(look(held), field_values(page.context["fields"]) | {"save": ""})
    found = finish(held).letter
    assert (found.cabinet.name, found.edited) == ("Zee II", ["document_date"])


def test_an_invented_letter_is_offered_invented_cabinets(desk, take_in) -> None:
    Cabinet.objects.create(name="Van Akkeren", start=date(2019, 3, 3), is_example=True)
    invented = take_in(factories.letter(number="8", dossier="99 205"), is_example=True).letter
    assert choices(desk.get(change(invented)).context["fields"]) == ["", "Van Akkeren"]


def test_the_letters_own_page_says_that_an_editor_filled_it_in(client, desk, known, field_values) -> None:
    page = desk.get(change(known)).context
    desk.post(change(known), field_values(page["fields"]) | {"seen": page["seen"], "cabinet": "Zee II"})
    public = client.get(known.get_absolute_url()).content.decode()
    assert "Zee II" in public
    assert "aangevuld door de redactie" in public
