"""Habits of Dutch government prose, one per test, on invented sentences."""

from __future__ import annotations

import time

import pytest

from positions.domain.confidence_levels import Confidence
from positions.domain.rules_coder.coder import CODER, VERSION
from positions.domain.rules_coder.sentences import LONGEST
from positions.domain.scale import Holder
from tests.positions.domain.factories import holder_of, only_proposal, proposals, score_of


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Het kabinet pleit voor een open dialoog met Moskou.", -1),
        ("Voor een dialoog met Moskou ziet het kabinet geen grond.", 2),
        ("Het kabinet acht nieuwe sancties tegen Rusland niet nodig.", -1),
        ("Het kabinet is er geen voorstander van om de sancties tegen Rusland te versoepelen.", 1),
        ("Nederland wil dat er nieuwe sancties tegen Rusland komen.", 2),
        ("Nederland is voor een beleid van stevige druk en open dialoog jegens Rusland.", 0),
        ("Hoewel de Russische agressie zwaar weegt, moet het overleg over wapenbeheersing doorgaan.", -1),
        ("Het vertrouwen in Moskou is weg, maar gesprekken over wapenbeheersing blijven nodig.", -1),
    ],
)
def test_negation_rejection_and_concession_turn_the_score(sentence: str, expected: int) -> None:
    assert score_of(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Het kabinet veroordeelt het Russische geweld.", Holder.CABINET),
        ("Daarom wil Nederland dat Rusland zich terugtrekt.", Holder.CABINET),
        ("Ik maak mij zorgen over het Russische geweld.", Holder.CABINET),
        ("Het Russische geweld is onaanvaardbaar.", Holder.CABINET),
        ("De Adviesraad stelt dat de Russische dreiging groeit.", Holder.ADVISER),
        ("Volgens de AIV groeit de Russische dreiging.", Holder.ADVISER),
        ("De Russische dreiging groeit, zo stelt de secretaris-generaal.", Holder.NATO),
        ("De druk op Rusland moet omhoog, aldus de Hoge Vertegenwoordiger.", Holder.OTHER),
        ("Bondgenoten toonden zich bezorgd over de Russische dreiging.", Holder.ALLIES),
        ("Een hardere lijn jegens Rusland werd door ministers breed gesteund.", Holder.ALLIES),
        ("Er was brede steun voor druk op Rusland.", Holder.ALLIES),
        ("Frankrijk benadrukte het belang van dialoog met Rusland.", Holder.OTHER),
        ("De Adviesraad vindt de Russische dreiging groot en het kabinet deelt die zorg.", Holder.CABINET),
        ("Het kabinet deelt de zorg van de Adviesraad dat de Russische dreiging groeit.", Holder.CABINET),
        ("Hoewel Duitsland aarzelt, vindt Nederland dat de druk op Rusland omhoog moet.", Holder.CABINET),
    ],
)
def test_the_one_who_has_the_floor_is_the_holder(sentence: str, expected: Holder) -> None:
    assert holder_of(sentence) == expected


def test_an_adviser_keeps_the_floor_until_the_cabinet_takes_it() -> None:
    adviser = "De AIV stelt dat Rusland een bedreiging vormt."
    assert holder_of("Daarnaast moet de druk op Moskou worden opgevoerd.", before=adviser) is Holder.ADVISER
    assert holder_of("Het kabinet wil het gesprek met Moskou openhouden.", before=adviser) is Holder.CABINET


def test_ours_is_the_cabinets_in_a_report() -> None:
    meeting = "Ministers benadrukten dat Rusland een dreiging blijft."
    assert holder_of("Gesprek met Moskou is in ons belang.", before=meeting) is Holder.CABINET
    assert holder_of("Zij wilden de druk op Moskou vergroten.", before=meeting) is Holder.ALLIES


def test_a_bare_endorsement_takes_topic_and_score_of_what_it_endorses() -> None:
    advice = "De AIV bepleit nieuwe sancties tegen Rusland."
    assert score_of("Het kabinet steunt deze aanbeveling.", before=advice) == 2
    assert holder_of("Het kabinet steunt deze aanbeveling.", before=advice) is Holder.CABINET


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("De ministers zullen spreken over Rusland, mede in het licht van de Russische schending.", "russia"),
        ("De tweede sessie stond in het teken van China.", "china"),
        ("Over China is kort gesproken.", "china"),
        ("De ministers hebben ook over China gesproken.", "china"),
        ("Nederland geeft dit jaar 1,4% van het bbp uit aan defensie.", "defence-spending"),
        ("De voortgang van PESCO komt aan de orde.", "eu-cooperation"),
        ("Hierbij bied ik u de reactie aan op het advies over Rusland.", "russia"),
        ("Vier jaar geleden koos het kabinet nog voor dialoog met Rusland.", "russia"),
    ],
)
def test_agenda_figures_references_and_past_policy_are_mentions(sentence: str, topic: str) -> None:
    assert score_of(sentence, topic) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "De situatie in Wit-Rusland kwam kort ter sprake.",
        "De oostflank wordt versterkt met twee bataljons.",
        "De werksessie gaat over lastenverdeling en missies.",
        "Europese bondgenoten nemen meer verantwoordelijkheid.",
        "Albanië hoopt op EU-uitbreiding.",
        "De Indo-Pacific wint aan belang.",
        "De EU zal haar steun aan de slachtoffers in Gaza voortzetten.",
        "De EU blijft een belangrijke partner van Tunesië op het gebied van migratie.",
    ],
)
def test_what_only_looks_like_a_topic_is_left_alone(sentence: str) -> None:
    assert proposals(sentence) == ()


def test_a_passage_carries_its_country_until_it_turns_away() -> None:
    prose = (
        "Rusland is een lastige buur.\nHet land schendt zijn afspraken.\nDaarom moet de dialoog scherp zijn.\n"
        "Turkije levert intussen een bijdrage aan de missie."
    )
    assert [p.quote.split()[0] for p in proposals(prose) if p.topic == "russia"] == ["Rusland", "Het", "Daarom"]


def test_the_alliance_first_counts_where_the_passage_weighs_the_union() -> None:
    prose = "De NAVO blijft de hoeksteen van onze veiligheid.\nDe samenwerking tussen de EU en de NAVO moet beter."
    first, second = (p for p in proposals(prose) if p.topic == "eu-cooperation")
    assert (first.score, second.score) == (-1, 1)
    assert proposals("De NAVO blijft de hoeksteen van onze veiligheid.") == ()


def test_items_of_a_list_stay_with_what_introduces_them() -> None:
    prose = "Het kabinet wil de afhankelijkheid van China verkleinen met:\n\nextra voorraden;\n\neen betere toets."
    assert [(p.quote, p.score) for p in proposals(prose)][1:] == [("extra voorraden;", 1), ("een betere toets.", 1)]


def test_an_english_annex_is_never_the_cabinets() -> None:
    prose = "# NATO Statement\n! We condemn Russia's aggression.\n! Our defence spending must rise."
    assert {p.holder for p in proposals(prose)} == {Holder.NATO}


def test_two_topics_in_one_sentence_are_two_proposals() -> None:
    found = proposals("Een eensgezinde lijn van de EU en de NAVO jegens Rusland is nodig.")
    assert {p.topic for p in found} == {"russia", "eu-cooperation"}


def test_a_proposal_says_why_and_how_sure() -> None:
    proposal = only_proposal("Het kabinet wil nieuwe sancties tegen Rusland.", "russia")
    assert "«Rusland» → Rusland" in proposal.cues
    assert any(cue.endswith("→ kabinet") for cue in proposal.cues)
    assert any(cue.endswith("→ +2") for cue in proposal.cues)
    assert proposal.confidence is not Confidence.LOW and proposal.probability > 0.5
    assert (CODER, bool(VERSION)) == ("rules", True)


def test_a_guess_is_less_sure_than_a_cue() -> None:
    before = "Rusland is een grote buur."
    assert only_proposal("Dat is al lang zo.", "russia", before).confidence is Confidence.LOW


@pytest.mark.parametrize(
    "words",
    [
        "de minister van Rusland vindt dat het kabinet niet wil dat de NAVO zegt die China en de EU niet steunt ",
        "Rusland China EU NAVO ",
        "samenwerking met Rusland de druk afbouwen en sancties opheffen en overleg stoppen ",
        "zijn de sancties van Rusland te ver en wordt niet ",
    ],
)
def test_a_sentence_of_many_names_and_verbs_costs_no_more_than_its_length(words: str) -> None:
    sentence = f"De {words * ((LONGEST - 50) // len(words))}is."
    proposals("Het kabinet wil dialoog met Rusland.")
    started = time.process_time()
    proposals("\n\n".join([sentence] * 8))
    assert time.process_time() - started < 4


def test_a_sentence_longer_than_any_of_a_letter_is_passed_over() -> None:
    firm = "Nederland wil dat er nieuwe sancties tegen Rusland komen."
    endless = f"Nederland wil dat er nieuwe sancties {'en maatregelen ' * (LONGEST // 14)}tegen Rusland komen."
    assert len(endless) > LONGEST
    assert [each.quote for each in proposals(f"{firm}\n\n{endless}")] == [firm]
    assert len(proposals(f"{firm}\n\n{endless.replace('en maatregelen ', '')}")) == 2


@pytest.mark.parametrize(
    ("sentence", "there"),
    [
        ("Duitsland heeft gevraagd om een gezamenlijke aanschaf.", False),
        ("Duitsland heeft de EU gevraagd om een gezamenlijke aanschaf.", True),
        ("De Commissie stelt gezamenlijke aanschaf van munitie voor.", True),
    ],
)
def test_states_that_buy_together_are_not_the_union(sentence: str, there: bool) -> None:
    assert any(proposal.topic == "eu-cooperation" for proposal in proposals(sentence)) is there


@pytest.mark.parametrize(
    ("sentence", "there"),
    [
        ("Samen met landen uit NAVO en EU steunt het kabinet de opleiding van artsen.", False),
        ("Samen met landen uit NAVO en EU steunt het kabinet de samenwerking tussen de EU en de NAVO.", True),
    ],
)
def test_a_row_of_actors_is_no_topic(sentence: str, there: bool) -> None:
    assert any(proposal.topic == "eu-cooperation" for proposal in proposals(sentence)) is there


@pytest.mark.parametrize(
    ("sentence", "topic", "score"),
    [
        ("Het kabinet is tegen een Europees leger.", "eu-cooperation", -2),
        ("Hongarije keert zich tegen elke verhoging van de defensie-uitgaven.", "defence-spending", -2),
        ("Het kabinet is tegen sancties tegen Rusland.", "russia", -1),
    ],
)
def test_a_cue_that_holds_the_rejection_is_not_rejected_once_more(sentence: str, topic: str, score: int) -> None:
    assert score_of(sentence, topic) == score
