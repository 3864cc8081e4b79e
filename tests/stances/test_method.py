"""The method page says what the codebook says, because it reads the same object as the coders."""

from __future__ import annotations

from fractions import Fraction

from positions import codebooks, drafts, method
from positions.domain import agreement, lines
from positions.domain.entries import GENERAL_GROUPS, TOPIC_LISTS
from tests.positions.test_drafting import CYBER

QUERIES = 6


def test_every_topic_stands_there_with_its_axis_words_and_holders(client, codebook) -> None:
    html = client.get("/methode/").content.decode().replace("&#x27;", "'").replace("&quot;", '"')
    told = codebooks.codebook_of(codebooks.newest().pk)
    for topic in told.topics:
        for text in (topic.name, topic.definition, topic.excludes, topic.low_pole, *topic.anchors.values()):
            assert text.nl in html
        assert " · ".join(topic.terms[:3]) in html
    for holder in told.holders:
        assert " · ".join(holder.terms[:3]) in html


def test_every_kind_of_word_has_a_name_for_readers() -> None:
    assert set(method.GENERAL) == set(GENERAL_GROUPS)
    assert set(method.LISTS) == set(TOPIC_LISTS)


def test_the_rules_are_told_with_the_numbers_that_are_used() -> None:
    assert Fraction(1, 2) == lines.HALF and lines.ONE == 1
    assert agreement.TENTATIVE_BELOW == 0.667 and agreement.RELIABLE_FROM == 0.8


def test_an_older_version_is_read_by_its_number(client, codebook, django_user_model) -> None:
    eva = django_user_model.objects.create_user("eva")
    draft = drafts.start(eva)
    drafts.add_topic(draft, CYBER, eva, seen=1)
    drafts.release(draft, eva, seen=2)
    assert 'id="cyber"' in client.get("/methode/").content.decode()
    older = client.get("/methode/?versie=1").content.decode()
    assert 'id="cyber"' not in older
    assert "een oudere versie" in older


def test_a_version_that_is_not_there_is_told_on_the_page(client, codebook) -> None:
    response = client.get("/methode/?versie=<b>9")
    assert response.status_code == 200
    assert "Versie &lt;b&gt;9 van het codeboek bestaat niet" in response.content.decode()


def test_without_a_codebook_the_page_says_so(client, db) -> None:
    assert "nog geen codeboek geladen" in client.get("/methode/").content.decode()


def test_the_page_costs_few_queries_and_is_led_to_from_the_foot(
    client, codebook, django_assert_max_num_queries
) -> None:
    client.get("/methode/")
    with django_assert_max_num_queries(QUERIES):
        assert 'href="/methode/"' in client.get("/methode/").content.decode()
