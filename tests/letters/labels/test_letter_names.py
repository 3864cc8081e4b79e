"""Names of letters: composed in the language of the page, or taken from the letter as they are."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from letters.labels.letter_names import made_name, marked_name, own_words
from letters.labels.ministries import MINISTRIES, marked_ministries

DAY = date(2021, 3, 22)


@pytest.mark.parametrize(
    ("language", "kind", "expected"),
    [
        ("nl", "kabinetsreactie", "Kabinetsreactie · Zee · Buitenlandse Zaken en Defensie · 22 maart 2021"),
        ("nl", "overig", "Brief · Zee · Buitenlandse Zaken en Defensie · 22 maart 2021"),
        ("en", "overig", "Letter · Zee · Foreign Affairs and Defence · 22 March 2021"),
    ],
)
def test_what_we_make_is_in_the_language_of_the_page(language, kind, expected) -> None:
    with translation.override(language):
        assert made_name(kind, "brief", "Zee", ("Buitenlandse Zaken", "Defensie"), DAY) == expected


def test_what_is_unknown_is_left_out() -> None:
    assert made_name(None, "motie", None, (), None) == "Motie"


def test_letters_of_one_day_and_ministry_are_told_apart_by_their_dossier() -> None:
    names = {made_name("verslag", "brief", dossier, ("Defensie",), DAY) for dossier in ("NAVO", "Raad voor Defensie")}
    assert len(names) == 2


def test_only_what_stands_in_the_letter_is_marked() -> None:
    with translation.override("en"):
        name = made_name("verslag", "brief", "Zee & land", ("Visserij", "Defensie"), DAY)
        own = own_words(None, "Zee & land", ("Visserij", "Defensie"))
        assert marked_name(name, own) == (
            'Report · <span lang="nl">Zee &amp; land</span> · '
            '<span lang="nl">Visserij</span> and Defence · 22 March 2021'
        )
        subject = "Verslag <van> zee"
        assert marked_name(subject, own_words(subject, "Zee", ())) == '<span lang="nl">Verslag &lt;van&gt; zee</span>'
    assert marked_name("Zee & land", ("Zee & land",)) == "Zee &amp; land"


def test_a_ministry_is_named_in_the_language_of_the_page_and_an_unlisted_one_is_marked_as_dutch() -> None:
    assert marked_ministries(["Defensie", "Visserij"]) == "Defensie, Visserij"
    with translation.override("en"):
        assert marked_ministries(["Defensie", "Visserij"]) == 'Defence, <span lang="nl">Visserij</span>'
        assert [name for name in MINISTRIES if marked_ministries([name]) == name] == []
