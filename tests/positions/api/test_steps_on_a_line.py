"""API endpoints of positions and steps, on a line with a step of each kind."""

from __future__ import annotations

from tests.positions.api.asking import results
from tests.positions.factories import FILLING
from tests.positions.once import *  # noqa: F403 - fixtures, made once for the module


def test_a_position_has_its_step_by_version_2_of_the_rules(client, line) -> None:
    found = results(client, "positions/?topic=russia")
    assert [(each["form"], each["step"], each["verdict"], each["towards"]) for each in found] == [
        ("mean", "new", None, None),
        ("mean", "reversed", "reversed", "high"),
        ("thin", None, None, None),
        ("mean", "moved", "moved", "high"),
        ("mean", "unclear", "unclear", None),
        ("mean", "across", "unclear", None),
    ]
    assert [each["gap_months"] for each in found] == [None, None, None, 26, None, None]
    assert {each["rules"] for each in found} == {2}
    turn = found[1]
    assert (turn["difference"], turn["se"], turn["provisional"]) == (1.6, 0.3162, 0)  # √(1/4 ÷ 5 + 1/4 ÷ 5)
    assert [found[2][name] for name in ("difference", "se", "provisional")] == [None, None, None]


def test_the_old_fields_keep_their_old_arithmetic_beside_the_new_ones(client, line) -> None:
    found = results(client, "positions/?topic=russia")
    assert [(each["change"], each["moved"], each["lowest"], each["highest"]) for each in found] == [
        ("new", None, -1, 0),
        ("reversed", 1.6, 0, 1),
        ("reversed", -2.8, -2, -2),  # no step by version 2: the letter is thin
        ("reversed", 4.0, 2, 2),
        ("softened", -2.0, -2, 1),
        ("hardened", 0.8, 0, 1),  # by version 2 unclear, and across cabinets
    ]


def test_a_filter_on_letters_makes_no_middle_letter_new(client, line) -> None:
    found = results(client, "positions/?topic=russia&after=2019-04-01")
    assert [each["step"] for each in found] == ["reversed", None, "moved", "unclear", "across"]
    assert found[0]["change"] == "reversed"
    steps = results(client, "changes/?after=2019-04-01&before=2019-12-31")
    assert [step["step"] for step in steps] == ["reversed"]
    assert steps[0]["before"]["letter"]["key"] == line[0].key


def test_changes_have_both_sides(client, line) -> None:
    found = results(client, "changes/")
    assert [step["step"] for step in found] == ["across", "unclear", "moved", "reversed", "new"]
    turn, beginning = found[-2:]
    assert (turn["before"]["position"], turn["after"]["position"]) == (-0.8, 0.8)
    assert (turn["before"]["counts"], turn["before"]["form"]) == ([0, 4, 1, 0, 0], "mean")
    assert (turn["before"]["cabinet"], turn["after"]["letters"][0]["key"]) == ("Rutte III", line[1].key)
    assert turn["after"]["letter"] == turn["after"]["letters"][0]
    assert beginning["before"] is None
    assert (turn["change"], turn["moved"], beginning["change"], beginning["moved"]) == ("reversed", 1.6, "new", None)
    assert {step["rules"] for step in found} == {2}


def test_changes_are_chosen_by_verdict_step_and_direction(client, line) -> None:
    for address, wanted in (
        ("verdict=reversed", ["reversed"]),
        ("verdict=unclear", ["across", "unclear"]),
        ("verdict=moved&verdict=reversed", ["moved", "reversed"]),
        ("step=across", ["across"]),
        ("step=new", ["new"]),
        ("towards=high", ["moved", "reversed"]),
        ("verdict=all", ["across", "unclear", "moved", "reversed", "new"]),
        ("order=biggest&verdict=moved&verdict=reversed", ["reversed", "moved"]),
    ):
        assert [step["step"] for step in results(client, f"changes/?{address}")] == wanted, address


def test_old_choices_of_changes_lead_to_the_new_ones(client, line) -> None:
    for change, wanted in (
        ("reversed", ["reversed"]),
        ("hardened", ["moved"]),
        ("softened", []),
        ("reaffirmed", []),
        ("new", ["new"]),
    ):
        assert [step["step"] for step in results(client, f"changes/?change={change}")] == wanted, change


def test_a_provisional_step_says_how_many_proposals_are_open(client, line, propose, settings) -> None:
    propose(line[1])
    propose(line[1], FILLING[0])
    provisional = {step["step"]: step["provisional"] for step in results(client, "changes/")}
    assert provisional == {"new": 0, "reversed": 2, "moved": 2, "unclear": 0, "across": 0}
    settings.POSITIONS_SHOW_PROPOSALS = "signed-in"
    assert {step["step"]: step["provisional"] for step in results(client, "changes/")} == provisional
