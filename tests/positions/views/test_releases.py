"""Pages of releases: the list, the form, a release and what an editor may do to it, the feed."""

from __future__ import annotations

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from positions.models import Release
from positions.models.releases import LONGEST_NOTE
from positions.releases import cut
from positions.review import decisions
from tests.positions import past_day
from tests.positions.factories import words_of
from tests.positions.past_day import DAY, SITE

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
NOTE = "Met <script>alert(1)</script> en\n\neen tweede alinea."


@pytest.fixture(scope="module")
def made(module_db) -> User:
    """An editor, and release 1."""
    with module_db():
        call_command("create_roles")
        editor = User.objects.create_user("redactie")
        editor.groups.add(Group.objects.get(name="redactie"))
        past_day.letters_of_then(decisions.coder_of(editor))
        cut.cut(cut.ask("1", DAY, NOTE, site=SITE, by=editor).pk)
        return editor


@pytest.fixture
def editor(made, db) -> Client:
    client = Client()
    client.force_login(made)
    return client


def sent(editor: Client, **form: str) -> tuple[int, str]:
    today = timezone.localdate()
    response = editor.post("/uitgaven/nieuw/", {"number": "2", "day": today.isoformat(), "note": "", **form})
    return response.status_code, words_of(response.content.decode())


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_an_editor_asks_and_the_page_says_that_it_is_being_made(client, editor) -> None:
    assert sent(editor)[0] == 302
    assert "Deze uitgave wordt gemaakt." in words_of(page(editor, "/uitgaven/2/"))
    assert "Uitgave 2 : wordt gemaakt" in words_of(page(editor, "/uitgaven/"))
    assert client.get("/uitgaven/2/").status_code == 404
    assert "Uitgave 2" not in words_of(page(client, "/uitgaven/"))
    assert "nog niet gemaakt" in sent(editor, number="3")[1]
    cut.cut_waiting()
    assert "Vergeleken met uitgave 1" in words_of(page(client, "/uitgaven/2/"))


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ({"number": "0"}, "Een nummer is een getal"),
        ({"number": "1.2.3.4"}, "Een nummer is een getal"),
        ({"number": "v2"}, "Een nummer is een getal"),
        ({"number": "9" * 300}, "14 tekens"),
        ({"number": "1.0"}, "Het nummer moet hoger zijn dan 1,"),
        ({"number": ""}, "Dit veld is vereist"),
        ({"day": "gisteren"}, "Voer een geldige datum in"),
        ({"day": "99999-01-01"}, "Kies een dag van 1800"),
        ({"day": (timezone.localdate() + timedelta(days=2)).isoformat()}, "Deze dag moet nog komen"),
        ({"day": "2026-03-01"}, "kies die dag of een latere"),
        ({"note": "a" * (LONGEST_NOTE + 1)}, "5000 tekens"),
        ({"note": "a\x00b"}, "Null"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(editor, form, problem) -> None:
    status, words = sent(editor, **form)
    assert status == 400
    assert problem in words
    assert Release.objects.count() == 1


def test_the_page_cites_counts_and_lists_files_in_both_languages(client, made) -> None:
    html = page(client, "/uitgaven/1/")
    assert "&lt;script&gt;" in html and "<script>alert" not in html
    for name in ("standpunt-1.zip", "letters.csv", "SHA256SUMS", "CITATION.cff", "datacite.json", "standpunt.ris"):
        assert f'href="/uitgaven/1/{name}"' in html
        assert client.get(f"/uitgaven/1/{name}").status_code == 200
    told = json.loads(html.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert (told["@type"], told["version"], told["temporalCoverage"]) == ("Dataset", "1", "2019-03-03/2021-05-05")
    words = words_of(html)
    assert "(Versie 1) [Dataset]. http://testserver/uitgaven/1/" in words
    assert "13, waarvan 13 los beoordeeld" in words
    assert "Er is geen eerdere uitgave" in words
    english = words_of(page(client, "/en/uitgaven/1/"))
    assert "Release 1" in english and "2 March 2026" in english


def test_it_is_on_the_data_page_in_the_list_in_the_sitemap_and_in_the_feed(client, made) -> None:
    assert 'href="/uitgaven/1/"' in page(client, "/gegevens/")
    assert 'href="/uitgaven/1/"' in page(client, "/uitgaven/")
    assert "http://testserver/uitgaven/1/" in page(client, "/sitemap-releases.xml")
    (entry,) = ElementTree.fromstring(page(client, "/feeds/uitgaven/")).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Uitgave 1"


def test_a_withdrawn_release_keeps_its_page_and_reason_and_gives_no_files(client, editor) -> None:
    nothing = editor.post("/uitgaven/1/intrekken/", {"reason": " "})
    assert nothing.status_code == 400 and "Dit veld is vereist" in nothing.content.decode()
    editor.post("/uitgaven/1/intrekken/", {"reason": "Er stond een <adres> in."})
    html = page(client, "/uitgaven/1/")
    assert "Er stond een &lt;adres&gt; in." in html
    assert Release.objects.get().files.all()[0].sha256 in html
    assert 'href="/uitgaven/1/letters.csv"' not in html
    for name in ("standpunt-1.zip", "letters.csv", "SHA256SUMS", "CITATION.cff"):
        gone = client.get(f"/uitgaven/1/{name}")
        assert (gone.status_code, "Er stond een <adres> in." in gone.content.decode()) == (410, True)
    assert "Er stond een" in page(client, "/feeds/uitgaven/")
    assert "/uitgaven/1/" not in page(client, "/gegevens/")
    assert (
        "niet (meer) in te trekken"
        in editor.post("/uitgaven/1/intrekken/", {"reason": "nog eens"}, follow=True).content.decode()
    )


def test_a_failed_release_is_made_again_or_dropped(client, editor) -> None:
    sent(editor)
    Release.objects.filter(number="2").update(state="failed", error=cut.BROKEN)
    html = page(editor, "/uitgaven/2/")
    assert cut.BROKEN in html and "Maak de uitgave opnieuw" in html
    assert client.get("/uitgaven/2/").status_code == 404
    assert editor.post("/uitgaven/2/opnieuw/").status_code == 302
    assert Release.objects.get(number="2").state == "waiting"
    Release.objects.filter(number="2").update(state="failed")
    assert editor.post("/uitgaven/2/weg/")["Location"] == "/uitgaven/"
    assert Release.objects.count() == 1


@pytest.mark.parametrize("address", ["7/", "1/nergens.csv", "../1/", "1/..", "1.0/", "./"])
def test_what_is_not_there_is_not_found(client, made, db, address) -> None:
    assert client.get(f"/uitgaven/{address}").status_code in (301, 404)


def test_pages_take_a_constant_number_of_queries(client, made, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):
        page(client, "/uitgaven/1/")


def test_one_of_a_day_that_is_not_over_says_so_and_the_form_proposes_the_day_before(client, editor) -> None:
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert f'value="{yesterday}"' in page(editor, "/uitgaven/nieuw/")
    assert sent(editor)[0] == 302
    cut.cut_waiting()
    early, before = (words_of(page(client, f"/uitgaven/{number}/")) for number in (2, 1))
    assert "Die dag was toen nog niet om" in early and "Die dag was toen nog niet om" not in before
    assert "voor die dag om was" in client.get("/uitgaven/2/standpunt.ris").content.decode()
    assert "voor die dag om was" not in client.get("/uitgaven/1/standpunt.ris").content.decode()


def test_its_files_are_no_exports_that_are_counted(client, made, settings) -> None:
    settings.EXPORT_RATE = "1/hour"
    for _time in range(3):
        response = client.get("/uitgaven/1/letters.csv")
        assert response.status_code == 200 and b"".join(response)
