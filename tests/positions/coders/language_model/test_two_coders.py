"""Rules and model on one letter: one decision a sentence and topic, one label where they say the same."""

from __future__ import annotations

import pytest
from django.urls import reverse

from positions.coders import registry
from positions.models import Coder, Stance, StanceSummary
from positions.review import cards, decisions, queue
from positions.stances import current
from tests.factories import told

pytestmark = pytest.mark.django_db


def test_the_same_from_both_is_one_decision_with_two_voices(echoing, anna) -> None:
    echoing()
    places = set(Stance.objects.values_list("start", "topic"))
    assert Stance.objects.count() == 2 * len(places)
    assert queue.progress(queue.proposals()).total == len(places)
    card = cards.card(Stance.objects.open()[0].pk)
    assert not card.differ
    assert [voice.coder.name for voice in card.voices] == ["rules", "language-model"]
    decisions.accept(card.stance.pk, anna, seen=0, shown=card.shown)
    assert queue.progress(queue.proposals()).decided == 1
    assert not Stance.objects.open().filter(start=card.stance.start, topic=card.stance.topic).exists()


def test_what_they_say_differently_is_one_card_with_both(echoing) -> None:
    echoing(shift=1)
    differing = Stance.objects.differing()
    assert {stance.topic.slug for stance in differing} == {"russia"}
    card = cards.card(differing[0].pk)
    assert len(card.proposed) == 2 and card.differ


def test_a_sentence_counts_once_and_without_score_where_they_differ(echoing) -> None:
    echoing()
    counts = {(row.topic.slug, row.holder): row.counts for row in StanceSummary.objects.select_related("topic")}
    rules = Stance.objects.filter(coder__name="rules", score__isnull=False)
    assert sum(map(sum, counts.values())) == rules.count()


def test_a_visitor_is_shown_one_label_a_saying(echoing, recorded, client) -> None:
    echoing()
    labels = current.labels_by_sentence(current.current(proposals=True), [recorded.revisions.get().pk])
    assert all(
        len(current.distinct(each)) == len({(x.topic, x.holder, x.score) for x in each}) for each in labels.values()
    )
    page = client.get(recorded.get_absolute_url()).content.decode()
    once = {(stance.start) for stance in Stance.objects.all()}
    assert page.count('class="sentence"') == len(once)


def test_accuracy_of_a_model_that_nobody_measured_is_said_to_be_unknown(echoing, client) -> None:
    echoing()
    page = told(client.get(reverse("method")).content.decode())
    assert str(Coder.objects.get(name="language-model")) in page
    assert "nog niet gemeten op echte brieven" in page
    assert registry.machine_coder("language-model").calibration is None
