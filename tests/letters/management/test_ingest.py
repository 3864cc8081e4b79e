"""The management commands `ingest` and `export`."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from letters.models import Dossier, Ingestion, Letter
from tests.factories import letter

MOTION = """Tweede Kamer der Staten-Generaal

Vergaderjaar 2018–2019

99 301 Veiligheid op zee

Nr. 40 MOTIE VAN HET LID ZEEGERS

Voorgesteld 4 april 2019

De Kamer,

gehoord de beraadslaging,

verzoekt de regering twee schepen meer in te zetten,

en gaat over tot de orde van de dag.

Zeegers
"""


def ingest(*paths: Path) -> dict[str, object]:
    out = io.StringIO()
    call_command("ingest", *paths, now=True, json=True, stdout=out)
    return json.loads(out.getvalue())


def export(**options: str) -> str:
    out = io.StringIO()
    call_command("export", "letters", stdout=out, **options)
    return out.getvalue()


def test_a_folder_is_taken_in_and_what_is_no_document_is_named(db, tmp_path: Path) -> None:
    (tmp_path / "een.txt").write_text(letter())
    (tmp_path / "onder").mkdir()
    (tmp_path / "onder" / "twee.md").write_text(letter(number="13", date="4 mei 2020", sentences=("Iets anders.",) * 4))
    (tmp_path / "lijst.json").write_text("{}")
    (tmp_path / ".verborgen.txt").write_text("niets")
    result = ingest(tmp_path)
    assert (result["new"], result["failed"]) == (2, 0)
    assert [Path(path).name for path in result["skipped"]] == ["lijst.json"]


def test_a_failed_file_makes_the_exit_status_one_and_the_others_come_in(db, tmp_path: Path, capsys) -> None:
    (tmp_path / "leeg.txt").write_bytes(b"")
    (tmp_path / "goed.txt").write_text(letter())
    with pytest.raises(SystemExit) as stopped:
        call_command("ingest", tmp_path, now=True)
    assert stopped.value.code == 1
    assert Letter.objects.count() == 1
    assert "leeg.txt" in capsys.readouterr().out


def test_a_motion_is_counted_apart_once_however_often_it_comes(db, tmp_path: Path) -> None:
    (tmp_path / "motie.txt").write_text(MOTION)
    (tmp_path / "nog-eens.txt").write_text(MOTION.replace("\n", "\r\n"))
    result = ingest(tmp_path)
    assert (result["new"], result["failed"], result["other_papers"]) == (0, 0, {"motie": 1})
    assert not Letter.objects.letters().exists()


def test_a_path_that_is_not_there_is_a_clear_error(db) -> None:
    with pytest.raises(CommandError, match="is not there"):
        call_command("ingest", "/nergens/te/vinden", now=True)


def test_every_letter_is_a_line_of_json_with_its_sentences(take_in) -> None:
    take_in(letter(), name="brief.txt")
    (line,) = export().splitlines()
    record = json.loads(line)
    assert (record["file"], record["identifier"], record["document_date"]) == (
        "brief.txt",
        "kst-99301-12",
        "2019-03-03",
    )
    assert record["signatories"] == [["J.K. Zeegers", "Minister van Buitenlandse Zaken"]]
    body = [
        sentence for passage in record["passages"] if passage["kind"] == "body" for sentence in passage["sentences"]
    ]
    assert len(body) == 10
    assert (record["state"], record["cabinet"]) == ("needs attention", None)


def test_what_is_unknown_is_null(take_in) -> None:
    take_in(letter(number=None, date=None))
    record = json.loads(export())
    assert [record[name] for name in ("identifier", "number", "session", "document_date", "cabinet")] == [None] * 5


def test_csv_cannot_run_as_a_formula(take_in) -> None:
    take_in(letter(title='=HYPERLINK("x")'))
    Letter.objects.update(dossier_title='=HYPERLINK("x")')
    assert "'=HYPERLINK" in export(format="csv")


def test_the_first_of_several_dossiers_gets_the_printed_title(take_in) -> None:
    from letters.ingestion import letter_fields  # noqa: PLC0415

    found = take_in(letter()).letter
    letter_fields.put_in_dossiers(found, ["99302", "99303"], "Havens")
    assert dict(Dossier.objects.values_list("number", "title"))["99302"] == "Havens"
    assert dict(Dossier.objects.values_list("number", "title"))["99303"] == ""
    assert Ingestion.objects.count() == 1


def test_letters_taken_in_here_leave_no_message(db, tmp_path, monkeypatch) -> None:
    sent: list[tuple[object, ...]] = []
    monkeypatch.setattr("letters.ingestion.task_queue.publish", lambda *message: sent.append(message))
    (tmp_path / "een.txt").write_text(letter())
    assert ingest(tmp_path)["new"] == 1
    assert sent == []


def test_a_worker_tells_of_a_new_text_after_letters_were_taken_in_here(db, tmp_path, monkeypatch, take_in) -> None:
    (tmp_path / "een.txt").write_text(letter())
    ingest(tmp_path)
    sent: list[str] = []
    monkeypatch.setattr("letters.ingestion.task_queue.publish", lambda task, *_: sent.append(task))
    take_in(letter(number="13", date="4 mei 2020", sentences=("Iets anders.",) * 4).encode())
    assert sent == settings.LETTERS_THEN
