"""Diffs by sentence."""

from __future__ import annotations

from letters.rendering.diff import paired, sentence_changes


def test_a_changed_sentence_stands_beside_what_became_of_it() -> None:
    old = ["Een zin die helemaal verdwijnt uit de brief.", "Nederland steunt het voorstel van de raad."]
    new = ["Nederland steunt het nieuwe voorstel van de raad."]
    assert paired(old, new) == [(old[0], ""), (old[1], new[0])]


def test_what_stayed_is_only_counted() -> None:
    found = list(sentence_changes(["a.", "b.", "Dit is oud."], ["a.", "b.", "Dit is nieuw."]))
    assert [change.same for change in found] == [2, 0]
    assert found[1].old == "Dit is <del>oud</del>."
    assert found[1].new == "Dit is <ins>nieuw</ins>."


def test_very_many_changes_are_not_compared_with_each_other() -> None:
    old, new = [f"oud {n}" for n in range(30)], [f"nieuw {n}" for n in range(31)]
    assert paired(old, new)[-1] == ("", "nieuw 30")
