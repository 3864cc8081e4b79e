"""Endorsements of an adviser: told by their words, only where an adviser is named."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from positions.codebook.store import FOLDER
from positions.domain.codebook.loading import load
from positions.domain.codebook.types import Codebook
from positions.domain.rules_coder.endorsement import FILE, endorsement, may_endorse
from positions.domain.rules_coder.sentences import LONGEST


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    newest = max(FOLDER.glob("v*.toml"), key=lambda path: int(path.stem[1:]))
    return load(Path(newest).read_text(encoding="utf-8"), newest.name)


ADVISED = "De adviesgroep stelt dat het toezicht op de haven omhoog moet."


@pytest.mark.parametrize(
    ("words", "cue"),
    [
        ("Het kabinet deelt de zienswijze van de AIV dat het toezicht omhoog moet.", "deelt de zienswijze van de AIV"),
        ("Wij steunen ten volle de aanbeveling van de reflectiegroep.", "Wij steunen ten volle de aanbeveling van"),
        ("Het kabinet onderschrijft het advies.", "onderschrijft het advies"),
        ("Nederland is evenals de Adviesraad van mening dat dit niet kan.", "evenals de Adviesraad van mening"),
        ("Met de Adviesraad is het kabinet van oordeel dat dit moet.", "Met de Adviesraad is het kabinet van oordeel"),
        ("Het kabinet is het met de WRR eens dat het niet sneller kan.", "met de WRR eens"),
        ("De conclusie van de AIV over de haven deelt het kabinet.", "deelt het kabinet"),
        ("Het kabinet neemt de suggestie van de Adviesraad graag over.", "neemt de suggestie van de Adviesraad"),
        ("Het kabinet deelt de zorg die uit het advies spreekt.", "deelt de zorg die uit het advies"),
        ("Dit sluit aan bij de bevinding van de Rekenkamer.", "sluit aan bij de bevinding van de Rekenkamer"),
    ],
)
def test_an_adviser_named_in_the_sentence_is_endorsed(codebook, words, cue) -> None:
    found = endorsement(words, "", codebook)
    assert found and found.startswith(cue)
    assert found in words


VIEWS = [term.rstrip("*") for term in tomllib.loads(FILE.read_text(encoding="utf-8"))["view"]]


@pytest.mark.parametrize("view", VIEWS)
def test_every_word_for_a_view_is_found_and_ends_no_clause(codebook, view) -> None:
    words = f"Het kabinet onderschrijft de {view} van de AIV."
    assert endorsement(words, "", codebook) == f"onderschrijft de {view} van de AIV"


@pytest.mark.parametrize("word", ["waar", "waarmee", "waarvan", "dat", "omdat"])
def test_who_is_named_in_the_next_clause_is_not_endorsed(codebook, word) -> None:
    words = f"Het kabinet onderschrijft de analyse {word} de nota van de AIV over gaat."
    assert endorsement(words, "", codebook) is None


@pytest.mark.parametrize(
    "words",
    [
        "Het kabinet onderschrijft de conclusie dat het toezicht omhoog moet.",
        "Het kabinet onderschrijft die analyse.",
        "Daarin kan het kabinet zich vinden.",
        "Het kabinet is het daarmee van harte eens.",
        "Nederland steunt deze ontwikkeling.",
    ],
)
def test_a_view_of_nobody_is_the_advisers_only_where_an_adviser_spoke_before(codebook, words) -> None:
    assert endorsement(words, ADVISED, codebook)
    assert endorsement(words, "", codebook) is None
    assert endorsement(words, "De bondgenoten benadrukten dat het toezicht omhoog moet.", codebook) is None


def test_what_points_back_points_at_the_sentence_before(codebook) -> None:
    later = f"{ADVISED} Het kabinet bouwt intussen aan een nieuwe kade."
    assert endorsement("Nederland steunt deze ontwikkeling.", later, codebook) is None
    assert endorsement("Het kabinet deelt de conclusie dat er meer moet.", later, codebook)
    assert endorsement("Het kabinet deelt de conclusie dat er meer moet.", f"{ADVISED}\nDat is zo.", codebook)


@pytest.mark.parametrize(
    "words",
    [
        "Het kabinet deelt de zienswijze van de AIV niet.",
        "Het kabinet is het niet eens met de Adviesraad.",
        "Het kabinet onderschrijft de conclusie van de Adviesraad slechts ten dele.",
        "Het kabinet deelt de zorgen van de bondgenoten over de haven.",
        "Nederland steunt Oekraïne, zoals ook in het rapport staat.",
        "Nederland deelt gegevens waarover de Adviesraad schrijft.",
        "De haven is druk, waarvan de Adviesraad terecht het belang onderschrijft.",
        "Het kabinet verwelkomt het rapport.",
        "Het kabinet wil meer toezicht op de haven.",
    ],
)
def test_no_endorsement_of_an_adviser(codebook, words) -> None:
    assert endorsement(words, "", codebook) is None


def test_a_refusal_later_in_what_is_endorsed_is_none(codebook) -> None:
    words = "Het kabinet deelt de opvatting van de AIV dat het niet verstandig is de haven te sluiten."
    assert endorsement(words, "", codebook)


def test_most_sentences_are_left_after_a_glance() -> None:
    assert not may_endorse("Het kabinet wil de druk op Rusland opvoeren.")
    assert may_endorse("Het kabinet is evenals zijn voorganger van mening dat dit moet.")


def test_a_sentence_longer_than_any_of_a_letter_endorses_nothing(codebook) -> None:
    words = "Het kabinet deelt de mening van de Adviesraad"
    assert endorsement(f"{words}.", "", codebook)
    assert not may_endorse(f"{words} {'en van de Adviesraad ' * (LONGEST // 20)}.")
