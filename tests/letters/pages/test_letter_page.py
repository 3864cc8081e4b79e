"""The page of a letter: text, annotations, provenance, and redirects from former names."""

from __future__ import annotations

import re
from datetime import date

import pytest

from letters.ingestion import edit
from letters.ingestion.withdraw import put_back, withdraw
from letters.models import Cabinet, Identifier, Ingestion, Letter
from tests import factories
from tests.kept import kept

pytestmark = pytest.mark.django_db
LETTER_QUERIES = 17
HOSTILE = '<script>alert(1)</script> & "aanhaling" <img src=x onerror=alert(2)> {{ 7|add:7 }}'


def page(client, letter: Letter | str) -> str:
    response = client.get(letter if isinstance(letter, str) else letter.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


@kept
def letter(take_in) -> Letter:
    return take_in(factories.letter(), name="zee.md").letter


def long_letter(sentences: int) -> str:
    cites = " ".join(f"Zie ook Kamerstuk 99 301, nr. {n + 100}." for n in range(sentences))
    return factories.letter(
        number=str(sentences), sentences=(*factories.SENTENCES, *(f"{cites} Punt {n}." for n in range(sentences)))
    )


@pytest.mark.parametrize("sentences", [1, 30])
def test_a_letter_costs_the_same_long_or_short(client, take_in, django_assert_num_queries, sentences) -> None:
    for n in range(sentences):
        take_in(factories.letter(number=str(n + 100), sentences=(f"Brief nummer {n} gaat over iets anders.",)))
    letter = take_in(long_letter(sentences)).letter
    with django_assert_num_queries(LETTER_QUERIES):
        html = page(client, letter)
    assert "Verwijst naar" in html


def test_passages_have_numbers_that_are_permanent_links(client, letter) -> None:
    first = letter.revisions.get().passages.filter(kind="body").first()
    html = page(client, letter)
    assert f'id="p{first.position}"' in html
    assert f'href="#p{first.position}"' in html


def test_unknown_is_called_unknown(client, take_in) -> None:
    html = page(client, take_in("Beste lezer,\n\nDit is een stuk tekst zonder datum. Het staat hier alleen.\n").letter)
    assert "<dt>Aan</dt><dd>Onbekend</dd>" in html
    assert "<dt>Kabinet</dt><dd>Onbekend</dd>" in html


def test_a_hostile_text_is_shown_and_never_run(client, take_in) -> None:
    letter = take_in(
        factories.letter(title=HOSTILE, sentences=(f"De tekst zegt {HOSTILE} en gaat door.", HOSTILE))
    ).letter
    Letter.objects.filter(pk=letter.pk).update(subject=HOSTILE, withdrawn_reason="")
    letter.signatories.update(name=HOSTILE)
    html = page(client, letter)
    assert "<script>" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "{{ 7|add:7 }}" in html


def test_citations_lead_to_the_letters_we_have_and_back(client, take_in) -> None:
    cited = take_in(factories.letter(number="7", sentences=("Een heel andere brief, over vis.",))).letter
    citing = take_in(
        factories.letter(sentences=(*factories.SENTENCES, "Zie Kamerstuk 99 301, nr. 7 en Kamerstuk 99 301, nr. 8."))
    ).letter
    html = page(client, citing)
    assert '<a class="cited" href="#v0"' in html
    assert f'href="/brieven/{cited.key}/"' in html.split('id="verwijst-naar"')[1]
    assert "niet in Standpunt" in html
    assert re.search(r'href="https://zoek\.officielebekendmakingen\.nl/kst-[^"]+\.html" rel="external"', html)
    assert f'href="/brieven/{citing.key}/"' in page(client, cited)


def test_a_withdrawn_letter_is_not_linked_to(client, take_in, admin_user) -> None:
    cited = take_in(factories.letter(number="7", sentences=("Een heel andere brief, over vis.",))).letter
    citing = take_in(factories.letter(sentences=(*factories.SENTENCES, "Zie Kamerstuk 99 301, nr. 7."))).letter
    withdraw(cited, user=admin_user, reason="geheim")
    assert f"/brieven/{cited.key}/" not in page(client, citing)


def test_footnotes_hang_on_their_mark_and_lead_back(client, take_in) -> None:
    text = (
        factories.letter(sentences=("De eerste zin noemt een bron.[^1] De tweede zin niet.",))
        + "\n[^1]: Dit is de bron van de zin.\n"
    )
    letter = take_in(text).letter
    note = letter.revisions.get().passages.get(kind="footnote")
    html = page(client, letter)
    assert f'<a id="m{note.position}-1" href="#p{note.position}"' in html
    assert f'href="#m{note.position}-1"' in html


def test_the_original_is_only_ever_saved(client, take_in) -> None:
    data = factories.letter().encode() + b"<script>alert(1)</script>"
    ingestion = take_in(data, name='../kwaad "naam" \U0001f600.html')
    response = client.get(f"/brieven/{ingestion.letter.key}/origineel/{ingestion.document_id}/")
    assert response.content == data
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment;")
    assert "/" not in response["Content-Disposition"].split("filename", 1)[1].replace("utf-8''", "")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_the_original_of_another_letter_is_not_found(client, letter, take_in) -> None:
    other = take_in(factories.letter(number="44", sentences=("Iets heel anders.",)))
    assert client.get(f"/brieven/{letter.key}/origineel/{other.document_id}/").status_code == 404


def test_a_withdrawn_letter_says_so_with_the_reason_and_without_the_text(client, letter, admin_user) -> None:
    withdraw(letter, user=admin_user, reason="Stond er per ongeluk in.")
    for address in ("", "versies/1/", f"origineel/{letter.revisions.get().document_id}/"):
        response = client.get(letter.get_absolute_url() + address)
        assert response.status_code == 410
        assert "Stond er per ongeluk in." in response.content.decode()
        assert factories.SENTENCES[0] not in response.content.decode()


def test_old_and_typed_keys_lead_to_the_letter(client, letter) -> None:
    Identifier.objects.create(letter=letter, value="tekst-oud")
    for key in ("tekst-oud", "99301-12", "99 301, nr. 12"):
        assert client.get(f"/brieven/{key}/").headers["Location"] == letter.get_absolute_url()
    assert client.get("/brieven/tekst-oud/versies/1/").headers["Location"] == f"{letter.get_absolute_url()}versies/1/"


def test_a_joined_letter_leads_to_the_one_it_went_into(client, letter) -> None:
    Letter.objects.create(key="joined-9", joined_into=letter)
    assert client.get("/brieven/joined-9/").headers["Location"] == letter.get_absolute_url()


def test_an_invented_letter_has_no_page_beside_real_ones(client, take_in, letter) -> None:
    example = take_in(
        factories.letter(number="3", dossier="99 302"), channel=Ingestion.Channel.EXAMPLE, is_example=True
    ).letter
    assert client.get(example.get_absolute_url()).status_code == 404


def test_a_changed_text_shows_what_changed(client, take_in) -> None:
    take_in(factories.letter())
    changed = (
        *factories.SENTENCES[:-1],
        "Met de havens worden nieuwe afspraken gemaakt over het delen van <b>meldingen</b>.",
    )
    letter = take_in(factories.letter(sentences=changed)).letter
    assert letter.revisions.count() == 2
    assert "wat is er veranderd?" in page(client, letter)
    html = page(client, f"/brieven/{letter.key}/versies/2/")
    assert re.search(r"<ins>\s*nieuwe\s*</ins>", html)
    assert "<b>" not in html
    assert "eerste tekst" in page(client, f"/brieven/{letter.key}/versies/1/")
    assert client.get(f"/brieven/{letter.key}/versies/3/").status_code == 404


def test_an_editor_finds_the_way_to_the_desk(admin_client, client, letter) -> None:
    desk = f"/admin/letters/letter/{letter.pk}/change/"
    assert desk in admin_client.get(letter.get_absolute_url()).content.decode()
    client.logout()
    assert desk not in page(client, letter)


def test_no_browser_keeps_what_is_only_so_for_now(client, letter, admin_user) -> None:
    withdraw(letter, user=admin_user, reason="Stond er per ongeluk in.")
    for address, status in ((letter.get_absolute_url(), 410), ("/brieven/kst-99301-404/", 404)):
        response = client.get(address)
        assert response.status_code == status
        assert "no-store" in response["Cache-Control"]
    put_back(letter, user=admin_user)
    missing = client.get(f"{letter.get_absolute_url()}versies/9/")
    assert (missing.status_code, "no-store" in missing["Cache-Control"]) == (404, True)
    assert "Deze pagina bestaat niet" in missing.content.decode()


def test_what_an_editor_filled_in_is_told_from_what_the_letter_says(client, take_in, admin_user) -> None:
    Cabinet.objects.create(name="Zee I", start=date(2018, 1, 1))
    letter = take_in(factories.letter(date=None)).letter
    assert "aangevuld" not in page(client, letter).split("<footer")[0]
    said = {"document_date": "2019-03-04", "chamber": "Eerste Kamer", "kind": None, "identifier": "kst-99301-13"}
    said |= {"subject": "Zee", "signatories": [["A. Bee", "Minister van Zee"]], "dossiers": ["99302"]}
    edit.correct(letter, said, user=admin_user)
    html = " ".join(page(client, letter).split())
    mark = '<span class="quiet small edited">aangevuld door de redactie</span>'
    for value in ("4 maart 2019</time>", "Eerste Kamer", "kst-99301-13</span>", "Minister van Zee</span>", "</a>"):
        assert f"{value} {mark}</dd>" in html
    assert "Onderwerp aangevuld door de redactie" in html
    assert 'Zee I <span class="quiet small edited">volgt uit de aangevulde datum</span>' in html
    assert html.count(mark) == 5


def test_a_long_name_is_whole_in_the_page_and_folded_to_the_eye(client, take_in) -> None:
    subject = "Verslag van het overleg over de haven, " + "en over de kade, " * 6 + "en over de zee"
    long = take_in(factories.letter(number="7")).letter
    other = ("Een heel andere brief, over netten.", "En over vis.")
    short = take_in(factories.letter(number="8", sentences=other)).letter
    Letter.objects.filter(pk=long.pk).update(subject=subject)
    for address in (long.get_absolute_url(), "/brieven/"):
        html = client.get(address).content.decode()
        assert subject in html
        assert html.count(">Hele naam<") == 1
        assert re.search(r'<h\d class="clamped">', html)
    assert "clamped" not in client.get(short.get_absolute_url()).content.decode()
