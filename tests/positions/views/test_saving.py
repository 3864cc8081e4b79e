"""A page as it is filtered is kept by its address: copied, mailed or followed, by a feed in which the filters hold."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from django.http import QueryDict

from letters.models import Letter
from positions.alerts.subjects import subject_of
from positions.caching import in_process
from tests.factories import told
from tests.positions.conftest import DOVE, HAWK
from tests.positions.factories import FISH, TALK, sentence
from tests.positions.once import *  # noqa: F403 - fixtures, made once for the module

ATOM = "{http://www.w3.org/2005/Atom}"
HERRING = "Over haringen schrijft het kabinet in deze alinea iets anders dan in de andere."
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def all_held(module_db, says, letter_of, accept, propose) -> None:
    """Steps on Russia and one on China; what an adviser says; a motion; a word beside, but not with, a stance."""
    with module_db():
        says(1, "3 maart 2019", *DOVE)
        says(2, "4 april 2019", *HAWK)
        says(3, "6 juni 2021", 2, 2, 2, 2, 2)
        says(4, "7 juli 2021", 1, 1, 1, topic="china")
        says(5, "8 augustus 2021", 2, holder="adviser")
        beside = letter_of(6, "1 mei 2020", TALK, FISH, "Tot slot iets over netten.", HERRING, name="A.B. Visser")
        accept(beside, TALK, -1)
        motion = letter_of(7, "2 mei 2020", "De motie gaat over haringen en over niets anders.", sentence(7, 1, 1))
        Letter.objects.filter(pk=motion.pk).update(publication="motie", kind=None)
        proposed = letter_of(8, "3 mei 2020", FISH, sentence(8, 1, -2))
        propose(proposed, sentence(8, 1, -2), -2)


@pytest.fixture
def held(all_held, db) -> None:
    """The letters of the module, for one test."""


def control(client, page: str) -> str:
    html = client.get(page).content.decode()
    (found,) = re.findall(r'<details class="save">.*?</details>', html, re.DOTALL)
    return str(found)


def feeds_of(client, page: str) -> list[str]:
    (shown,) = re.findall(r'<li class="follow">.*?</li>', control(client, page), re.DOTALL) or [""]
    return [unescape(address) for address in re.findall(r'href="([^"]+)"', shown)]


def letters_in_feed(client, address: str) -> set[str]:
    response = client.get(address)
    assert response.status_code == 200, response.content
    entries = ElementTree.fromstring(response.content).findall(f"{ATOM}entry")
    paths = [urlsplit(entry.find(f"{ATOM}link").get("href")).path.strip("/") for entry in entries]
    return {path.split("brieven/")[1] if "brieven/" in path else letter_of_stance(path) for path in paths}


def letter_of_stance(path: str) -> str:
    return str(Letter.objects.get(revisions__stances=int(path.rsplit("/", maxsplit=1)[-1])).key)


def listed(client, page: str) -> set[str]:
    """Return the keys of the letters of which a page lists something: a letter, a passage, a step, or a position."""
    in_process.clear()  # a page that is kept has no context
    context = client.get(page).context
    if "hits" in context:
        return {hit.letter.key for hit in context["hits"]}
    if "steps" in context:
        return {each.step.after.letters[0].key for each in context["steps"]}
    if "shown" in context:
        rows = [*context["page"], *context["undated"]]
        return {row.letter.key for row in rows if getattr(row, "dot", None)}
    return {letter.key for letter in context["letters"]}


LISTS = [
    "/brieven/", "/brieven/?q=haringen", "/brieven/?after=2020-05-01&before=2021-06-30&sort=oldest",
    "/brieven/?minister=A.B.+Visser", "/brieven/?publication=motie", "/brieven/?dossier=99301&kind=unknown",
    "/brieven/?q=haringen&publication=motie", "/en/brieven/?q=haringen&cabinet=Rutte+III",
    "/zoeken/?q=haringen", "/zoeken/?q=haringen&publication=motie", "/zoeken/?q=haringen&publication=brief",
    "/zoeken/?q=visserij&after=2021-01-01", "/zoeken/?q=Rusland&minister=A.B.+Visser",
    "/zoeken/?topic=russia&holder=adviser", "/zoeken/?topic=china&status=accepted", "/zoeken/?score=2&after=2021-01-01",
    "/zoeken/?q=haringen&topic=russia&status=accepted", "/zoeken/?q=NAVO&topic=russia&status=accepted",
    "/en/zoeken/?q=haringen",
    "/veranderingen/", "/veranderingen/?topic=russia", "/veranderingen/?topic=china&verdict=all",
    "/veranderingen/?towards=low", "/veranderingen/?verdict=all&after=2021-01-01&order=biggest",
    "/veranderingen/?verdict=all&least=5", "/veranderingen/?verdict=all&holder=adviser",
    "/veranderingen/?step=new&minister=A.B.+Visser",
]  # fmt: skip


@pytest.mark.parametrize("page", LISTS)
def test_the_filters_of_a_list_hold_in_its_feed(client, held, page) -> None:
    (feed,) = feeds_of(client, page)
    assert letters_in_feed(client, feed) == listed(client, page)


@pytest.mark.parametrize(
    "query", ["", "?after=2021-01-01", "?holder=adviser", "?minister=A.B.+Visser", "?least=2", "?q=haringen&least=1"]
)
def test_the_filters_of_a_topic_hold_in_its_feeds(client, held, query) -> None:
    page = f"/onderwerpen/russia/{query}"
    positions = listed(client, f"{page}{'&' if query else '?'}proposals=no")
    changes, *stances = feeds_of(client, page)
    steps = listed(client, f"/veranderingen/?topic=russia{'&' if query else ''}{query[1:]}")
    assert letters_in_feed(client, changes) == steps
    assert [letters_in_feed(client, feed) for feed in stances] == ([] if "least=2" in query else [positions])


def test_a_comparison_is_followed_by_the_changes_in_what_it_compares(client, held) -> None:
    (feed,) = feeds_of(client, "/vergelijken/?topic=russia&by=cabinet&before=2020-12-31&a=2019")
    assert letters_in_feed(client, feed) == {"kst-99301-2"}


@pytest.mark.parametrize("choice", ["status=proposed", "coder=anna"])
def test_what_no_feed_has_gets_none_and_says_so(client, held, choice) -> None:
    page = f"/zoeken/?topic=russia&{choice}"
    assert feeds_of(client, page) == []
    assert "Hiervan is geen feed" in told(control(client, page))


@pytest.mark.parametrize("page", [
    "/brieven/?dossier=99301&page=1", "/zoeken/?q=Rusland&topic=russia&score=", "/veranderingen/?topic=russia",
    "/onderwerpen/russia/?holder=adviser", "/onderwerpen/russia/wie/", "/vergelijken/?by=cabinet", "/aandacht/",
    "/formuleringen/?topic=russia", "/aangehaald/?dossier=99301",
    "/en/vergelijken/?topic=china&topic=russia",
    "/zoeken/?q=%3Cb%3E%22%26%0D%0Ax%3D1",
])  # fmt: skip
def test_a_page_is_kept_by_its_address_which_mail_takes_along(client, held, page) -> None:
    shown = control(client, page)
    (address,) = re.findall(r'class="copied" [^>]*href="([^"]+)"', shown)
    asked = {name: values for name, values in parse_qs(urlsplit(page).query).items() if name != "page"}
    assert unescape(address).startswith(f"http://testserver{urlsplit(page).path}")
    assert parse_qs(urlsplit(unescape(address)).query) == asked
    assert f">{address}</a>" in shown  # to be read without a script
    (mail,) = re.findall(r'href="(mailto:[^"]+)"', shown)
    written = parse_qs(urlsplit(unescape(mail)).query)
    assert written["body"] == [unescape(address)]
    (subject,) = written["subject"]
    assert subject.startswith("Standpunt: ") and len(subject) <= 150 and subject.isprintable()


def test_the_subject_names_what_was_chosen(client, held) -> None:
    (mail,) = re.findall(r'href="(mailto:[^"]+)"', control(client, "/brieven/?dossier=99301&q=a%20<b>"))
    assert parse_qs(urlsplit(unescape(mail)).query)["subject"] == [
        "Standpunt: Brieven (Woorden: “a <b>”, Dossier: 99 301)"
    ]


@pytest.mark.parametrize(("page", "followed", "notice"), [
    ("/zoeken/?q=haringen", "publication=all&q=haringen", ""),
    ("/zoeken/?q=haringen&publication=motie", "publication=motie&q=haringen", ""),
    ("/zoeken/?q=haringen&topic=russia", "publication=all&q=haringen", "Alleen op de woorden en de keuzes van brieven"),
    ("/zoeken/?topic=russia&holder=nato", "topic=russia", "Van elke stap over dit onderwerp"),
    ("/zoeken/?holder=nato", "", "Per mail kan dit niet"),
    ("/brieven/?q=haringen", "q=haringen", ""),
    ("/brieven/", "", ""),
    ("/veranderingen/?topic=russia", "topic=russia", ""),
    ("/veranderingen/?topic=russia&towards=low", "topic=russia", "Van elke stap over dit onderwerp"),
    ("/veranderingen/", "", ""),
    ("/onderwerpen/russia/", "topic=russia", ""),
    ("/onderwerpen/russia/?holder=nato", "topic=russia", "Van elke stap over dit onderwerp"),
    ("/onderwerpen/eu-cooperation/", "topic=eu-cooperation", ""),  # of which nothing is said yet
])  # fmt: skip
def test_mail_says_what_of_the_choices_it_holds(client, held, page, followed, notice) -> None:
    shown = control(client, page)
    assert [unescape(query) for query in re.findall(r'href="/volgen/\?([^"]+)"', shown)] == (
        [followed] if followed else []
    )
    assert notice in told(shown)
    for words in ("Alleen op de woorden", "Van elke stap", "Per mail kan dit niet"):
        assert (words in told(shown)) == notice.startswith(words)
    if followed:
        assert client.get(f"/volgen/?{followed}").status_code == 200


def test_where_no_mail_is_sent_nothing_is_said_of_it(client, held, settings) -> None:
    settings.MAILING = False
    shown = control(client, "/zoeken/?holder=nato") + control(client, "/zoeken/?q=haringen&topic=russia")
    assert "mail kan" not in shown and "/volgen/" not in shown and "Alleen op de woorden" not in told(shown)


def test_what_a_search_finds_is_followed_whatever_the_sort_of_paper(client, held) -> None:
    subject = subject_of(QueryDict("publication=all&q=haringen"))
    assert subject and subject.page == "/zoeken/?q=haringen"
    page = told(client.get("/volgen/?publication=all&q=haringen"))
    assert "nieuwe brieven en stukken (Woorden: “haringen”)" in page
    assert "Dit past nu op 2 brieven of stukken." in page


@pytest.mark.parametrize(("query", "notice"), [
    ("q=haringen&holder=nato", "Standpunten zijn niet per mail te volgen"),
    ("score=2", "Standpunten zijn niet per mail te volgen"),
    ("topic=russia&q=haringen", "Van een onderwerp volgt u alle stappen"),
    ("topic=russia&holder=nato", "Van een onderwerp volgt u alle stappen"),
    ("topic=russia&topic=china", "Kies één onderwerp"),
])  # fmt: skip
def test_what_mail_does_not_hold_is_refused_in_words_and_never_left_out_unsaid(client, held, query, notice) -> None:
    assert notice in told(client.get(f"/volgen/?{query}"))
    assert client.post(f"/volgen/?{query}", {"address": "a@b.nl", "rhythm": "daily"}).status_code == 400
