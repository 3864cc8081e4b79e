"""Fields of a letter: known, unknown, and set by an editor."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command

from letters.ingestion import edit
from letters.ingestion.link import resolve_citations_of
from letters.ingestion.open_questions import Attention
from letters.ingestion.withdraw import put_back, withdraw
from letters.models import Cabinet, Ingestion, Letter
from tests.factories import letter
from tests.kept import kept


@kept
def cabinets(db) -> None:
    Cabinet.objects.create(
        name="Kabinet-Noordman", start=date(2017, 10, 26), demissionary_from=date(2021, 1, 15), end=date(2022, 1, 10)
    )


@pytest.mark.parametrize(
    ("day", "cabinet", "demissionary"),
    [
        ("3 maart 2019", "Kabinet-Noordman", False),
        ("15 januari 2021", "Kabinet-Noordman", True),
        ("1 mei 1999", None, None),
    ],
)
def test_the_cabinet_follows_from_the_date(
    take_in, cabinets, day: str, cabinet: str | None, demissionary: bool | None
) -> None:
    found = take_in(letter(date=day)).letter
    assert (found.cabinet and found.cabinet.name, found.demissionary) == (cabinet, demissionary)


def test_a_date_outside_every_cabinet_is_asked_about(take_in, cabinets) -> None:
    assert take_in(letter(date="1 mei 1999")).letter.attention == [Attention.NO_CABINET]


def test_what_the_text_does_not_say_stays_unknown_and_is_asked(take_in, cabinets) -> None:
    found = take_in(letter(number=None, date=None)).letter
    assert (found.document_date, found.cabinet, found.identifier, found.number) == (None, None, None, None)
    assert found.attention == [Attention.NO_DATE]


def test_a_date_that_does_not_exist_is_unknown_and_shown_as_written(take_in) -> None:
    found = take_in(letter(date="31 februari 2020")).letter
    assert found.document_date is None
    assert "31 februari 2020" in found.written_date
    assert Attention.BAD_DATE in found.attention


def test_a_letter_that_needs_attention_is_shown_like_any_other(take_in) -> None:
    found = take_in(letter(date=None)).letter
    assert found.attention
    assert found in Letter.objects.published()


def test_an_editor_fills_in_what_was_unknown(take_in, cabinets, admin_user) -> None:
    found = take_in(letter(date=None)).letter
    edit.correct(found, {"document_date": "2019-03-03"}, user=admin_user, reason="staat in de e-mail")
    found.refresh_from_db()
    assert (found.document_date, found.cabinet.name, found.attention) == (date(2019, 3, 3), "Kabinet-Noordman", [])
    assert found.found("document_date") == {"by": "editor"}
    change = found.edits.get(field="document_date")
    assert (change.user, change.old, change.new) == (admin_user, "", "2019-03-03")


def test_an_editor_can_leave_it_unknown(take_in, admin_user) -> None:
    found = take_in(letter(date=None)).letter
    for code in list(found.attention):
        edit.leave_unknown(found, code, user=admin_user)
    found.refresh_from_db()
    assert (found.attention, found.document_date) == ([], None)


def test_a_later_copy_never_overwrites_what_an_editor_said(take_in, admin_user) -> None:
    found = take_in(letter()).letter
    edit.correct(found, {"title": "Mijn titel"}, user=admin_user)
    changed = letter().replace("voor de zomer", "na de zomer")
    assert take_in(changed).outcome == Ingestion.Outcome.REVISED
    found.refresh_from_db()
    assert found.title == "Mijn titel"


def test_nor_fills_what_an_editor_emptied(take_in, admin_user) -> None:
    stated = {"source": "tweedekamer", "identifier": "kst-99301-12", "received_date": "2019-03-04"}
    found = take_in(letter(), channel=Ingestion.Channel.SOURCE, stated=stated).letter
    assert found.received_date == date(2019, 3, 4)
    edit.correct(found, {"dossiers": [], "received_date": None}, user=admin_user)
    changed = letter().replace("voor de zomer", "na de zomer")
    take_in(changed, channel=Ingestion.Channel.SOURCE, stated=stated)
    found.refresh_from_db()
    assert (found.received_date, found.dossiers.count(), found.revisions.count()) == (None, 0, 2)


def test_an_identifier_of_another_letter_is_refused_and_nothing_changes(take_in, admin_user) -> None:
    take_in(letter(number="12"))
    other = take_in(letter(number=None, date="9 mei 2020", sentences=("Dit gaat over iets anders.",) * 4)).letter
    with pytest.raises(edit.CorrectionError) as error:
        edit.correct(other, {"number": "9", "identifier": "kst-99301-12"}, user=admin_user)
    assert error.value.field == "identifier"
    other.refresh_from_db()
    assert (other.identifier, other.number) == (None, None)


def test_an_editor_gives_a_letter_its_number_and_citations_to_it_resolve(take_in, admin_user) -> None:
    nameless = take_in(letter(number=None)).letter
    citing = take_in(
        letter(
            number="14",
            date="1 mei 2019",
            sentences=("Ik verwijs naar mijn brief (Kamerstuk 99 301, nr. 12).", "Meer is er niet."),
        )
    ).letter
    assert citing.citations.get().target_letter is None
    edit.correct(nameless, {"identifier": "kst-99301-12"}, user=admin_user)
    assert citing.citations.get().target_letter == nameless
    nameless.refresh_from_db()
    assert nameless.key == "kst-99301-12"


def test_a_citation_resolves_when_its_target_comes_in(take_in) -> None:
    citing = take_in(
        letter(
            number="14",
            date="1 mei 2019",
            sentences=("Ik verwijs naar mijn brief (Kamerstuk 99 301, nr. 12).", "Meer is er niet."),
        )
    ).letter
    target = take_in(letter(number="12")).letter
    assert citing.citations.get().target_letter == target


def test_a_withdrawn_letter_is_off_every_list_and_can_be_put_back(take_in, admin_user) -> None:
    found = take_in(letter()).letter
    withdraw(found, user=admin_user, reason="verkeerde brief")
    assert found not in Letter.objects.published()
    again = take_in(letter())
    assert (again.outcome, again.letter) == ("same", found)
    assert found not in Letter.objects.published()
    put_back(found, user=admin_user)
    assert found in Letter.objects.published()


def test_one_person_has_one_row_however_the_name_is_written(take_in) -> None:
    one = take_in(letter(name="J.K. Zeegers")).letter
    two = take_in(
        letter(number="13", date="1 juni 2019", name="Johan Zeegers", sentences=("Heel iets anders hier.",) * 3)
    ).letter
    assert one.signatories.get().minister == two.signatories.get().minister
    assert two.signatories.get().name == "Johan Zeegers"


def test_cabinets_load_twice_without_doubles(db) -> None:
    call_command("load_cabinets")
    count = Cabinet.objects.count()
    call_command("load_cabinets")
    assert count == Cabinet.objects.count() > 5


def test_an_identifier_that_an_editor_takes_away_is_free_again(take_in, admin_user) -> None:
    wrong = take_in(letter(number="12")).letter
    edit.correct(wrong, {"identifier": ""}, user=admin_user)
    wrong.refresh_from_db()
    assert wrong.identifier is None
    assert wrong.key.startswith("tekst-")
    other = tuple(f"Zin {n} van de brief die echt dit nummer heeft." for n in range(8))
    right = take_in(letter(number="12", date="9 mei 2020", sentences=other))
    assert (right.outcome, right.letter.identifier) == ("new", "kst-99301-12")


def test_a_letter_read_again_by_a_newer_reader_gets_what_that_reads(take_in, admin_user, monkeypatch) -> None:
    found = take_in(letter()).letter
    edit.correct(found, {"title": "Van de redactie"}, user=admin_user)
    Letter.objects.update(number="verkeerd gelezen", title="Van de redactie")
    monkeypatch.setattr("letters.ingestion.record.VERSION", "newer")
    again = take_in(letter())
    found.refresh_from_db()
    assert (again.outcome, found.number, found.title) == ("same", "12", "Van de redactie")
    assert found.revisions.get().read_by == "newer"
    assert found.revisions.get().passages.exists()


@pytest.mark.parametrize("cited", [1, 4])
def test_citations_are_linked_in_as_many_statements_however_many_there_are(
    take_in, cited: int, django_assert_num_queries
) -> None:
    targets = [
        take_in(letter(number=str(n), date=f"{n} mei 2019", sentences=(f"Dit is brief {n} over de zee.",) * 3)).letter
        for n in range(1, cited + 1)
    ]
    named = " en ".join(f"(Kamerstuk 99 301, nr. {n})" for n in range(1, cited + 1))
    citing = take_in(letter(number="14", sentences=(f"Ik verwijs naar {named}.", "Meer is er niet."))).letter
    assert [citation.target_letter for citation in citing.citations.order_by("position")] == targets
    with django_assert_num_queries(1):
        resolve_citations_of(citing)
