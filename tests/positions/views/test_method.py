"""The method page shows the codebook that the coders use."""

from __future__ import annotations

import re
from fractions import Fraction
from html import unescape

import pytest
from django.template.loader import render_to_string

from positions.codebook import method_page, store
from positions.codebook.editor import drafts
from positions.domain.codebook.types import GENERAL_GROUPS, OPTIONAL_GROUPS, TOPIC_LISTS
from positions.domain.reliability import krippendorff
from positions.domain.timeline import lines, periods, steps, typical_quote
from tests.factories import told
from tests.positions.domain.factories import CYBER

QUERIES = 6


def test_every_topic_stands_there_with_its_axis_words_and_holders(client, codebook) -> None:
    html = client.get("/methode/").content.decode().replace("&#x27;", "'").replace("&quot;", '"')
    told = store.codebook_of(store.newest().pk)
    for topic in told.topics:
        for text in (topic.name, topic.definition, topic.excludes, topic.low_pole, *topic.anchors.values()):
            assert text.nl in html
        assert " · ".join(topic.terms[:3]) in html
    for holder in told.holders:
        assert " · ".join(holder.terms[:3]) in html


def test_every_kind_of_word_has_a_name_for_readers() -> None:
    assert set(method_page.GENERAL) == {*GENERAL_GROUPS, *OPTIONAL_GROUPS}
    assert set(method_page.LISTS) == set(TOPIC_LISTS)


COUNTED = (
    (method_page, "THIN", 4, "Dun: minder dan {} zinnen."),
    (lines, "MONTHS_HELD", 18, "hoogstens {} maanden, en houdt op met het kabinet"),
    (steps, "LEAST_DIFFERENCE", Fraction(3, 4), "verschoven: {} of meer verschil, meer dan twee keer de standaardfout"),
    (steps, "LEAST_SENTENCES", 6, "aan beide kanten ten minste {} zinnen"),
    (steps, "LEAST_FROM_ZERO", Fraction(1, 8), "allebei ten minste {} ervan af"),
    (steps, "MOST_SE_SQUARED", Fraction(16, 100), "met een standaardfout van hoogstens {}"),
    (steps, "LEAST_VARIANCE", Fraction(3, 8), "nemen wij nooit minder dan {}, want drie zinnen"),
    (periods, "MOST_WEIGHT", 7, "elke brief zo vaak als hij zinnen heeft, {} keer op zijn hoogst"),
    (typical_quote, "SHORTEST", 40, "van {} tot 250 tekens"),
    (typical_quote, "LONGEST", 300, "van 60 tot {} tekens"),
)
SHOWN = {"LEAST_DIFFERENCE": "0,75", "LEAST_FROM_ZERO": "0,125", "MOST_SE_SQUARED": "0,4", "LEAST_VARIANCE": "0,375"}


def test_the_counting_rules_are_told_with_their_version_and_numbers(client, codebook) -> None:
    words = told(client.get("/methode/"))
    assert "Dit zijn de telregels, versie 2." in words
    numbers = ("3", "12", "0,5", "5", "0,25", "0,5", "0,25", "5", "60", "250")
    for (*_, sentence), number in zip(COUNTED, numbers, strict=True):
        assert sentence.format(number) in words


@pytest.mark.parametrize(("module", "name", "value", "sentence"), COUNTED)
def test_the_numbers_that_are_told_are_those_that_count(monkeypatch, module, name, value, sentence) -> None:
    monkeypatch.setattr(module, name, value)
    words = told(render_to_string("positions/shared/_counting.html", {"counting": method_page.counting()}))
    assert sentence.format(SHOWN.get(name, value)) in words


def test_the_bounds_of_reliability_are_those_that_are_used() -> None:
    assert krippendorff.TENTATIVE_BELOW == 0.667 and krippendorff.RELIABLE_FROM == 0.8


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


@pytest.mark.parametrize(("address", "language"), [("/methode/", "nl"), ("/en/methode/", "en")])
def test_the_instructions_of_the_codebook_are_there_in_the_language_of_the_page(
    codebook, client, address: str, language: str
) -> None:
    page = unescape(re.sub(r"<[^>]*>", "", client.get(address).content.decode()))
    instructions = store.codebook_of(store.newest().pk).instructions
    assert len(instructions) == 4
    assert all(page.count(getattr(text, language)) == 1 for text in instructions.values())


def test_a_version_without_instructions_has_a_page_too(codebook, client) -> None:
    page = client.get("/methode/", {"versie": "1"})
    assert page.status_code == 200
    assert page.context["instructions"] == {}
