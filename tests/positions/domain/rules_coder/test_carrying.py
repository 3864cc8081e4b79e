"""Carrying a topic on: where it stops, and where it does not."""

from __future__ import annotations

from tests.positions.domain.factories import proposals

OWN_TOPIC = "De EU en de NAVO moeten hun planning beter op elkaar afstemmen."


def topics_of(prose: str, quote: str) -> set[str]:
    return {proposal.topic for proposal in proposals(prose) if quote in proposal.quote}


def test_a_new_paragraph_with_a_topic_of_its_own_ends_what_went_before() -> None:
    prose = f"China stelt zich assertief op. Peking zoekt invloed in havens en netwerken.\n\n{OWN_TOPIC}"
    assert topics_of(prose, "planning") == {"eu-cooperation"}


def test_what_follows_in_such_a_paragraph_does_not_go_back_to_it() -> None:
    prose = f"@ China\n\nChina stelt zich assertief op.\n\n{OWN_TOPIC} Dubbel werk is daarbij uit den boze."
    assert "china" not in topics_of(prose, "Dubbel werk")


def test_a_paragraph_that_refers_back_goes_on() -> None:
    prose = "China stelt zich steeds assertiever op.\n\nDit land koopt intussen havens op, en dat is zorgelijk."
    assert topics_of(prose, "havens") == {"china"}


def test_an_article_is_no_reference_back() -> None:
    prose = (
        "Nederland pleit voor nauwere samenwerking tussen de EU en de NAVO.\nHet weer was die dag goed in heel Brussel."
    )
    assert topics_of(prose, "weer") == set()


def test_a_weak_name_in_passing_makes_no_topic() -> None:
    prose = "De Raad nam zonder bespreking een besluit aan over maatregelen tegen lawaai van speelgoed in de Unie."
    assert topics_of(prose, "speelgoed") == set()
