"""Parsing of codebooks: the files that ship with the program load, and every error names its line."""

from __future__ import annotations

import pytest

from positions.domain.codebook.loading import FOLDER, CodebookError, load, version
from positions.domain.codebook.types import QUESTIONS
from positions.domain.scale import SCORES
from tests.positions.domain.factories import GENERAL_TABLE, HOLDER_TABLES, SMALL_CODEBOOK, WHOLE_CODEBOOK


def test_a_whole_codebook_loads() -> None:
    codebook = load(WHOLE_CODEBOOK, "v7.toml")
    assert codebook.version == "7"
    assert codebook.topic("turkey").terms == ("Turkije", "Turks*")
    assert codebook.topic("turkey").anchors[-2].nl == "a"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('topic = "turkey"', 'topic = "mars"', 21, "mars"),
        ('"-1" = { nl = "b", en = "b" }\n', "", 13, "no anchor for score -1"),
        ('"2" = {', '"3" = {', 18, "no score 3"),
        ('  "Turks*",', '  "Turks*(",', 11, "not balanced"),
        ('  "Turks*",', '  "T*",', 11, "*"),
        ("score = 1", "score = 4", 22, "unknown score 4"),
        ("score = 1", "score = true", 22, "unknown score"),
        ("score = 1", "score = 1\nweight = 0", 23, "weight"),
        ('terms = ["zorgelijk"]', 'terms = "zorgelijk"', 23, "list of terms"),
        ('terms = ["zorgelijk"]', "terms = [3]", 23, "no text"),
        ('slug = "turkey"', 'slug = "Het Turkije"', 3, "slug"),
        ('name = { nl = "Turkije", en = "Turkey" }', 'name = { nl = "Turkije" }', 4, "missing in en"),
        ('slug = "turkey"', 'slug = "turkey"\ncolour = "red"', 4, "unknown key colour"),
        ('version = "7"', "", 1, "version"),
        ('terms = [\n  "Turkije",\n  "Turks*",\n]\n', "", 2, "no terms"),
        ("[holder.nato]", "[holder.pope]", 30, "no holder pope"),
        ('norm = ["norm"]\n', "", 39, "norm are missing"),
        ('slug = "turkey"', "slug = ", 3, "not valid TOML"),
    ],
)
def test_a_fault_is_named_with_file_and_line(old: str, new: str, line: int, words: str) -> None:
    assert old in WHOLE_CODEBOOK
    with pytest.raises(CodebookError) as caught:
        load(WHOLE_CODEBOOK.replace(old, new, 1), "v7.toml")
    assert caught.value.line == line
    assert words in caught.value.message
    assert str(caught.value).startswith(f"v7.toml:{line}: ")


def test_a_topic_stands_once() -> None:
    twice = SMALL_CODEBOOK.partition("[[topic]]")[2].partition("[[cue]]")[0]
    with pytest.raises(CodebookError, match="twice"):
        load(SMALL_CODEBOOK + f"[[topic]]{twice}" + HOLDER_TABLES + GENERAL_TABLE)


@pytest.mark.parametrize("text", ["", "version = 1", 'version = "1"\ntopic = 3', "topic = []", "\x00"])
def test_what_is_no_codebook_is_refused(text: str) -> None:
    with pytest.raises(CodebookError):
        load(text)


def test_version_1_has_the_four_topics_with_all_anchors() -> None:
    codebook = version("1")
    assert [topic.slug for topic in codebook.topics] == ["russia", "china", "defence-spending", "eu-cooperation"]
    for topic in codebook.topics:
        assert set(topic.anchors) == set(SCORES)
        assert topic.name.nl and topic.name.en and topic.low_pole.en and topic.excludes.nl


def test_every_version_that_comes_with_the_program_loads() -> None:
    paths = sorted(FOLDER.glob("v*.toml"))
    assert paths
    for path in paths:
        assert load(path.read_text(encoding="utf-8"), path.name).version == path.stem.removeprefix("v")


def test_the_newest_version_has_instructions_on_each_question_and_the_first_has_none() -> None:
    assert set(version().instructions) == set(QUESTIONS)
    assert not version("1").instructions


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("instructions = 3", "this should be a table"),
        ('[instructions]\nholder = { nl = "a", en = "a" }', "the instruction on topic is missing in nl"),
        ('[instructions]\nvoice = { nl = "a", en = "a" }', "unknown key voice"),
    ],
)
def test_instructions_are_on_all_questions_or_absent(table: str, says: str) -> None:
    with pytest.raises(CodebookError, match=says) as caught:
        load(WHOLE_CODEBOOK.replace("[[topic]]", f"{table}\n[[topic]]", 1))
    assert caught.value.line in (1, 2, 3)
