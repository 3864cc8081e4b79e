"""Visitor's walk: from the list to a sentence, by mouse and keyboard, in light and dark mode, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from letters.models import Letter
from tests import factories
from tests.end_to_end.browser.page_checks import NARROW, pytestmark  # noqa: F401

BACKGROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture
def letter(take_in: Callable[..., Any]) -> Letter:
    noted = (*factories.SENTENCES, "Een bron staat onderaan.[^1] Zie ook Kamerstuk 99 301, nr. 7.")
    take_in(factories.letter(number="7", title="Vis", sentences=("Een heel andere brief, over vis en netten.",)))
    return take_in(factories.letter(sentences=noted) + "\n[^1]: Dit is de bron van de zin.\n").letter


def test_from_the_list_to_a_sentence_to_its_note_and_back(visit, letter) -> None:
    page = visit("/brieven/")
    page.get_by_text("Dossier", exact=True).first.click()
    page.get_by_role("checkbox", name="99 301").check()
    page.get_by_role("button", name="Toon brieven").click()
    assert "dossier=99301" in page.url
    page.get_by_text("Dossier: 99 301").wait_for()
    page.locator(f'a[href="{letter.get_absolute_url()}"]').click()
    number = page.locator(".body .number").last
    address = number.get_attribute("href")
    number.click()
    assert page.url.endswith(f"{letter.get_absolute_url()}{address}")
    page.get_by_role("link", name="voetnoot 1").click()
    assert page.locator(".note:target").inner_text().startswith("1")
    page.get_by_role("link", name="terug naar de tekst").click()
    assert page.locator(".mark a:target").count() == 1


def test_a_chip_takes_its_choice_away(visit, letter) -> None:
    page = visit("/brieven/?dossier=99301&q=vis")
    assert page.locator(".letters > li").count() == 1
    page.get_by_role("link", name="Woorden: “vis”").click()
    assert page.locator(".letters > li").count() == 2


def test_a_number_typed_in_the_header_finds_the_letter(visit, letter) -> None:
    page = visit("/brieven/")
    page.get_by_label("Zoek in alle brieven").fill("99 301, nr. 12")
    page.keyboard.press("Enter")
    page.locator(".known a").click()
    assert page.url.endswith(letter.get_absolute_url())


def test_a_found_sentence_leads_to_its_place(visit, letter) -> None:
    page = visit("/zoeken/?q=steunen")
    page.locator(".to-passage").first.click()
    assert "steunde" in page.locator(".line:target").inner_text()


def test_night_turns_paper_and_ink_around(visit, letter) -> None:
    day = visit(letter.get_absolute_url()).evaluate(BACKGROUND)
    night = visit(letter.get_absolute_url(), color_scheme="dark").evaluate(BACKGROUND)
    assert sum(map(int, day[4:-1].split(","))) > 600
    assert sum(map(int, night[4:-1].split(","))) < 150


def test_filters_are_folded_on_a_phone_and_open_on_a_desk(visit, letter) -> None:
    assert not visit("/brieven/", viewport=NARROW).get_by_role("button", name="Toon brieven").is_visible()
    assert visit("/brieven/").get_by_role("button", name="Toon brieven").is_visible()


def test_the_keyboard_reaches_the_content_first(visit, letter) -> None:
    page = visit("/brieven/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_paper_has_the_letter_and_not_the_buttons(visit, letter) -> None:
    page = visit(letter.get_absolute_url())
    page.emulate_media(media="print")
    assert not page.locator(".site-search").is_visible()
    assert page.locator(".reading").is_visible()


def test_a_long_name_is_two_lines_until_it_is_asked_for(visit, letter) -> None:
    subject = "Verslag van het overleg over de haven, " + "en over de kade, " * 8 + "en over de zee"
    Letter.objects.filter(pk=letter.pk).update(subject=subject)
    page = visit(letter.get_absolute_url(), viewport={"width": 360, "height": 640})
    name = page.locator("h1")
    line = page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).lineHeight)")
    assert round(name.bounding_box()["height"] / line) == 2
    page.get_by_text("Hele naam", exact=False).focus()
    page.keyboard.press("Enter")
    assert name.bounding_box()["height"] / line > 4
