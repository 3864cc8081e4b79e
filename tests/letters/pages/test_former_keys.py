"""Addresses with a key that a letter had before an editor corrected its identifier."""

from __future__ import annotations

import pytest

from letters.ingestion import edit, merge
from letters.ingestion.withdraw import withdraw
from letters.models import Edit, Identifier, Letter, PossibleDuplicate
from tests import factories
from tests.kept import kept

OLD, NEW, LAST = "kst-99301-12", "kst-99301-13", "kst-99301-14"
OTHER = tuple(f"Zin {n} gaat over iets heel anders dan de vorige brief." for n in range(10))


@kept
def known(take_in) -> Letter:
    return take_in(factories.letter()).letter


@pytest.fixture
def rename(admin_user):
    def named(letter: Letter, identifier: str) -> None:
        edit.correct(Letter.objects.get(pk=letter.pk), {"identifier": identifier}, user=admin_user)

    return named


def leads_to(client, old: str, key: str) -> bool:
    """Return True if the page, the clean text, an old version and the API find the letter `key` under `old`."""
    for rest in ("", "tekst.txt?versie=1", "versies/1/"):
        response = client.get(f"/brieven/{old}/{rest}")
        if (response.status_code, response.headers.get("Location")) != (302, f"/brieven/{key}/{rest}"):
            return False
    response = client.get(f"/api/v1/letters/{old}/")
    return response.status_code == 200 and response.json()["key"] == key


def test_an_earlier_key_leads_to_the_letter_after_one_correction_and_after_two(client, known, rename) -> None:
    rename(known, NEW)
    assert leads_to(client, OLD, NEW)
    assert client.get("/brieven/99 301, nr. 12/").headers["Location"] == f"/brieven/{NEW}/"
    rename(known, LAST)
    assert leads_to(client, OLD, LAST)
    assert leads_to(client, NEW, LAST)


def test_so_does_that_of_a_letter_that_has_no_identifier_any_more(client, known, rename) -> None:
    rename(known, "")
    by_text = Letter.objects.get().key
    assert leads_to(client, OLD, by_text)
    rename(known, NEW)
    assert leads_to(client, OLD, NEW)
    assert leads_to(client, by_text, NEW)


def test_a_correction_undone_gives_the_key_back(client, known, rename) -> None:
    rename(known, NEW)
    rename(known, OLD)
    assert client.get(f"/brieven/{OLD}/").status_code == 200
    assert leads_to(client, NEW, OLD)


def test_a_key_that_another_letter_has_by_now_is_that_letters(client, known, rename, take_in, admin_user) -> None:
    rename(known, NEW)
    right = take_in(factories.letter(date="9 mei 2020", sentences=OTHER)).letter
    assert right.key == OLD
    assert client.get(f"/brieven/{OLD}/tekst.txt").content.decode().count("iets heel anders") == len(OTHER)
    assert client.get(f"/api/v1/letters/{OLD}/").json()["document_date"] == "2020-05-09"
    withdraw(right, user=admin_user, reason="verkeerde brief")
    assert client.get(f"/brieven/{OLD}/").status_code == 410
    assert client.get(f"/api/v1/letters/{OLD}/").status_code == 404


def test_a_key_that_was_corrected_before_the_letter_was_there_leads_nowhere(client, take_in, admin_user) -> None:
    take_in(factories.letter(), user=admin_user, corrections={"identifier": NEW})
    assert Edit.objects.get(field="identifier").old == OLD
    assert client.get(f"/brieven/{OLD}/").status_code == 404
    assert client.get(f"/api/v1/letters/{OLD}/").status_code == 404


def test_a_further_copy_that_is_corrected_changes_a_key_that_was_there(client, known, take_in, admin_user) -> None:
    again = take_in(factories.letter().replace("\n", "\r\n"), user=admin_user, corrections={"identifier": NEW})
    assert again.letter == known
    assert leads_to(client, OLD, NEW)


def test_the_reading_of_a_source_that_never_was_a_key_leads_nowhere(client, known) -> None:
    Edit.objects.create(letter=known, field="identifier", old=NEW, new=OLD, reason="volgens koop")
    assert client.get(f"/brieven/{NEW}/").status_code == 404


def test_a_better_identifier_of_a_further_copy_keeps_the_first(client, take_in) -> None:
    by_text = take_in(factories.letter(number=None)).letter.key
    take_in(factories.letter())
    assert leads_to(client, by_text, OLD)


@pytest.fixture
def joined(take_in, admin_user) -> PossibleDuplicate:
    """A nameless letter that got its identifier OLD from the one joined into it."""
    take_in(factories.letter(number=None))
    almost = (*factories.SENTENCES[:-1], "Met de havens worden geen afspraken gemaakt over meldingen.")
    take_in(factories.letter(sentences=almost))
    merge.join(PossibleDuplicate.objects.get(), user=admin_user)
    return PossibleDuplicate.objects.get()


def test_a_joined_letter_that_is_corrected_and_parted_gives_each_its_key(client, joined, rename, admin_user) -> None:
    rename(joined.earlier, NEW)
    assert leads_to(client, OLD, NEW)
    merge.undo(PossibleDuplicate.objects.get(), user=admin_user)
    earlier, later = Letter.objects.get(pk=joined.earlier_id), Letter.objects.get(pk=joined.later_id)
    assert later.key == OLD
    assert Identifier.objects.get(value=OLD).letter == later
    assert client.get(f"/brieven/{OLD}/").status_code == 200
    assert leads_to(client, NEW, earlier.key)


def test_parting_takes_no_key_from_a_third_letter(client, joined, rename, take_in, admin_user) -> None:
    rename(joined.earlier, NEW)
    third = take_in(factories.letter(date="9 mei 2020", sentences=OTHER)).letter
    merge.undo(PossibleDuplicate.objects.get(), user=admin_user)
    later = Letter.objects.get(pk=joined.later_id)
    assert (later.identifier, later.key[:6]) == (None, "tekst-")
    assert Identifier.objects.get(value=OLD).letter == third
    assert client.get(later.get_absolute_url()).status_code == 200
    assert client.get(third.get_absolute_url()).status_code == 200


def test_a_letter_parted_from_one_that_went_on_into_another_gets_its_key_back(client, take_in, admin_user) -> None:
    first = take_in(factories.letter(number="20", date="9 mei 2020", sentences=OTHER)).letter
    earlier = take_in(factories.letter(number=None, date="9 juni 2020", sentences=OTHER)).letter
    later = take_in(factories.letter()).letter
    chain = {"reason": PossibleDuplicate.Reason.ALIKE, "share": 0.9}
    pairs = PossibleDuplicate.objects
    merge.join(pairs.create(earlier=earlier, later=later, **chain), user=admin_user)
    earlier.refresh_from_db()
    merge.join(pairs.create(earlier=first, later=earlier, **chain), user=admin_user)
    merge.undo(pairs.get(later=later), user=admin_user)
    assert Letter.objects.get(pk=later.pk).key == OLD
    assert Identifier.objects.get(value=OLD).letter == later
    assert client.get(f"/brieven/{OLD}/").status_code == 200
