"""Pages with open proposals state the accuracy of their coder; other pages do not."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from positions import tasks
from positions.coders import accuracy
from positions.domain.rules_coder.coder import VERSION
from positions.models import Stance, Wording
from tests.factories import letter, take_in
from tests.positions.factories import SENTENCES, account

LINE = (
    f"Voorstellen van de machine (rules {VERSION}): "
    "4 van de 10 precies goed, gemeten op openingen van brieven die niemand hier kende."
)
# Every page that shows proposals.
PAGES = {
    "home": "/",
    "topic": "/onderwerpen/russia/",
    "topic-embed": "/onderwerpen/russia/insluiten/",
    "topic-letter": "/onderwerpen/russia/brief/{key}/",
    "quotes beside a chart": "/onderwerpen/russia/brief/{key}/?paneel=1",
    "compare": "/vergelijken/",
    "compare-embed": "/vergelijken/insluiten/",
    "wording": "/formuleringen/",
    "wording-chain": "/formuleringen/{chain}/",
    "letter": "/brieven/{key}/",
    "stance": "/standpunten/{stance}/",
    "search": "/zoeken/?q=Rusland",
}
REVIEWING = {
    "review": "/beoordelen/?voorstel={stance}",
    "bulk": "/beoordelen/veel/",
    "letter-in-review": "/beoordelen/brief/{key}/",
}


@pytest.fixture(scope="module")
def written(module_db) -> dict[str, object]:
    with module_db():
        call_command("load_codebook")
        first, _ = (
            take_in(letter(number=number, date=date, sentences=(*SENTENCES, f"En een zin in brief {number}."))).letter
            for number, date in (("12", "3 maart 2019"), ("13", "4 april 2020"))
        )
        call_command("propose")
        tasks.find_wordings_in_the_rest()
        stance = Stance.objects.filter(revision__letter=first, quote=SENTENCES[0])[0]
        chain = Wording.objects.filter(sentences__quote=SENTENCES[0])[0]
    return {"key": first.key, "stance": stance.pk, "chain": chain.pk}


@pytest.fixture
def world(written, db) -> dict[str, object]:
    """Two letters with common sentences, undecided; return the values of the placeholders."""
    return written


@pytest.fixture
def measured(monkeypatch) -> None:
    """The rules of today were measured, with the figures of version 3."""
    figures = accuracy.measured()["rules", "3"]
    monkeypatch.setattr(accuracy, "measured", lambda: {("rules", VERSION): figures})


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize("name", PAGES)
def test_the_line_stands_where_proposals_do(client, world, name: str) -> None:
    assert LINE in client.get(PAGES[name].format(**world)).content.decode()


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize("name", REVIEWING)
def test_and_where_people_decide_on_them(client, django_user_model, world, name: str) -> None:
    client.force_login(account(django_user_model, "eva", "redactie"))
    assert LINE in client.get(REVIEWING[name].format(**world)).content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_where_visitors_see_no_proposals_there_is_no_line(client, world, settings, name: str) -> None:
    address = PAGES[name].format(**world)
    settings.POSITIONS_SHOW_PROPOSALS = "signed-in"
    assert "Voorstellen van de machine" not in client.get(address).content.decode()


@pytest.mark.parametrize("name", ["topic", "letter"])
def test_a_version_that_was_not_measured_is_called_so(client, world, name: str) -> None:
    said = (
        f"Voorstellen van de machine (rules {VERSION}): "
        "versie 3: 4 van de 10 precies goed op echte brieven; deze versie: nog niet gemeten."
    )
    assert said in client.get(PAGES[name].format(**world)).content.decode()


@pytest.mark.usefixtures("measured")
def test_the_api_says_it_of_each_coder(client, world) -> None:
    found = {coder["kind"]: coder["accuracy"] for coder in client.get("/api/v1/agreement/").json()["coders"]}
    assert {name: found["machine"][name] for name in ("share", "codings", "letters")} == {
        "share": 0.43, "codings": 256, "letters": 40
    }  # fmt: skip
