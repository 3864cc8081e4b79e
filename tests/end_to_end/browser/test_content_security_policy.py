"""The content security policy blocks injected content, and allows all that our own pages do, the admin included."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command
from django.urls import reverse

from letters.models import Letter
from positions.review import assignments, decisions
from tests.end_to_end.browser.page_checks import pytestmark  # noqa: F401
from tests.factories import letter
from tests.positions.factories import SENTENCES
from tracker.operations import plotlyjs

READERS = ("home", "changes", "compare", "wording", "letters", "sources", "method", "agreement", "coverage", "about")
CODERS = ("data", "api", "login", "second-step", "review", "bulk", "lost", "assignments", "disagreements")
INJECTED = """<script>window.ran = "script"</script><img src="/niets.png" onerror="window.ran = 'attribute'">
<a id="lure" href="javascript:window.ran = 'address'">hier</a><style>body { color: rgb(1, 2, 3) }</style>"""


@pytest.fixture
def pages(take_in, admin_user) -> list[str]:
    """Every kind of page with content: for readers, coders and editors."""
    call_command("load_codebook")
    take_in(letter(sentences=SENTENCES))
    call_command("propose")
    held = take_in(letter(number="14"), name="wacht.md", hold=True)
    one = Letter.objects.get()
    asked = assignments.ask(decisions.coder_of(admin_user), one, by=None)
    found = [reverse(name) for name in (*READERS, *CODERS, "admin:index", "admin:password_change")]
    found += [one.get_absolute_url(), "/onderwerpen/russia/", "/onderwerpen/russia/insluiten/", "/zoeken/?q=navo"]
    found += [reverse("blind", args=[asked.pk]), reverse("admin:letters_letter_change", args=[one.pk])]
    found += [reverse("admin:letters_ingestion_look", args=[held.pk]), "/nergens/"]
    kinds = [f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry]
    return found + [reverse(f"admin:{kind}_{page}") for kind in kinds for page in ("changelist", "add")]


@pytest.fixture
def signed_in(client, admin_user, chromium, live_server) -> Any:
    """A browser window of a logged-in administrator."""
    client.force_login(admin_user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page = chromium.new_page()
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return page


def test_no_page_of_ours_does_what_the_policy_forbids(signed_in, live_server, pages) -> None:
    plotlyjs.prepare()
    heard: list[str] = []
    signed_in.on(
        "console", lambda m: "Content Security Policy" not in m.text or heard.append(f"{signed_in.url} {m.text}")
    )
    signed_in.on("pageerror", lambda error: heard.append(f"{signed_in.url} {error}"))
    for path in pages:
        answer = signed_in.goto(live_server.url + path)
        assert answer.status in (200, 403, 404), path
        assert "script-src 'self'" in answer.headers["content-security-policy"].split("; ")
    assert heard == []


def test_what_gets_into_a_page_does_not_run(chromium, live_server) -> None:
    page = chromium.new_page()
    heard: list[str] = []
    page.on("console", lambda m: "Content Security Policy" not in m.text or heard.append(m.text))

    def with_more(route: Any) -> None:
        real = route.fetch()
        route.fulfill(response=real, body=real.text().replace("</main>", f"{INJECTED}</main>"))

    page.route("**/over/", with_more)
    page.goto(f"{live_server.url}/over/")
    page.click("#lure")
    assert page.evaluate("window.ran") is None
    assert page.evaluate("getComputedStyle(document.body).color") != "rgb(1, 2, 3)"
    assert len(heard) == 4
