"""Record of a letter: its key, and the values that an editor filled in."""

from __future__ import annotations

import csv
import json

import pytest
from django.db.models import BooleanField, ExpressionWrapper, Prefetch, Q, QuerySet, Value

from letters import export
from letters.ingestion import edit
from letters.models import Ingestion, Letter, Passage, Revision, Signatory
from letters.records.letter import LETTER_LINE, LETTER_LINE_WITH_FILE, LETTER_ROW, LETTER_ROW_WITH_FILE
from letters.records.table_files import CSV, DUTCH_CSV, csv_pieces, pieces, table_of
from tests import factories

pytestmark = pytest.mark.django_db


def records() -> list[dict]:
    letters = export.with_everything(Letter.objects.published(), files=True)
    return [LETTER_LINE_WITH_FILE.values(letter) for letter in letters]


def test_a_letter_without_an_identifier_has_a_key(take_in) -> None:
    letter = take_in("Beste lezer,\n\nDit is een stuk tekst zonder datum. Het staat hier alleen.\n").letter
    (record,) = records()
    assert (record["identifier"], record["key"]) == (None, letter.key)


def test_what_an_editor_filled_in_is_named(take_in, admin_user) -> None:
    letter = take_in(factories.letter(date=None)).letter
    assert records()[0]["edited"] == []
    said = {"received_date": "2019-03-05", "publication_date": "2019-03-06", "document_date": "2019-03-04"}
    edit.correct(letter, said, user=admin_user)
    (record,) = records()
    assert record["edited"] == ["document_date", "publication_date", "received_date"]
    assert (record["received_date"], record["publication_date"]) == ("2019-03-05", "2019-03-06")


def test_the_empty_half_of_a_pair_leaves_no_comma(take_in, admin_user) -> None:
    letter = take_in(factories.letter()).letter
    edit.correct(letter, {"signatories": [["C. Proef", ""], ["D. Toets", "Minister van Toetsen"]]}, user=admin_user)
    Letter.objects.filter(pk=letter.pk).update(signed_by=[["", "De Directeur"], ["A.B. Toets", ""]])
    table = export.table_with_files(Letter.objects.published())
    ((row,),) = (csv.DictReader(csv_pieces(table)),)
    assert row["signatories"] == "C. Proef; D. Toets, Minister van Toetsen"
    assert row["signed_by"] == "De Directeur; A.B. Toets"
    assert letter.edits.get(field="signatories").new == row["signatories"]
    assert [str(signed) for signed in letter.signatories.all()] == row["signatories"].split("; ")


def test_passages_go_by_the_numbers_of_the_page(take_in) -> None:
    letter = take_in(
        factories.letter(sentences=("Een bron.[^1] Nog iets.",)) + "\n[^1]: Dit is de bron van de zin.\n"
    ).letter
    passages = records()[0]["passages"]
    assert [p["number"] for p in passages] == list(range(1, len(passages) + 1))
    assert [p["label"] for p in passages if p["kind"] == "footnote"] == ["1"]
    shown = letter.revisions.get().passages.get(position=passages[-1]["number"])
    assert shown.kind == passages[-1]["kind"]


@pytest.fixture
def letters(take_in, admin_user) -> list[Letter]:
    """Take in letters with and without date, dossier, footnote, citation, annex and edits; one has a former text."""
    cites = (
        "Zie ook de brief van 2 mei (Kamerstuk 99 301, nr. 7).",
        "=Een zin, met «tekens».",
        "Een bron.[^1] Nog iets.",
    )
    footnote = "\n[^1]: Dit is de bron van de zin.\n"
    take_in("Beste lezer,\n\nDit is een stuk tekst zonder datum. Het staat hier alleen.\n")
    whole = take_in(factories.letter(sentences=cites) + footnote).letter
    edited = take_in(factories.letter(number="8", date="4 april 2020", sentences=("Een tweede zin.",))).letter
    edit.correct(edited, {"signatories": [["C. Proef", ""], ["D. Toets", "Minister"]]}, user=admin_user)
    edit.correct(edited, {"received_date": "2019-03-05", "subject": "-1, of niet"}, user=admin_user)
    Letter.objects.filter(pk=edited.pk).update(signed_by=[["", "De Directeur"], ["A.B. Toets", ""]])
    came = edited.ingestions.get()
    Ingestion.objects.filter(pk=came.pk).update(channel=Ingestion.Channel.AGAIN)
    Ingestion.objects.create(
        channel=came.channel, name="eerst.txt", document=came.document, letter=edited, state=came.state
    )
    text = whole.revisions.get()
    Passage.objects.filter(revision__in=[text, edited.revisions.get()], position=1).update(kind="heading")
    Revision.objects.filter(pk=text.pk).update(is_current=False)
    Revision.objects.create(
        letter=whole,
        number=2,
        document=text.document,
        text="Kop\nEen é",
        body_sentences=1,
        body_digest="x",
        read_by="t",
    )
    return list(Letter.objects.published().order_by("pk"))


def with_relations(texts: QuerySet[Revision]) -> list[Letter]:
    """Return the letters as models, with what their records ask for."""
    origins = Ingestion.objects.exclude(channel=Ingestion.Channel.AGAIN).order_by("pk")
    found = Letter.objects.published().order_by("pk").prefetch_related(
        Prefetch("revisions", texts, to_attr="current"), Prefetch("ingestions", origins, to_attr="origins")
    )  # fmt: skip
    return list(found)


@pytest.mark.parametrize("current", [True, False])
def test_files_say_of_letters_what_their_records_say_of_the_models(letters, current) -> None:
    texts = Revision.objects.filter(is_current=True) if current else Revision.objects.filter(number=1)
    models, published = with_relations(texts), Letter.objects.published()
    assert {len(each.current) for each in models} == {1} and len(models) == 3
    lines, rows = ([record.values(each) for each in models] for record in (LETTER_LINE_WITH_FILE, LETTER_ROW_WITH_FILE))
    facts = export.with_everything(published, texts, files=True)
    assert [LETTER_LINE_WITH_FILE.values(each) for each in facts] == lines
    facts = export.with_facts(published, texts, files=True)
    assert [LETTER_ROW_WITH_FILE.values(each) for each in facts] == rows
    for several in ("citations", "headings", "dossiers", "signed_by", "signatories", "edited", "passages"):
        assert len({len(line[several]) for line in lines}) > 1, several
    if current:
        written = "".join(export.lines_with_files(published))
        assert written == "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


@pytest.mark.parametrize("number", [1, 2, 99])
@pytest.mark.parametrize("form", [CSV, DUTCH_CSV])
def test_a_table_of_letters_is_the_same_whoever_writes_it(letters, number, form) -> None:
    first = ExpressionWrapper(Q(pk=letters[0].pk), BooleanField())
    published, texts = Letter.objects.published().annotate(read=first), Revision.objects.filter(number=number)
    Letter.objects.filter(pk=letters[1].pk).update(
        signed_by=[["", "De Directeur"], ["A.B. Toets", ""], ["", ""]], attention=["date"], title='=1, "twee"\n'
    )
    Signatory.objects.filter(letter=letters[0]).update(office="")
    Signatory.objects.filter(letter=letters[1]).update(name="")
    found = export.table(LETTER_ROW, published, texts)
    assert found.lines
    by_python = table_of(LETTER_ROW, export.with_facts(published, texts))
    assert b"".join(pieces(found, form)) == b"".join(pieces(by_python, form))
    assert found.rows == 3


def test_a_table_of_no_letters_has_a_header_alone(db) -> None:
    found = export.table(LETTER_ROW, Letter.objects.none(), Revision.objects.all())
    assert b"".join(pieces(found, CSV)).decode().splitlines() == [",".join(LETTER_ROW.names)]


@pytest.mark.parametrize("current", [True, False])
def test_lines_of_letters_are_those_of_their_models(letters, current, monkeypatch) -> None:
    texts = Revision.objects.filter(is_current=True) if current else Revision.objects.filter(number=1)
    unread = Letter.objects.published().annotate(read=Value(None, BooleanField()))
    text, pairs = texts.order_by("pk")[0], [['="A\\', ""], ["", "é\U0001f600\x01\n"]]
    Letter.objects.filter(pk=text.letter_id).update(signed_by=pairs, on_behalf_of=["a, b", "\u2028"])
    Passage.objects.filter(revision=text).update(label="\t", headings=["<\\u0001>", '"'])
    Revision.objects.filter(pk=text.pk).update(text=text.text.replace(" ", "\x1f\\").replace("e", "é"))
    models = with_relations(texts)
    for model in models:
        model.read = None
    monkeypatch.setattr(export, "CHUNK_OF_ROWS", 2)
    expected = "".join(json.dumps(LETTER_LINE.values(each), ensure_ascii=False) + "\n" for each in models)
    assert "".join(export.lines(LETTER_LINE, unread, texts)) == expected


def test_letters_without_a_text_have_lines_with_empty_lists(letters) -> None:
    (line, *_) = "".join(
        export.lines(LETTER_LINE, Letter.objects.published(), Revision.objects.filter(number=9))
    ).splitlines()
    found = json.loads(line)
    assert (found["passages"], found["headings"], found["footnotes"], found["revision"]) == ([], [], 0, None)
