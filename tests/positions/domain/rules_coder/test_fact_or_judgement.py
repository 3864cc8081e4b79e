"""Fact or judgement, abbreviations that a letter defines, speakers by word order, carrying. Invented text."""

from __future__ import annotations

import pytest

from positions.domain.scale import Holder
from tests.positions.domain.factories import holder_of, only_proposal, proposals, score_of


@pytest.mark.parametrize(
    ("fact", "judgement"),
    [
        (
            "Op 3 maart spraken de ministers over sancties tegen Rusland.",
            "Sancties tegen Rusland blijven volgens het kabinet nodig.",
        ),
        (
            "In 2015 bezocht een delegatie Peking voor overleg over handel.",
            "Overleg met Peking over handel is voor Nederland van groot belang.",
        ),
        (
            "De verordening over EDIP werd op 5 maart gepubliceerd.",
            "Het kabinet verwelkomt de verordening over EDIP, want samen inkopen is verstandig.",
        ),
    ],
)
def test_a_noun_of_the_topic_tells_a_fact_and_a_norm_or_view_judges(fact: str, judgement: str) -> None:
    topics = {p.topic for p in proposals(fact)} & {p.topic for p in proposals(judgement)}
    assert topics
    for topic in topics:
        assert score_of(fact, topic) is None
        assert score_of(judgement, topic) is not None


def test_the_reasons_tell_what_made_it_a_position() -> None:
    cues = only_proposal("Het Russische gedrag is roekeloos en mag niet zonder gevolg blijven.", "russia").cues
    assert any("«roekeloos»" in cue and cue.endswith("→ standpunt") for cue in cues)


def test_a_title_in_quotation_marks_judges_nothing() -> None:
    sentence = "Op 2 mei verscheen de nota «China moet veranderen: dreiging en dwang»."
    assert score_of(sentence, "china") is None


@pytest.mark.parametrize(
    "sentence",
    [
        'De secretaris-generaal zei: "De Russische dreiging is onaanvaardbaar en sancties blijven nodig."',
        "Minister Proef verklaarde: “Rusland heeft het verdrag flagrant geschonden en dat is onacceptabel.”",
        "De minister noemde dit later «Russische dreiging die onaanvaardbaar is.»",
    ],
)
def test_a_statement_in_quotation_marks_is_no_title(sentence: str) -> None:
    assert score_of(sentence, "russia") == 1


def test_more_and_not_less_is_more() -> None:
    assert (
        score_of("Het kabinet vindt dat de krijgsmacht meer geld moet krijgen en niet minder.", "defence-spending") > 0
    )


@pytest.mark.parametrize(
    ("definition", "later"),
    [
        ("De motie over Rusland van Proef (CDA) is uitgevoerd.", "De leden van de CDA vinden het verkeer te druk."),
        ("De EU- en NAVO-top (Kamerstuk 99 676, VI) is geweest.", "Het kabinet vindt artikel VI van belang."),
        ("Er is gesproken over Rusland en Iran (JCPOA).", "Het kabinet vindt JCPOA van belang."),
        ("De druk van Rusland op Moldavië (MD) is groot.", "Het kabinet vindt MD van belang."),
    ],
)
def test_brackets_that_do_not_spell_the_name_define_nothing(definition: str, later: str) -> None:
    assert not [p for p in proposals(f"{definition}\n\n{later}") if later in p.quote]


def test_an_abbreviation_that_the_letter_defines_names_the_topic_from_then_on() -> None:
    prose = (
        "De EU-lidstaten richtten het EU-fonds voor mijnenjacht (EFM) op.\n\nHet land houdt rust.\n\n"
        "Nederland wil dat het EFM snel groeit."
    )
    found = [p for p in proposals(prose) if "EFM snel" in p.quote]
    assert [(p.topic, p.cues[0]) for p in found] == [("eu-cooperation", "«EFM» → EU-samenwerking")]


def test_a_body_that_the_letter_defines_is_heard_as_an_adviser() -> None:
    before = "De Raad voor Verre Zaken, het adviesbureau (AVZ), schreef over Rusland."
    sentence = "Het AVZ stelt dat de Russische dreiging groeit."
    assert holder_of(sentence, before=before) is Holder.ADVISER


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Duitsland en Spanje, die daar troepen hebben, drongen aan op druk op Rusland.", Holder.OTHER),
        ("In maart heeft de secretaris-generaal gewaarschuwd voor de Russische dreiging.", Holder.NATO),
        ("De meeste bondgenoten noemden de Russische daad onaanvaardbaar.", Holder.ALLIES),
        ("De Poolse minister vond de Russische dreiging zeer ernstig.", Holder.OTHER),
        ("De brouwers vrezen dat sancties tegen Rusland hun schade doen.", Holder.OTHER),
        ("Met die zorg over Rusland stemt het kabinet in.", Holder.CABINET),
        ("De minister van Buitenlandse Zaken van Oekraïne vroeg om zwaardere sancties tegen Rusland.", Holder.OTHER),
        ("De minister van Financiën van Duitsland vond de Russische dreiging ernstig.", Holder.OTHER),
        ("De minister van Defensie wees op de Russische dreiging.", Holder.CABINET),
        ("Ook het genootschap vindt sancties tegen Rusland schadelijk.", Holder.OTHER),
        ("Het bestuur van het genootschap vindt sancties tegen Rusland schadelijk.", Holder.OTHER),
        ("Het spreekt zich uit voor sancties tegen Rusland.", Holder.CABINET),
        ("In het voorjaar vond er overleg over Rusland plaats, en dat was nodig.", Holder.CABINET),
        ("De bondgenoten waren gelukkig met de druk op Rusland.", Holder.ALLIES),
        ("Gelukkig neemt de druk op Rusland toe.", Holder.CABINET),
    ],
)
def test_the_order_of_the_words_shows_who_speaks(sentence: str, expected: Holder) -> None:
    assert holder_of(sentence) is expected


def test_who_is_meant_by_a_pronoun_had_the_floor_before() -> None:
    before = "De secretaris-generaal sprak over de Russische dreiging."
    assert holder_of("Hij vond dat de druk op Moskou omhoog moet.", before=before) is Holder.NATO


@pytest.mark.parametrize(
    "sentence",
    [
        "Enerzijds moet de NAVO Rusland waarschuwen.",
        "Anderzijds zou de NAVO de dialoog met Rusland moeten zoeken.",
        "Ook Duitsland dient Rusland te veroordelen.",
        "Ook de bondgenoten horen Rusland te waarschuwen.",
        "Tegelijk waarschuwen zij voor de dreiging van Rusland.",
        "Daarnaast komen de auteurs niet tot de conclusie dat de NAVO de dialoog met Rusland moet staken.",
    ],
)
def test_what_somebody_ought_to_do_is_the_view_of_the_adviser_who_says_so(sentence: str) -> None:
    advice = "De reflectiegroep noemt Rusland een dreiging."
    assert holder_of(sentence, before=advice) is Holder.ADVISER


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("De NAVO waarschuwt Rusland.", Holder.NATO),
        ("Duitsland veroordeelt het Russische geweld.", Holder.OTHER),
        ("De NAVO waarschuwt dat Rusland zich moet terugtrekken.", Holder.NATO),
    ],
)
def test_who_says_what_another_ought_to_do_speaks(sentence: str, expected: Holder) -> None:
    assert holder_of(sentence, before="De reflectiegroep noemt Rusland een dreiging.") is expected


def test_the_soviet_union_is_neither_russia_nor_the_union() -> None:
    assert proposals("De Sovjet-Unie bedreigde de NAVO, en Sovjettroepen stonden in Berlijn.") == ()
    assert only_proposal("Rusland bedreigt de NAVO zoals de Sovjet-Unie deed.", "russia").score == 1


@pytest.mark.parametrize(
    ("sentence", "there"),
    [
        ("De NAVO is en blijft voor het kabinet de hoeksteen van de veiligheid.", True),
        ("Hoeksteen van het beleid blijft het bondgenootschap.", True),
        ("Zij is de hoeksteen van onze veiligheid.", True),
        ("Het wereldwijde stelsel van inspecties is een hoeksteen van de wapenbeheersing.", False),
        ("Vertrouwen blijft de hoeksteen van elk verdrag.", False),
    ],
)
def test_only_the_alliance_is_the_cornerstone(sentence: str, there: bool) -> None:
    prose = f"De samenwerking tussen de EU en de NAVO moet beter.\n{sentence}"
    found = [p.score for p in proposals(prose) if p.quote == sentence and p.score == -1 and p.topic == "eu-cooperation"]
    assert found == [-1] * there


def test_a_passage_is_left_for_logistics_and_another_country() -> None:
    prose = (
        "Rusland schendt zijn afspraken en dat is zorgelijk.\nDe delegatie reisde daarna door naar Mongolië.\n"
        "In Mongolië opende de minister een nieuwe school."
    )
    assert [p.quote.split()[0] for p in proposals(prose) if p.topic == "russia"] == ["Rusland"]
