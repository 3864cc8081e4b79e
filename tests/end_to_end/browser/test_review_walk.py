"""Review, blind coding and adjudication by keyboard alone, with one request per decision; in dark mode, on a phone."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from letters.models import Letter
from positions.models import Assignment, Review, Stance
from positions.review import assignments, decisions
from tests.end_to_end.browser.page_checks import WIDER_THAN_WINDOW, press, pytestmark  # noqa: F401 - the browser's fixture
from tests.positions.factories import SENTENCES

SENTENCE = "#zin"


def test_a_letter_is_reviewed_by_keyboard_alone_one_request_each(signed_in) -> None:
    page = signed_in("/beoordelen/")
    waiting = list(Stance.objects.order_by("start", "pk"))
    requests: list[str] = []
    page.on("request", lambda request: "/static/" in request.url or requests.append(request.url))
    press(page, "a")
    assert waiting[1].quote in page.locator(SENTENCE).inner_text()
    press(page, "5")
    assert Stance.objects.get(corrects=waiting[1]).score == 2
    press(page, "z")
    assert waiting[1].quote in page.locator(SENTENCE).inner_text()
    page.keyboard.press("k")
    assert "Verbeteren" in page.get_by_role("button", name="Verbeteren").inner_text()
    press(page, "a")
    assert Stance.objects.get(corrects=waiting[1], holder="cabinet").pk
    press(page, "ArrowLeft")
    assert waiting[1].quote in page.locator(SENTENCE).inner_text()
    press(page, "ArrowRight")
    for _ in waiting[2:]:
        press(page, "x")
    assert "Alles is beslist" in page.locator(SENTENCE).inner_text()
    assert len(requests) == 1 + 1 + 1 + 1 + 2 + len(waiting[2:])
    assert not Stance.objects.open().exists()
    assert page.evaluate("document.activeElement.id") == "zin"


def test_the_keys_are_shown_and_can_be_turned_off(signed_in) -> None:
    page = signed_in("/beoordelen/")
    page.keyboard.press("?")
    page.get_by_text("uw laatste beslissing ongedaan maken").wait_for()
    page.get_by_label("Toetsen gebruiken").press("Space")
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    assert not Review.objects.exists()


@pytest.fixture
def asked(signed_in, django_user_model) -> Assignment:
    """Carla, who is logged in, is assigned the letter for blind coding."""
    carla = decisions.coder_of(django_user_model.objects.get(username="carla"))
    return assignments.ask(carla, Letter.objects.get(), by=None)


def test_a_letter_is_coded_blind_and_a_difference_settled_by_keyboard_alone(signed_in, asked: Assignment) -> None:
    page = signed_in(f"/coderen/{asked.pk}/")
    requests: list[str] = []
    page.on("request", lambda request: "/static/" in request.url or requests.append(request.url))
    assert SENTENCES[0] in page.locator(SENTENCE).inner_text()
    page.keyboard.press("5")  # an incomplete answer sends no request
    assert "Kies eerst" in page.locator("#proposal .notice").inner_text()
    for key in ("r", "k", "+", "2", "e", "b"):  # one stance is added, and stays on screen
        page.keyboard.press(key)
    assert requests == []
    press(page, "0")
    assert {(s.topic.slug, s.holder, s.score) for s in Stance.objects.filter(assignment=asked)} == {
        ("russia", "cabinet", -1), ("eu-cooperation", "allies", None)
    }  # fmt: skip
    press(page, "x")
    press(page, "ArrowLeft")
    assert SENTENCES[1] in page.locator(SENTENCE).inner_text()
    for key in ("d", "n"):
        page.keyboard.press(key)
    press(page, "4")
    press(page, "x")
    press(page, "x")
    assert "alle zinnen gehad" in page.locator(SENTENCE).inner_text()
    assert len(requests) == 6
    press(page, "a")
    asked.refresh_from_db()
    assert asked.done_at
    with page.expect_navigation():
        page.keyboard.press("a")
    differing = page.locator(SENTENCE).inner_text()
    page.keyboard.press("1")
    page.keyboard.press("t")
    page.keyboard.type("zo staat het in de zin")
    press(page, "Enter")
    assert page.locator("#proposal .notice").inner_text() == "Vastgelegd."
    settled = Review.objects.get(settles=True, decision="accept")
    assert (settled.note, settled.stance.quote) == ("zo staat het in de zin", differing)
    assert page.evaluate("document.activeElement.id") == "zin"
    press(page, "z")
    assert page.locator(SENTENCE).inner_text() == differing


def test_a_letter_is_read_whole_by_keyboard_alone_one_request_a_sentence(signed_in) -> None:
    key = Letter.objects.get().key
    page = signed_in(f"/beoordelen/brief/{key}/")
    page.get_by_role("button", name="Lees deze brief zin voor zin").press("Enter")
    page.locator(SENTENCE).wait_for()
    requests: list[str] = []
    page.on("request", lambda request: "/static/" in request.url or requests.append(request.url))
    press(page, "a")
    press(page, "x")
    press(page, "x")
    assert SENTENCES[3] in page.locator(SENTENCE).inner_text()
    page.keyboard.press("4")  # a coding that is not whole sends no request
    page.keyboard.press("c")
    press(page, "0")
    assert {(s.quote, s.score) for s in Stance.objects.accepted()} >= {(SENTENCES[3], None)}
    assert "alle zinnen gehad" in page.locator(SENTENCE).inner_text()
    press(page, "a")
    assert len(requests) == len(SENTENCES) + 1
    assert Assignment.objects.reading().get().letter.key == key
    assert "Deze brief is gelezen" in page.locator(SENTENCE).inner_text()


def test_a_third_coding_is_given_by_keyboard(signed_in, asked: Assignment) -> None:
    page = signed_in(f"/coderen/{asked.pk}/")
    for _ in SENTENCES:
        press(page, "x")
    press(page, "a")
    with page.expect_navigation():
        page.keyboard.press("a")
    for key in ("o", "a", "Tab", "v", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("het is een agendapunt")
    press(page, "Enter")
    own = Stance.objects.accepted().get()
    assert (own.holder, own.score, str(own.coder)) == ("adviser", None, "carla")


def test_many_are_accepted_but_for_what_is_unchecked(signed_in, django_user_model) -> None:
    django_user_model.objects.get(username="carla").groups.add(Group.objects.get(name="redactie"))
    page = signed_in("/beoordelen/veel/")
    number = Stance.objects.open().count()
    page.get_by_role("button", name=f"Accepteer deze {number}").wait_for()
    page.locator("[name=keep]").first.uncheck()
    page.get_by_role("button", name=f"Accepteer deze {number - 1}").click()
    page.get_by_text("dat u wegliet staat nog open").wait_for()
    assert (Stance.objects.accepted().count(), Stance.objects.open().count()) == (number - 1, 1)


def test_without_javascript_the_forms_do_the_same(signed_in) -> None:
    page = signed_in("/beoordelen/", java_script_enabled=False)
    first = page.locator(SENTENCE).inner_text()
    page.get_by_role("button", name="Accepteren").click()
    assert page.locator(SENTENCE).inner_text() != "" != first
    assert Review.objects.get().decision == "accept"


def test_topics_show_their_own_axis_when_chosen(signed_in) -> None:
    page = signed_in("/beoordelen/")
    page.keyboard.press("d")
    assert page.get_by_label("Defensie-uitgaven").is_checked()
    assert page.locator("legend span[data-topic='defence-spending']").is_visible()
    assert not page.locator("legend span[data-topic='russia']").is_visible()
