"""Stances accepted in bulk are marked as such wherever they are shown; those judged singly are not."""

from __future__ import annotations

import csv
import json

from positions.models import Stance
from positions.review import bulk_acceptance, decisions
from tests.kept import kept
from tests.positions.factories import account

WORDS = "in bulk aanvaard"


@kept
def stances(proposed, anna) -> tuple[Stance, Stance]:
    """Return one stance accepted singly, and one in bulk."""
    first, other = [stance for stance in proposed if stance.score is not None][:2]
    decisions.accept(first.pk, anna, seen=0)
    bulk_acceptance.accept(Stance.objects.shown(), anna, expected=len(bulk_acceptance.touched(Stance.objects.shown())))
    return first, other


def test_on_its_own_page(client, stances) -> None:
    singly, many = (client.get(f"/standpunten/{stance.pk}/").content.decode() for stance in stances)
    assert WORDS not in singly
    assert "Geaccepteerd door anna" in singly
    assert WORDS in many
    assert "niemand heeft deze zin los beoordeeld" in many
    assert "In bulk aanvaard door anna, samen met vele andere" in many


def test_in_the_letter(client, stances) -> None:
    html = client.get(stances[0].revision.letter.get_absolute_url()).content.decode()
    assert html.count("Geaccepteerd door anna") == 1
    assert html.count("In bulk aanvaard door anna") == Stance.objects.accepted().count() - 1


def test_among_the_quotes_of_a_topic(client, stances) -> None:
    for stance, told in zip(stances, (False, True), strict=True):
        key = stance.revision.letter.key
        items = client.get(f"/onderwerpen/{stance.topic.slug}/brief/{key}/").content.decode().split("<li")
        own = next(item for item in items if f"#s{stance.pk}" in item).partition("</li>")[0]
        assert (WORDS in own) is told


def test_in_the_letter_in_review_and_on_the_card(client, django_user_model, stances) -> None:
    client.force_login(account(django_user_model, "eva", "redactie"))
    for stance, told in zip(stances, (False, True), strict=True):
        page = f"/beoordelen/brief/{stance.revision.letter.key}/?zin={stance.start}"
        assert ("In bulk aanvaard" in client.get(page).content.decode()) is told
        card = client.get(f"/beoordelen/?voorstel={stance.pk}").content.decode()
        assert (WORDS in card) is told


def test_in_the_api(client, stances, proposed) -> None:
    rows = {row["id"]: row for row in client.get("/api/v1/stances/").json()["results"]}
    assert (rows[stances[0].pk]["bulk"], rows[stances[1].pk]["bulk"]) == (False, True)
    assert rows[stances[1].pk]["decided"] == client.get(f"/api/v1/stances/{stances[1].pk}/").json()["decided"]


def test_of_a_proposal_the_api_says_nothing(client, proposed) -> None:
    row = client.get("/api/v1/stances/").json()["results"][0]
    assert (row["bulk"], row["decided"]) == (None, None)


def test_in_the_downloads(client, stances) -> None:
    raw = b"".join(client.get("/gegevens/standpunten.jsonl").streaming_content).decode()
    found = {(row["quote"], row["topic"]): row["bulk"] for row in map(json.loads, raw.splitlines())}
    singly, many = ((stance.quote, stance.topic.slug) for stance in stances)
    assert (found[singly], found[many]) == (False, True)
    table = b"".join(client.get("/gegevens/standpunten.csv").streaming_content).decode().splitlines()
    assert {row["bulk"] for row in csv.DictReader(table)} == {"True", "False"}
    tagged = b"".join(client.get("/gegevens/standpunten.jsonld").streaming_content).decode()
    assert (tagged.count('"accepted:singly"'), tagged.count('"accepted:in-bulk"')) == (1, len(found) - 1)


def test_in_the_feed(client, stances) -> None:
    entries = client.get("/feeds/standpunten/").content.decode().split("<entry>")[1:]
    assert [WORDS in entry for entry in entries].count(False) == 1
    assert WORDS not in next(entry for entry in entries if f"/standpunten/{stances[0].pk}/" in entry)
