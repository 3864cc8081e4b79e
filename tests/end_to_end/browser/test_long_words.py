"""No page is wider than the screen, whatever words a letter holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.management import call_command

from letters.models import Dossier, Letter
from positions import tasks
from positions.domain.scale import Holder
from positions.models import Assignment, Stance, Wording
from positions.review import assignments, decisions
from tests.end_to_end import every_page
from tests.end_to_end.browser.page_checks import NARROW, painted, pytestmark  # noqa: F401
from tests.factories import letter
from tracker.operations import plotlyjs

if TYPE_CHECKING:
    from playwright.sync_api import Page

LONG = "Ruslandbeleidsherzieningsoverleg" * 12
HUGE = "onafgebroken" * 1700
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}
STICKING_OUT = """(() => {
    const root = document.documentElement, room = root.clientWidth;
    if (root.scrollWidth <= room) return [];
    return [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > room + 1)
        .slice(0, 8).map(e => e.tagName + "." + e.className + " in " + e.parentElement.className);
})()"""
TALK = f"Het kabinet vindt dat de NAVO volgens het {LONG} de dialoog met Rusland altijd moet blijven zoeken."
CITES = (
    f"Zoals gemeld in Kamerstuk 99 301, nr. 1 houdt het kabinet met Kamerstuk 99 301, nr. 77 en {LONG} druk op Rusland."
)
WEIGHS = f"Het kabinet wil met Rusland praten en de druk op Rusland opvoeren, aldus {LONG}."


def hostile(number: str, date: str, *sentences: str, word: str = LONG) -> Letter:
    text = letter(number=number, date=date, title=f"Rusland {word}", sentences=sentences, name=f"A. {word}")
    heading = text.replace(sentences[0], f"## {word}\n\n{sentences[0]}")
    return every_page.taken(heading, name=f"{word[:200]}.txt")


@pytest.fixture
def opened(chromium: Any, live_server: Any, client: Any) -> Callable[[str], Page]:
    """Open a page by name in a visitor's or an editor's window, on a site whose letters hold long words."""
    plotlyjs.prepare()
    editor = every_page.build()
    rest = ("Meer niet.", "Dat was het.", every_page.SPEND)
    first = hostile("4", "2 februari 2022", TALK, WEIGHS, CITES, *rest)
    second = hostile("5", "3 maart 2022", f"{TALK[:-1]}, ook nu.", CITES, *rest)
    hostile("6", "4 april 2022", f"Over {HUGE} en Kamerstuk 99 301, nr. 77.", *rest, word=HUGE)
    Dossier.objects.update(title=f"Dossier {LONG}")
    for text, quote, score, holder in ((first, TALK, -1, Holder.CABINET), (second, CITES, 1, Holder.CABINET)):
        every_page.said(text, quote, score, holder, editor)
    call_command("propose", verbosity=0)
    tasks.find_wordings_in_the_rest()
    blind = hostile("7", "5 mei 2022", WEIGHS, *rest)
    assignments.ask(decisions.coder_of(editor), blind, by=None)
    client.force_login(editor)
    filled, cookie = every_page.addresses(), client.cookies[settings.SESSION_COOKIE_NAME].value
    filled |= {
        "key": first.key,
        "citing": second.key,
        "cited": "kst-99301-77",
        "letter": first.pk,
        "stance": Stance.objects.accepted().filter(quote=TALK)[0].pk,
        "chain": Wording.objects.filter(sentences__quote=TALK)[0].pk,
        "assignment": Assignment.objects.get(letter=blind).pk,
    }
    visitor, signed_in = (chromium.new_context(locale="nl-NL", viewport=WIDE) for _ in range(2))
    signed_in.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])

    def by_name(name: str) -> Page:
        page: Page = (signed_in if name in every_page.SIGNED_IN else visitor).new_page()
        page.set_default_timeout(60_000)
        answer = page.goto(live_server.url + PAGES[name].format(**filled))
        assert answer and answer.status == 200
        return page

    return by_name


PAGES = every_page.PUBLIC | every_page.OF_A_MESSAGE | every_page.SIGNED_IN | {"huge": "/brieven/kst-99301-6/"}
PAGES |= {"huge-in-review": "/beoordelen/brief/kst-99301-6/"}


def test_no_page_is_wider_than_the_screen_whatever_words_letters_hold(opened, subtests) -> None:
    for name in PAGES:
        with subtests.test(name):
            page, wide = opened(name), {}
            for size in (WIDE, PHONE, NARROW):
                page.set_viewport_size(size)
                page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
                painted(page)
                wide[size["width"]] = page.evaluate(STICKING_OUT)
            page.close()
            assert {width: out for width, out in wide.items() if out} == {}
