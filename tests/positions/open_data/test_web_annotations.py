"""Stances as W3C Web Annotations."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command

from positions.domain.codebook.loading import version
from positions.models import Stance
from positions.review import decisions
from tests.positions.factories import SENTENCES

pytestmark = pytest.mark.django_db


def exported(**options) -> dict:
    out = StringIO()
    call_command("export", "annotations", stdout=out, **options)
    return json.loads(out.getvalue())


def test_it_is_a_collection_of_annotations(proposed) -> None:
    collection = exported()
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (collection["type"], collection["total"]) == ("AnnotationCollection", len(proposed))
    page = collection["first"]
    assert page["type"] == "AnnotationPage"
    assert {item["type"] for item in page["items"]} == {"Annotation"}
    assert len({item["id"] for item in page["items"]}) == len(proposed)


def test_both_selectors_lead_to_the_quote(proposed, recorded) -> None:
    text = proposed[0].revision.text
    for item in exported()["first"]["items"]:
        in_text, on_page = item["target"]
        place, quote = in_text["selector"], on_page["selector"]
        assert (quote["type"], place["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert quote["exact"] in SENTENCES
        assert text.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1
        page = f"http://127.0.0.1:8000{recorded.get_absolute_url()}"
        assert (in_text["source"], on_page["source"]) == (f"{page}tekst.txt?versie=1", page)


def test_the_body_tags_topic_holder_and_score(proposed) -> None:
    stance = next(s for s in proposed if s.score is not None)
    item = next(i for i in exported()["first"]["items"] if i["id"].endswith(f"/{stance.pk}/"))
    assert {body["purpose"] for body in item["body"]} == {"tagging"}
    assert [body["value"] for body in item["body"]] == [
        f"topic:{stance.topic.slug}",
        f"holder:{stance.holder}",
        f"score:{stance.score:+d}",
        "state:proposed",
        f"codebook:{version().version}",
    ]
    assert item["creator"] == {"type": "Software", "name": str(stance.coder)}
    assert item["created"].endswith("Z")


def test_zero_is_a_score_and_a_mention_is_none(proposed, anna) -> None:
    for score in (0, None):
        coding = decisions.Coding(proposed[0].topic, "cabinet", score)
        decisions.correct(proposed[0].pk, anna, coding, seen=decisions.last_word(proposed[0]))
    own = {f"/{s.pk}/": s.score for s in Stance.objects.filter(coder=anna)}
    items = exported()["first"]["items"]
    scores = {s: i["body"][2]["value"] for end, s in own.items() for i in items if i["id"].endswith(end)}
    assert scores == {0: "score:0", None: "score:mention"}
    assert {i["creator"]["type"] for i in items if i["creator"]["name"] == "anna"} == {"Person"}


def test_it_can_be_narrowed_and_told_where_the_site_is(proposed, anna) -> None:
    decisions.accept(proposed[0].pk, anna, seen=0)
    (item,) = exported(state="accepted", site="https://standpunt.example/")["first"]["items"]
    assert item["id"] == f"https://standpunt.example/standpunten/{proposed[0].pk}/"
    assert all(target["source"].startswith("https://standpunt.example/brieven/") for target in item["target"])


def test_without_stances_it_is_an_empty_collection(codebook) -> None:
    collection = exported()
    assert (collection["total"], collection["first"]["items"]) == (0, [])


def test_it_asks_once_for_all(proposed, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        exported()
