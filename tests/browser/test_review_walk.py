"""A letter reviewed, coded blind and settled with the keyboard alone, one request a decision; by night, on a phone."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command

from letters.models import Letter
from positions import assigning, reviews
from positions.models import Assignment, Review, Stance
from tests.browser.test_reading import WIDER_THAN_WINDOW, pytestmark, visit  # noqa: F401 - the browser's fixture
from tests.stances.conftest import SENTENCES
from tests.wording import letter

SENTENCE = "#zin"


@pytest.fixture
def signed_in(client, visit, live_server, django_user_model, take_in):  # noqa: F811
    """Open an address as a person who may review; the letter waits, proposed on."""
    call_command("load_codebook")
    call_command("create_roles")
    take_in(letter(sentences=SENTENCES))
    call_command("propose")
    user = django_user_model.objects.create_user("carla")
    user.groups.add(Group.objects.get(name="codeur"))
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value

    def opened(path: str, **form):
        page = visit("/aanmelden/", **form)
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        page.goto(live_server.url + path)
        return page

    return opened


def press(page, key: str) -> None:
    with page.expect_response(lambda response: "/beoordelen/" in response.url or "/coderen/" in response.url) as answer:
        page.keyboard.press(key)
    assert answer.value.ok
    page.wait_for_function("!document.querySelector('#proposal').hasAttribute('aria-busy')")


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
    """Carla, who is signed in, is asked to code the letter blind."""
    carla = reviews.coder_of(django_user_model.objects.get(username="carla"))
    return assigning.ask(carla, Letter.objects.get(), by=None)


def test_a_letter_is_coded_blind_and_a_difference_settled_by_keyboard_alone(signed_in, asked: Assignment) -> None:
    page = signed_in(f"/coderen/{asked.pk}/")
    requests: list[str] = []
    page.on("request", lambda request: "/static/" in request.url or requests.append(request.url))
    assert SENTENCES[0] in page.locator(SENTENCE).inner_text()
    page.keyboard.press("5")  # half an answer asks nothing of the server
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
