"""Stances as W3C Web Annotations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from letters.models import Letter, Passage, Revision
from letters.records import database_lines
from positions.domain.codebook.loading import version
from positions.models import Coder, CodingRun, Review, Stance
from positions.open_data.records.stance import in_order, published_stances
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
    with django_assert_num_queries(6):
        exported()


@pytest.fixture
def odd(proposed, recorded, anna) -> None:
    """Store a letter with an odd key and odd signs, footnote marks around and in its sentences, and stances on each."""
    letter = Letter.objects.create(key="BZ/2020 é%&?#'\"~:@!$(*)+,;=-\U0001f600")
    sentence, like = '=Wat "\\ \x01\t\U0001f600 é,\n</a> %s \\u0001', proposed[0]
    text, document = "\n".join([sentence] * 12), recorded.revisions.get().document
    revision = Revision.objects.create(letter=letter, number=3, document=document, text=text, body_digest="x")
    each, size = len(sentence) + 1, len(sentence)
    places = [number * each for number in range(12)]
    marks = ([], [0], [size], [3], [0, size], [each, each - 9], [-1, -2], [0, 2 * each])
    for number in range(0, 12, 3):
        around = [[places[number + 1] + place, "1"] for place in (*marks[number // 3], *marks[number // 3 + 4])]
        Passage.objects.create(
            revision=revision, position=number, kind="body", start=places[number], end=places[number] + 2 * each + size,
            marks=around,
        )  # fmt: skip
    for number, start in enumerate(places):
        machine = Coder.objects.create(name=f'"=\\ {number}', version="é")
        CodingRun.objects.create(revision=revision, coder=machine, codebook=like.codebook)
        stance = Stance.objects.create(
            revision=revision, start=start, end=start + size, quote=sentence, topic=like.topic, holder="allies",
            coder=machine if number % 4 else anna, codebook=like.codebook, confidence="low" if number % 4 else "",
            score=(None, -2, -1, 0, 1, 2)[number % 6],
        )  # fmt: skip
        if number % 3:
            Review.objects.create(stance=stance, decision="accept", state="accepted", coder=anna, bulk=number % 3 == 1)


@pytest.mark.parametrize("setting", ["enable_nestloop", "enable_hashjoin", "enable_mergejoin"])
def test_whatever_letters_and_stances_hold_is_written_as_json(odd, monkeypatch, setting) -> None:
    """Compare with what Python makes of each model, over more than one batch, in its order whatever the plan."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL {setting} = off")
    monkeypatch.setattr(database_lines, "BATCH", 2)
    site = "https://standpunt.example"
    found = exported(site=site)["first"]["items"]
    assert found == [annotation(stance, site) for stance in in_order(published_stances())]
    assert {len(each["target"]) for each in found} == {1, 2}
    assert {len(each["body"]) for each in found} == {5, 6}


def annotation(stance: Any, site: str) -> dict[str, Any]:
    score = "mention" if stance.score is None else f"{stance.score:+d}" if stance.score else "0"
    read = [f"accepted:{'in-bulk' if stance.bulk else 'singly'}"] if stance.state == "accepted" else []
    tags = [
        f"topic:{stance.topic.slug}", f"holder:{stance.holder}", f"score:{score}", f"state:{stance.state}", *read,
        f"codebook:{stance.codebook.number}",
    ]  # fmt: skip
    tag = {"type": "TextualBody", "purpose": "tagging", "format": "text/plain"}
    return {
        "id": f"{site}/standpunten/{stance.pk}/",
        "type": "Annotation",
        "motivation": "classifying",
        "created": stance.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "creator": {"type": "Software" if stance.coder.kind == "machine" else "Person", "name": str(stance.coder)},
        "body": [{**tag, "value": value} for value in tags],
        "target": list(targets(stance, site)),
    }


def targets(stance: Any, site: str) -> Iterator[dict[str, Any]]:
    text, start, end = stance.revision.text, stance.start, stance.end
    yield {
        "source": f"{site}{stance.revision.get_absolute_url()}",
        "format": "text/plain",
        "selector": {"type": "TextPositionSelector", "start": start, "end": end},
    }
    passage = stance.revision.passages.filter(start__lte=start).latest("start")
    marks = [place for place, _label in passage.marks]
    if not any(start < place < end for place in marks):
        first = max(start - 32, passage.start, *(place for place in marks if place <= start))
        last = max(end, min(end + 32, passage.end, *(place for place in marks if place >= end)))
        selector = {"exact": stance.quote, "prefix": text[first:start], "suffix": text[end:last]}
        yield {
            "source": f"{site}{stance.revision.letter.get_absolute_url()}",
            "format": "text/html",
            "selector": {"type": "TextQuoteSelector", **selector},
        }
