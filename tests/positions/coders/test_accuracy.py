"""Accuracy of machine coders: parsing, validation and wording."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from positions.coders import accuracy, registry
from positions.models import Coder

WHOLE = {
    "share": "0.43", "codings": "256", "letters": "40", "date": "2026-11-28",
    "on": '{ nl = "verzonnen brieven", en = "invented letters" }',
}  # fmt: skip


def text(**changed: str) -> str:
    lines = {name: value for name, value in {**WHOLE, **changed}.items() if value}
    return "[rules.3]\n" + "\n".join(f"{name} = {value}" for name, value in lines.items())


def test_a_figure_is_found_by_coder_and_version() -> None:
    found = accuracy.read(text(), "coders.toml")
    assert [(key, each.share, each.codings, each.on.en) for key, each in found.items()] == [
        (("rules", "3"), 0.43, 256, "invented letters")
    ]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("share", "43", "share runs from"),
        ("share", "1.2", "share runs from"),
        ("codings", "0", "whole numbers"),
        ("letters", "true", "whole numbers"),
        ("letters", "", "nothing else"),
        ("more", "1", "nothing else"),
        ("date", '"gisteren"', "no day"),
        ("date", "2026-11-28T10:00:00", "no day"),
        ("on", '{ nl = "brieven" }', "in nl and in en"),
        ("on", '"brieven"', "in nl and in en"),
        ("share", "= =", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named_with_the_file(name: str, value: str, says: str) -> None:
    with pytest.raises(accuracy.AccuracyError, match=says) as caught:
        accuracy.read(text(**{name: value}), "coders.toml")
    assert str(caught.value).startswith("coders.toml")


def test_a_coder_without_versions_is_wrong() -> None:
    with pytest.raises(accuracy.AccuracyError, match="nothing else"):
        accuracy.read("rules = 3", "coders.toml")


def test_the_coder_that_proposes_is_measured_or_said_not_to_be() -> None:
    coder = registry.MACHINE_CODERS["rules"]
    assert accuracy.words(Coder(name=coder.name, version=coder.version))
    assert accuracy.words(Coder(name="rules", version="3")) == (
        "4 van de 10 precies goed, gemeten op openingen van brieven die niemand hier kende"
    )


@pytest.mark.parametrize("version", ["4", "1000"])
def test_a_version_that_was_not_measured_stands_beside_the_one_that_was(version: str) -> None:
    assert accuracy.words(Coder(name="rules", version=version)) == (
        "versie 3: 4 van de 10 precies goed op echte brieven; deze versie: nog niet gemeten"
    )
    with override("en"):
        assert accuracy.words(Coder(name="rules", version=version)) == (
            "version 3: 4 in 10 exactly right on real letters; this version: not yet measured"
        )


def test_a_coder_of_which_no_version_was_measured_is_called_so() -> None:
    assert accuracy.words(Coder(name="invented", version="1")) == "nog niet gemeten op echte brieven"


def test_of_several_measured_versions_the_last_measurement_is_told(monkeypatch) -> None:
    later = {"share": "0.61", "date": "2027-03-01"}
    found = accuracy.read(text(**later).replace("rules.3", "rules.5") + "\n" + text(), "coders.toml")
    monkeypatch.setattr(accuracy, "measured", lambda: found)
    assert accuracy.words(Coder(name="rules", version="6")).startswith("versie 5: 6 van de 10 ")


def test_the_figure_told_of_version_3_is_that_of_the_openings_held_back() -> None:
    found = accuracy.measured()["rules", "3"]
    assert (found.share, found.codings, found.letters) == (0.43, 256, 40)


def test_a_person_of_the_same_name_is_no_machine() -> None:
    assert accuracy.of(Coder(name="rules", version="3", kind="person")) is None
