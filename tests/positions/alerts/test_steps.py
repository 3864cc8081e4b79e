"""A step of a topic is told once, ten minutes after the last decision, in the words of the records."""

from __future__ import annotations

import pytest

from letters.ingestion.withdraw import withdraw
from letters.models import Letter
from positions.alerts import compose, outbox, steps
from positions.codebook import store
from positions.models import AlertMessage, AnnouncedStep, Review, Subscription, ToldItem
from positions.review import undoing
from tests.kept import kept
from tests.positions.alerts.mail_server import header, html_of, links, text_of
from tests.positions.conftest import DOVE, HAWK
from tests.positions.factories import FILLING, sentence

pytestmark = pytest.mark.django_db


@kept
def dove(says) -> Letter:
    return says(1, "3 maart 2019", *DOVE)


@pytest.fixture
def reader(dove, follow) -> Subscription:
    return follow()


def test_a_step_is_told_with_both_quotes_the_counts_and_where_to_look(reader, says, minutes_later, client) -> None:
    says(2, "4 april 2019", *HAWK)
    minutes_later()
    (mail,) = minutes_later.mails
    assert header(mail, "Subject") == (
        "Rusland: omgedraaid, nu richting afschrikking, van −0,8 (5 zinnen) naar +0,8 (5 zinnen)"
    )
    for words in (text_of(mail), html_of(mail)):
        assert f"«{sentence(1, 1, -1)}»" in words and f"«{sentence(2, 1, 1)}»" in words
        assert "(richting toenadering)" in words and "5 zinnen (−1: 4 · 0: 1), los beoordeeld" in words
        assert "(richting afschrikking)" in words and "5 zinnen (0: 1 · +1: 4), los beoordeeld" in words
        assert "Telregels 2." in words
    assert len(links(mail, "/brieven/kst-99301-1/")) == len(links(mail, "/brieven/kst-99301-2/")) == 1
    (step,) = links(mail, "/veranderingen/")
    page = client.get(step.removeprefix("https://standpunt.example")).content.decode()
    assert f'id="{step.partition("#")[2]}"' in page


def test_the_message_can_be_stopped_by_a_mail_program(reader, says, minutes_later, client) -> None:
    says(2, "4 april 2019", *HAWK)
    minutes_later()
    (mail,) = minutes_later.mails
    assert header(mail, "List-Unsubscribe") == f"<https://standpunt.example/volgen/stoppen/?t={reader.token}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = header(mail, "List-Unsubscribe").strip("<>").removeprefix("https://standpunt.example")
    client.post(address, {"List-Unsubscribe": "One-Click"})
    assert not Subscription.objects.exists()


def test_in_english_what_letters_say_stays_dutch(dove, follow, says, minutes_later) -> None:
    follow(language="en")
    says(2, "4 april 2019", *HAWK)
    minutes_later()
    (mail,) = minutes_later.mails
    assert "Russia: reversed" in header(mail, "Subject")
    assert f"«{sentence(2, 1, 1)}»" in text_of(mail)
    assert links(mail, "/en/brieven/kst-99301-2/")
    assert f'lang="nl" style="font-family: serif; margin: 0 0 .5rem 1rem"\n  >«{sentence(2, 1, 1)}»' in html_of(mail)


def test_nothing_is_told_until_ten_minutes_after_the_last_decision(reader, says, minutes_later) -> None:
    says(2, "4 april 2019", *HAWK)
    minutes_later(9)
    assert minutes_later.mails == []
    minutes_later(11)
    minutes_later(30)
    assert len(minutes_later.mails) == 1


def test_many_sentences_and_steps_on_one_topic_are_one_message(reader, says, minutes_later) -> None:
    says(2, "4 april 2019", *HAWK)
    says(3, "5 mei 2019", *DOVE)
    minutes_later()
    (mail,) = minutes_later.mails
    assert header(mail, "Subject") == "Stappen in het standpunt over Rusland: 2"
    assert text_of(mail).count("omgedraaid, nu richting") == 2


def test_a_decision_that_is_undone_in_between_sends_nothing(reader, says, minutes_later, anna) -> None:
    says(2, "4 april 2019", *HAWK)
    undoing.undo(Review.objects.latest("pk").batch, anna)
    minutes_later()
    minutes_later(30)
    assert minutes_later.mails == []


def test_a_decision_that_is_undone_while_the_message_waits_sends_nothing_and_made_again_it_is_told(
    reader, says, minutes_later, anna, accept
) -> None:
    second = says(2, "4 april 2019", *HAWK)
    minutes_later.compose()
    assert AlertMessage.objects.filter(state="waiting").count() == 1
    undoing.undo(Review.objects.latest("pk").batch, anna)
    outbox.send_waiting()
    assert (minutes_later.mails, AlertMessage.objects.count(), ToldItem.objects.count()) == ([], 0, 0)
    accept(second, sentence(2, 5, 0), 0)
    minutes_later(5)
    assert minutes_later.mails == []
    minutes_later(22)
    assert len(minutes_later.mails) == 1


def test_a_step_that_was_told_and_is_made_anew_is_no_news(reader, says, minutes_later, anna, accept) -> None:
    second = says(2, "4 april 2019", *HAWK)
    minutes_later()
    undoing.undo(Review.objects.latest("pk").batch, anna)
    minutes_later(30)
    accept(second, sentence(2, 5, 0), 0)
    minutes_later(60)
    assert len(minutes_later.mails) == 1


def test_a_provisional_step_is_told_once_nothing_is_open(reader, says, propose, minutes_later, accept) -> None:
    second = says(2, "4 april 2019", *HAWK)
    propose(second, FILLING[0], None)
    minutes_later()
    assert minutes_later.mails == []
    accept(second, FILLING[0], None)
    minutes_later(22)
    assert len(minutes_later.mails) == 1


def test_what_stood_before_is_no_news(dove, says, follow, minutes_later) -> None:
    says(2, "4 april 2019", *HAWK)
    follow()
    assert AnnouncedStep.objects.get().baseline
    minutes_later()
    assert minutes_later.mails == []


def test_a_reaffirmed_position_is_no_step_to_tell_but_the_first_of_another_cabinet_is(
    reader, says, minutes_later
) -> None:
    says(2, "4 april 2019", *DOVE)
    says(3, "6 juni 2021", *DOVE)
    minutes_later()
    assert minutes_later.mails == []
    says(4, "2 mei 2022", *DOVE)
    minutes_later(22)
    (mail,) = minutes_later.mails
    assert header(mail, "Subject").startswith("Rusland: Rutte III → Rutte IV: bevestigd")


def test_a_decision_on_another_topic_neither_tells_nor_delays(reader, says, minutes_later, monkeypatch) -> None:
    says(2, "4 april 2019", *HAWK)
    monkeypatch.setattr(steps, "decided_on", lambda now: {"china"})
    minutes_later(1)
    assert minutes_later.mails == []  # looked at a moment ago
    minutes_later(11)
    assert len(minutes_later.mails) == 1


def test_a_letter_that_is_withdrawn_while_the_message_waits_is_not_quoted(reader, says, minutes_later, anna) -> None:
    second = says(2, "4 april 2019", *HAWK)
    minutes_later.compose()
    withdraw(second, user=anna.user, reason="dubbel")
    outbox.send_waiting()
    assert minutes_later.mails == []


def test_examples_are_never_told(reader, says, minutes_later, monkeypatch) -> None:
    says(2, "4 april 2019", *HAWK)
    for module in (steps, compose):
        monkeypatch.setattr(module, "showing_examples", lambda: True)
    minutes_later()
    assert (minutes_later.mails, AnnouncedStep.objects.count()) == ([], 0)


def test_of_a_topic_that_is_dropped_nothing_is_sent_and_the_page_says_so(
    reader, says, minutes_later, monkeypatch, client
) -> None:
    says(2, "4 april 2019", *HAWK)
    left = {slug: axis for slug, axis in store.axes().items() if slug != "russia"}
    for module in ("steps", "subjects", "contents"):
        monkeypatch.setattr(f"positions.alerts.{module}.axes", lambda: left)
    minutes_later()
    assert minutes_later.mails == []
    page = client.get(f"/volgen/stoppen/?t={reader.token}").content.decode()
    assert "een onderwerp dat vervallen is" in page
    confirmed = client.get(f"/volgen/bevestigen/?t={reader.token}").content.decode()
    assert "Er komt hierover geen bericht meer" in confirmed
    assert "/onderwerpen/russia/" not in confirmed  # which is not there
    assert "Dit onderwerp is er niet" in client.get("/volgen/?topic=russia").content.decode()


def test_two_readers_each_get_their_own(dove, follow, says, minutes_later) -> None:
    follow()
    follow(address="ander@voorbeeld.nl")
    says(2, "4 april 2019", *HAWK)
    minutes_later()
    assert sorted(minutes_later.recipients) == ["ander@voorbeeld.nl", "lezer@voorbeeld.nl"]
    assert [mail["To"] for mail in minutes_later.mails] == minutes_later.recipients
    assert len({mail["Message-ID"] for mail in minutes_later.mails}) == 2
