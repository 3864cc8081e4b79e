"""The tasks of the workers: what they do each minute, and what that costs while nothing is new."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from positions import tasks
from positions.alerts import compose, steps
from positions.models import AlertMessage, AnnouncedStep, Subscriber, Subscription, TopicLook
from tests.positions.conftest import DOVE, HAWK

pytestmark = pytest.mark.django_db


def test_who_asks_need_not_wait_for_the_minute(client, codebook, server, mailbox) -> None:
    client.post("/volgen/?topic=russia", {"address": "lezer@voorbeeld.nl", "rhythm": "daily"})
    tasks.send_message(AlertMessage.objects.get().pk)
    tasks.send_mail()
    assert len(mailbox.mails) == 1


def test_each_minute_news_is_looked_for_and_who_did_not_confirm_is_forgotten(codebook, follow, says) -> None:
    says(1, "3 maart 2019", *DOVE)
    says(2, "4 april 2019", *HAWK)
    Subscriber.objects.create(address="nooit@voorbeeld.nl")
    tasks.find_news()
    assert AnnouncedStep.objects.get().baseline
    assert not Subscriber.objects.exists()


def test_where_no_mail_is_sent_no_topic_is_looked_at(codebook, settings) -> None:
    settings.MAILING = False
    tasks.find_news()
    assert not TopicLook.objects.exists()


def test_while_nothing_is_new_a_minute_costs_few_questions_however_many_follow(
    follow, says, django_assert_max_num_queries
) -> None:
    says(1, "3 maart 2019", *DOVE)
    for n in range(20):
        follow(address=f"lezer{n}@voorbeeld.nl")
        follow("q=zee", address=f"lezer{n}@voorbeeld.nl")
    now = timezone.now()
    with django_assert_max_num_queries(9):
        steps.look(now)
        compose.compose(now)
    assert Subscription.objects.count() == 40


@pytest.mark.parametrize("query", ["q=zee", "topic=russia"])
def test_what_many_follow_is_looked_up_once(follow, says, letter_of, query) -> None:
    """A round in which something is new, and not for them, costs the same for three readers and for twelve."""
    says(1, "3 maart 2019", *DOVE)
    counts = []
    for number, readers in ((2, 3), (3, 12)):
        Subscriber.objects.all().delete()
        for n in range(readers):
            follow(query, address=f"lezer{n}@voorbeeld.nl")
        letter_of(number, "4 april 2019", "Over land is minder te zeggen.", "Verder niets.", title="Iets anders")
        later = timezone.now() + timedelta(minutes=11)
        with CaptureQueriesContext(connection) as queries:
            compose.compose(later)
        counts.append(len(queries))
    assert counts[0] == counts[1] < 20
    assert not AlertMessage.objects.exists()
