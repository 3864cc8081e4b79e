"""Proposals of rules and model on one sentence and topic are one to the readers of a page, with two voices."""

from __future__ import annotations

import re

import pytest

from positions.models import Coder, Stance
from tests.factories import told
from tests.positions.factories import FISH, exported

pytestmark = pytest.mark.django_db


def codings(page: str) -> list[str]:
    """Return the text of each coding in the panel beside a letter."""
    return [told(each) for each in re.findall(r'<article class="coding.*?</article>', page, re.DOTALL)]


def proposals_at(topic: str) -> list[Stance]:
    rules = Stance.objects.filter(coder__name="rules", topic__slug=topic).order_by("start").first()
    return list(Stance.objects.on_the_same(rules).order_by("pk"))


@pytest.mark.parametrize("shift", [0, 1])
def test_a_letter_has_one_statement_a_sentence_and_topic(echoing, recorded, client, shift) -> None:
    echoing(shift)
    html = client.get(recorded.get_absolute_url()).content.decode()
    there = set(Stance.objects.values_list("start", "topic__name_nl"))
    assert len(codings(html)) == len(there) < Stance.objects.count()
    assert all(f'id="s{pk}"' in html for pk in Stance.objects.values_list("pk", flat=True))
    for coder in Coder.objects.filter(kind="machine"):
        assert all(f"Voorgesteld door {coder} op" in each for each in codings(html))


def test_where_they_differ_the_letter_says_so_and_gives_neither(echoing, recorded, client) -> None:
    echoing(shift=1)
    html = client.get(recorded.get_absolute_url()).content.decode()
    [differing] = [each for each in codings(html) if "Codeurs verschillen hier" in each]
    assert "−1, richting toenadering" in differing and "0, in het midden" in differing
    assert 'title="Rusland · codeurs verschillen · voorstel"' in html
    assert re.findall(r'class="sentence" data-at="\d+" data-to="(\w+)"', html)[0] == "disputed"
    assert '<span class="fill" data-to="disputed">codeurs verschillen</span>' in html
    contents = told(html.split("Waar staat wat?")[1].split("</details>")[0])
    assert "codeurs verschillen · voorstel" in contents and "kabinet · −1" not in contents


def test_the_choices_count_sentences_and_not_coders(echoing, recorded, client) -> None:
    echoing()
    facets = client.get(recorded.get_absolute_url()).context["facets"]
    assert {value.count for facet in facets if facet.name == "topic" for value in facet.values} == {1}


def test_a_choice_does_not_hide_that_they_differ(echoing, recorded, client) -> None:
    echoing(holder="nato")
    html = client.get(recorded.get_absolute_url(), {"holder": "nato"}).content.decode()
    assert "Rusland · codeurs verschillen · voorstel" in html


@pytest.mark.parametrize(("shift", "says"), [(0, "Ook voorgesteld door"), (1, "Codeurs verschillen hier")])
def test_a_stance_page_tells_what_the_other_coder_says_beside_its_state(echoing, client, shift, says) -> None:
    echoing(shift)
    own, other = proposals_at("russia")
    html = client.get(f"/standpunten/{own.pk}/").content.decode()
    state = html.split("Dit is een voorstel.")[1].split("</div>")[0]
    assert says in told(state) and str(other.coder) in told(state)
    assert f'href="/standpunten/{other.pk}/"' in state
    assert html.count(f'href="/standpunten/{other.pk}/"') == 1


def test_a_search_has_one_label_a_sentence_and_topic(echoing, client) -> None:
    echoing(shift=1)
    html = client.get("/zoeken/", {"q": "Rusland"}).content.decode()
    labels = [told(each) for each in re.findall(r'<p class="in-passage">.*?</p>', html, re.DOTALL)]
    assert labels and all(each.count("Rusland") == 1 for each in labels)
    assert "Rusland : codeurs verschillen voorstel" in labels[0]


def test_mentions_of_two_holders_are_one(letter_of, echo, client) -> None:
    of = letter_of(1, "3 maart 2019", "Op 3 maart vond overleg plaats over de betrekkingen met Rusland.", FISH)
    echo(holder="other")
    assert set(Stance.objects.values_list("holder", "score")) == {("cabinet", None), ("other", None)}
    html = client.get(of.get_absolute_url()).content.decode()
    assert len(codings(html)) == 1 and "codeurs verschillen" not in html


def test_each_coder_is_exported_by_its_name(echoing) -> None:
    echoing(shift=1)
    names = {name: exported(coder=name) for name in ("rules", "language-model")}
    for name, rows in names.items():
        assert len(rows) == Stance.objects.filter(coder__name=name).count() > 0
        assert {row["coder"] for row in rows} == {str(Coder.objects.get(name=name))}
        assert {row["state"] for row in rows} == {"proposed"}
