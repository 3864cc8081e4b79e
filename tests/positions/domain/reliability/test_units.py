"""Units that count in each alpha, and codings put together."""

from __future__ import annotations

from positions.domain.reliability.coder_comparison import CoderComparison, compare
from positions.domain.reliability.units import CodedValue, pooled, units
from tests.positions.domain.reliability.factories import FOUR, ONE, THREE, TWO, coding

TOPICS = ("russia", "china")


def presence(found: CoderComparison) -> float | None:
    return found.evaluation.figures["presence"].value


def test_only_sentences_of_both_count() -> None:
    a = coding([ONE, TWO], russia=[(ONE, "cabinet", 1), (TWO, "cabinet", 1)])
    b = coding([TWO, THREE], russia=[(TWO, "cabinet", 1), (THREE, "cabinet", 2)])
    found = compare(a, b, TOPICS)
    assert (found.sentences, found.alphas.presence.units, presence(found)) == (1, 2, 1.0)


def test_what_is_said_outside_the_sentences_of_a_coder_does_not_count() -> None:
    a = coding([ONE], russia=[(ONE, "cabinet", 1), (TWO, "cabinet", 1)])
    b = coding([ONE, TWO], russia=[(TWO, "cabinet", 1)])
    assert presence(compare(a, b, TOPICS)) == 0


def test_holder_counts_where_both_found_a_position_and_kind_where_both_found_the_topic() -> None:
    a = coding([ONE, TWO, THREE], russia=[(ONE, "cabinet", 1), (TWO, "allies", 0), (THREE, "other", None)])
    b = coding([ONE, TWO, THREE], russia=[(ONE, "cabinet", 1), (TWO, "other", None), (THREE, "nato", None)])
    found = compare(a, b, TOPICS).alphas
    assert (found.holder.units, found.kind.units, found.score.units) == (1, 3, 1)


def test_score_counts_positions_of_the_cabinet_alone() -> None:
    both = [(ONE, "cabinet", 1), (TWO, "allies", 2), (THREE, "cabinet", None), (FOUR, "cabinet", -1)]
    a = coding([ONE, TWO, THREE, FOUR], russia=both)
    assert compare(a, a, TOPICS).alphas.score.units == 2


def test_the_lower_one_is_of_presence_and_score_and_needs_both() -> None:
    a = coding([ONE, TWO, THREE], russia=[(ONE, "cabinet", 1), (TWO, "cabinet", 0)])
    b = coding([ONE, TWO, THREE], russia=[(ONE, "cabinet", 1), (TWO, "cabinet", 1)])
    found = compare(a, b, ("russia",)).alphas
    assert found.lower is found.score
    assert compare(a, b, ("china",)).alphas.lower is None


def test_without_anything_in_common_nothing_is_measured() -> None:
    found = compare(coding([ONE]), coding([TWO]), TOPICS)
    assert (found.sentences, presence(found), found.alphas.presence.alpha) == (0, None, None)


def test_of_three_coders_each_unit_holds_those_who_went_through_it() -> None:
    a, b, c = (coding(s, russia=[(ONE, "cabinet", 1)]) for s in ([ONE, TWO], [ONE, THREE], [ONE, TWO]))
    presence = +units([a, b, c], ("russia",)).presence
    assert presence == {(True, True, True): 1, (False, None, False): 1}


def test_several_as_one_take_each_sentence_from_one_of_them() -> None:
    a = coding([ONE], russia=[(ONE, "cabinet", 1)])
    b = coding([ONE, TWO], russia=[(ONE, "nato", None), (TWO, "allies", 2)])
    one = pooled([a, b])
    assert one.sentences == {ONE, TWO}
    assert one.said == {(ONE, "russia"): CodedValue("cabinet", 1), (TWO, "russia"): CodedValue("allies", 2)}
