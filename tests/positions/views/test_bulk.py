"""Bulk acceptance: the page shows the size first, and above fifty the number must be typed."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command

from positions.models import Stance
from positions.review import bulk_acceptance, decisions, undoing
from tests.factories import letter
from tests.kept import kept
from tests.positions.factories import account

PAGE = "/beoordelen/veel/"
SHOWN = ("expected", "displayed", "out", "at")


@pytest.fixture
def editor(client, django_user_model):
    client.force_login(account(django_user_model, "eva", "redactie"))
    return client


@kept
def many(codebook, take_in) -> int:
    """Create more proposals than can be accepted without typing the number."""
    said = "Het kabinet vindt dat de NAVO de dialoog met Rusland in jaar {} moet blijven zoeken."
    take_in(letter(sentences=tuple(said.format(2030 + n) for n in range(bulk_acceptance.UNTYPED + 1))))
    call_command("propose")
    return len(bulk_acceptance.touched(Stance.objects.shown()))


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_preview_says_what_it_will_publish(editor, proposed) -> None:
    said = text(editor.get(PAGE))
    sentences, topics = {stance.start for stance in proposed}, {stance.topic_id for stance in proposed}
    assert f"Dit publiceert u: {len(sentences)} zinnen uit 1 brief, over {len(topics)} onderwerpen:" in said
    positions = sum(stance.score is not None for stance in proposed)
    assert f"{positions} standpunten en {len(proposed) - positions} vermelding" in said


def test_up_to_fifty_goes_without_typing(editor, proposed) -> None:
    assert 'name="typed"' not in editor.get(PAGE).content.decode()
    editor.post(PAGE, sent(editor.get(PAGE)))
    assert Stance.objects.accepted().count() == len(proposed)


@pytest.mark.parametrize("typed", ["", "50", "alles"])
def test_above_fifty_nothing_is_accepted_without_the_number(editor, many: int, typed: str) -> None:
    assert many > bulk_acceptance.UNTYPED
    response = editor.post(PAGE, {"expected": many, "typed": typed})
    assert f"Er is niets geaccepteerd. Typ {many}" in text(response)
    assert 'aria-describedby="typed-wrong"' in response.content.decode()
    assert not Stance.objects.accepted().exists()


def test_above_fifty_who_types_the_number_accepts(editor, many: int) -> None:
    assert f"Typ het aantal over om te bevestigen: {many}" in text(editor.get(PAGE))
    said = text(editor.post(PAGE, sent(editor.get(PAGE), typed=f" {many} "), follow=True))
    assert f"{many} voorstellen zijn geaccepteerd" in said
    assert Stance.objects.accepted().count() == many


def test_a_number_below_fifty_does_not_get_more_through(editor, many: int) -> None:
    said = text(editor.post(PAGE, {"expected": 12}))
    assert "Kijk nog eens" in said
    assert not Stance.objects.accepted().exists()


def rows(response, name: str = "keep") -> list[int]:
    return [int(pk) for pk in re.findall(rf'name="{name}" value="(\d+)"', response.content.decode())]


def sent(response, *, without=(), **more) -> dict[str, object]:
    """Return the form of the page, as a browser sends it with the boxes of `without` unchecked."""
    html = response.content.decode()
    hidden = {name: re.search(rf'name="{name}" value="([^"]*)"', html)[1] for name in SHOWN}
    checked = [int(pk) for pk in re.findall(r'name="keep" value="(\d+)" checked', html)]
    keep = [pk for pk in checked if pk not in without]
    return {**hidden, "listed": rows(response, "listed"), "keep": keep, **more}


def test_everything_that_is_touched_is_in_the_list(editor, many: int) -> None:
    first = editor.get(PAGE)
    second = editor.post(PAGE, sent(first, page=2))
    assert f"51 tot en met {many} van {many}" in text(second)
    assert len(set(rows(first)) | set(rows(second))) == many
    assert not Stance.objects.accepted().exists()


def test_what_is_left_out_stays_open_and_the_rest_is_accepted(editor, proposed) -> None:
    page = editor.get(PAGE)
    left = rows(page)[0]
    said = text(editor.post(PAGE, sent(page, without=[left]), follow=True))
    assert f"{len(proposed) - 1} voorstellen zijn geaccepteerd. 1 dat u wegliet staat nog open." in said
    assert list(Stance.objects.open().values_list("pk", flat=True)) == [left]


def test_what_was_left_out_on_one_page_is_out_on_the_next(editor, many: int) -> None:
    first = editor.get(PAGE)
    left = rows(first)[:2]
    second = editor.post(PAGE, sent(first, without=left, page=2))
    assert f"Accepteer deze {many - 2}" in text(second)
    also = rows(second)[0]
    editor.post(PAGE, sent(second, without=[also], typed=str(many - 3)))
    assert set(Stance.objects.open().values_list("pk", flat=True)) == {*left, also}


def test_what_comes_back_in_is_accepted(editor, proposed) -> None:
    page = editor.get(PAGE)
    out = editor.post(PAGE, sent(page, without=rows(page)[:1], page=1))
    assert f"Accepteer deze {len(proposed) - 1}" in text(out)
    editor.post(PAGE, {**sent(out), "keep": rows(out)})
    assert Stance.objects.accepted().count() == len(proposed)


def test_others_than_those_shown_are_not_accepted_though_as_many(editor, anna, many: int) -> None:
    first, second = rows(editor.get(PAGE))[:2]
    batch = decisions.reject(first, anna, seen=0)
    form = sent(editor.get(PAGE), typed=str(many - 1))
    undoing.undo(batch, anna)
    decisions.reject(second, anna, seen=0)
    assert "Kijk nog eens" in text(editor.post(PAGE, form))
    assert not Stance.objects.accepted().exists()


def test_nothing_is_accepted_where_all_is_left_out_or_something_else_waits(editor, proposed) -> None:
    page = editor.get(PAGE)
    assert "U liet alles weg" in text(editor.post(PAGE, sent(page, without=rows(page))))
    assert "Kijk nog eens" in text(editor.post(PAGE, {**sent(page), "out": "999999999"}))
    assert "niet compleet" in text(editor.post(PAGE, {**sent(page), "out": "x"}))
    assert not Stance.objects.accepted().exists()


def test_what_was_accepted_on_examples_is_offered_back_only_while_examples_are_shown(editor, codebook, take_in) -> None:
    call_command("load_examples")
    call_command("load_example_stances")
    assert "Terug te nemen" in text(editor.get(PAGE))
    take_in(letter())
    assert "Terug te nemen" not in text(editor.get(PAGE))
