"""Topic page: letters of one day."""

from __future__ import annotations

from tests.positions.views.topic_page import page_of, row_of


def test_two_letters_of_one_day_have_dots_of_their_own_and_one_step(client, says) -> None:
    says(1, "3 maart 2020", -1, -1, -1, 0, -1)
    pair = [says(2, "4 april 2020", 1, 1, 1), says(3, "4 april 2020", 1, 1, 1)]
    page = page_of(client)
    assert [row_of(page, letter)["stand"][:2] for letter in pair] == ["+1", "+1"]
    assert {row_of(page, letter)["change"] for letter in pair} == {"omgedraaid, nu richting afschrikking"}
