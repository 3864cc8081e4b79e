"""Carrying a topic on: where it stops, and where it does not."""

from __future__ import annotations

from positions.domain.codebook.loading import version
from positions.domain.rules_coder import carrying
from positions.domain.rules_coder.cohesion import Cohesion
from positions.domain.rules_coder.sentences import sentence_alone
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


ASKED = "Klopt het dat Rusland het luchtruim van Estland heeft geschonden?"
ANSWER = "Ja, en dat is onaanvaardbaar."


def test_an_answer_is_about_what_was_asked_under_a_heading_of_its_own_too() -> None:
    assert topics_of(f"# Vraag 1\n{ASKED}\n# Antwoord 1\n{ANSWER}", "onaanvaardbaar") == {"russia"}
    assert topics_of(f"# Inleiding\nRusland ligt in Europa.\n# Weer\n{ANSWER}", "onaanvaardbaar") == set()


def test_the_next_question_ends_the_topic_of_the_one_before() -> None:
    prose = (
        f"{ASKED}\n{ANSWER}\n\nHoe staat het met het onderzoek naar de toeslagen?\nDit is voor het kabinet van belang."
    )
    assert topics_of(prose, "toeslagen") == set()
    assert topics_of(prose, "van belang") == set()


def test_a_heading_that_names_another_topic_ends_the_one_before() -> None:
    prose = "# China\nChina is assertief.\n# Samenwerking met de EU\nOok de uitwisseling van gegevens moet beter."
    assert topics_of(prose, "uitwisseling") == {"eu-cooperation"}


def test_words_are_shared_within_a_letter_unless_most_sentences_have_them() -> None:
    sentences = [
        sentence_alone(text, version())
        for text in ("De leidingen lekken.", "Zij herstelden een leiding.", "Het regent.")
    ]
    cohesion = Cohesion(sentences)
    assert cohesion.shared(0, cohesion.rare[1]) == 1
    assert cohesion.shared(2, cohesion.rare[1]) == 0
    often = Cohesion(sentences[:1] * 9)
    assert often.shared(0, often.rare[1]) == 0


def test_shared_words_speak_for_a_topic_no_more_than_the_bound_below_which_they_are_not_compared() -> None:
    added = sum(max(0, weight) for sign, weight in carrying.WEIGHTS.items() if "shared with" in sign)
    assert added <= carrying._MOST_BY_COHESION
