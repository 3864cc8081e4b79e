"""The three main tasks end to end: add a letter, follow a topic to a sentence, compare two years and read both."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from letters.models import Letter
from positions import tasks
from positions.models import Stance
from tests.end_to_end.browser.page_checks import (
    DROP,
    draw_chart,
    press,
    pytestmark,  # noqa: F401 - the browser's fixture
)
from tests.factories import letter
from tests.positions.conftest import (  # noqa: F401
    accept,
    accept_in_bulk,
    anna,
    cabinets,
    codebook,
    letter_of,
    mark_read,
    propose,
    says,
    three_letters,
)
from tests.positions.factories import sentence
from tracker.operations import plotlyjs

PASSWORD = "een-lang-wachtwoord"
TALK = "Het kabinet vindt dat de NAVO de dialoog met Rusland moet blijven zoeken."
FISH = ("De visserij kreeg een rustig jaar.", "Het weer in Brussel was die dag goed.")
SENTENCE = ".sentence:has(:target)"
ONE, TWO = sentence(1, 1, -1), sentence(3, 1, 2)


@pytest.fixture(autouse=True)
def plotly() -> None:
    plotlyjs.prepare()


def signed_in(visit, django_user_model):
    call_command("create_roles")
    editor = django_user_model.objects.create_user("eva", password=PASSWORD, is_staff=True)
    editor.groups.add(Group.objects.get(name="redactie"))
    page = visit("/aanmelden/")
    page.fill("#id_username", "eva")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.get_by_role("link", name="Beheer").wait_for()
    return page


def read_in_the_letter(page, quote: str) -> bool:
    """Return whether the page shows this quote in its letter."""
    page.wait_for_url("**/brieven/**#s*")
    return quote in page.locator(SENTENCE).inner_text() and page.locator(SENTENCE).is_visible()


def test_a_letter_is_entered_accepted_and_read_on_the_timeline(visit, run_steps, codebook, django_user_model) -> None:  # noqa: F811
    page = signed_in(visit, django_user_model)
    page.get_by_role("link", name="Beheer").click()
    page.get_by_role("link", name="Brief toevoegen").first.click()
    page.wait_for_selector("form.sp-scripted")
    page.evaluate(DROP, [("rusland.md", letter(sentences=(TALK, *FISH)))])
    page.wait_for_url("**/nakijken/")
    run_steps()
    page.click("text=Opslaan")
    page.wait_for_selector("text=wordt opgeslagen")
    run_steps()
    page.wait_for_url("**/letter/*/change/")
    tasks.propose(Letter.objects.get().pk)

    page.goto(page.url.split("/admin/")[0])
    page.get_by_role("link", name="Beoordelen", exact=True).click()
    assert TALK in page.locator("#zin").inner_text()
    for _ in Stance.objects.open():
        press(page, "a")

    page.goto(page.url.split("/beoordelen/")[0])
    page.get_by_role("link", name="Rusland", exact=True).first.click()
    draw_chart(page)
    page.focus(".live")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.locator(".panel blockquote a").filter(has_text=TALK).click()
    assert read_in_the_letter(page, TALK)


@pytest.mark.parametrize("scripted", [True, False])
def test_a_reader_follows_a_topic_from_home_to_the_sentence(visit, three_letters, scripted) -> None:  # noqa: F811
    page = visit("/", java_script_enabled=scripted)
    page.get_by_role("link", name="Rusland", exact=True).first.click()
    if scripted:
        draw_chart(page)
        page.focus(".live")
        page.keyboard.press("Home")
        page.keyboard.press("Enter")
        page.locator(".panel blockquote a").filter(has_text=ONE).click()
    else:
        assert page.locator(".drawing.on-desk svg").is_visible()
        page.locator(".to-quotes").last.click()
        page.locator("blockquote a").filter(has_text=ONE).click()
    assert read_in_the_letter(page, ONE)


@pytest.mark.parametrize("scripted", [True, False])
def test_a_reader_compares_two_years_and_reads_both_quotes(visit, three_letters, scripted) -> None:  # noqa: F811
    page = visit("/", java_script_enabled=scripted)
    page.get_by_role("link", name="Vergelijken", exact=True).click()
    page.get_by_label("Eerste periode").select_option("2018 · Rutte III")
    page.get_by_label("Tweede periode").select_option("2020 · Rutte III")
    page.get_by_role("button", name="Vergelijk").click()
    russia = page.locator("section", has=page.get_by_role("heading", name="Rusland", exact=False)).last
    assert "verschil +2,4" in russia.inner_text()
    compared = page.url
    for quote in (ONE, TWO):
        page.goto(compared)
        page.locator("blockquote a", has_text=quote).first.click()
        assert read_in_the_letter(page, quote)
