"""Hostile letters: no script in their text runs or breaks out, on pages, in data, link previews or references."""

from __future__ import annotations

import json
import re

import pytest

from letters.models import Letter
from positions.models import Stance
from tests.kept import kept

TURNED = "\u202eomgekeerd\u202c"
NASTY = (
    'Het kabinet wil druk op Rusland </script><script>alert(1)</script> "x" onmouseover="alert(2)" '
    "<img src=x onerror=alert(3)> {{ 7|add:7 }} ]]> --> } @misc{x,"
)
ADDRESSES = ("{letter}", "{letter}?topic=%3Cscript%3E", "/standpunten/{stance}/")


@kept
def nasty(recorded: Letter, accept) -> tuple[Letter, Stance]:
    """Write the hostile sentence directly into the text, bypassing what the reader would make of it."""
    text = recorded.revisions.get()
    passage = text.passages.filter(kind="body").first()
    start, end = passage.sentence_bounds[:2]
    rest = len(text.text) - end
    text.text = text.text[:start] + NASTY + text.text[end:]
    text.save()
    moved = start + len(NASTY)
    text.passages.filter(pk=passage.pk).update(sentence_bounds=[start, moved], end=moved)
    text.passages.exclude(pk=passage.pk).filter(start__gt=start).delete()
    assert rest
    Letter.objects.filter(pk=recorded.pk).update(subject=f"{NASTY} {TURNED}")
    recorded.signatories.update(name=NASTY, office=NASTY)
    recorded.refresh_from_db()
    return recorded, accept(recorded, NASTY)


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_of_it_runs_on_a_page(client, nasty, address) -> None:
    letter, stance = nasty
    html = client.get(address.format(letter=letter.get_absolute_url(), stance=stance.pk)).content.decode()
    scripts = re.findall(r"<script([^>]*)>", html)
    assert all(" src=" in script or "application/ld+json" in script for script in scripts)
    assert html.count("</script>") == len(scripts)
    assert "<img" not in html
    assert not re.search(r"<[^>]*\sonmouseover=", re.sub(r'"[^"]*"', '""', html))
    assert "&lt;script&gt;alert(1)" in html
    assert "{{ 7|add:7 }}" in html


def test_the_data_holds_the_words_as_they_are(client, nasty) -> None:
    _letter, stance = nasty
    html = client.get(f"/standpunten/{stance.pk}/").content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert block
    data = json.loads(block[1])
    assert data["text"] == NASTY
    assert not set("<>&") & set(block[1])


def test_what_is_copied_and_shared_turns_no_words_around(client, nasty) -> None:
    letter, stance = nasty
    for address in (letter.get_absolute_url(), f"/standpunten/{stance.pk}/"):
        html = client.get(address).content.decode()
        cards = re.findall(r'<meta (?:property|name)="[^"]*" content="([^"]*)">', html)
        copied = re.findall(r'class="copied"[^>]*>(.*?)<', html, re.DOTALL)
        assert len(cards) > 5 and copied
        assert not any("\u202e" in each for each in (*cards, *copied))


def test_references_stay_one_entry(client, nasty) -> None:
    letter, _ = nasty
    entry = client.get(f"{letter.get_absolute_url()}citeren.bib").content.decode()
    assert entry.count("@techreport{") == 1
    assert entry.count("{") == entry.count("}")
    lines = client.get(f"{letter.get_absolute_url()}citeren.ris").content.decode().split("\r\n")
    assert sum(line.startswith("TY  - ") for line in lines) == sum(line.startswith("ER  - ") for line in lines) == 1
