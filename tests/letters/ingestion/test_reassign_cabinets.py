"""The cabinet of a letter dated on a swearing-in day is unknown until an editor sets it."""

from __future__ import annotations

import importlib
from datetime import date

import pytest
from django.db.migrations.loader import MigrationLoader

from letters.ingestion import edit, reassign_cabinets
from letters.ingestion.open_questions import Attention
from letters.models import Cabinet, Letter
from tests.factories import SENTENCES, letter
from tests.kept import kept

DAY = "10 januari 2022"


@kept(autouse=True)
def cabinets(db) -> dict[str, Cabinet]:
    """Kabinet-Noordman leaves on the day on which Kabinet-Zuidema enters; both are real, not examples."""
    old = Cabinet.objects.create(
        name="Kabinet-Noordman", start=date(2017, 10, 26), demissionary_from=date(2021, 1, 15), end=date(2022, 1, 10)
    )
    return {"old": old, "new": Cabinet.objects.create(name="Kabinet-Zuidema", start=date(2022, 1, 10))}


@kept
def found(take_in) -> Letter:
    """A letter of that day."""
    return take_in(letter(date=DAY)).letter


def again(found: Letter) -> Letter:
    return Letter.objects.get(pk=found.pk)


def test_its_cabinet_is_unknown_and_an_editor_is_asked_why_that_is(found) -> None:
    assert (found.cabinet, found.demissionary, found.attention) == (None, None, [Attention.SWEARING_IN])
    assert "trad een nieuw kabinet aan" in Attention.SWEARING_IN.label


def test_letters_of_the_days_around_it_follow_from_their_date(take_in) -> None:
    eve, morrow = take_in(letter(date="9 januari 2022")), take_in(letter(number="13", date="11 januari 2022"))
    assert [each.letter.cabinet.name for each in (eve, morrow)] == ["Kabinet-Noordman", "Kabinet-Zuidema"]


@pytest.mark.parametrize(("name", "demissionary"), [("Kabinet-Noordman", True), ("Kabinet-Zuidema", False)])
def test_an_editor_chooses_who_left_or_who_came(found, admin_user, name: str, demissionary: bool) -> None:
    changed = edit.correct(found, {"cabinet": name}, user=admin_user, reason="ondertekend om elf uur")
    kept = again(found)
    assert (changed, kept.cabinet.name, kept.demissionary) == (["cabinet"], name, demissionary)
    assert (kept.edited, kept.attention) == (["cabinet"], [])


def test_the_choice_has_its_line_in_the_history(found, admin_user) -> None:
    edit.correct(found, {"cabinet": "Kabinet-Zuidema"}, user=admin_user, reason="ondertekend om elf uur")
    line = found.edits.get(field="cabinet")
    assert (line.old, line.new, line.user, line.reason) == ("", "Kabinet-Zuidema", admin_user, "ondertekend om elf uur")


def test_a_choice_stands_when_the_letter_comes_in_again(found, take_in, admin_user) -> None:
    edit.correct(found, {"cabinet": "Kabinet-Zuidema"}, user=admin_user)
    take_in(letter(date=DAY).replace("voor de zomer", "na de zomer"))
    assert again(found).cabinet.name == "Kabinet-Zuidema"
    assert again(found).edited == ["cabinet"]


def test_a_choice_can_be_taken_back(found, admin_user) -> None:
    edit.correct(found, {"cabinet": "Kabinet-Zuidema"}, user=admin_user)
    edit.correct(found, {"cabinet": ""}, user=admin_user)
    kept = again(found)
    assert (kept.cabinet, kept.edited, kept.attention) == (None, [], [Attention.SWEARING_IN])
    assert [(line.old, line.new) for line in kept.edits.filter(field="cabinet")] == [
        ("Kabinet-Zuidema", ""),
        ("", "Kabinet-Zuidema"),
    ]


def test_an_editor_can_leave_it_unknown(found, admin_user) -> None:
    edit.leave_unknown(found, Attention.SWEARING_IN.value, user=admin_user)
    assert (again(found).cabinet, again(found).attention) == (None, [])


@pytest.mark.parametrize("name", ["Kabinet-Westra", "Nooit gehoord"])
def test_a_cabinet_that_neither_left_nor_came_is_refused(found, admin_user, name: str) -> None:
    Cabinet.objects.create(name="Kabinet-Westra", start=date(2012, 1, 1), end=date(2017, 10, 26))
    subject = found.subject
    with pytest.raises(edit.CorrectionError) as error:
        edit.correct(found, {"subject": "Iets anders", "cabinet": name}, user=admin_user)
    assert error.value.field == "cabinet"
    assert (again(found).cabinet, again(found).subject) == (None, subject)


def test_on_any_other_day_the_date_decides(take_in, admin_user) -> None:
    other = take_in(letter(date="3 maart 2019")).letter
    with pytest.raises(edit.CorrectionError):
        edit.correct(other, {"cabinet": "Kabinet-Zuidema"}, user=admin_user)
    assert again(other).cabinet.name == "Kabinet-Noordman"


def test_date_and_cabinet_can_be_said_at_once_in_any_order(take_in, admin_user) -> None:
    other = take_in(letter(date=None)).letter
    edit.correct(other, {"cabinet": "Kabinet-Zuidema", "document_date": "2022-01-10"}, user=admin_user)
    assert again(other).cabinet.name == "Kabinet-Zuidema"
    assert again(other).edited == ["cabinet", "document_date"]


def test_under_another_date_the_choice_falls_and_the_history_says_so(found, admin_user) -> None:
    edit.correct(found, {"cabinet": "Kabinet-Zuidema"}, user=admin_user)
    edit.correct(found, {"document_date": "2022-01-09"}, user=admin_user)
    kept = again(found)
    assert (kept.cabinet.name, kept.edited) == ("Kabinet-Noordman", ["document_date"])
    line = kept.edits.filter(field="cabinet").first()
    assert (line.old, line.new, line.reason) == ("Kabinet-Zuidema", "", "de datum laat deze keuze niet meer toe")


def test_a_date_within_the_chosen_cabinet_is_no_choice_of_an_editor(found, admin_user) -> None:
    edit.correct(found, {"cabinet": "Kabinet-Zuidema"}, user=admin_user)
    edit.correct(found, {"document_date": "2022-02-01"}, user=admin_user)
    assert (again(found).cabinet.name, again(found).edited) == ("Kabinet-Zuidema", ["document_date"])


def test_an_invented_letter_knows_only_invented_cabinets(take_in, admin_user) -> None:
    Cabinet.objects.create(name="Van Akkeren", start=date(2022, 1, 10), is_example=True)
    real = take_in(letter(date=DAY)).letter
    invented = take_in(
        letter(number="7", dossier="99 205", date=DAY, sentences=tuple(reversed(SENTENCES))), is_example=True
    ).letter
    assert invented.is_example
    with pytest.raises(edit.CorrectionError):
        edit.correct(invented, {"cabinet": "Kabinet-Zuidema"}, user=admin_user)
    with pytest.raises(edit.CorrectionError):
        edit.correct(real, {"cabinet": "Van Akkeren"}, user=admin_user)
    edit.correct(again(invented), {"cabinet": "Van Akkeren"}, user=admin_user)
    assert again(invented).cabinet.name == "Van Akkeren"


def test_a_swearing_in_in_the_other_world_is_no_such_day_here(take_in) -> None:
    Cabinet.objects.create(name="Van Akkeren", start=date(2019, 3, 3), is_example=True)
    assert take_in(letter(date="3 maart 2019")).letter.cabinet.name == "Kabinet-Noordman"


# -- when the dates of cabinets change


def test_a_swearing_in_that_is_moved_to_a_letters_day_makes_its_cabinet_unknown(take_in, cabinets) -> None:
    other = take_in(letter(date="12 januari 2022")).letter
    cabinets["new"].start = date(2022, 1, 12)
    assert reassign_cabinets.save_cabinet(cabinets["new"]) == 1
    assert (again(other).cabinet, again(other).attention) == (None, [Attention.SWEARING_IN])


def test_a_swearing_in_that_is_moved_away_gives_it_one(found, cabinets) -> None:
    cabinets["new"].start = date(2022, 1, 9)
    reassign_cabinets.save_cabinet(cabinets["new"])
    assert (again(found).cabinet, again(found).attention) == (cabinets["new"], [])


def test_a_choice_stands_while_its_cabinet_left_or_came_that_day(found, cabinets, admin_user) -> None:
    edit.correct(found, {"cabinet": "Kabinet-Noordman"}, user=admin_user)
    cabinets["old"].demissionary_from = None
    assert reassign_cabinets.save_cabinet(cabinets["old"]) == 1
    assert (again(found).cabinet, again(found).demissionary) == (cabinets["old"], False)


def test_a_choice_falls_where_its_cabinet_is_moved_away(found, cabinets, admin_user) -> None:
    edit.correct(found, {"cabinet": "Kabinet-Noordman"}, user=admin_user)
    cabinets["old"].end = date(2022, 1, 8)
    reassign_cabinets.save_cabinet(cabinets["old"])
    assert (again(found).cabinet, again(found).edited) == (None, [])
    assert found.edits.filter(field="cabinet").count() == 2


def test_a_choice_that_the_date_now_says_itself_is_no_editors_any_more(found, cabinets, admin_user) -> None:
    edit.correct(found, {"cabinet": "Kabinet-Zuidema"}, user=admin_user)
    cabinets["new"].start = date(2022, 1, 9)
    reassign_cabinets.save_cabinet(cabinets["new"])
    assert (again(found).cabinet, again(found).edited) == (cabinets["new"], [])


def test_a_letter_of_no_cabinet_is_asked_about_anew_once_it_is_of_a_swearing_in(take_in) -> None:
    other = take_in(letter(date="1 mei 1999")).letter
    assert other.attention == [Attention.NO_CABINET]
    reassign_cabinets.save_cabinet(Cabinet(name="Kabinet-Oosting", start=date(1999, 5, 1), end=date(2003, 1, 1)))
    assert (again(other).cabinet, again(other).attention) == (None, [Attention.SWEARING_IN])


# -- letters stored before this rule

MOVE = importlib.import_module("letters.migrations.0005_swearing_in_days").forget_cabinets
THEN = MigrationLoader(None).project_state(("letters", "0005_swearing_in_days"))


def test_stored_letters_of_such_days_become_unknown_and_are_asked_about(found, take_in, cabinets) -> None:
    eve = take_in(letter(number="13", date="9 januari 2022")).letter
    Letter.objects.filter(pk=found.pk).update(cabinet=cabinets["new"], demissionary=False, attention=["no-chamber"])
    MOVE(THEN.apps, None)
    MOVE(THEN.apps, None)
    kept = again(found)
    assert (kept.cabinet, kept.demissionary, kept.attention) == (None, None, ["no-chamber", Attention.SWEARING_IN])
    line = kept.edits.get(field="cabinet")
    assert (line.old, line.new, line.user) == ("Kabinet-Zuidema", "", None)
    assert again(eve).cabinet == cabinets["old"]


def test_what_an_editor_chose_stays(found, admin_user) -> None:
    edit.correct(found, {"cabinet": "Kabinet-Zuidema"}, user=admin_user)
    MOVE(THEN.apps, None)
    assert again(found).cabinet.name == "Kabinet-Zuidema"
