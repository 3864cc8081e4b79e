"""Review in one view: nothing is scrolled to judge a proposal, on a laptop, nor there at 110 %."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from positions.models import Coder, CodingRun, Stance
from tests.end_to_end.browser.page_checks import WIDER_THAN_WINDOW, pytestmark  # noqa: F401 - the browser's fixture
from tests.factories import letter

LAPTOP, LAPTOP_AT_110 = {"width": 1280, "height": 800}, {"width": 1164, "height": 727}
LOWEST = """[...document.querySelectorAll("#zin, .judged input, .judged button, .judged .anchor, .judged .why, .whole")]
    .filter(e => e.checkVisibility()).map(e => [e.getBoundingClientRect().bottom + scrollY, e.outerHTML.slice(0, 60)])
    .reduce((a, b) => a[0] > b[0] ? a : b)"""
SIDES = """["#zin", ".judged"].map(s => document.querySelector(s).getBoundingClientRect())
    .map(r => [r.left, r.right, r.top])"""
# As long as sentences of real letters are, in a passage that is too long to show.
LONG = (
    "Het kabinet vindt dat de NAVO, hoe moeizaam de gesprekken van de afgelopen jaren in Brussel ook verliepen, de "
    "dialoog met Rusland moet blijven zoeken en daarbij de eigen bondgenoten tijdig moet betrekken."
)
REST = " ".join(f"In haven nummer {n} lag de vloot van de visserij dat jaar weken stil." for n in range(20))


@pytest.fixture
def long_one(signed_in, take_in) -> Stance:
    """Return a proposal on a long sentence in a long passage."""
    take_in(letter(number="7", sentences=(f"{REST} {LONG} {REST}", REST)))
    call_command("propose")
    return Stance.objects.get(quote=LONG)


@pytest.mark.parametrize("size", [LAPTOP, LAPTOP_AT_110])
def test_sentence_reasons_and_every_choice_are_in_view(signed_in, long_one: Stance, size) -> None:
    page = signed_in(f"/beoordelen/?voorstel={long_one.pk}", viewport=size)
    assert page.locator("[name=score]:checked").count() == 1
    assert page.evaluate(LOWEST)[0] <= size["height"], page.evaluate(LOWEST)
    (_, right, _), (left, _, _) = page.evaluate(SIDES)
    assert right < left
    assert not page.evaluate(WIDER_THAN_WINDOW)


@pytest.mark.parametrize("size", [LAPTOP, LAPTOP_AT_110])
def test_two_proposals_that_differ_are_in_view_with_every_choice(signed_in, long_one: Stance, size) -> None:
    other = Coder.objects.create(name="tweede", version="1", kind=Coder.Kind.MACHINE)
    CodingRun.objects.create(revision=long_one.revision, coder=other, codebook=long_one.codebook)
    cues = {"cues": ["«dialoog» → Rusland", "«de NAVO» → NAVO"], "confidence": "low", "coder": other}
    place = {name: getattr(long_one, name) for name in ("revision", "start", "end", "quote", "topic", "codebook")}
    Stance.objects.create(**place, **cues, holder="nato", score=2)
    page = signed_in(f"/beoordelen/?voorstel={long_one.pk}", viewport=size)
    assert page.get_by_role("button", name="Neem over").count() == 2
    assert page.evaluate(LOWEST)[0] <= size["height"], page.evaluate(LOWEST)


def test_a_context_that_is_cut_says_so_and_shows_the_rest(signed_in, long_one: Stance) -> None:
    page = signed_in(f"/beoordelen/?voorstel={long_one.pk}", viewport=LAPTOP)
    assert "haven nummer 9" not in page.locator(".seen").inner_text()
    page.get_by_text("De tekst eromheen is ingekort").wait_for()
    page.keyboard.press("l")
    assert "haven nummer 9" in page.locator(".whole").inner_text()


def test_a_mention_asks_for_no_holder_and_no_score(signed_in, long_one: Stance) -> None:
    page = signed_in(f"/beoordelen/?voorstel={long_one.pk}")
    page.get_by_label("vermelding").check()
    assert not page.get_by_text("Wie vindt dit").is_visible()
    assert not page.get_by_label("+2").is_visible()
    page.get_by_label("standpunt", exact=False).first.check()
    assert page.get_by_text("Wie vindt dit").is_visible()


def test_on_a_phone_there_is_one_column(signed_in, long_one: Stance) -> None:
    page = signed_in(f"/beoordelen/?voorstel={long_one.pk}", viewport={"width": 360, "height": 780})
    (_, _, sentence), (_, _, choices) = page.evaluate(SIDES)
    assert sentence < choices
    assert not page.evaluate(WIDER_THAN_WINDOW)
