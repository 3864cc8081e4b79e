"""A letter's standing, from its neighbours alone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from positions.codebook import store
from positions.letter_page.standing import standing, standings
from positions.models import Review, Stance, SummaryDue, Topic
from positions.timelines.neighbours import reading_around
from positions.timelines.query import TimelineOptions, look_up, restricted
from tests.positions.once import *  # noqa: F403 - fixtures, made once for the module


def both(letter, *, proposals: bool = True) -> list:
    """Return what the page shows of the letter's topics, from the neighbours and from all letters."""
    topics, asked = list(Topic.objects.all()), TimelineOptions(proposals=proposals)
    axes = {axis.slug: axis for axis in store.codebook_of(store.newest().pk).topics}
    found = look_up(None)
    whole = restricted({topic.slug: found for topic in topics}, None, asked)
    return [
        [shown(each) for each in standings(letter, topics, reading_around(letter, topics, asked))],
        [shown(standing(letter, topic, axes[topic.slug], whole)) for topic in topics if topic.slug in axes],
    ]


def shown(on) -> tuple:
    of = on.cabinet
    label = of and (of.stand, of.basis, of.dot.step, of.dot.salience, of.provisional)
    others = [(other.holder, other.taken.stand, other.taken.basis) for other in on.others]
    return on.topic.slug, label, others, on.share, on.earlier and on.earlier.pool, on.later and on.later.pool


@pytest.mark.parametrize("proposals", [True, False])
def test_it_is_that_of_the_whole_line(line, says, mark_read, proposals: bool) -> None:
    more = [
        says(7, "4 april 2019", 2, 2, 2, 1, 1),  # a second letter of one day
        says(8, "1 juli 2021", 1, 1, 1, topic="defence-spending"),
        says(9, "1 mei 2024", -1, -1, -1, 0, -1),  # after a lapse
        says(10, None, 1, 1, 1, 1),
    ]
    mark_read(more[0])
    letters = [*line, *more]
    seen = [both(letter, proposals=proposals) for letter in letters]
    assert [around for around, _ in seen] == [whole for _, whole in seen]
    steps = {on[1][2].kind for around, _ in seen for on in around if on[1] and on[1][2]}
    assert len(steps) > 3  # reversed, moved, unclear, across …
    assert any(on[4] and on[5] for around, _ in seen for on in around)


def test_a_neighbour_whose_summary_is_out_of_date_is_looked_at_itself(line, anna) -> None:
    before, letter = line[3], line[5]
    said = Stance.objects.filter(revision__letter=before)
    Review.objects.bulk_create(Review(stance=s, decision="reject", state="rejected", coder=anna) for s in said)
    assert SummaryDue.objects.filter(letter=before.pk).exists()
    around, whole = both(letter)
    assert around == whole
    (earlier,) = {on[4].day for on in around if on[4]}
    assert earlier == line[4].document_date


def test_the_days_beside_it_are_found_without_looking_at_stances(line) -> None:
    with CaptureQueriesContext(connection) as queries:
        reading_around(line[3], Topic.objects.all(), TimelineOptions())
    (of_days,) = [query["sql"] for query in queries if '"later_on"' in query["sql"]]
    assert "positions_stancesummary" in of_days
    assert '"positions_stance"' not in of_days
