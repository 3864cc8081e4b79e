"""Releases: made whole or not at all, and the same for ever."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from letters.ingestion.withdraw import withdraw
from letters.models import Letter
from positions.codebook import store
from positions.models import Release, ReleaseChunk, ReleaseFile
from positions.releases import cut, facts, files
from positions.review import decisions
from tests.positions import past_day
from tests.positions.past_day import DAY, SITE, THEN

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(module_db) -> Release:
    """Release 1, of letters with fifty open proposals."""
    with module_db():
        anna = User.objects.create_user("anna")
        past_day.letters_of_then(decisions.coder_of(anna))
        with past_day.at(THEN):
            release = cut.ask("1", DAY, "De eerste.", site=SITE, by=anna)
            cut.cut(release.pk)
        release.refresh_from_db()
        return release


@pytest.fixture
def release(made, db, settings) -> Release:
    settings.EXPORT_RATE = "1000/min"
    return Release.objects.get(pk=made.pk)


@pytest.fixture
def anna(release) -> User:
    return User.objects.get(username="anna")


def taken(client, number: str) -> dict[str, bytes]:
    """Download the files that the checksums name."""
    lines = got(client, number, "SHA256SUMS").decode().splitlines()
    return {name: got(client, number, name) for _sum, name in (line.split("  ") for line in lines)}


def got(client, number: str, name: str) -> bytes:
    response = client.get(f"/uitgaven/{number}/{name}")
    assert response.status_code == 200, name
    return response.getvalue()


def test_checksums_hold_after_fifty_decisions_a_codebook_a_round_and_a_letter_less(client, release, anna) -> None:
    before = got(client, "1", "SHA256SUMS")
    assert past_day.decide_on_all(decisions.coder_of(anna)) == 50
    past_day.release_codebook()
    call_command("propose", verbosity=0)
    withdraw(Letter.objects.get(number="2"), user=anna, reason="vergissing")
    assert got(client, "1", "SHA256SUMS") == before
    found = taken(client, "1")
    for line in before.decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(found[name]).hexdigest() == digest, name
    packed = zipfile.ZipFile(io.BytesIO(found["standpunt-1.zip"]))
    described = json.loads(packed.read("datapackage.json"))
    assert (described["version"], described["homepage"]) == ("1", "https://standpunt.example/uitgaven/1/")
    assert {name: packed.read(name) for name in packed.namelist()} == {
        name: data for name, data in found.items() if name != "standpunt-1.zip"
    }


def test_a_file_that_somebody_has_is_not_sent_again(client, release) -> None:
    first = client.get("/uitgaven/1/stances.csv")
    assert first["Cache-Control"] == "no-cache"
    assert int(first["Content-Length"]) == len(first.getvalue())
    assert client.get("/uitgaven/1/stances.csv", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_a_file_in_pieces_comes_back_whole(release, anna, monkeypatch) -> None:
    monkeypatch.setattr(files, "PIECE", 1000)
    cut.cut(cut.ask("2", DAY, "", site=SITE, by=anna).pk)
    for file in ReleaseFile.objects.filter(release__number="2"):
        data = b"".join(files.contents(file))
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file.size, file.sha256)
        assert file.chunks.count() == -(-file.size // 1000)


def test_what_it_says_of_itself_is_counted_in_its_files(release) -> None:
    told = release.facts
    assert told["counts"] == {
        "letters": 3, "others": 0, "first": "2019-03-03", "last": "2021-05-05", "stances": 13, "singly": 13,
        "proposals": 50, "positions": 2, "steps": 2,
    }  # fmt: skip
    assert (told["codebook"], told["rules"], told["since"]) == (store.newest().number, 2, None)
    assert [(each["kind"], each["coded"], each["singly"], each["bulk"]) for each in told["coders"]] == [
        ("person", 13, 13, 0)
    ]
    assert told["coders"][0]["name"].startswith("codeur ")
    assert told["coverage"] == {
        "letters": 3, "dated": 3, "read": 1,
        "years": [{"year": 2019, "letters": 1, "read": 1}, {"year": 2020, "letters": 1, "read": 0},
                  {"year": 2021, "letters": 1, "read": 0}],
    }  # fmt: skip
    assert {mark["kind"] for mark in told["agreement"]} == {"unmeasured"}


def test_the_next_one_says_what_came_went_and_changed(release, anna) -> None:
    past_day.decide_on_all(decisions.coder_of(anna))
    withdraw(Letter.objects.get(number="2"), user=anna, reason="vergissing")
    later = cut.ask("1.1", timezone.localdate(), "", site=SITE, by=anna)
    cut.cut(later.pk)
    later.refresh_from_db()
    assert later.facts["since"] == {
        "number": "1",
        "letters": {"before": 3, "now": 2, "added": 0, "gone": 1, "changed": 0},
        "stances": {"before": 13, "now": 7 + 33, "added": 33, "gone": 6, "changed": 0},
        "steps": {"before": 2, "now": 2, "added": 1, "gone": 1, "changed": 0},
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda release: Release.objects.update(note="anders"),
        lambda release: Release.objects.update(state="waiting", made_at=None),
        lambda release: release.delete(),
        lambda release: ReleaseFile.objects.update(sha256="0" * 64),
        lambda release: ReleaseFile.objects.all()._raw_delete("default"),
        lambda release: ReleaseFile.objects.create(
            release=release, position=99, name="x", media_type="x", size=0, sha256="0" * 64
        ),
        lambda release: ReleaseChunk.objects.update(data=b"anders"),
        lambda release: ReleaseChunk.objects.all().delete(),
        lambda release: ReleaseChunk.objects.create(file=release.files.all()[0], position=99, data=b"meer"),
    ],
)  # fmt: skip
def test_the_database_refuses_every_change(release, change) -> None:
    with pytest.raises(IntegrityError, match=r"release|never"), transaction.atomic():
        change(release)


def test_a_withdrawal_is_for_ever_and_its_bytes_can_be_erased(release, anna) -> None:
    with pytest.raises(CommandError, match="not withdrawn"):
        call_command("erase_release", "1")
    cut.withdraw(release, "Er stond een adres in.", by=anna)
    with pytest.raises(cut.ReleaseError):
        cut.withdraw(release, "Om nog iets.", by=anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.update(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
    named = release.files.count()
    call_command("erase_release", "1")
    assert (ReleaseChunk.objects.count(), release.files.count()) == (0, named)


def test_a_worker_that_is_stopped_in_between_leaves_nothing_and_the_next_one_makes_it(
    release, anna, monkeypatch
) -> None:
    asked = cut.ask("2", DAY, "", site=SITE, by=anna)
    with monkeypatch.context() as stopped, pytest.raises(KeyboardInterrupt):
        stopped.setattr(facts, "facts_of", stop)
        cut.cut(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.files.count()) == (Release.State.WAITING, 0)
    cut.cut_waiting()
    asked.refresh_from_db()
    assert (asked.state, asked.files.count()) == (Release.State.DONE, release.files.count())
    cut.cut(asked.pk)  # a message that comes twice
    assert asked.files.count() == release.files.count()


def stop(*_given: object) -> None:
    raise KeyboardInterrupt


def test_what_fails_says_so_and_is_made_again_or_dropped(release, anna, monkeypatch) -> None:
    asked = cut.ask("2", DAY, "", site=SITE, by=anna)
    with monkeypatch.context() as broken:
        broken.setattr(facts, "facts_of", lambda *_given: 1 / 0)
        cut.cut(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.error, asked.files.count()) == (Release.State.FAILED, cut.BROKEN, 0)
    with pytest.raises(cut.ReleaseError, match="nog niet gemaakt"):
        cut.ask("3", DAY, "", site=SITE, by=anna)
    cut.ask_again(asked)
    cut.cut(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.error) == (Release.State.DONE, "")
    for refused in (cut.ask_again, cut.drop):
        with pytest.raises(cut.ReleaseError):
            refused(asked)


def test_of_no_letters_no_release_is_made(release, anna) -> None:
    with pytest.raises(cut.ReleaseError, match="dag of een latere") as early:
        cut.ask("2", DAY - timedelta(days=1), "", site=SITE, by=anna)
    assert early.value.field == "day"
    asked = cut.ask("2", DAY, "", site=SITE, by=anna)
    for text in Letter.objects.all():
        withdraw(text, user=anna, reason="vergissing")
    cut.cut(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.error) == (Release.State.FAILED, cut.EMPTY)
    cut.drop(asked)
    assert [each.number for each in Release.objects.all()] == ["1"]
    with pytest.raises(cut.ReleaseError, match="nog geen brief"):
        cut.ask("2", DAY, "", site=SITE, by=anna)


@pytest.mark.parametrize("number", ["1", "1.0", "1.0.0", "0"])
def test_a_number_that_is_not_the_next_is_refused(release, anna, number) -> None:
    with pytest.raises(cut.ReleaseError, match="hoger zijn dan 1") as refused:
        cut.ask(number, DAY, "", site=SITE, by=anna)
    assert refused.value.field == "number"


@pytest.mark.parametrize("number", ["", "0", "02", "1.", "1.2.3.4", "a", "12345"])
def test_the_database_takes_no_number_that_is_none(release, anna, number) -> None:
    with pytest.raises(IntegrityError, match="release_number_is_one"), transaction.atomic():
        Release.objects.create(number=number, day=DAY, asked_by=anna)
