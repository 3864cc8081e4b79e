"""The watched folder: files taken, files ignored, and their destinations."""

from __future__ import annotations

import io
import os
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from letters import tasks
from letters.harvesting import watched_folder
from letters.models import Ingestion, Letter, SourceRecord, SourceRun
from letters.sources import email_files
from letters.sources.folder import Folder
from letters.sources.source_errors import Fault, SourceError
from tests.factories import letter
from tests.letters.sources.koop_records import other_sentences

pytestmark = pytest.mark.django_db


@pytest.fixture
def inbox(tmp_path: Path, settings) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    settings.LETTERS_INBOX = str(folder)
    return folder


@pytest.fixture
def look(inbox: Path, run_steps):
    """Simulate n minutes of beat and a worker."""

    def minutes(n: int = 1) -> None:
        for _ in range(n):
            tasks.watch()
            run_steps()

    return minutes


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def email(*files: tuple[str, bytes], body: str = "Bijgaand de brief.") -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "Brieven", "iemand@voorbeeld.invalid"
    message.set_content(body)
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def test_a_letter_in_the_folder_comes_in_and_goes_to_done(inbox: Path, look) -> None:
    (inbox / "zee.txt").write_text(letter())
    look(3)
    assert Letter.objects.get().identifier == "kst-99301-12"
    assert (names(inbox), names(inbox / "done")) == (["done"], ["zee.txt"])
    assert Ingestion.objects.get().channel == Ingestion.Channel.FOLDER


def test_a_file_is_not_taken_at_first_sight_nor_while_it_grows(inbox: Path, look) -> None:
    half, rest = letter()[:200], letter()[200:]
    (inbox / "zee.txt").write_text(half)
    look()
    with (inbox / "zee.txt").open("a") as file:
        file.write(rest)
    look()
    assert not Ingestion.objects.exists()
    look(2)
    assert Letter.objects.get().revisions.get().text.endswith("J.K. Zeegers")


def test_a_file_that_grows_while_it_is_read_is_left_for_the_next_time(inbox: Path) -> None:
    (inbox / "zee.txt").write_text("een")
    folder = Folder(inbox, limit=1000)
    (found,) = folder.files()
    (inbox / "zee.txt").write_text("een en twee")
    assert folder.read(found) is None


@pytest.mark.parametrize("name", [".zee.txt", "zee.txt.part", "zee.pdf.crdownload", "zee.txt~", "~$zee.docx"])
def test_a_file_whose_name_says_that_it_is_unfinished_is_left_alone(inbox: Path, look, name: str) -> None:
    (inbox / name).write_text(letter())
    look(3)
    assert (names(inbox), SourceRecord.objects.count()) == ([name], 0)


def test_what_cannot_be_read_goes_to_failed_with_the_reason_beside_it(inbox: Path, look) -> None:
    (inbox / "foto.txt").write_bytes(b"\x89PNG\r\n" + bytes(100))
    look(3)
    assert names(inbox / "failed") == ["foto.txt", "foto.txt.reden.txt"]
    assert "plaatje" in (inbox / "failed/foto.txt.reden.txt").read_text()


def test_a_file_that_is_put_back_is_tried_again(inbox: Path, look) -> None:
    (inbox / "leeg.txt").write_bytes(b"")
    look(3)
    os.rename(inbox / "failed/leeg.txt", inbox / "leeg.txt")
    look(3)
    assert Ingestion.objects.count() == 2
    assert names(inbox / "failed") == ["leeg.txt", "leeg.txt.reden.txt"]


def test_a_second_file_of_the_same_name_takes_nothings_place(inbox: Path, look) -> None:
    for number in ("12", "13"):
        (inbox / "zee.txt").write_text(letter(number=number, sentences=other_sentences(int(number))))
        look(3)
    assert names(inbox / "done") == ["zee-2.txt", "zee.txt"]
    assert Letter.objects.count() == 2


def test_a_link_is_never_followed(inbox: Path, look, tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text(letter())
    (inbox / "zee.txt").symlink_to(secret)
    look(3)
    assert not Ingestion.objects.exists()
    assert (inbox / "failed/zee.txt").is_symlink()
    assert "geen gewoon bestand" in (inbox / "failed/zee.txt.reden.txt").read_text()
    assert secret.exists()


def test_a_link_that_took_the_place_of_a_file_is_never_followed(inbox: Path, tmp_path: Path) -> None:
    (inbox / "zee.txt").write_text("zee")
    folder = Folder(inbox, limit=1000)
    (found,) = folder.files()
    (tmp_path / "geheim.txt").write_text("geheim")
    (inbox / "zee.txt").unlink()
    (inbox / "zee.txt").symlink_to(tmp_path / "geheim.txt")
    with pytest.raises(SourceError) as raised:
        folder.read(found)
    assert raised.value.code == Fault.NOT_A_FILE


def test_nothing_is_moved_through_a_link_to_another_folder(inbox: Path, look, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    (inbox / "done").symlink_to(elsewhere)
    (inbox / "zee.txt").write_text(letter())
    look(3)
    assert names(elsewhere) == []
    assert (inbox / "failed/done").is_symlink()
    assert names(inbox / "done") == ["zee.txt"]


def test_a_pipe_does_not_keep_anybody_waiting(inbox: Path, look) -> None:
    os.mkfifo(inbox / "pijp.txt")
    look()
    assert names(inbox / "failed") == ["pijp.txt", "pijp.txt.reden.txt"]


def test_folders_in_the_folder_are_left_alone(inbox: Path, look) -> None:
    (inbox / "onder").mkdir()
    (inbox / "onder" / "zee.txt").write_text(letter())
    look(3)
    assert names(inbox) == ["onder"]


def test_a_name_that_is_no_text_is_refused(inbox: Path, look) -> None:
    path = os.fsencode(inbox) + b"/zee\xff.txt"
    with open(path, "w") as file:
        file.write(letter())
    look(2)
    assert len(names(inbox / "failed")) == 2
    assert not SourceRecord.objects.exists()


def test_a_file_that_is_too_large_is_not_read(inbox: Path, look, settings) -> None:
    settings.LETTERS_MAX_BYTES = 100
    (inbox / "groot.txt").write_bytes(b"x" * 101)
    look(2)
    assert "groter dan" in (inbox / "failed/groot.txt.reden.txt").read_text()
    assert not Ingestion.objects.exists()


def test_letters_in_an_email_come_in_each_by_itself(inbox: Path, look) -> None:
    other = letter(number="13", sentences=other_sentences(13)).encode()
    (inbox / "post.eml").write_bytes(
        email(("een.txt", letter().encode()), ("twee.md", other), ("logo.png", b"\x89PNG"))
    )
    look(3)
    assert set(Letter.objects.values_list("identifier", flat=True)) == {"kst-99301-12", "kst-99301-13"}
    assert set(Ingestion.objects.values_list("name", flat=True)) == {"een.txt", "twee.md"}
    assert names(inbox / "done") == ["post.eml"]


def test_of_an_email_with_one_bad_letter_the_good_one_comes_in_and_the_bad_one_is_named(inbox: Path, look) -> None:
    (inbox / "post.eml").write_bytes(email(("een.txt", letter().encode()), ("foto.pdf", b"\x89PNG\r\n" + bytes(99))))
    look(3)
    assert Letter.objects.count() == 1
    reason = (inbox / "failed/post.eml.reden.txt").read_text()
    assert reason.startswith("foto.pdf: ")
    assert "een.txt" not in reason


@pytest.mark.parametrize(
    ("data", "said"), [(email(), "geen bestand dat een brief kan zijn"), (b"geen e-mail", "niet te lezen")]
)
def test_an_email_without_a_letter_fails_and_its_own_words_are_none(inbox: Path, look, data: bytes, said: str) -> None:
    (inbox / "post.EML").write_bytes(data)
    look(2)
    assert said in (inbox / "failed/post.EML.reden.txt").read_text()
    assert not Letter.objects.exists()


def test_an_email_in_an_email_is_opened_too(db) -> None:
    outer = EmailMessage()
    outer["Subject"] = "Doorgestuurd"
    outer.set_content("Zie bijlage.")
    inner = EmailMessage()
    inner["Subject"] = "Brief"
    inner.set_content("Bijgaand.")
    inner.add_attachment(b"zee", maintype="application", subtype="pdf", filename="../../zee.pdf")
    outer.add_attachment(inner)
    assert email_files.letters_in(outer.as_bytes()) == [email_files.Part("zee.pdf", b"zee")]


def test_a_file_is_stored_once_though_a_worker_died_before_it_was_put_away(inbox: Path, run_steps, monkeypatch) -> None:
    (inbox / "zee.txt").write_text(letter())
    watched_folder.scan()
    with monkeypatch.context() as patch:
        patch.setattr(watched_folder, "end", lambda run: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            watched_folder.scan()
    run_steps()
    watched_folder.scan()
    assert Ingestion.objects.count() == 1
    assert names(inbox / "done") == ["zee.txt"]


def test_a_folder_that_is_not_there_is_no_reason_to_stop(settings, tmp_path: Path) -> None:
    settings.LETTERS_INBOX = str(tmp_path / "nergens")
    assert watched_folder.scan() is None


def test_without_a_folder_nothing_is_looked_at(settings) -> None:
    settings.LETTERS_INBOX = ""
    assert watched_folder.scan() is None
    with pytest.raises(CommandError, match="STANDPUNT_INBOX"):
        call_command("fetch", "folder")


def test_the_folder_is_emptied_by_hand_too(inbox: Path, monkeypatch) -> None:
    monkeypatch.setattr("letters.management.commands.fetch.SETTLING", 0.0)
    (inbox / "zee.txt").write_text(letter())
    out = io.StringIO()
    call_command("fetch", "folder", now=True, stdout=out)
    assert "letters: 1 new" in out.getvalue()
    assert names(inbox / "done") == ["zee.txt"]
    assert SourceRun.objects.get().state == SourceRun.State.DONE
