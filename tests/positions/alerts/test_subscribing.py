"""Asking, confirming and leaving: who did not ask gets one message at most, and who leaves is gone."""

from __future__ import annotations

import email
import logging
import re
import stat
from datetime import timedelta
from email.policy import default
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from positions.alerts import outbox, subscriptions
from positions.caching import in_process
from positions.models import AlertMessage, Subscriber, Subscription
from tests.factories import told
from tests.positions.alerts.conftest import READER
from tests.positions.alerts.mail_server import header, html_of, links, text_of
from tracker.models import AuditEntry
from tracker.operations import backups

PAGE = "/volgen/?topic=russia"
pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, codebook, server):
    """Return a function that asks by the form, and sends what waits."""

    def fill_in(address: str = READER, page: str = PAGE, rhythm: str = "at-once", **more: object):
        response = client.post(page, {"address": address, "rhythm": rhythm}, **more)
        outbox.send_waiting()
        return response

    return fill_in


def test_only_the_button_behind_the_link_confirms(client, ask, mailbox) -> None:
    assert ask().headers["Location"] == "/volgen/gevraagd/"
    (mail,) = mailbox.mails
    assert mailbox.recipients == [READER]
    assert "stappen in het standpunt over Rusland (meteen)" in text_of(mail)
    (link,) = links(mail, "/volgen/bevestigen/")
    assert link.startswith("https://standpunt.example/volgen/bevestigen/?t=")
    path = link.removeprefix("https://standpunt.example")
    assert "Wilt u dit volgen?" in told(client.get(path))
    assert not Subscription.objects.confirmed().exists()  # a scanner followed the link
    assert client.post(path).status_code == 302
    assert "U volgt dit" in told(client.get(path))
    assert Subscription.objects.confirmed().count() == 1


def test_the_message_is_in_the_language_of_the_page(ask, mailbox) -> None:
    ask(page="/en/volgen/?topic=russia")
    (mail,) = mailbox.mails
    assert links(mail, "/en/volgen/bevestigen/")
    assert '<html lang="en">' in html_of(mail)
    assert "steps in the position on Russia (at once)" in text_of(mail)


def test_links_never_come_from_the_name_that_was_asked_by(ask, mailbox, settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    ask(headers={"host": "kwaad.example"})
    assert "kwaad.example" not in mailbox.mails[0].as_string()


def test_the_answer_is_the_same_whether_an_address_is_known(ask, mailbox, follow) -> None:
    follow()
    known, unknown = ask(), ask("ander@voorbeeld.nl")
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert mailbox.recipients == ["ander@voorbeeld.nl"]


def test_one_address_is_one_reader_however_it_is_written(ask) -> None:
    ask()
    ask("LEZER@Voorbeeld.nl", page="/volgen/?topic=china")
    assert Subscriber.objects.count() == 1
    assert Subscription.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("lezer@voorbeeld.nl\nBcc: ander@voorbeeld.nl", "Vul één adres in"),
        ("lezer@voorbeeld.nl\r\n\r\nTekst", "Vul één adres in"),
        ("een@voorbeeld.nl, twee@voorbeeld.nl", "Vul één adres in"),
        ("een@voorbeeld.nl;twee@voorbeeld.nl", "Vul één adres in"),
        ("een@voorbeeld.nl@voorbeeld.nl", "Vul één adres in"),
        ("lezer", "geen e-mailadres"),
        ("lezer@voorbeeld", "geen e-mailadres"),
        ("lezer@localhost", "geen e-mailadres"),
        ("lezer@[127.0.0.1]", "geen e-mailadres"),
        ("lezer@[IPv6:::1]", "geen e-mailadres"),
        ("lézer@voorbeeld.nl", "geen e-mailadres"),
        (f"{'a' * 260}@voorbeeld.nl", "geen e-mailadres"),
        (f"{'a' * 65}@voorbeeld.nl", "geen e-mailadres"),
        ("lezer@\u2603.example", "geen e-mailadres"),
        ("", "Vul uw e-mailadres in"),
    ],
)
def test_what_is_not_one_address_is_refused_with_what_to_do(ask, mailbox, typed, says) -> None:
    response = ask(typed)
    assert response.status_code == 400
    assert says in told(response)
    assert (mailbox.mails, Subscriber.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("lezer@müller.example", "lezer@xn--mller-kva.example"),
        ("lezer@straße.example", "lezer@xn--strae-oqa.example"),  # not strasse.example, which is somebody else's
        ("lezer@ｖoorbeeld。example", "lezer@voorbeeld.example"),
    ],
)
def test_a_domain_in_other_letters_is_kept_as_mail_servers_know_it(ask, mailbox, typed, kept) -> None:
    ask(typed)
    assert mailbox.recipients == [kept]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("topic=nergens", "Dit onderwerp is er niet"),
        ("publication=brief", "Dit past op elke brief"),
        ("target=kst-1-1", "Geen brief hier noemt dit stuk"),
        ("target=%00", "Geen brief hier noemt dit stuk"),
        ("cabinet=" + "x" * 600, "niet meer dan 500"),
        ("after=2020-01-01&before=2019-01-01", "draai de twee datums om"),
    ],
)
def test_what_cannot_be_followed_says_what_to_do(client, codebook, query, says) -> None:
    assert says in told(client.get(f"/volgen/?{query}"))
    assert client.post(f"/volgen/?{query}", {"address": READER, "rhythm": "daily"}).status_code == 400
    assert not Subscriber.objects.exists()


def test_a_broad_search_says_how_much_it_lets_through(client, letter_of) -> None:
    letter_of(1, "3 maart 2019", "Het kabinet schrijft.", "En nog een zin.")
    letter_of(2, "4 maart 2019", "Het kabinet schrijft weer.", "En nog een andere zin.")
    assert "Dit past nu op 2 brieven of stukken." in told(client.get("/volgen/?q=kabinet"))


def test_the_21st_request_of_an_hour_is_refused_and_says_when(ask, mailbox) -> None:
    answers = [ask(f"lezer{n}@voorbeeld.nl") for n in range(21)]
    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
    assert "Probeer het over 60 minuten weer" in told(answers[-1])
    assert int(answers[-1].headers["Retry-After"]) > 3000
    assert len(mailbox.mails) == 20


def test_to_one_address_go_five_messages_a_day(ask, mailbox) -> None:
    for slug in ("russia", "china", "defence-spending", "eu-cooperation"):
        ask(page=f"/volgen/?topic={slug}")
    for word in ("vis", "zee", "haven"):
        ask(page=f"/volgen/?q={word}")
    assert len(mailbox.mails) == 5
    waiting = AlertMessage.objects.filter(state="waiting")
    assert waiting.count() == 2
    AlertMessage.objects.update(handed_at=timezone.now() - timedelta(days=1))
    waiting.update(not_before=timezone.now())
    outbox.send_waiting()
    assert len(mailbox.mails) == 7


def test_requests_of_a_stranger_do_not_use_up_the_messages_of_who_follows_something(ask, mailbox, follow) -> None:
    follow()
    for word in ("vis", "zee", "haven", "schip", "kust"):
        ask(page=f"/volgen/?q={word}")
    assert len(mailbox.mails) == 3


def test_what_is_not_confirmed_is_gone_after_48_hours(client, ask, mailbox) -> None:
    ask()
    (link,) = links(mailbox.mails[0], "/volgen/bevestigen/")
    now = timezone.now()
    subscriptions.forget(now + timedelta(hours=47))
    assert Subscriber.objects.exists()
    Subscription.objects.update(asked_at=now - timedelta(hours=48))
    assert client.post(link.removeprefix("https://standpunt.example")).status_code == 404
    subscriptions.forget(now)
    assert not Subscriber.objects.exists()


def test_another_rhythm_takes_the_place_of_the_first_once_it_is_confirmed(ask, follow) -> None:
    first = follow()
    ask(rhythm="daily")
    assert Subscription.objects.confirmed().get() == first
    subscriptions.confirm(Subscription.objects.get(rhythm="daily"))
    assert Subscription.objects.get().rhythm == "daily"


def test_who_stops_the_last_is_gone_by_a_button_alone(client, follow) -> None:
    first, second = follow(), follow("topic=china")
    page = f"/volgen/stoppen/?t={first.token}"
    assert "stappen in het standpunt over Rusland" in told(client.get(page))
    assert Subscription.objects.count() == 2
    assert "Gestopt" in told(client.post(page))
    assert Subscription.objects.get() == second
    client.post(f"/volgen/stoppen/?t={second.token}")
    assert not Subscriber.objects.exists()


def test_one_button_stops_all_and_wipes_the_address(client, follow) -> None:
    first, _second = follow(), follow("topic=china")
    client.post(f"/volgen/stoppen/?t={first.token}", {"all": "1"})
    assert not Subscriber.objects.exists()


def test_a_mail_program_stops_with_one_click_without_session_or_page(follow) -> None:
    subscription, program = follow(), Client(enforce_csrf_checks=True)
    page = f"/volgen/stoppen/?t={subscription.token}"
    once = program.post(page, {"List-Unsubscribe": "One-Click"})
    assert (once.status_code, once.cookies) == (200, {})
    assert not Subscriber.objects.exists()
    assert program.post(page, {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_a_link_that_leads_nowhere_says_so(client, codebook) -> None:
    for page in ("bevestigen", "stoppen"):
        response = client.get(f"/volgen/{page}/?t={'x' * 43}")
        assert response.status_code == 404
        assert "Dit is er niet meer" in told(response)
    assert client.get("/volgen/stoppen/").status_code == client.post("/volgen/stoppen/").status_code == 404


def test_what_finds_nothing_yet_can_be_followed(client, letter_of) -> None:
    letter_of(1, "3 maart 2019", "Het kabinet schrijft.", "En nog een zin.")
    assert 'href="/volgen/?publication=all&amp;q=xyzzy"' in client.get("/zoeken/?q=xyzzy").content.decode()
    assert 'href="/volgen/?q=xyzzy"' in client.get("/brieven/?q=xyzzy").content.decode()


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x>', "een &amp; twee", "a\r\nBcc: x@y.nl"])
def test_words_that_look_like_markup_are_said_as_they_are_and_are_none(client, ask, mailbox, words) -> None:
    ask(page=f"/volgen/?{urlencode({'q': words})}")
    (mail,) = mailbox.mails
    said = f"nieuwe brieven (Woorden: “{words}”)"
    assert said in text_of(mail).replace("\n", "\r\n") or said in text_of(mail)
    assert escape(said) in html_of(mail) or "\r" in words
    assert not re.search("<script|<img", html_of(mail))
    assert "Bcc" not in mail
    assert " ".join(header(mail, "Subject").split()) == " ".join(f"Bevestig: {said}".split())


def test_where_no_mail_is_sent_no_page_offers_it(client, letter_of, settings) -> None:
    letter_of(1, "3 maart 2019", "Het kabinet schrijft.", "En nog een zin.")
    page = "/brieven/?dossier=99301"
    assert "/volgen/?dossier=99301" in client.get(page).content.decode()
    settings.MAILING = False
    in_process.clear()
    assert "/volgen/" not in client.get(page).content.decode()
    assert client.get(PAGE).status_code == 404


def test_without_a_mail_server_the_page_says_in_which_folder_messages_are(client, codebook, settings, tmp_path) -> None:
    folder = tmp_path / "mail"
    settings.EMAIL_HOST, settings.EMAIL_FILE_PATH = "", folder
    settings.EMAIL_BACKEND = "positions.alerts.hand_over.FolderBackend"
    assert str(folder) in told(client.get(PAGE))
    for reader in (READER, "ander@voorbeeld.nl"):
        client.post(PAGE, {"address": reader, "rhythm": "weekly"})
    outbox.send_waiting()
    written = sorted(folder.iterdir())
    mails = [email.message_from_bytes(file.read_bytes(), policy=default) for file in written]
    assert {mail["To"] for mail in mails} == {READER, "ander@voorbeeld.nl"}  # each in a file of its own
    assert {file.suffix for file in written} == {".eml"}  # which mail programs open
    assert all(links(mail, "/volgen/bevestigen/") for mail in mails)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, *written)] == [0o700, 0o600, 0o600]


def test_the_address_stands_in_one_table_and_in_no_log_or_audit_entry(ask, admin_user, client, mailbox, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.CRITICAL, logger="mail.log")  # the mail server's own
    client.force_login(admin_user)
    mailbox.to_recipient = [f"451 later voor {READER}"]
    ask()
    mailbox.to_recipient = [f"550 geen {READER}"]
    AlertMessage.objects.update(not_before=timezone.now())
    holding = tables_with(READER)
    outbox.send_waiting()
    assert holding == {"positions_subscriber"}
    assert AuditEntry.objects.filter(page="follow").exists()
    assert READER not in caplog.text
    assert "abonnee" in str(Subscriber(pk=17))
    assert tables_with(READER) == set()


def tables_with(words: str) -> set[str]:
    found = set()
    with connection.cursor() as cursor:
        for table in backups.tables():
            cursor.execute(f'SELECT COUNT(*) FROM "{table}" t WHERE t::text ILIKE %s', [f"%{words}%"])
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def test_no_copy_of_the_database_has_an_address(follow) -> None:
    follow()
    assert tables_with(READER) <= set(backups.LEFT_OUT)


@pytest.mark.parametrize("page", ["/privacy/", "/en/privacy/"])
def test_the_page_on_privacy_says_how_long_an_address_is_kept(client, codebook, page) -> None:
    assert "48" in told(client.get(page))


def test_the_page_is_in_the_menu_of_every_page_where_mail_is_sent(client, codebook, settings) -> None:
    assert 'href="/volgen/"' in client.get("/").content.decode()
    settings.MAILING = False
    in_process.clear()
    assert 'href="/volgen/"' not in client.get("/").content.decode()
