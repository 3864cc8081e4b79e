"""Mail that a mail server does not take is told on the home of the admin, from the first refusal on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from letters.pages.work_lists import FIRST
from positions.alerts import outbox
from positions.models import AlertMessage
from tests.factories import told
from tests.positions.alerts.conftest import READER, waiting
from tests.positions.factories import account

LABEL = "Mail die niet weg kan"


@pytest.fixture
def editor(client, django_user_model, codebook, server) -> User:
    user = account(django_user_model, "eva", "redactie")
    user.is_staff = True
    user.save()
    client.force_login(user)
    return user


def home(client, address: str = "/admin/") -> str:
    return told(client.get(address))


def test_a_refusal_of_us_is_told_with_its_code_and_without_the_address(client, editor, mailbox) -> None:
    message = waiting()
    assert f"{LABEL}: Elk bericht aan lezers kon weg." in home(client)
    mailbox.to_recipient = ["530 5.7.0 must issue STARTTLS first"]
    outbox.send_waiting()
    page = home(client)
    assert f"{LABEL} 1" in page and f"Bericht {message.pk} aan abonnee {message.subscriber_id}" in page
    assert "Niet aangenomen (530) sinds" in page and "; pogingen: 1." in page
    assert READER not in page
    assert "Not accepted (530) since" in home(client, "/en/admin/")
    AlertMessage.objects.update(not_before=timezone.now())
    outbox.send_waiting()
    assert f"{LABEL}: Elk" in home(client)


def test_what_was_given_up_and_what_nobody_tries_is_told_too(client, editor, settings) -> None:
    waiting("een@voorbeeld.nl")
    given_up = waiting("twee@voorbeeld.nl")
    assert f"{LABEL}: Elk" in home(client), "it waits for no time yet"
    settings.EMAIL_PORT = 1
    outbox.send_waiting()
    AlertMessage.objects.update(not_before=timezone.now() - timedelta(minutes=11))
    AlertMessage.objects.filter(pk=given_up.pk).update(state="failed", error="550")
    page = home(client)
    assert f"{LABEL} 2" in page and "Opgegeven (550)" in page and "neemt geen verbinding aan" in page


def test_it_is_not_shown_to_who_does_not_run_the_site_or_where_no_mail_is_sent(client, editor, settings) -> None:
    editor.groups.clear()
    assert LABEL not in home(client)
    editor.is_superuser = True
    editor.save()
    assert LABEL in home(client)
    settings.MAILING = False
    assert LABEL not in home(client)


def test_many_cost_no_more_queries_than_few(client, editor) -> None:
    def refused(numbers: range) -> int:
        for number in numbers:
            AlertMessage.objects.filter(pk=waiting(f"lezer{number}@voorbeeld.nl").pk).update(failures=1, error="530")
        with CaptureQueriesContext(connection) as asked:
            client.get("/admin/")
        return len(asked)

    home(client)
    assert refused(range(2)) == refused(range(2, FIRST + 5))
    assert f"{LABEL} {FIRST + 5}" in home(client)
