"""The typical quote of a position (codebook, 5). All sentences are invented."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from positions.domain.scale import SCORES
from positions.domain.timeline.positions import Form, Position
from positions.domain.timeline.typical_quote import Quote, nearest, nearest_score, stands_alone, typical
from tests.positions.domain.timeline.factories import counts_of, quotes, scores_of

LONE = "Het kabinet vindt dat de brug over de Zuiderkil ook in de winter open moet blijven."
OTHER = "De brug over de Zuiderkil blijft voor het kabinet de kortste weg naar het oosten."
SHORT = "De brug blijft open."


def bridge(words: str) -> bool:
    return "brug" in words


def one(found: Sequence[Quote]) -> Quote:
    assert len(found) == 1
    return found[0]


def chosen(*pairs: tuple[int, str]) -> Quote:
    given = quotes(*pairs)
    return one(typical(given, counts_of(given), bridge))


def sized(length: int) -> str:
    return "Brug ".ljust(length, "a").replace("Brug", "brug", 1)


def test_it_is_of_the_score_that_lies_nearest_to_the_mean() -> None:
    assert chosen((2, LONE), (1, OTHER), (1, LONE), (1, LONE)).words == OTHER


def test_it_is_the_first_of_several_in_the_order_of_the_text() -> None:
    assert chosen((1, OTHER), (1, LONE), (1, LONE)).stance == 1


def test_it_names_the_topic_itself() -> None:
    unnamed = "Het kabinet vindt dat hij ook in de winter open moet blijven voor wie naar het oosten wil."
    assert chosen((1, unnamed), (1, LONE), (1, LONE)).stance == 2


@pytest.mark.parametrize(("length", "taken"), [(59, False), (60, True), (250, True), (251, False)])
def test_it_has_sixty_to_two_hundred_and_fifty_characters(length: int, taken: bool) -> None:
    assert len(sized(length)) == length
    assert (chosen((1, sized(length)), (1, LONE), (1, LONE)).stance == 1) is taken


@pytest.mark.parametrize(
    "opening", ["Hierin", "Daarmee", "Dat", "Deze", "Hiermee", "Daarin", "Daarbij", "Hiervoor", "Dit", "Die"]
)
def test_it_does_not_open_with_what_leans_on_the_sentence_before(opening: str) -> None:
    leaning = f"{opening} vindt het kabinet voor de brug over de Zuiderkil van groot belang in de winter."
    assert chosen((1, leaning), (1, LONE), (1, LONE)).stance == 2


@pytest.mark.parametrize(
    "opening", ["Dit kabinet", "Datgene wat", "Dezelfde lijn", "Diepgang", "Hierarchie", "Daartegenover"]
)
def test_words_that_only_begin_alike_may_open_it(opening: str) -> None:
    assert stands_alone(f"{opening} en de brug over de Zuiderkil zijn voor ons in de winter van groot belang.")


@pytest.mark.parametrize(
    "bare",
    [
        "Nederland steunt deze ontwikkeling rond de brug over de Zuiderkil ook in de winter van harte.",
        "Het kabinet deelt dit standpunt over de brug over de Zuiderkil en heeft dat ook zo gezegd.",
        "Wij delen die zorg over de brug over de Zuiderkil en houden hem daarom in de winter in het oog.",
        "Het kabinet onderschrijft deze lijn voor de brug over de Zuiderkil en wil die zo houden.",
        "Het kabinet verwelkomt dat voorstel voor de brug over de Zuiderkil, ook voor de winter.",
        "Nederland ondersteunt dit streven voor de brug over de Zuiderkil, ook waar het de winter raakt.",
        "Het kabinet kan zich hierin vinden, zeker waar het gaat om de brug over de Zuiderkil in de winter.",
        "Voor de brug over de Zuiderkil kan het kabinet zich daarin goed vinden, ook in de winter.",
        "Over de brug over de Zuiderkil is het kabinet het hiermee van harte eens, ook voor de winter.",
        "Het kabinet sluit zich daarbij aan, ook waar het gaat om de brug over de Zuiderkil in de winter.",
    ],
)
def test_it_is_no_bare_endorsement(bare: str) -> None:
    assert 60 <= len(bare) <= 250
    assert chosen((1, bare), (1, LONE), (1, LONE)).stance == 2


@pytest.mark.parametrize(
    "full",
    [
        "Het kabinet steunt de opening van de brug over de Zuiderkil, ook in de winter.",
        "Het kabinet verwelkomt dat de brug over de Zuiderkil in de winter open blijft.",
        "Nederland onderschrijft dat Zuiderkil een brug nodig heeft die ook in de winter open is.",
        "Het deel dat wij aan de brug over de Zuiderkil betalen mag voor ons niet groter worden.",
        "Wij delen met de buren de zorg over de brug over de Zuiderkil in de winter.",
        "Het kabinet wil met de brug over de Zuiderkil aansluiten bij wat daarin eerder is beloofd.",
    ],
)
def test_an_endorsement_that_says_of_what_can_stand_alone(full: str) -> None:
    assert stands_alone(full)


def test_where_none_can_stand_alone_it_is_the_longest_of_the_nearest() -> None:
    longer, longest = "De brug blijft voorlopig open.", LONE.replace("brug", "weg") + " Dat blijft zo."
    assert chosen((1, SHORT), (1, longer), (1, SHORT)).words == longer
    assert chosen((1, SHORT), (2, longest), (1, longer), (1, SHORT)).words == longer


def test_one_that_can_stand_alone_but_lies_farther_off_is_not_taken() -> None:
    assert chosen((1, SHORT), (2, LONE), (1, SHORT), (1, SHORT)).words == SHORT


@pytest.mark.parametrize(
    ("given", "score"),
    [
        ((1, 0, 2, 7, 0), 1),  # three sentences below the mean of +0.5, seven above it
        ((0, 0, 4, 1, 1), 0),
        ((0, 1, 4, 1, 2), 0),
    ],
)
def test_of_two_scores_as_near_it_is_that_on_the_side_with_more_sentences(given: tuple[int, ...], score: int) -> None:
    written = quotes(*((each, LONE) for each in scores_of(given)))
    position = counts_of(written)
    assert position.mean == Fraction(1, 2)
    assert one(typical(written, position, bridge)).score == score


def test_where_both_sides_have_as_many_the_first_in_the_text_decides() -> None:
    given = quotes((1, OTHER), (0, LONE), (0, LONE), (1, OTHER))
    assert one(typical(given, counts_of(given), bridge)).score == 1
    assert one(typical(given[::-1], counts_of(given), bridge)).score == 1
    assert one(typical(given[1:] + given[:1], counts_of(given), bridge)).score == 0


def test_a_letter_that_goes_both_ways_gives_one_from_each_side_the_larger_first() -> None:
    given = quotes((-1, LONE), (1, OTHER), (1, OTHER), (-1, LONE), (1, OTHER))
    assert [quote.stance for quote in typical(given, counts_of(given), bridge)] == [2, 1]
    mirrored = [Quote(quote.stance, quote.words, -quote.score) for quote in given]
    assert [quote.score for quote in typical(mirrored, counts_of(mirrored), bridge)] == [-1, 1]


def test_both_ways_each_is_of_the_commonest_score_of_its_side() -> None:
    given = quotes((-1, LONE), (-2, LONE), (-2, OTHER), (2, LONE), (1, LONE), (1, OTHER))
    found = typical(given, counts_of(given), bridge)
    assert {quote.score for quote in found} == {-2, 1}
    assert {quote.stance for quote in found} == {2, 5}


def test_of_two_scores_as_common_on_one_side_it_is_that_nearer_to_zero() -> None:
    """The codebook does not specify it; any fixed rule will do."""
    given = quotes((-2, LONE), (-1, LONE), (2, OTHER), (2, OTHER))
    assert {quote.score for quote in typical(given, counts_of(given), bridge)} == {-1, 2}


def test_both_ways_each_follows_the_rules_of_one_that_stands_alone() -> None:
    given = quotes((-1, SHORT), (-1, LONE), (1, f"Dat {LONE}"), (1, OTHER))
    assert {quote.stance for quote in typical(given, counts_of(given), bridge)} == {2, 4}


def test_a_period_has_one_also_where_its_sentences_go_both_ways() -> None:
    given = quotes((-1, LONE), (-1, LONE), (1, OTHER), (1, OTHER))
    assert counts_of(given).form is Form.BOTH_WAYS
    assert nearest(given, Fraction(3, 4), counts_of(given), bridge).stance == 3


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(-2, 2), st.sampled_from([LONE, OTHER, SHORT])), min_size=1, max_size=12))
def test_no_score_that_was_given_lies_nearer_than_that_of_the_quote(given: list[tuple[int, str]]) -> None:
    written = quotes(*given)
    position = counts_of(written)
    found = typical(written, position, bridge)
    assert all(quote in written for quote in found)
    if position.form is Form.BOTH_WAYS:
        assert [quote.score > 0 for quote in found] in ([True, False], [False, True])
    else:
        off = min(abs(quote.score - position.mean) for quote in written)
        assert abs(one(found).score - position.mean) == off


@pytest.mark.parametrize("counts", [(1, 0, 0, 0, 2), (2, 0, 0, 0, 1), (1, 1, 0, 1, 1), (0, 3, 0, 2, 0)])
def test_the_nearest_score_is_that_of_the_fractions(counts) -> None:
    for scores in (list(each) for n in range(1, 4) for each in product(SCORES, repeat=n)):
        for mean in {Fraction(top, bottom) for bottom in range(1, 7) for top in range(-2 * bottom, 2 * bottom + 1)}:
            off = min(abs(score - mean) for score in scores)
            ties = [score for score in scores if abs(score - mean) == off]
            by_score = list(zip(SCORES, counts, strict=True))
            below, above = sum(n for at, n in by_score if at < mean), sum(n for at, n in by_score if at > mean)
            expected = ties[0] if below == above else max(ties) if above > below else min(ties)
            assert nearest_score(scores, mean, Position(counts, 0)) == expected


def test_of_the_only_one_of_its_score_nothing_is_asked() -> None:
    def refuse(words: str) -> bool:
        raise AssertionError(words)

    given = quotes((1, LONE), (2, OTHER), (0, OTHER))
    assert typical(given, counts_of(given), refuse) == (given[0],)
