"""The measurement of a language model prints figures beside those of the rules, tokens, and a fault as one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import model
from tests.positions.coders.language_model.conftest import serve  # noqa: F401 - a fixture
from tests.positions.coders.language_model.model_server import LINE, error, first_sentence, stances

LETTER = """@ Rusland

Het kabinet wil de druk op Rusland opvoeren. | russia cabinet 1
De visserij kreeg een rustig jaar.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("een", "twee"):
        (tmp_path / f"{name}.txt").write_text(LETTER)
    return tmp_path


@pytest.fixture
def asked(serve, settings):  # noqa: F811
    """Set a model with prices; return a function that has its server answer."""

    def answering(*answers):
        server = serve(*answers)
        settings.LANGUAGE_MODEL_URL, settings.LANGUAGE_MODEL_NAME = server.url, "testmodel:1b"
        settings.LANGUAGE_MODEL_PRICE_IN, settings.LANGUAGE_MODEL_PRICE_OUT = "1", "10"
        return server

    return answering


def row(printed: str, who: str) -> list[str]:
    return next(line for line in printed.splitlines() if line.startswith(who)).split()


def test_it_prints_the_figures_of_model_and_rules_and_what_a_letter_took(asked, folder, capsys) -> None:
    asked(first_sentence)
    assert model.main([str(folder)]) == 0
    printed = capsys.readouterr().out
    assert f"{folder.name}: 2 letters, 4 sentences" in printed
    assert row(printed, "model")[1] == "1.00"
    assert row(printed, "model")[-3:] == ["2", "2", "2"]
    assert row(printed, "rules")[-3] == "2"
    assert "a letter: 1.0 windows (0 of 2 failed), 1500 tokens in, 60 out, " in printed
    assert "100 such letters: € 0.21" in printed


def test_a_model_that_answers_otherwise_is_measured_as_wrong(asked, folder, capsys) -> None:
    asked(stances({**LINE, "sentence": 2, "topic": "china"}))
    assert model.main(["--letters", "1", str(folder)]) == 0
    printed = capsys.readouterr().out
    assert "1 letters, 2 sentences" in printed
    assert row(printed, "model")[1] == "0.00"


def test_windows_whose_answers_are_refused_are_counted_as_failed(asked, folder, capsys) -> None:
    server = asked(stances({**LINE, "sentence": 999}))
    assert model.main(["--letters", "1", str(folder)]) == 0
    assert "(1 of 1 failed), 3000 tokens in" in capsys.readouterr().out
    assert len(server.questions) == 2


def test_a_fault_ends_it_with_one_line(asked, folder, capsys) -> None:
    asked(first_sentence, error(401))
    assert model.main([str(folder)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{folder.name}, after 1 of 2 letters: ")
    assert "LANGUAGE_MODEL_KEY" in said


def test_without_a_model_it_says_what_to_set(settings, capsys) -> None:
    with pytest.raises(SystemExit):
        model.main([])
    assert "LANGUAGE_MODEL_URL and LANGUAGE_MODEL_NAME" in capsys.readouterr().err
