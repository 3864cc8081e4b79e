"""Accuracy of machines on the agreement page: without codings, with them, in English, with intervals."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from positions.domain.reliability.evaluation import MEASURES, Estimate, Evaluation, Row
from positions.models import Topic
from positions.reliability import evaluation_report
from positions.reliability.evaluation import CoderEvaluation
from tests.positions.factories import words_of
from tests.positions.review.factories import RUSSIAN, coded_blind

ADDRESS = "/overeenstemming/"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def page(client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return words_of(response.content.decode())


@pytest.mark.django_db
def test_without_a_letter_coded_blind_a_sentence_says_so(client, proposed) -> None:
    words = page(client)
    assert "Op deze site is dat nog niet te meten" in words
    assert "versie 3: 4 van de 10 precies goed op echte brieven; deze versie: nog niet gemeten" in words
    assert "Spookpunten" not in words


@pytest.mark.django_db
def test_with_one_there_is_a_row_for_each_topic_and_place(client, proposed, anna) -> None:
    coded_blind(anna, proposed, *RUSSIAN)
    words = page(client)
    assert "Op deze site is dat nog niet te meten" not in words
    _, _, rows = words.partition("Zonder / vermelding / standpunt")
    assert rows.startswith(
        " Alle onderwerpen samen 1 brief, 4 zinnen 0,40 0,50 1,00 – 1,00 0,33 0,50 50% / 0% / 50% Rusland 1 brief,"
    )
    assert "Opening 1 brief, 4 zinnen 0,40" in rows
    assert "Na de opening 0 brieven, 0 zinnen – – – – – – – – " in rows


@pytest.mark.django_db
def test_in_english_it_says_the_same(client, proposed, anna) -> None:
    assert "That cannot be measured on this site yet." in page(client, f"/en{ADDRESS}")
    coded_blind(anna, proposed, *RUSSIAN)
    assert "All topics together 1 letter, 4 sentences 0.40 0.50 1.00 – 1.00 0.33 0.50 50% / 0% / 50%" in page(
        client, f"/en{ADDRESS}"
    )


@pytest.mark.django_db
def test_it_costs_the_same_for_more_coders(client, proposed, anna, bram) -> None:
    """For somebody signed in, whose pages are rendered each time."""
    client.force_login(anna.user)
    coded_blind(anna, proposed, *RUSSIAN)
    page(client)
    with CaptureQueriesContext(connection) as before:
        page(client)
    coded_blind(bram, proposed, *RUSSIAN)
    page(client)
    with CaptureQueriesContext(connection) as after:
        page(client)
    assert len(after) == len(before)


def test_an_interval_stands_with_its_figure_and_base_rates_are_rounded() -> None:
    figures = {name: Estimate(0.5) for name in MEASURES} | {"presence": Estimate(0.824, 0.751, 0.889)}
    found = Evaluation(12, 300, 100, 50, 80, 90, 200, figures)
    with override("nl"):
        ((name, (row,)),) = evaluation_report.tables(
            [CoderEvaluation("rules 4", "", [Row("russia", "", found)])], [Topic(slug="russia", name_nl="Rusland")]
        )
    assert (name, row.name, row.rates) == ("rules 4", "Rusland", "50% / 17% / 33%")
    assert (row.figures[0].value, row.figures[0].interval) == ("0,82", "0,75 tot 0,89")
    assert (row.figures[1].value, row.figures[1].interval) == ("0,50", "")
