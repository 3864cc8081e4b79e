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


def test_letters_of_one_day_are_one_side_of_a_step(client, says) -> None:
    says(1, "3 maart 2019", *DOVE)
    says(2, "4 april 2019", 1, 1, 1)
    says(3, "4 april 2019", 1, 1, 1)
    newest, _beginning = results(client, "changes/")
    assert [letter["key"] for letter in newest["after"]["letters"]] == ["kst-99301-2", "kst-99301-3"]
    assert (newest["after"]["sentences"], newest["verdict"]) == (6, "reversed")
    assert [each["step"] for each in results(client, "positions/")] == ["new", "reversed", "reversed"]
