"""Page of one stance: contents, later decisions, other occurrences, visibility."""

from __future__ import annotations

import json
import re

import pytest
from django.core.management import call_command

from letters.ingestion.withdraw import put_back, withdraw
from letters.models import Ingestion, Letter
from positions.caching import in_process
from positions.domain.codebook.loading import version
from positions.domain.rules_coder.coder import VERSION
from positions.models import Review, Stance
from positions.review import decisions, undoing
from tests.factories import letter
from tests.positions.factories import SENTENCES, words_of

RUSSIA, DEFENCE, EUROPE, WEATHER = SENTENCES
QUERIES = 17  # one of them for what the letter cites


def page(client, stance: Stance) -> str:
    response = client.get(f"/standpunten/{stance.pk}/")
    assert response.status_code == 200
    return response.content.decode()


def test_a_stance_in_its_passage_with_its_axis_and_who_decided(client, recorded, proposed, anna) -> None:
    decisions.accept(proposed[0].pk, anna, seen=0)
    html = page(client, proposed[0])
    assert f"<mark>{RUSSIA}</mark>" in html
    assert f'href="{recorded.get_absolute_url()}#s{proposed[0].pk}"' in html
    assert '<li class="here" aria-current="true"><strong>−1</strong>' in html
    told = words_of(html)
    assert "Kabinet over Rusland: −1, richting toenadering" in told
    assert f"Voorgesteld door een machine: rules {VERSION}" in told
    assert "Geaccepteerd door anna" in told
    stood = f"alinea {recorded.revisions.get().passages.get(start=proposed[0].start).position}"
    place = f"http://testserver/standpunten/{proposed[0].pk}/"
    assert f"«{RUSSIA}», Kamerstukken II 2018/19, 99 301, nr. 12, {stood} ({place})." in told
    for cue in proposed[0].cues:
        assert cue in told


@pytest.mark.parametrize("others", [1, 8])
def test_a_stance_costs_the_same_however_often_it_was_said_and_decided(
    client, take_in, accept, others, django_assert_num_queries
) -> None:
    texts = [
        take_in(letter(number=str(n), date=f"{n} mei 2019", sentences=(*SENTENCES, f"Punt {n}."))).letter
        for n in range(1, others + 2)
    ]
    call_command("propose")
    stances = [accept(text, RUSSIA) for text in texts]
    anna = stances[0].coder
    for _ in range(others):
        decisions.reject(stances[0].pk, anna, seen=decisions.last_word(stances[0]))
        decisions.accept(stances[0].pk, anna, seen=decisions.last_word(stances[0]))
    page(client, stances[0])
    in_process.clear()
    with django_assert_num_queries(QUERIES):
        html = page(client, stances[0])
    assert words_of(html).count("Afgewezen door anna") == others


def test_a_proposal_says_that_it_is_one(client, proposed) -> None:
    told = words_of(page(client, proposed[0]))
    assert "Dit is een voorstel. Nog niemand besliste erover" in told


def test_a_corrected_proposal_leads_to_what_took_its_place_and_back(client, proposed, anna, codebook) -> None:
    coding = decisions.Coding(proposed[0].topic, "cabinet", 2)
    decisions.correct(proposed[0].pk, anna, coding, seen=0)
    own = Stance.objects.get(corrects=proposed[0])
    html = page(client, proposed[0])
    assert "Dit is afgewezen." in html
    assert f'<a href="/standpunten/{own.pk}/">kabinet · +2, sterk richting afschrikking</a>' in html
    assert f'href="/standpunten/{proposed[0].pk}/"' in page(client, own)
    assert "als verbetering van een voorstel" in page(client, own)


def test_a_stance_goes_along_to_a_new_text_or_is_lost_and_says_so(client, take_in, accept, recorded) -> None:
    kept, gone = accept(recorded, RUSSIA), accept(recorded, EUROPE, topic="eu-cooperation")
    take_in(letter(sentences=(*SENTENCES[:2], "Heel iets anders over samenwerking.", WEATHER)))
    call_command("propose")
    now = Stance.objects.get(carries=kept)
    html = page(client, kept)
    assert f'<a href="/standpunten/{now.pk}/">Naar het standpunt in de nieuwe tekst</a>' in html
    assert "Uit een eerdere tekst van de brief." in html
    assert f'<a href="/standpunten/{kept.pk}/">Naar het standpunt daar</a>' in page(client, now)
    assert "Nog steeds geaccepteerd" in page(client, now)
    assert "Deze zin staat niet meer in de brief." in page(client, gone)


def test_the_same_words_in_other_letters_coded_or_not(client, codebook, take_in, accept) -> None:
    days = {"1": "1 mei 2017", "2": "1 mei 2018", "3": "1 mei 2019"}
    here, coded, bare = (
        take_in(letter(number=n, date=day, sentences=(*SENTENCES, f"Punt {n} is anders."))).letter
        for n, day in days.items()
    )
    stance, other = accept(here, RUSSIA), accept(coded, RUSSIA, score=0)
    html = page(client, stance)
    assert f'<a href="{coded.get_absolute_url()}#s{other.pk}">' in html
    assert f'<a href="/standpunten/{other.pk}/">kabinet · 0, in het midden</a>' in html
    place = bare.revisions.get().passages.filter(kind="body").first()
    assert f'<a href="{bare.get_absolute_url()}#p{place.position}">' in html
    assert "daar is van deze zin over dit onderwerp niets gezegd" in html


def test_a_sentence_that_stands_nowhere_else_says_so(client, recorded, accept) -> None:
    assert "Deze zin staat in geen andere brief hier." in page(client, accept(recorded, RUSSIA))


def test_what_else_is_said_of_the_sentence(client, recorded, accept) -> None:
    stance, other = accept(recorded, RUSSIA), accept(recorded, RUSSIA, topic="eu-cooperation", score=None)
    assert f'<a href="/standpunten/{other.pk}/">EU-samenwerking</a>: kabinet · vermelding' in page(client, stance)


def test_the_codebook_is_the_one_that_it_was_coded_under(client, recorded, accept, tmp_path) -> None:
    from positions.codebook import store  # noqa: PLC0415 - needs a database

    stance = accept(recorded, RUSSIA)
    later = store.FOLDER.joinpath("v1.toml").read_text().replace('version = "1"', 'version = "9"')
    path = tmp_path / "v9.toml"
    path.write_text(later.replace('nl = "afschrikking"', 'nl = "tegendruk"'))
    store.load_file(path)
    html = page(client, stance)
    assert "+1, richting afschrikking" in html
    assert "tegendruk" not in html
    assert f"codeboek {version().version}" in html


def test_proposals_are_kept_from_visitors_where_the_setting_says_so(client, proposed, anna, settings) -> None:
    settings.POSITIONS_SHOW_PROPOSALS = "signed-in"
    response = client.get(f"/standpunten/{proposed[0].pk}/")
    assert (response.status_code, "no-store" in response["Cache-Control"]) == (404, True)
    decisions.reject(proposed[0].pk, anna, seen=0)
    assert client.get(f"/standpunten/{proposed[0].pk}/").status_code == 404
    decisions.accept(proposed[1].pk, anna, seen=0)
    assert "Geaccepteerd door anna" in page(client, proposed[1])
    undoing.undo(Review.objects.latest("pk").batch, anna)
    assert "Beslissing teruggenomen door anna; daarna: voorstel" in page(client, proposed[1])


def test_a_withdrawn_letters_stance_is_gone_with_its_words(client, recorded, accept, admin_user) -> None:
    stance = accept(recorded, RUSSIA)
    withdraw(recorded, user=admin_user, reason="Stond er per ongeluk in.")
    response = client.get(f"/standpunten/{stance.pk}/")
    assert (response.status_code, "no-store" in response["Cache-Control"]) == (410, True)
    assert RUSSIA not in response.content.decode()
    put_back(recorded, user=admin_user)
    assert RUSSIA in page(client, stance)


def test_a_joined_letters_stance_leads_to_the_letter_it_went_into(client, recorded, accept, take_in) -> None:
    stance = accept(recorded, RUSSIA)
    other = take_in(letter(number="44", sentences=("Iets heel anders.",))).letter
    Letter.objects.filter(pk=recorded.pk).update(joined_into=other)
    assert client.get(f"/standpunten/{stance.pk}/").headers["Location"] == other.get_absolute_url()


def test_an_invented_letters_stance_has_no_page_beside_real_letters(client, codebook, take_in, accept) -> None:
    example = take_in(letter(sentences=SENTENCES), channel=Ingestion.Channel.EXAMPLE, is_example=True).letter
    stance = accept(example, RUSSIA)
    assert "(verzonnen voorbeeld)" in page(client, stance)
    take_in(letter(number="44", dossier="99 302", sentences=("Iets heel anders.",)))
    assert client.get(f"/standpunten/{stance.pk}/").status_code == 404


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 40])
def test_an_unknown_stance_is_not_found(client, db, pk) -> None:
    assert client.get(f"/standpunten/{pk}/").status_code == 404


def test_the_page_as_data(client, recorded, accept) -> None:
    html = page(client, accept(recorded, RUSSIA))
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert block
    data = json.loads(block[1])
    assert (data["@type"], data["text"], data["about"]) == ("Quotation", RUSSIA, "Rusland")
    assert data["isPartOf"]["dateCreated"] == "2019-03-03"
    assert "datePublished" not in data["isPartOf"]
