"""Context of a sentence under review, and the form of a coding."""

from __future__ import annotations

import pytest

from positions.review.cards import within_room
from positions.review.forms import CodingForm

LONG = " ".join(f"woord{n}" for n in range(200))


def test_what_fits_is_shown_whole() -> None:
    assert within_room("a b", "c d", "e f", "g h", room=40) == ("a b", "c d", "e f", "g h")


def test_what_does_not_fit_says_where_it_is_cut() -> None:
    above, before, after, below = within_room(LONG, LONG, LONG, LONG, room=400)
    assert before.startswith("… ") and before.endswith(LONG[-20:])
    assert after.endswith(" …") and after.startswith(LONG[:20])
    assert above.startswith("… ") and below.endswith(" …")
    assert len(above + before + after + below) <= 400 + 4 * len("… ")


def test_room_that_one_part_leaves_goes_to_the_others() -> None:
    assert within_room("", "", "", LONG, room=len(LONG)) == ("", "", "", LONG)


@pytest.mark.django_db
def test_a_mention_needs_no_holder_and_a_position_does(codebook) -> None:
    mention = CodingForm({"kind": "mention", "topic": "russia", "score": "2"})
    assert mention.is_valid() and mention.coding.score is None
    assert not CodingForm({"kind": "position", "topic": "russia", "score": "2"}).is_valid()
    assert not CodingForm({"kind": "position", "topic": "russia", "holder": "nato", "score": "mention"}).is_valid()


@pytest.mark.django_db
def test_a_form_without_kind_says_it_by_its_score(codebook) -> None:
    form = CodingForm({"topic": "russia", "holder": "nato", "score": "mention"})
    assert form.is_valid() and form.coding.score is None
    assert not CodingForm({"topic": "russia"}).is_valid()
