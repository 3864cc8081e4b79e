"""API endpoints of positions and of the steps between them."""

from __future__ import annotations

from tests.positions.api.asking import results
from tests.positions.conftest import DOVE, HAWK
from tests.positions.factories import FILLING, FIRM


def test_a_series_has_each_letters_position_with_what_it_rests_on(client, two_steps) -> None:
    first, second = results(client, "positions/?topic=russia")
    assert (first["position"], first["change"], first["moved"]) == (-1.0, "new", None)
    assert (second["position"], second["change"], second["moved"]) == (1.0, "reversed", 2.0)
    assert second["typical"]["words"] == FIRM
    assert second["stances"] == [second["typical"]["stance"]]
    assert second["letter"]["date"] == "2020-04-04"


def test_a_position_has_its_distribution_its_form_and_how_many_were_judged_singly(client, says, accept) -> None:
    says(1, "3 maart 2019", 1, 1, 2, -1, -1, 0)
    mixed = says(2, "4 april 2019", 0, 0, 1, bulk=True)
    accept(mixed, FILLING[0], 0)
    both, weighed = results(client, "positions/?topic=russia")
    assert (both["counts"], both["form"], both["sentences"], both["singly"]) == ([0, 2, 1, 2, 1], "both ways", 6, 6)
    assert [quote["score"] for quote in both["typicals"]] == [1, -1]
    assert both["typical"] == both["typicals"][0]
    assert (weighed["counts"], weighed["form"], weighed["sentences"], weighed["singly"]) == (
        [0, 0, 3, 1, 0], "weighed", 4, 1,
    )  # fmt: skip


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


def test_other_holders_and_letters_off_the_line_take_no_step(client, says) -> None:
    says(1, "3 maart 2019", *DOVE, holder="nato")
    says(2, "4 april 2019", *HAWK, holder="nato")
    says(3, None, *HAWK)
    nato, _later = results(client, "positions/?topic=russia&holder=nato")
    undated = results(client, "positions/?topic=russia")[-1]
    for each in (nato, undated):
        assert {
            each[name] for name in ("step", "verdict", "towards", "difference", "se", "provisional", "gap_months")
        } == {None}
    assert (nato["change"], undated["change"]) == ("new", None)


def test_salience_is_known_of_letters_that_are_read(client, says, mark_read) -> None:
    mark_read(says(1, "3 maart 2019", 1, 1))
    says(2, "4 april 2019", 1, 1)
    found = results(client, "positions/?topic=russia")
    assert [(each["letter"]["read"], each["salience"]) for each in found] == [(True, 0.5), (False, None)]


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


def test_letters_of_one_day_are_one_side_of_a_step(client, says) -> None:
    says(1, "3 maart 2019", *DOVE)
    says(2, "4 april 2019", 1, 1, 1)
    says(3, "4 april 2019", 1, 1, 1)
    newest, _beginning = results(client, "changes/")
    assert [letter["key"] for letter in newest["after"]["letters"]] == ["kst-99301-2", "kst-99301-3"]
    assert (newest["after"]["sentences"], newest["verdict"]) == (6, "reversed")
    assert [each["step"] for each in results(client, "positions/")] == ["new", "reversed", "reversed"]


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
