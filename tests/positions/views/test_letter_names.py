"""Names of letters on pages: long ones are folded, those that are made tell their date once, ministries are named."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest
from django.contrib.auth.models import User

from letters.models import Letter, Signatory
from tests.end_to_end import every_page

LONG = "Verslag van het overleg over de haven, " + "en over de kade, " * 6 + "en over de zee"
FOLDED = [
    "/", "/onderwerpen/russia/?brief={key}", "/onderwerpen/russia/wie/", "/onderwerpen/russia/brief/{key}/",
    "/zoeken/?q=Rusland", "/vergelijken/?over=russia&brief={key}", "/veranderingen/?verdict=all",
    "/formuleringen/{chain}/", "/brieven/", "/brieven/{key}/", "/brieven/{key}/versies/1/", "/standpunten/{stance}/",
    "/beoordelen/?letter={key}", "/beoordelen/brief/{key}/", "/beoordelen/brief/{key}/lezen/",
]  # fmt: skip


@pytest.fixture(scope="module")
def built(module_db) -> tuple[User, dict[str, object]]:
    with module_db():
        return every_page.build(), every_page.addresses()


@pytest.fixture
def everything(client, built, db) -> dict[str, object]:
    """Sign in the editor; return what fills in the addresses of every page."""
    editor, addresses = deepcopy(built)
    client.force_login(editor)
    return addresses


def pages(client, everything: dict[str, object], prefix: str = "") -> dict[str, str]:
    found = {}
    for address in FOLDED:
        response = client.get(prefix + address.format(**everything), follow=True)
        assert response.status_code == 200, address
        found[address] = response.content.decode()
    return found


def test_a_long_name_is_folded_wherever_it_is_a_line_of_its_own(client, everything) -> None:
    Letter.objects.filter(key=every_page.KEY).update(subject=LONG)
    for address, html in pages(client, everything).items():
        body = html[html.index("<main") :]
        assert LONG in body, address
        assert body.count('class="clamped"') == body.count('class="whole-name"') > 0, address
        for whole in re.findall(r'<(\w+)[^>]*class="clamped"[^>]*>.*?</\1>\s*<(\w+)', body, re.DOTALL):
            assert whole[1] == "details", address


def test_a_name_that_is_made_tells_its_date_and_the_page_does_not_tell_it_again(client, everything) -> None:
    Letter.objects.filter(key=every_page.KEY).update(subject=None)
    for language, day in (("", "1 april 2019"), ("/en", "1 April 2019")):
        for address in ("/beoordelen/?letter={key}", "/beoordelen/brief/{key}/lezen/"):
            html = client.get(language + address.format(**everything), follow=True).content.decode()
            where = html[html.index("small quiet where") :]
            assert where[: where.index("</div>")].count(day) == 1, (language, address)
        facts = client.get(f"{language}/brieven/").content.decode().split(f"/{every_page.KEY}/")[1].split("</li>")[0]
        assert facts.count(day) == 1, language


def test_an_english_page_names_ministries_in_english_in_facts_choices_and_chips(client, everything) -> None:
    Letter.objects.filter(key=every_page.KEY).update(subject="Betreft vis")
    first = Signatory.objects.filter(letter__key=every_page.KEY)
    first.update(ministry="Defensie")
    html = client.get("/en/brieven/?ministry=Defensie").content.decode()
    body = html[html.index("<main") :]
    assert "Ministry: Defence" in body and "<span>Defence</span>" in re.sub(r"\s+(?=</span>)", "", body)
    assert not re.search(r">\s*Defensie", body)
    assert "Ministerie: Defensie" in client.get("/brieven/?ministry=Defensie").content.decode()
    assert (
        "Defence"
        in client.get(f"/en/brieven/{every_page.KEY}/").content.decode().split('og:description" content="')[1][:200]
    )
    first.update(ministry="Visserij")
    assert 'Ministry: <span lang="nl">Visserij</span>' in client.get("/en/brieven/?ministry=Visserij").content.decode()


@pytest.mark.parametrize(
    "address", ["/vergelijken/", "/aandacht/", "/dekking/", "/veranderingen/", "/onderwerpen/russia/"]
)
def test_words_are_explained_on_the_page_above_what_uses_them(client, everything, address) -> None:
    html = client.get(address).content.decode()
    assert html.count("Woorden op deze pagina") == 1
    assert "elezen</dt>" in re.sub(r"\s+", "", html)
    assert "<table" not in html or html.index("terms-here") < html.index("<table")
