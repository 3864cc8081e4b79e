"""A reader follows a topic by mail, from the link on its page to the last click: asked, confirmed, told, and gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from positions.alerts import compose, outbox, steps
from positions.models import Subscriber, Subscription
from tests.end_to_end.browser.page_checks import pytestmark
from tests.positions.alerts.mail_server import Mailbox, links, serving
from tests.positions.conftest import DOVE, HAWK, anna
from tests.positions.factories import accept, accept_in_bulk, cabinets, letter_of, propose, says, sentence

__all__ = ["accept", "accept_in_bulk", "anna", "cabinets", "letter_of", "propose", "pytestmark", "says"]


@pytest.fixture
def codebook(transactional_db) -> None:
    call_command("load_codebook")


@pytest.fixture
def mailbox(settings, live_server) -> Mailbox:
    made = Mailbox()
    settings.SITE_URL = live_server.url
    settings.EMAIL_BACKEND = "positions.alerts.hand_over.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = "127.0.0.1", False, ""
    with serving(made) as port:
        settings.EMAIL_PORT = port
        yield made


def test_a_reader_follows_a_topic_and_leaves(visit, mailbox, says) -> None:
    says(1, "3 maart 2019", *DOVE)
    steps.look(timezone.now())
    page = visit("/onderwerpen/russia/")
    page.get_by_text("Bewaar", exact=True).click()
    page.get_by_role("link", name="Krijg bericht per mail").click()
    page.get_by_label("Uw e-mailadres").fill("lezer@voorbeeld.nl")
    page.get_by_label("Meteen").check()
    page.get_by_role("button", name="Vraag berichten aan").click()
    page.get_by_role("heading", name="Kijk in uw mail").wait_for()
    outbox.send_waiting()
    page.goto(links(mailbox.mails[0], "/volgen/bevestigen/")[0])
    page.get_by_role("button", name="Ja, volg dit").click()
    page.get_by_role("heading", name="U volgt dit").wait_for()
    assert Subscription.objects.confirmed().count() == 1

    says(2, "4 april 2019", *HAWK)
    later = timezone.now() + timedelta(minutes=11)
    steps.look(later)
    compose.compose(later)
    outbox.send_waiting()
    told = mailbox.mails[1]
    page.goto(links(told, "/brieven/kst-99301-2/")[0])
    assert page.locator(":target").count() == 1
    assert sentence(2, 1, 1) in page.locator("main").inner_text()
    page.goto(links(told, "/veranderingen/")[0])
    assert "omgedraaid" in page.locator(":target").inner_text().lower()
    page.goto(links(told, "/volgen/stoppen/")[0])
    page.get_by_role("button", name="Stop hiermee").click()
    page.get_by_role("heading", name="Gestopt").wait_for()
    assert not Subscriber.objects.exists()
