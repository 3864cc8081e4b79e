"""On the example letters too, a topic that is summed up has the pages of one that is read by letter."""

from __future__ import annotations

import pytest

from positions.models import Topic
from tests.positions.views.large_topic import assert_same, bins_from

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("least", [0, 1500])
def test_a_topic_of_the_examples_is_the_same_summed_up(all_examples, client, monkeypatch, least: int) -> None:
    bins_from(monkeypatch, least)
    for topic in Topic.objects.all():
        for part in ("", "?holder=cabinet&holder=adviser", "figuur.json?theme=light"):
            assert_same(client, monkeypatch, f"/onderwerpen/{topic.slug}/{part}")


def test_home_and_the_list_of_topics_are_the_same_summed_up(all_examples, client, monkeypatch) -> None:
    bins_from(monkeypatch, 0)
    for address in ("/", "/onderwerpen/"):
        assert_same(client, monkeypatch, address)
