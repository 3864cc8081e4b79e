"""New letters of a search, a dossier or a minister, and those that cite a paper; at once, each day or each week."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from letters.ingestion.withdraw import withdraw
from letters.models import Letter
from letters.search.letter_filter import LetterFilter
from positions.alerts import compose, contents, new_letters
from positions.alerts.subjects import Subject, letters_of
from positions.models import Rhythm, Subscription
from tests.positions.alerts.conftest import after_the_digest
from tests.positions.alerts.mail_server import header, links, text_of
from tests.positions.conftest import DOVE, HAWK

CITES = "Zoals gemeld in Kamerstuk 99 301, nr. 88 houdt het kabinet druk op Rusland."
SEA, LAND = "Over zee is veel te zeggen.", "Over land is minder te zeggen."
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["q=zee", "dossier=99301", "minister=J.K.+Zeegers"])
def test_a_new_letter_is_told_to_who_follows_its_words_its_dossier_or_its_minister(
    letter_of, follow, minutes_later, query
) -> None:
    old = letter_of(1, "3 maart 2019", SEA, "Een oude brief.", name="J.K. Zeegers")
    follow(query)
    minutes_later()
    assert minutes_later.mails == []
    new = letter_of(2, "4 april 2019", SEA, "Een nieuwe brief.", name="J.K. Zeegers")
    minutes_later()
    (mail,) = minutes_later.mails
    assert links(mail, new.get_absolute_url()) and not links(mail, old.get_absolute_url())
    minutes_later(22)
    assert len(minutes_later.mails) == 1


def test_a_letter_that_does_not_fit_is_not_told(letter_of, follow, minutes_later) -> None:
    follow("q=zee")
    letter_of(1, "3 maart 2019", LAND, "Verder niets.", title="Iets anders")
    minutes_later()
    assert minutes_later.mails == []


def test_who_cites_a_paper_is_told_with_the_sentence_and_so_is_the_paper_itself(
    letter_of, follow, minutes_later
) -> None:
    letter_of(1, "3 maart 2019", CITES, "Verder niets.")
    follow("target=kst-99301-88")
    letter_of(2, "4 april 2019", CITES, "Nog een brief.")
    minutes_later()
    assert f"“{CITES}”" in text_of(minutes_later.mails[0])
    letter_of(88, "5 mei 2019", SEA, "Het stuk zelf.")
    minutes_later(22)
    assert "Kamerstuk 99 301, nr. 88 staat nu in Standpunt" in text_of(minutes_later.mails[1])
    assert len(minutes_later.mails) == 2


def test_a_digest_is_one_message_of_all_that_is_new_in_its_rhythm(says, follow, minutes_later, client) -> None:
    says(1, "3 maart 2019", *DOVE)
    follow("topic=russia", Rhythm.DAILY)
    follow("q=vis+OR+visserij", Rhythm.DAILY)
    follow("topic=china", Rhythm.DAILY)
    says(2, "4 april 2019", *HAWK)
    minutes_later()
    assert minutes_later.mails == []
    minutes_later(at=after_the_digest())
    (mail,) = minutes_later.mails
    assert header(mail, "Subject") == "Vandaag: 2 berichten"
    assert "omgedraaid, nu richting afschrikking" in text_of(mail)
    assert "China" not in text_of(mail)
    minutes_later(at=after_the_digest() + timedelta(hours=5))
    minutes_later(at=after_the_digest() + timedelta(days=1))
    assert len(minutes_later.mails) == 1
    stop = header(mail, "List-Unsubscribe").strip("<>").removeprefix("https://standpunt.example")
    assert client.get(stop).content.decode().count("<li>") >= 3
    client.post(stop, {"List-Unsubscribe": "One-Click"})
    assert not Subscription.objects.exists()


def test_a_digest_of_a_week_comes_on_monday_at_seven() -> None:
    def at(day: int, hour: int) -> datetime:
        return timezone.make_aware(datetime(2026, 11, day, hour))

    assert compose.last_hour(Rhythm.WEEKLY, at(30, 7)) == at(30, 7)  # a Monday
    assert compose.last_hour(Rhythm.WEEKLY, at(30, 6)) == at(23, 7)
    assert compose.last_hour(Rhythm.WEEKLY, at(29, 23)) == at(23, 7)
    assert compose.last_hour(Rhythm.DAILY, at(30, 6)) == at(29, 7)
    assert compose.last_hour(Rhythm.DAILY, at(30, 7)) == at(30, 7)


def test_a_decision_that_is_undone_before_the_digest_is_not_in_it(says, follow, minutes_later, anna) -> None:
    says(1, "3 maart 2019", *DOVE)
    follow("topic=russia", Rhythm.DAILY)
    second = says(2, "4 april 2019", *HAWK)
    minutes_later()
    withdraw(second, user=anna.user, reason="dubbel")
    minutes_later(at=after_the_digest())
    assert minutes_later.mails == []


def test_a_letter_that_is_withdrawn_before_the_message_is_made_is_not_in_it(
    letter_of, follow, minutes_later, anna
) -> None:
    follow("dossier=99301", Rhythm.DAILY)
    gone, stays = letter_of(1, "3 maart 2019", SEA, LAND), letter_of(2, "4 april 2019", LAND, "Verder niets.")
    withdraw(gone, user=anna.user, reason="dubbel")
    minutes_later(at=after_the_digest())
    (mail,) = minutes_later.mails
    assert links(mail, stays.get_absolute_url()) and not links(mail, gone.get_absolute_url())


def test_more_letters_than_a_message_lists_are_counted(letter_of, follow, minutes_later, monkeypatch) -> None:
    monkeypatch.setattr(contents, "MOST", 2)
    follow("dossier=99301", Rhythm.DAILY)
    for number in range(1, 6):
        letter_of(number, f"{number} maart 2019", f"Brief nummer {number}.", f"Nog een zin van {number}.")
    minutes_later(at=after_the_digest())
    (mail,) = minutes_later.mails
    assert header(mail, "Subject") == "Vandaag: 5 berichten"
    assert "En nog 3 brieven:" in text_of(mail)
    assert links(mail, "/brieven/?dossier=99301")


def test_a_line_break_in_a_letters_name_does_not_end_the_subject(letter_of, follow, minutes_later) -> None:
    follow("dossier=99301")
    taken = letter_of(1, "3 maart 2019", SEA, LAND)
    type(taken).objects.filter(pk=taken.pk).update(subject="Zee\nBcc: ander@voorbeeld.nl")
    minutes_later()
    (mail,) = minutes_later.mails
    assert header(mail, "Subject") == "Zee Bcc: ander@voorbeeld.nl"
    assert mail["Bcc"] is None
    assert minutes_later.recipients == ["lezer@voorbeeld.nl"]


def test_once_a_day_is_looked_also_at_letters_whose_own_row_did_not_change(letter_of, follow, minutes_later) -> None:
    follow("chamber=Eerste+Kamer")
    fits = letter_of(1, "3 maart 2019", SEA, "Een brief.")
    minutes_later()
    hour_ago = timezone.now() - timedelta(hours=1)
    Letter.objects.filter(pk=fits.pk).update(chamber="Eerste Kamer", updated_at=hour_ago)
    letter_of(2, "4 april 2019", LAND, "Nog een brief.", title="Iets anders")
    minutes_later(22)
    assert minutes_later.mails == []
    letter_of(3, "5 mei 2019", LAND, "De derde brief.", title="Iets anders")
    minutes_later(at=after_the_digest())
    (mail,) = minutes_later.mails
    assert links(mail, fits.get_absolute_url())


def test_who_follows_the_same_is_told_once_each_and_who_came_later_not_at_all(letter_of, follow, minutes_later) -> None:
    for n in range(3):
        follow("q=zee", address=f"lezer{n}@voorbeeld.nl")
    letter_of(1, "3 maart 2019", SEA, "Een brief.")
    minutes_later()
    follow("q=zee", address="later@voorbeeld.nl")
    letter_of(2, "4 april 2019", LAND, "Nog een brief.", title="Iets anders")
    minutes_later(22)
    assert sorted(minutes_later.recipients) == [f"lezer{n}@voorbeeld.nl" for n in range(3)]


def test_a_search_that_cannot_be_looked_up_keeps_no_other_from_its_news(
    letter_of, follow, minutes_later, monkeypatch, caplog
) -> None:
    def fails(subject: Subject, *among: object) -> LetterFilter:
        if subject.what == "q=zee":
            raise ValueError("zee")
        return letters_of(subject, *among)

    follow("q=zee")
    follow("dossier=99301", address="ander@voorbeeld.nl")
    letter_of(1, "3 maart 2019", SEA, "Een brief.")
    with monkeypatch.context() as patch:
        patch.setattr(new_letters, "letters_of", fails)
        minutes_later()
    assert minutes_later.recipients == ["ander@voorbeeld.nl"]
    assert "was not looked up" in caplog.text
    minutes_later()
    assert minutes_later.recipients == ["ander@voorbeeld.nl", "lezer@voorbeeld.nl"]
