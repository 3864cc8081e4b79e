"""Editor's walk: drop two files, follow them, proofread one, correct it, and find the correction in the history."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User

from letters.ingestion.store import store
from letters.models import Cabinet, Ingestion, Letter
from tests import factories
from tests.end_to_end.browser.chromium_flags import CHROMIUM
from tests.end_to_end.browser.page_checks import DROP, WIDER_THAN_WINDOW

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

PASSWORD = "een-lang-wachtwoord"
SECONDS = 1000

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which(CHROMIUM), reason="Debian's chromium is not installed"),
]


@pytest.fixture
def page(chromium: Browser) -> Page:
    shown = chromium.new_page(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    shown.set_default_timeout(15 * SECONDS)
    return shown


@pytest.fixture
def desk(live_server, page: Page) -> Page:
    """The index page of the admin, logged in."""
    User.objects.create_superuser("eva", password=PASSWORD)
    Cabinet.objects.create(name="Zee I", start=date(2018, 1, 1))
    page.goto(f"{live_server.url}/admin/")
    page.fill("#id_username", "eva")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_selector("text=Vandaag deed u")
    return page


def open_adding(desk: Page) -> None:
    desk.click("a:has-text('Brief toevoegen')")
    desk.wait_for_selector("form.sp-scripted")


def test_from_two_dropped_files_to_a_corrected_letter(desk: Page, run_steps: Callable[[], None]) -> None:
    open_adding(desk)
    desk.check("text=Ik wil elke brief eerst nakijken")
    texts = [("zee.md", factories.letter()), ("kust <b>.md", factories.letter(number="13", date="4 maart 2019"))]
    desk.evaluate(DROP, texts)
    desk.wait_for_url("**/ingestion/batch/**")
    assert "0 van 2 verwerkt" in desk.inner_text("[data-progress]")

    run_steps()
    desk.wait_for_selector("text=2 van 2 verwerkt")
    assert desk.locator("th:has-text('kust <b>.md')").count() == 1
    desk.click("tr:has-text('zee.md') a:has-text('Nakijken')")

    desk.click("a[href='#bron-document_date']")
    assert desk.locator("mark:target").inner_text() == "3 maart 2019"
    desk.fill("#id_document_date", "31-2-2019")
    desk.click("text=Opslaan")
    assert "geen bestaande datum" in desk.inner_text(".sp-field.sp-wrong")
    desk.fill("#id_document_date", "5 maart 2019")
    desk.click("text=Nog een ondertekenaar")
    desk.fill("#id_signatories-2-name", "A. Kust")
    desk.fill("#id_signatories-2-office", "Minister van Defensie")
    desk.click("text=Opslaan")
    desk.wait_for_selector("text=Hier is de volgende")
    desk.click("text=Weggooien")
    desk.wait_for_selector("text=wordt geen brief")

    run_steps()
    letter = Letter.objects.get()
    assert letter.document_date == date(2019, 3, 5)
    assert [s.name for s in letter.signatories.all()] == ["J.K. Zeegers", "A. Kust"]
    desk.goto(desk.url.split("/admin/")[0] + f"/admin/letters/letter/{letter.pk}/change/")
    desk.click("text=Geschiedenis")
    row = desk.locator("tr:has-text('Datum van de brief')").inner_text()
    assert all(words in row for words in ("eva", "3 maart 2019", "5 maart 2019"))


def test_one_file_is_followed_until_it_can_be_looked_through(desk: Page, run_steps: Callable[[], None]) -> None:
    open_adding(desk)
    desk.evaluate(DROP, [("zee.md", factories.letter())])
    desk.wait_for_url("**/nakijken/")
    run_steps()
    desk.click("text=Opslaan")
    desk.wait_for_selector("text=wordt opgeslagen")
    run_steps()
    desk.wait_for_url("**/letter/*/change/")
    assert "is opgeslagen: nieuwe brief" in desk.inner_text(".messagelist")
    assert "Deze brief is in orde" in desk.inner_text("#content")


def test_one_failing_upload_stops_no_other_and_is_sent_again_by_itself(desk: Page) -> None:
    open_adding(desk)
    desk.route("**/add/upload/", lambda route: route.abort(), times=1)
    desk.evaluate(DROP, [(f"{n}.md", factories.letter(number=str(n))) for n in range(5)])
    desk.wait_for_url("**/ingestion/batch/**")
    assert Ingestion.objects.count() == 5


def test_what_keeps_failing_can_be_sent_again_by_hand(desk: Page) -> None:
    open_adding(desk)
    desk.route("**/add/upload/", lambda route: route.fulfill(status=413, body="{}"), times=1)
    desk.evaluate(DROP, [(f"{n}.md", factories.letter(number=str(n))) for n in range(5)])
    desk.wait_for_selector("text=5 van 5 verstuurd, 1 niet gelukt")
    assert Ingestion.objects.count() == 4
    assert desk.locator("[data-said]").inner_text() == "5 van 5 verstuurd, 1 niet gelukt"
    desk.click("text=Probeer de mislukte opnieuw")
    desk.wait_for_url("**/ingestion/batch/**")
    assert Ingestion.objects.count() == 5


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("brief.txt", "Een brief.")
    return file.getvalue()


BROKEN = {
    "leeg.pdf": (b"", "Het bestand is leeg."),
    "programma.pdf": (b"MZ" + bytes(range(256)) * 8, "geen tekst en geen soort document"),
    "ingepakt.zip": (zipped(), "Dit is een ingepakt bestand"),
    "te-groot.txt": (b"a" * (2 * 1024 * 1024), "MB groot; het mag 1 MB zijn"),
}


def test_leaving_midway_loses_nothing_and_broken_files_say_why(
    desk: Page, run_steps: Callable[[], None], settings
) -> None:
    settings.LETTERS_MAX_BYTES = 1024 * 1024
    good = [(f"{n}.md", factories.letter(number=str(n), sentences=(f"Zin {n} over zee.",))) for n in range(20)]
    good.append(("nog-eens.md", good[0][1]))
    files = [{"name": name, "mimeType": "", "buffer": text.encode()} for name, text in good]
    files += [{"name": name, "mimeType": "", "buffer": data} for name, (data, _) in BROKEN.items()]
    open_adding(desk)
    batch = desk.get_attribute("form.sp-drop", "data-batch")
    held_up: list[Route] = []
    desk.route("**/add/upload/", lambda route: held_up.append(route) if len(held_up) > 9 else let_go(route, held_up))
    desk.set_input_files("input[type=file]", files)
    desk.wait_for_selector("text=/^1[0-9] van 25 verstuurd/")
    site = desk.url.split("/admin/")[0]
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.goto(f"{site}/admin/letters/ingestion/batch/{batch}/")
    desk.unroute_all()
    arrived = Ingestion.objects.filter(batch=batch).count()
    assert 0 < arrived < 25

    desk.reload()
    assert f"{25 - arrived} bestanden zijn nog niet aangekomen" in desk.inner_text("#ontbreekt")
    desk.click("text=Stuur wat ontbreekt")
    desk.wait_for_selector("form.sp-scripted")
    desk.set_input_files("input[type=file]", files)
    desk.wait_for_url("**/ingestion/batch/**")
    assert desk.locator("#ontbreekt").count() == 0
    assert Ingestion.objects.filter(batch=batch).count() == 25
    run_steps()
    desk.wait_for_selector("text=25 van 25 verwerkt")
    assert desk.locator("[data-said]").inner_text() == "25 van 25 verwerkt"
    for name, (_, why) in BROKEN.items():
        assert why in desk.locator("tr", has_text=name).inner_text(), name
    assert "had u al" in desk.locator("tr", has_text="nog-eens.md").inner_text()
    desk.click("a[href$='?toon=mislukt']")
    assert desk.locator("tbody tr").count() == len(BROKEN)


def let_go(route: Route, seen: list[Route]) -> None:
    seen.append(route)
    route.continue_()


ONE_LINE = "e => new Set([...e.getClientRects()].map(r => r.top)).size"
REACHED = """e => { e.scrollLeft = e.scrollWidth; const table = e.querySelector("table").getBoundingClientRect();
    return table.right <= e.getBoundingClientRect().right + 1 && table.width <= 420; }"""


LISTS = ("letters/letter/", "letters/ingestion/", "letters/cabinet/", "positions/stance/", "auth/user/")


@pytest.mark.parametrize("width", [360, 1280])
def test_lists_keep_their_columns_and_scroll_within_themselves(
    desk: Page, run_steps: Callable[[], None], width: int
) -> None:
    store(factories.letter().encode(), name="zee.md", channel=Ingestion.Channel.UPLOAD)
    run_steps()
    desk.set_viewport_size({"width": width, "height": 740})
    site = desk.url.split("/admin/")[0]
    for path in ("", *LISTS):
        desk.goto(f"{site}/admin/{path}")
        assert not desk.evaluate(WIDER_THAN_WINDOW), path
        assert all(head.is_visible() for head in desk.locator("#result_list thead th").all()), path


NAVIGATION = ("Veranderingen", "Vergelijken", "Formuleringen", "Brieven", "Beoordelen", "Coderen", "Beheer")


def test_on_a_phone_no_word_breaks_and_no_column_is_out_of_reach(desk: Page) -> None:
    Cabinet.objects.create(name="Zee-Kust-Haven II", start=date(2010, 1, 1), end=date(2012, 12, 1))
    desk.set_viewport_size({"width": 360, "height": 740})
    desk.reload()
    for words in ("Toegevoegde bestanden", "Concept-codeboeken"):
        assert desk.locator(f".sp-groups a:not(.addlink):has-text('{words}')").evaluate(ONE_LINE) == 1
    site = desk.url.split("/admin/")[0]
    desk.goto(f"{site}/admin/letters/cabinet/")
    assert desk.locator(".results").evaluate(REACHED)
    desk.goto(f"{site}/brieven/")
    tops = [desk.get_by_role("link", name=name, exact=True).bounding_box() for name in NAVIGATION]
    assert len({box["y"] for box in tops if box}) <= 3  # lines that break between words only
