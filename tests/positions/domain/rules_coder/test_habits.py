"""General habits of prose that the cues cover, on invented sentences."""

from __future__ import annotations

import pytest

from positions.domain.codebook.loading import version
from positions.domain.scale import Holder
from tests.positions.domain.factories import holder_of, only_proposal, proposals, score_of


@pytest.mark.parametrize(
    ("sentence", "topic", "expected"),
    [
        ("De taakstelling voor de krijgsmacht is hard maar nodig.", "defence-spending", -2),
        ("Geld alleen maakt een krijgsmacht niet inzetbaar.", "defence-spending", -1),
        (
            "Over de defensie-uitgaven beslissen de partijen aan de formatietafel; die formatie loopt nog.",
            "defence-spending",
            -1,
        ),
        ("De defensie-uitgaven liggen nog ruim onder het gemiddelde in Europa.", "defence-spending", 1),
        ("Nederland bereikt volgend jaar twee procent van het bbp.", "defence-spending", 2),
        ("Het kabinet heeft bedenkingen bij een grotere rol van PESCO.", "eu-cooperation", -1),
        ("De EU zoekt een evenwicht tussen de NAVO en haar eigen defensie.", "eu-cooperation", 0),
        ("De EU moet zo nodig zelfstandig een operatie kunnen leiden.", "eu-cooperation", 2),
        ("Nederland is geen voorstander van een Europees leger.", "eu-cooperation", -2),
        ("China is concurrent en partner tegelijk.", "china", 0),
        ("Een algemeen verbod op Chinese apparatuur is niet nodig.", "china", -1),
        ("Het kabinet wil bedrijven uit China die sancties ontwijken op de sanctielijst zetten.", "china", 2),
        ("Nederland wil de handel in Russische diamanten verbieden.", "russia", 2),
        ("Van normalisering met Moskou kan geen sprake zijn.", "russia", 1),
        ("Het overleg met Moskou kan pas beginnen als Rusland zijn troepen weghaalt.", "russia", 1),
    ],
)
def test_bounds_balance_and_commitment_have_their_scores(sentence: str, topic: str, expected: int) -> None:
    assert score_of(sentence, topic) == expected


@pytest.mark.parametrize(
    ("sentence", "topic", "expected"),
    [
        ("De transparantie van Moskou ontbreekt volledig.", "russia", 1),
        ("Samenwerking met Rusland is pas denkbaar nadat het de grenzen van zijn buren eerbiedigt.", "russia", 1),
        ("Er zijn geen tekenen dat Rusland serieus wil onderhandelen.", "russia", 1),
        ("Nederland wil de mazen in de maatregelen tegen Rusland dichten.", "russia", 2),
        ("Het overleg met Rusland helpt om risico's te verminderen.", "russia", -1),
        ("Versoepeling van de sancties tegen Rusland is nu niet te verdedigen.", "russia", 1),
        ("De NAVO moet samenwerken met Japan en Australië als het om China gaat.", "china", 1),
        ("Met China is er samenwerking op het ene en concurrentie op het andere terrein.", "china", 0),
        (
            "Een besluit over de defensie-uitgaven wordt in samenhang met andere uitgaven genomen.",
            "defence-spending",
            -1,
        ),
        ("Met zijn defensie-uitgaven is Nederland nog niet waar het moet zijn.", "defence-spending", 1),
        ("De EU moet niet herhalen wat de NAVO doet.", "eu-cooperation", -1),
        ("De EU en de NAVO doen ieder waar zij goed in zijn.", "eu-cooperation", 0),
        ("Nederland wil bevoegdheden over wapens aan de EU overdragen.", "eu-cooperation", 2),
    ],
)
def test_each_anchor_has_a_field_of_words(sentence: str, topic: str, expected: int) -> None:
    assert score_of(sentence, topic) == expected


def test_a_no_in_the_gap_of_a_cue_turns_it() -> None:
    assert score_of("China is geen directe militaire bedreiging voor ons gebied.", "china") == -1
    assert score_of("Dat neemt niet weg dat dialoog met Rusland nodig blijft.") == -1


def test_a_contrast_without_a_direction_turns_what_stood_before() -> None:
    before = "Het kabinet heeft bedenkingen bij een grotere rol van PESCO."
    assert score_of("Het kabinet onderkent evenwel dat de EU beschikt over middelen.", "eu-cooperation", before) == 1


def test_two_directions_that_a_sentence_joins_are_weighed() -> None:
    assert score_of("Naast handhaving van sancties tegen Rusland blijft ook een deconflictielijn nodig.") == 0


def test_the_word_that_turns_something_down_is_not_turned_down() -> None:
    assert score_of("Het kabinet is terughoudend over plannen om Rusland te prikkelen.") == -1


def test_what_should_come_up_is_no_agenda() -> None:
    assert score_of("Het is van belang dat met Rusland over wapenbeheersing wordt gesproken.") == -1


def test_an_adviser_quoted_in_passing_keeps_the_floor_no_longer_than_others() -> None:
    before = "De Rekenkamer stelt dat de defensie-uitgaven te laag zijn."
    assert holder_of("Een hogere begroting voor defensie is nodig.", "defence-spending", before) is Holder.CABINET


def test_what_follows_a_but_decides() -> None:
    sentence = "China is geen directe militaire dreiging, maar zijn opkomst raakt ook onze veiligheid."
    assert score_of(sentence, "china") == 1


def test_who_welcomes_does_not_go_along_with_what_was_held_against_it() -> None:
    before = "Het kabinet heeft bedenkingen bij het Europees Defensiefonds."
    assert (
        score_of("Nederland steunt wel het onderdeel over militaire mobiliteit van de EU.", "eu-cooperation", before)
        == 1
    )


def test_restraint_runs_on_only_where_the_text_leans_on_it() -> None:
    before = "Het kabinet wil met Moskou in gesprek blijven."
    assert score_of("Rusland moet zijn buren met rust laten.", before=before) == 1
    assert score_of("Dat is ook in deze tijd verstandig.", before=before) == -1


def test_a_section_on_the_union_in_a_letter_on_china_is_about_both() -> None:
    prose = "@ Beleid ten aanzien van China\n# EU-samenwerking\nEensgezind optreden van de EU is nodig."
    assert {p.topic for p in proposals(prose)} == {"china", "eu-cooperation"}


def test_a_view_called_the_cabinets_is_a_position_though_it_speaks_of_speaking() -> None:
    sentence = "Volgens het kabinet moet met Rusland over wapenbeheersing worden gesproken."
    assert (score_of(sentence), holder_of(sentence)) == (-1, Holder.CABINET)


def test_what_allies_do_is_theirs_and_what_they_must_do_is_the_letters() -> None:
    topic = "defence-spending"
    assert holder_of("Twaalf bondgenoten halen dit jaar de norm van twee procent.", topic) is Holder.ALLIES
    assert holder_of("Bondgenoten moeten de norm van twee procent halen.", topic) is Holder.CABINET


def test_the_newest_version_is_the_one_that_codes() -> None:
    assert version().version == "6"
    assert version("1").version == "1"
    assert [t.slug for t in version().topics] == [t.slug for t in version("1").topics]
    assert all(version().topic(t.slug).anchors == t.anchors for t in version("1").topics)


def test_a_headline_of_thanks_is_no_position() -> None:
    prose = "@ Reactie op het advies over China\nHet kabinet dankt de Adviesraad voor het werk.\nChina wordt machtiger."
    assert [p.quote for p in proposals(prose)] == ["China wordt machtiger."]


def test_a_bare_meeting_is_a_mention() -> None:
    assert only_proposal("De ministers van Defensie van de EU komen in maart bijeen.", "eu-cooperation").score is None
