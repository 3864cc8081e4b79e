"""Letters come in, are looked through, completed and reviewed to accepted stances by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from letters.models import Cabinet, Ingestion, Letter
from positions.models import Assignment, Stance
from tests import factories
from tests.end_to_end.browser.page_checks import painted, press, pytestmark  # noqa: F401 - the browser's fixture
from tests.positions.factories import SENTENCES, account

if TYPE_CHECKING:
    from playwright.sync_api import Page

PASSWORD = "een-lang-wachtwoord"


def undated(number: int) -> str:
    own = (SENTENCES[number], f"Overleg {number} had plaats.", f"Nota {number} volgt.")
    return factories.letter(number=str(number), date=None, sentences=own)


@pytest.fixture
def desk(visit: Callable[..., Page], django_user_model: Any) -> Page:
    call_command("load_codebook")
    Cabinet.objects.create(name="Zee I", start=date(2018, 1, 1))  # a date without a cabinet is one more question
    editor = account(django_user_model, "eva", "redactie")
    editor.set_password(PASSWORD)
    editor.is_staff = True
    editor.save()
    page = visit("/admin/")
    page.on("filechooser", lambda chooser: None)  # choosers are caught from now on, not from a moment after the key
    page.keyboard.type("eva")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    go(page, "Enter")
    return page


def go(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)
    page.wait_for_load_state()
    painted(page)


def focus(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_from_files_and_pasted_text_to_accepted_stances(desk: Page, run_steps: Callable[[], None]) -> None:
    go(desk, "t")
    desk.keyboard.press("e")
    files = [{"name": f"{n}.md", "mimeType": "text/plain", "buffer": undated(n).encode()} for n in (1, 2)]
    with desk.expect_file_chooser() as chooser:
        desk.keyboard.press("f")
    chooser.value.set_files(files)  # type: ignore[arg-type]
    desk.wait_for_url("**/ingestion/batch/**")
    run_steps()
    desk.wait_for_selector("text=2 van 2 verwerkt")

    go(desk, "k")
    desk.keyboard.press("v")
    assert focus(desk) == "id_document_date"
    desk.keyboard.type("5-3-2019a")  # no key acts in a field
    assert desk.input_value("#id_document_date") == "5-3-2019a"
    desk.keyboard.press("Backspace")
    go(desk, "Control+Enter")
    go(desk, "a")  # accepts the reading, which has no date
    run_steps()
    desk.wait_for_url("**/letter/*/change/**")

    go(desk, "t")
    desk.keyboard.press("p")
    desk.keyboard.insert_text(undated(3))
    go(desk, "Control+Enter")
    run_steps()
    desk.wait_for_selector("[data-enter]")
    go(desk, "a")
    run_steps()
    desk.wait_for_url("**/letter/*/change/**")

    go(desk, "u")
    go(desk, "v")
    desk.wait_for_selector("#id_document_date:focus")
    desk.keyboard.type("6-3-2019")
    go(desk, "Control+Enter")
    desk.keyboard.press("Escape")
    go(desk, "a")  # the other stays without a date
    assert "Er vraagt geen brief meer aandacht" in desk.inner_text(".messagelist")
    assert [letter.document_date for letter in Letter.objects.order_by("number")] == [
        date(2019, 3, 5), None, date(2019, 3, 6)
    ]  # fmt: skip

    call_command("propose")
    assert Stance.objects.open().count() > 1
    desk.reload()
    go(desk, "b")
    while desk.locator(".decide").count():
        press(desk, "a")
    go(desk, "u")
    assert not Stance.objects.open().exists()
    assert Stance.objects.accepted().exists()


def test_a_letter_is_reviewed_from_its_page_and_leads_on(desk: Page, take_in: Callable[..., Ingestion]) -> None:
    letter = take_in(factories.letter(sentences=SENTENCES)).letter
    call_command("propose")
    desk.goto(desk.url.split("/admin/")[0] + reverse("admin:letters_letter_change", args=[letter.pk]))
    go(desk, "b")
    go(desk, "b")
    while desk.locator(".decide").count():
        press(desk, "a")
    go(desk, "g")
    go(desk, "g")
    assert Assignment.objects.filter(letter=letter, done_at__isnull=False).exists()
    go(desk, "ArrowRight")
    go(desk, "u")
    assert desk.locator("h1").inner_text() == "Uw werk"


def test_a_key_that_leaves_asks_before_what_was_typed_is_lost(desk: Page, take_in: Callable[..., Ingestion]) -> None:
    letter = take_in(undated(1)).letter
    page = reverse("admin:letters_letter_change", args=[letter.pk])
    desk.goto(desk.url.split("/admin/")[0] + page)
    desk.keyboard.press("v")
    desk.keyboard.type("5-3")
    desk.keyboard.press("Escape")
    asked: list[str] = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    desk.keyboard.press("u")
    desk.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert page in desk.url
    assert desk.input_value("#id_document_date") == "5-3"


def test_keys_that_are_off_do_nothing(desk: Page) -> None:
    desk.keyboard.press("?")
    desk.get_by_label("Toetsen gebruiken").press("Space")
    desk.keyboard.press("t")
    desk.wait_for_timeout(300)
    assert desk.url.endswith("/admin/")
    assert desk.evaluate("localStorage.getItem('keys')") == "off"
