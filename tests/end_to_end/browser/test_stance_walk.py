"""From a sentence to its coding: by keyboard, by mouse, without JavaScript; axe in light and dark mode."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command

from positions.models import Stance
from positions.review import decisions
from tests.end_to_end.browser.page_checks import SMALL_TARGETS, WIDER_THAN_WINDOW, pytestmark  # noqa: F401 - the fixture
from tests.factories import letter
from tests.positions.factories import SENTENCES

ADDRESS = "/brieven/kst-99301-12/"
# Measured at once: opening the panel scrolls it into view, and the text with it.
BOXES = """
[".line:has(.sentence) p", ".panel-beside"].map(at => document.querySelector(at).getBoundingClientRect().toJSON())
"""
AREA = "document.activeElement.closest('.panel-beside') !== null"


@pytest.fixture
def stances(take_in, django_user_model) -> list[Stance]:
    """Three proposals on a letter, the first of them accepted."""
    call_command("load_codebook")
    take_in(letter(sentences=SENTENCES))
    call_command("propose")
    found = list(Stance.objects.order_by("start", "pk"))
    decisions.accept(found[0].pk, decisions.coder_of(django_user_model.objects.create_user("anna")), seen=0)
    return found


def test_a_highlight_opens_its_coding_by_keyboard_and_gives_the_focus_back(visit, stances) -> None:
    page = visit(ADDRESS)
    link = page.locator(".sentence a").first
    link.focus()
    page.keyboard.press("Enter")
    panel = page.locator(".panel-beside")
    assert "Geaccepteerd door anna" in panel.inner_text()
    assert "−1, richting toenadering" in panel.inner_text()
    assert page.evaluate(AREA)
    page.keyboard.press("Escape")
    assert panel.count() == 0
    assert page.evaluate("document.activeElement.closest('.sentence') !== null")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Alles over dit standpunt").click()
    assert page.url.endswith(f"/standpunten/{stances[0].pk}/")
    page.get_by_role("link", name="Lees dit in de brief").click()
    assert page.url.endswith(f"{ADDRESS}#s{stances[0].pk}")


def test_the_coding_stands_beside_on_a_desk_and_below_on_a_phone(visit, stances) -> None:
    for width, beside in ((1280, True), (360, False)):
        page = visit(ADDRESS, viewport={"width": width, "height": 740}, reduced_motion="reduce")
        page.locator(".sentence a").first.click()
        page.locator(".panel-beside").wait_for()
        text, panel = page.evaluate(BOXES)
        assert (panel["left"] > text["right"]) is beside
        assert (panel["top"] >= text["bottom"]) is not beside
        assert not page.evaluate(WIDER_THAN_WINDOW)


def test_a_switch_changes_text_strip_and_address_at_once(visit, stances) -> None:
    page = visit(ADDRESS)
    seen, on_russia = page.locator(".said").count(), page.locator(".said.topic-1").count()
    page.get_by_label("Rusland").uncheck()
    page.wait_for_url("**/?topic=*")
    assert page.locator(".said").count() == seen - on_russia
    assert page.locator(".map a").count() == seen - on_russia
    assert page.locator(".said.topic-1").count() == 0
    assert page.evaluate("document.activeElement.value") == "russia"
    page.get_by_label("Rusland").check()
    page.wait_for_url(f"**{ADDRESS}")
    assert page.locator(".said").count() == seen


def test_the_strip_leads_to_the_sentence(visit, stances) -> None:
    page = visit(ADDRESS)
    page.locator(".map a").first.click()
    assert page.url.endswith(f"#s{stances[0].pk}")


def test_without_javascript_links_and_a_form_do_the_same(visit, stances) -> None:
    page = visit(ADDRESS, java_script_enabled=False)
    page.get_by_label("Rusland").uncheck()
    page.get_by_role("button", name="Laat dit zien").click()
    assert page.locator(".said.topic-1").count() == 0
    page.goto(page.url.split("?")[0])
    page.locator(".sentence a").first.click()
    assert page.url.endswith(f"/standpunten/{stances[0].pk}/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_all_is_opened(visit, stances, scheme) -> None:
    page = visit(ADDRESS, color_scheme=scheme)
    page.locator(".sentence a").first.click()
    page.locator(".choose-said, .contents").evaluate_all("all => all.forEach(each => each.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
