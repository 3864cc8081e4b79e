"""No message is lost, and none goes out more than twice: server away, greylisting, refused, worker killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.utils import timezone

from positions.alerts import outbox
from positions.models import AlertMessage, Subscriber
from tests.positions.alerts.conftest import READER, waiting
from tests.positions.alerts.mail_server import Mailbox, serving

PROJECT = Path(__file__).resolve().parents[3]
SEND = """
import django
django.setup()
from positions.alerts import outbox
outbox.send_waiting()
"""


@pytest.fixture
def message(codebook, server) -> AlertMessage:
    return waiting()


def again() -> None:
    """Send what waits, as if its time had come."""
    AlertMessage.objects.filter(state="waiting").update(not_before=timezone.now())
    outbox.send_waiting()


def state(message: AlertMessage) -> tuple[str, int]:
    message.refresh_from_db()
    return message.state, message.handed


def test_a_message_goes_once(message, mailbox) -> None:
    outbox.send_waiting()
    again()
    outbox.send_one(message.pk)
    assert (len(mailbox.mails), state(message)) == (1, ("sent", 1))
    assert mailbox.mails[0]["Message-ID"] == f"<{message.key}@standpunt.example>"


def test_a_server_that_is_away_for_a_minute_loses_nothing(codebook, settings, mailbox, server) -> None:
    """And the messages that wait are not counted as sent."""
    message, port = waiting(), settings.EMAIL_PORT
    settings.EMAIL_PORT = 1
    outbox.send_waiting()
    assert (mailbox.mails, state(message)) == ([], ("waiting", 0))
    settings.EMAIL_PORT = port
    outbox.send_waiting()
    assert (len(mailbox.mails), state(message)) == (1, ("sent", 1))


def test_greylisting_makes_it_wait_longer_each_time(message, mailbox) -> None:
    mailbox.to_recipient = ["451 later", "451 later"]
    outbox.send_waiting()
    assert state(message) == ("waiting", 0)
    first = message.not_before - timezone.now()
    outbox.send_waiting()
    assert mailbox.mails == []  # it has not waited yet
    again()
    message.refresh_from_db()
    assert message.not_before - timezone.now() > first
    again()
    assert (len(mailbox.mails), state(message)) == (1, ("sent", 1))


def test_what_is_put_off_for_five_days_is_given_up(message, mailbox) -> None:
    mailbox.to_recipient = ["451 later"]
    AlertMessage.objects.update(made_at=timezone.now() - timedelta(days=5))
    outbox.send_waiting()
    assert state(message) == ("failed", 0)
    assert message.error == "451"


@pytest.mark.parametrize("where", ["to_recipient", "to_text"])
def test_an_address_that_is_refused_is_mailed_no_more_and_the_next_is(message, mailbox, where) -> None:
    other = waiting("ander@voorbeeld.nl")
    setattr(mailbox, where, ["550 nobody here"])
    outbox.send_waiting()
    assert mailbox.recipients == ["ander@voorbeeld.nl"]
    assert Subscriber.objects.get() == other.subscriber


@pytest.mark.parametrize("where", ["to_recipient", "to_text"])
@pytest.mark.parametrize(
    "answer",
    [
        "554 5.7.1 relay access denied",
        "550 5.7.26 your mail is not authenticated",
        "552 5.3.4 message too big for the system",
        "530 5.7.0 must issue STARTTLS first",
        "535 5.7.8 sign in first",
        "503 bad sequence of commands",
        "521 does not accept mail",
        "551 5.1.8 bad sender's system address",
    ],
)
def test_a_refusal_of_us_stops_no_reader(message, mailbox, where, answer) -> None:
    setattr(mailbox, where, [answer])
    outbox.send_waiting()
    assert state(message) == ("waiting", 0)
    assert (message.failures, message.error) == (1, answer[:3])
    again()
    assert mailbox.recipients == [READER]


@pytest.mark.parametrize(
    "answer", ["501 5.1.3 bad recipient address", "553 5.1.2 no such host", "552 5.2.2 full", "554 no"]
)
def test_a_refusal_of_the_address_stops_its_reader(message, mailbox, answer) -> None:
    mailbox.to_recipient = [answer]
    outbox.send_waiting()
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("where", ["to_recipient", "to_text"])
@pytest.mark.parametrize(
    "answer", ["xyz", "999 what", "354 go on", "421 bye", "251-one\r\n451 two", f"451 {'x' * 900}"]
)
def test_an_odd_answer_loses_no_message(message, mailbox, where, answer) -> None:
    setattr(mailbox, where, [answer])
    for _ in range(2):
        again()
    assert Subscriber.objects.exists()
    assert READER in mailbox.recipients


def test_one_run_sends_all_that_waits_and_tries_each_once(message, mailbox, monkeypatch) -> None:
    monkeypatch.setattr(outbox, "AT_ONCE", 2)
    for n in range(4):
        waiting(f"lezer{n}@voorbeeld.nl")
    mailbox.to_recipient = ["451 later"]
    outbox.send_waiting()
    assert len(mailbox.mails) == 4
    assert state(message) == ("waiting", 0)
    assert message.failures == 1


def test_a_sender_that_is_refused_stops_no_subscription(message, mailbox, monkeypatch) -> None:
    async def refuse(*asked):
        return "550 not you"

    monkeypatch.setattr(Mailbox, "handle_MAIL", refuse, raising=False)
    outbox.send_waiting()
    assert (mailbox.mails, state(message)) == ([], ("waiting", 0))


def test_a_connection_that_breaks_after_the_text_is_tried_once_more_and_then_no_more(message, mailbox) -> None:
    mailbox.to_text = ["421 bye", "250 OK"]
    outbox.send_waiting()
    assert state(message) == ("waiting", 0)  # said plainly: not accepted
    mailbox.breaks = 2
    again()
    assert state(message) == ("waiting", 1)
    again()
    assert state(message) == ("failed", 2)
    again()
    assert [mail["Message-ID"] for mail in mailbox.mails] == [f"<{message.key}@standpunt.example>"] * 2


def test_a_message_that_cannot_be_made_keeps_the_others_from_nothing(message, mailbox, monkeypatch) -> None:
    waiting("ander@voorbeeld.nl")
    made = outbox.mail.made

    def fail_first(asked):
        if asked == message:
            raise ValueError
        return made(asked)

    monkeypatch.setattr(outbox.mail, "made", fail_first)
    outbox.send_waiting()
    assert mailbox.recipients == ["ander@voorbeeld.nl"]
    assert state(message) == ("waiting", 0)


def test_who_left_while_the_message_waited_gets_none(message, mailbox) -> None:
    message.subscriber.delete()
    outbox.send_waiting()
    outbox.send_one(message.pk)
    assert mailbox.mails == []


# A worker of its own that is killed sees only what is committed.


def worker(port: int, *, lease: int = 1) -> subprocess.Popen[bytes]:
    """Start a process that sends what waits, on this database, and what another has had for `lease` seconds."""
    database = connection.settings_dict
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.positions.alerts.worker_settings",
        "WORKER_DATABASE": str(database["NAME"]),
        "STANDPUNT_SMTP_HOST": "127.0.0.1",
        "STANDPUNT_SMTP_PORT": str(port),
        "STANDPUNT_SMTP_SECURITY": "none",
        "STANDPUNT_SITE_URL": "https://standpunt.example",
        "STANDPUNT_LEASE_SECONDS": str(lease),
    }
    return subprocess.Popen([sys.executable, "-c", SEND], cwd=PROJECT, env=environment)


def ran(port: int) -> int:
    return worker(port).wait(60)


def test_a_worker_that_is_killed_between_hand_over_and_commit_sends_again_once(transactional_db, mailbox) -> None:
    message = waiting()
    with serving(mailbox) as port:
        for _time in range(2):
            started = worker(port)
            mailbox.kills = [started.pid]
            assert started.wait(60) < 0
            mailbox.kills = []
            assert state(message)[0] == "handing"
            time.sleep(1.1)
        assert ran(port) == 0
    assert [mail["Message-ID"] for mail in mailbox.mails] == [f"<{message.key}@standpunt.example>"] * 2
    assert state(message) == ("failed", 2)


def test_a_worker_that_is_killed_once_is_made_up_for(transactional_db, mailbox) -> None:
    message = waiting()
    with serving(mailbox) as port:
        started = worker(port)
        mailbox.kills = [started.pid]
        assert started.wait(60) < 0
        mailbox.kills = []
        time.sleep(1.1)
        assert ran(port) == 0
    assert len(mailbox.mails) == 2
    assert state(message) == ("sent", 2)


def test_a_worker_that_is_gone_before_it_handed_over_loses_nothing(message, mailbox) -> None:
    long_ago = timezone.now() - timedelta(seconds=site_settings.LETTERS_LEASE_SECONDS + 1)
    AlertMessage.objects.update(state="claimed", claimed_at=long_ago)
    outbox.send_waiting()
    assert (len(mailbox.mails), state(message)) == (1, ("sent", 1))


def test_two_workers_at_once_send_each_message_once(transactional_db, mailbox) -> None:
    messages = [waiting(f"lezer{n}@voorbeeld.nl") for n in range(6)]
    with serving(mailbox) as port:
        both = [worker(port, lease=300), worker(port, lease=300)]
        assert [each.wait(60) for each in both] == [0, 0]
    assert len(mailbox.mails) == len({mail["Message-ID"] for mail in mailbox.mails}) == len(messages)
