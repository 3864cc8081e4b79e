"""Pages of recurring sentences: contents, order, marked differences, and empty states."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from letters.ingestion.withdraw import withdraw
from letters.models import Letter
from positions import tasks
from positions.caching import in_process
from positions.models import Stance, Wording
from positions.review import decisions
from tests.factories import letter
from tests.kept import kept

RUSSIA = "Het kabinet vindt dat de NAVO de dialoog met Rusland altijd moet blijven zoeken."
CHANGED = "Het kabinet vindt dat de NAVO de dialoog met Rusland voorlopig niet moet blijven zoeken."
PLAIN = "De vaarroutes langs de kust worden volgend jaar opnieuw gemeten door twee nieuwe schepen."
FORM = "Over de uitkomsten van dit overleg ontvangt uw Kamer voor de zomer een aparte brief."
LIST_QUERIES, CHAIN_QUERIES = 11, 9

pytestmark = pytest.mark.django_db


@kept
def write(codebook, take_in):
    def written(number: int, *sentences: str, date: str | None = "3 maart 2019") -> Letter:
        return take_in(letter(number=str(number), sentences=("Kort.", "Ook kort.", *sentences), date=date)).letter

    return written


@kept
def world(write) -> None:
    """Take in two letters with common sentences: one about Russia, a plain and a formulaic one; with proposals."""
    write(1, RUSSIA, PLAIN, FORM, date="1 april 2018")
    write(2, CHANGED, PLAIN, FORM, date="3 maart 2019")
    tasks.find_wordings_in_the_rest()
    call_command("propose")


def page(client, **asked: object) -> str:
    response = client.get("/formuleringen/", asked)
    assert response.status_code == 200
    return response.content.decode()


def chain_page(client, quote: str) -> str:
    wording = Wording.objects.filter(sentences__quote=quote).first()
    assert wording
    return client.get(wording.get_absolute_url()).content.decode()


def test_sentences_that_carry_a_stance_come_first_and_form_is_left_out(client, world) -> None:
    html = page(client)
    assert html.index("dialoog met Rusland") < html.index("vaarroutes")
    assert "2 formuleringen" in html
    assert "aparte brief." not in html
    assert "aparte brief." in page(client, form="yes")


def test_the_first_and_the_last_words_stand_side_by_side_with_what_differs_marked(client, world) -> None:
    html = page(client)
    assert "<del>altijd</del>" in html
    assert "<ins>voorlopig niet</ins>" in html


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        ({"topic": "russia"}, "dialoog met Rusland", "vaarroutes"),
        ({"words": "changed"}, "dialoog met Rusland", "vaarroutes"),
        ({"words": "same"}, "vaarroutes", "dialoog met Rusland"),
        ({"letters": "3"}, "Geen zin past", "vaarroutes"),
        ({"after": "2019-01-01"}, "vaarroutes", "Geen zin past"),
        ({"after": "2018-05-01", "before": "2019-01-01"}, "Geen zin past", "vaarroutes"),
    ],
)
def test_the_address_narrows_the_list(client, world, asked, there, not_there) -> None:
    html = page(client, **asked)
    assert there in html
    assert not_there not in html


def test_a_topic_on_which_nothing_comes_back_says_so(client, world) -> None:
    assert "Over EU-samenwerking komt in deze brieven geen zin terug." in page(client, topic="eu-cooperation")


def test_without_letters_and_without_what_comes_back_the_page_says_what_to_do(client, write) -> None:
    assert "In deze brieven komt geen zin terug." in page(client)
    write(1, PLAIN)
    assert "Nog 1 brief wordt doorgenomen" in page(client)


@pytest.mark.parametrize("asked", [{"topic": "bestaat-niet"}, {"letters": "x"}, {"after": "gisteren"}, {"words": "?"}])
def test_a_wrong_value_gets_a_message_and_the_page(client, world, asked) -> None:
    html = page(client, **asked)
    assert "Niet alles in het adres klopt" in html
    assert "dialoog met Rusland" in html


def test_a_chain_goes_from_old_to_new_and_leads_to_each_place(client, world) -> None:
    html = chain_page(client, RUSSIA)
    assert html.index("1 april 2018") < html.index("3 maart 2019")
    assert html.index("altijd moet") < html.index("<ins>")
    assert '<del lang="nl">altijd</del>' in html
    for key in ("kst-99301-1", "kst-99301-2"):
        assert f'href="/brieven/{key}/#p' in html


def test_a_letter_without_a_date_comes_last_and_is_said_to_have_none(client, write) -> None:
    write(1, RUSSIA, date=None)
    write(2, CHANGED)
    tasks.find_wordings_in_the_rest()
    html = chain_page(client, RUSSIA)
    assert html.index("3 maart 2019") < html.index('"small">datum onbekend')
    assert "Van 1 brief is de datum onbekend" in html


def test_proposals_are_called_so_and_accepted_stances_are_not(client, world, anna) -> None:
    assert "voorstel</em>" in chain_page(client, RUSSIA)
    for stance in Stance.objects.filter(quote__in=(RUSSIA, CHANGED)):
        decisions.accept(stance.pk, anna, seen=decisions.last_word(stance))
    html = chain_page(client, RUSSIA)
    assert "voorstel</em>" not in html
    assert 'class="said topic-1"' in html


def test_a_public_site_may_keep_proposals_from_visitors(client, world, settings, django_user_model) -> None:
    settings.POSITIONS_SHOW_PROPOSALS = "signed-in"
    assert "voorstel</em>" not in chain_page(client, RUSSIA)
    assert "geen zin terug" in page(client, topic="russia")
    client.force_login(django_user_model.objects.create_user("lezer"))
    assert "voorstel</em>" in chain_page(client, RUSSIA)
    assert "dialoog" in page(client, topic="russia")


def test_a_chain_that_was_joined_leads_on_and_one_that_ended_is_not_there(client, world, admin_user) -> None:
    wording = Wording.objects.filter(sentences__quote=RUSSIA).get()
    old = Wording.objects.create(joined_into=wording)
    assert client.get(f"/formuleringen/{old.pk}/").headers["Location"] == wording.get_absolute_url()
    withdraw(Letter.objects.get(number="1"), user=admin_user, reason="dubbel")
    assert client.get(wording.get_absolute_url()).status_code == 404


def test_signs_of_markup_in_a_letter_stay_text(client, write) -> None:
    first, second = PLAIN.replace("kust", "kust <x en & meer"), PLAIN.replace("kust", "kust <y en & minder")
    write(1, first)
    write(2, second)
    tasks.find_wordings_in_the_rest()
    for html in (page(client), chain_page(client, second)):
        assert "&lt;" in html
        assert "<x" not in html
        assert "<y" not in html


@pytest.mark.parametrize("letters", [2, 9])
def test_the_pages_cost_the_same_for_two_letters_and_for_nine(
    client, write, django_assert_num_queries, letters
) -> None:
    for number in range(1, letters + 1):
        write(number, f"{RUSSIA[:-1]} tot {number} maart.", PLAIN, f"Schip nummer {number} vaart langs {PLAIN}")
    tasks.find_wordings_in_the_rest()
    call_command("propose")
    page(client)
    in_process.clear()
    with django_assert_num_queries(LIST_QUERIES):
        page(client)
    address = Wording.objects.shown().first().get_absolute_url()
    with django_assert_num_queries(CHAIN_QUERIES):
        client.get(address)


def test_on_the_five_real_letters_russia_comes_back_and_the_eu_does_not(client, codebook, take_in, shared) -> None:
    for path in sorted((shared / "letters").glob("*.txt")):
        take_in(path.read_bytes(), name=path.name)
    tasks.find_wordings_in_the_rest()
    call_command("propose")
    assert "internationale rechtsorde" in page(client, topic="russia")
    assert "Over EU-samenwerking komt in deze brieven geen zin terug." in page(client, topic="eu-cooperation")
