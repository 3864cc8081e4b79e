"""English pages are in English, except for text of letters, which is marked as Dutch."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from selectolax.lexbor import LexborHTMLParser

from positions.models import Assignment, Stance, Wording
from positions.review import assignments, decisions
from tests.tracker.site.conftest import TALK
from tests.tracker.site.dutch_words import is_dutch, words_of

pytestmark = pytest.mark.django_db
PAGES = (
    "home", "letters", "changes", "compare", "wording", "method", "agreement", "coverage", "about", "sources", "data",
    "api", "search", "login", "follow", "follow-asked", "privacy", "review", "bulk", "lost", "assignments",
    "disagreements",
)  # fmt: skip


@pytest.fixture
def editor(client, django_user_model):
    call_command("create_roles")
    user = django_user_model.objects.create_user("someone")
    user.groups.add(Group.objects.get(name="redactie"))
    client.force_login(user)
    return client


@pytest.fixture
def asked(editor, letters, django_user_model) -> Assignment:
    """The editor is assigned the last letter for blind coding."""
    return assignments.ask(decisions.coder_of(django_user_model.objects.get(username="someone")), letters[2], by=None)


def addresses(letters, asked) -> list[str]:
    topic, key = "russia", letters[1].key
    assignments.read(letters[1], asked.coder)
    return [
        *(reverse(name) for name in PAGES),
        *(reverse("topic", args=[topic]) + more for more in ("", "?holder=cabinet&holder=adviser", "?least=900")),
        reverse("blind", args=[asked.pk]), reverse("topic-embed", args=[topic]),
        reverse("topic-letter", args=[topic, key]),
        reverse("letter", args=[key]), reverse("letter-in-review", args=[key]) + "?zin=0",
        reverse("read-letter", args=[key]),
        reverse("stance", args=[Stance.objects.accepted().earliest("pk").pk]),
        reverse("wording-chain", args=[Wording.objects.earliest("pk").pk]),
        reverse("search") + "?q=rusland", reverse("search") + "?q=xyzzy", reverse("search") + "?topic=russia",
        reverse("letters") + "?kind=nothing&after=2020-01-01&before=2019-01-01",
        reverse("compare") + "?by=cabinet&a=nothing",
    ]  # fmt: skip


def test_no_page_says_anything_in_dutch_that_is_not_marked_so(editor, letters, asked) -> None:
    with translation.override("en"):
        found = addresses(letters, asked)
    answers = {address: editor.get(address) for address in found}
    assert {address: answer.status_code for address, answer in answers.items() if answer.status_code != 200} == {}
    words = {address: words_of(answer.content.decode()) for address, answer in answers.items()}
    assert min(map(len, words.values())) > 5
    assert {a: dutch for a, said in words.items() if (dutch := [w for w in said if is_dutch(w)])} == {}


def test_the_same_pages_in_dutch_would_not_pass(client, letters) -> None:
    assert any(map(is_dutch, words_of(client.get("/brieven/").content.decode())))


def test_a_name_that_is_made_is_english_and_what_stands_in_the_letter_is_marked_as_dutch(client, letters) -> None:
    letters[1].__class__.objects.filter(pk=letters[1].pk).update(subject="Verslag van het overleg")
    html = client.get("/en/brieven/").content.decode()
    assert 'Letter · <span lang="nl">Veiligheid op zee</span> · Foreign Affairs · 3 March 2019</a>' in html
    assert '<span lang="nl">Verslag van het overleg</span></a>' in html
    for page in (f"/en/brieven/{letters[0].key}/", "/en/onderwerpen/russia/"):
        assert "Foreign Affairs · 3 March 2019" in client.get(page).content.decode(), page
    assert "Brief · Veiligheid op zee · Buitenlandse Zaken · 3 maart 2019" in client.get("/brieven/").content.decode()


def test_the_text_of_a_letter_is_marked_as_dutch_and_the_links_beside_it_are_not(client, letters) -> None:
    page = LexborHTMLParser(client.get(f"/en/brieven/{letters[0].key}/").content.decode())
    line = next(line for line in page.css(".line") if TALK in line.text())
    assert line.attributes["lang"] == "nl"
    number = line.css_first("a.number")
    assert number and number.attributes["lang"] == "en"


def test_dates_and_numbers_are_written_in_the_language_of_the_page(client, letters) -> None:
    figure = json.loads(client.get("/en/onderwerpen/russia/figuur.json").content)
    assert figure["layout"]["separators"] == ".,"
    page = client.get("/en/onderwerpen/russia/").content.decode()
    assert "+1.5 (" in page and "4 Nov 2019" in page


def test_a_chart_names_poles_and_says_its_points_in_the_language_of_the_page(client, letters) -> None:
    english = client.get("/en/onderwerpen/russia/figuur.json").content.decode()
    dutch = client.get("/onderwerpen/russia/figuur.json").content.decode()
    assert "deterrence" in english and "sentences (" in english
    assert "deterrence" not in dutch and "afschrikking" in dutch


def test_a_feed_is_titled_in_its_own_language(client, letters) -> None:
    assert "Standpunt: changes, Russia" in client.get("/en/feeds/veranderingen/russia/").content.decode()
    assert "Standpunt: veranderingen, Rusland" in client.get("/feeds/veranderingen/russia/").content.decode()


def test_an_english_page_leads_programs_to_dutch_data(client, letters) -> None:
    listed = client.get("/api/v1/letters/").json()["results"]
    assert listed[0]["url"] == f"http://testserver/brieven/{listed[0]['key']}/"
    assert "Brieven" in client.get("/api/v1/schema/").content.decode()
    assert "Letters" in client.get("/en/api/").content.decode()
