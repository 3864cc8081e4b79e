"""The invented letters are generated from their texts alone, marked as invented, and cover every page's content."""

from __future__ import annotations

import io
import itertools
import json
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from scripts.make_examples.making import make
from scripts.make_examples.source import HOLDERS, TOPICS, read_examples

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "letters" / "examples"
MANIFEST: list[dict[str, Any]] = json.loads((EXAMPLES / "manifest.json").read_text(encoding="utf-8"))["letters"]
LETTERS = [one for one in MANIFEST if one["publication"] == "brief"]
REAL = re.compile(r"\b(?:Balkenende|Rutte|Schoof|Jetten)\b")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def bare_text(name: str) -> str:
    """Return the text of an example by the most basic means, without our readers."""
    data = (EXAMPLES / "files" / name).read_bytes()
    if data.startswith(b"%PDF"):
        return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(archive.read(part).decode() for part in archive.namelist())
    for encoding in ("utf-16" if data.startswith(b"\xff\xfe") else "utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError(name)


def test_the_files_are_what_the_generator_makes() -> None:
    made = make()
    kept = {str(path.relative_to(EXAMPLES)): path.read_bytes() for path in EXAMPLES.rglob("*") if path.is_file()}
    assert sorted(kept) == sorted(made)
    changed = [name for name in made if made[name] != kept[name]]
    assert not changed, f"run python -m scripts.make_examples: {changed}"


def test_two_runs_give_the_same_bytes() -> None:
    assert make() == make()


def test_all_together_they_are_small() -> None:
    assert sum(path.stat().st_size for path in EXAMPLES.rglob("*") if path.is_file()) < 2_000_000


def test_there_are_enough_letters_of_every_form_and_year() -> None:
    forms = Counter(one["form"].partition("-")[0] for one in LETTERS)
    assert len(LETTERS) >= 24
    assert forms["pdf"] >= 6
    assert forms["text"] >= 3
    assert all(forms[form] >= 4 for form in ("docx", "odt", "html", "xml"))
    years = {one["document_date"][:4] for one in LETTERS if one["document_date"]}
    assert years == {"2012", *(str(year) for year in range(2014, 2027))}  # 2013 is the year without letters


def test_every_letter_has_the_length_of_a_letter() -> None:
    assert all(25 <= len(one["sentences"]) + len(one["annex_sentences"]) <= 60 for one in LETTERS)


def test_there_are_letters_that_need_attention() -> None:
    undated = [one for one in LETTERS if one["document_date"] is None]
    assert [one["written_date"] for one in undated] == ["31 februari 2023", None]


@pytest.mark.parametrize("topic", TOPICS.values())
def test_every_topic_moves(topic: str) -> None:
    stances = [one for letter in LETTERS for one in letter["stances"] if one["topic"] == topic]
    cabinet = {one["score"] for one in stances if one["holder"] == "cabinet"} - {None}
    assert len(cabinet) >= 3
    assert {one["holder"] for one in stances} == set(HOLDERS.values())


@pytest.mark.parametrize("example", read_examples(), ids=lambda example: example.file)
def test_every_stance_rests_on_a_whole_sentence_of_its_letter(example: Any) -> None:
    entry = next(one for one in MANIFEST if one["file"] == example.file)
    source = re.sub(r"\[\^\d+\]|\*", "", (ROOT / "scripts/make_examples/texts" / example.source).read_text("utf-8"))
    for stance in entry["stances"]:
        assert stance["quote"] in source
        assert stance["quote"] in entry["sentences"] + entry["annex_sentences"]


def test_no_sentence_has_two_stances_on_one_topic_and_no_annex_speaks_for_the_cabinet() -> None:
    for letter in LETTERS:
        counts = Counter((one["quote"], one["topic"]) for one in letter["stances"])
        assert set(counts.values()) <= {1}
        annexed = {one["holder"] for one in letter["stances"] if one["quote"] in letter["annex_sentences"]}
        assert "cabinet" not in annexed


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_each_says_of_itself_that_it_is_invented(entry: dict[str, Any]) -> None:
    text = " ".join(bare_text(entry["file"]).split())
    assert "VERZONNEN VOORBEELDBRIEF" in text
    assert "verzonnen voorbeeld" in text
    if entry["publication"] == "brief":
        assert sum("verzonnen" in one or "invented" in one for one in entry["sentences"]) >= 1


def test_no_example_holds_a_real_cabinet_or_dossier() -> None:
    for entry in MANIFEST:
        text = bare_text(entry["file"])
        assert not REAL.search(text), entry["file"]
        assert all(dossier.startswith("99") for dossier in entry["dossiers"]), entry["file"]
        assert all(cited.startswith("kst-99") for cited in entry["citations"]), entry["file"]


def test_no_nine_words_in_a_row_come_from_a_real_letter(shared: Path) -> None:
    runs: set[tuple[str, ...]] = set()
    for letter in (shared / "letters").glob("*.txt"):
        real = words(letter.read_text(encoding="utf-8", errors="replace"))
        runs.update(zip(*(real[at:] for at in range(9)), strict=False))
    texts = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "scripts/make_examples").rglob("*.txt")}
    texts |= {
        one["file"]: bare_text(one["file"]) for one in MANIFEST if one["form"] in ("html", "xml", "text-markdown")
    }
    texts["manifest.json"] = (EXAMPLES / "manifest.json").read_text(encoding="utf-8")
    for name, text in texts.items():
        own = words(text)
        copied = [" ".join(run) for run in zip(*(own[at:] for at in range(9)), strict=False) if run in runs]
        assert not copied, (name, copied)


def test_lines_and_pages_cut_words_compounds_and_sentences() -> None:
    names = [entry["file"] for entry in MANIFEST if entry["form"].startswith("pdf")]
    text = "\n".join(bare_text(name) for name in names)
    # PDFium returns U+0002 for a hyphen at the end of a line.
    assert len(re.findall(r"[a-z]\x02[a-z]", text)) > 20
    assert re.search(r"(?:NAVO|EU|defensie|secretaris)[-\x02]\s*[a-zA-Z]", text)
    firsts = [page.get_textpage().get_text_bounded() for name in names for page in _later_pages(name)]
    assert any(re.match(r"[a-z]", first) for first in firsts)


def _later_pages(name: str) -> list[Any]:
    return list(pypdfium2.PdfDocument(EXAMPLES / "files" / name))[1:]


def test_cabinets_follow_one_another_without_a_gap() -> None:
    for name in ("cabinets.json", "example_cabinets.json"):
        cabinets = json.loads((ROOT / "letters" / "data" / name).read_text(encoding="utf-8"))["cabinets"]
        for before, after in itertools.pairwise(cabinets):
            assert before["start"] < before["demissionary_from"] < before["end"] == after["start"]


def test_every_signatory_is_an_invented_minister_of_the_cabinet_of_the_day() -> None:
    data = json.loads((ROOT / "letters" / "data" / "example_cabinets.json").read_text(encoding="utf-8"))
    for entry in LETTERS:
        for name, office in entry["signatories"]:
            minister = next(one for one in data["ministers"] if one["name"] == name)
            assert minister["office"] == office
            assert entry["cabinet"] is None or entry["cabinet"] in minister["cabinets"]
