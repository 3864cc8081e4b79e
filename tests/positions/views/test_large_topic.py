"""A topic of many letters, which PostgreSQL sums up, has the page, figure and drawing of one that is read by letter."""

from __future__ import annotations

import json
import random
from datetime import date

import pytest

from letters.models import Letter
from positions.caching import in_process
from positions.charts import small_multiples_data
from positions.domain.scale import Holder
from positions.models import Assignment, Coder, Topic
from positions.timelines import line_dots, query, topic_sums
from positions.timelines.query import TimelineOptions
from tests.positions.once import *  # noqa: F403 - fixtures, made once for the module
from tests.positions.views.large_topic import TOPIC, answer, assert_same, bins_from, make_letters, say_more

pytestmark = pytest.mark.django_db
PAGE = f"/onderwerpen/{TOPIC}/"
FILTERS = (
    "", "?least=4", "?proposals=no", "?ministry=Defensie", "?after=2012-01-01&before=2016-06-30", "?order=date&page=2",
    "?holder=cabinet&holder=allies", "?holder=allies", "?ministry=Defensie&least=3&holder=cabinet&holder=nato",
    "?cabinet=unknown", "?after=2099-01-01", "?order=-position", "?order=share&holder=allies&holder=cabinet",
)  # fmt: skip
PARTS = (
    "", "insluiten/", "figuur.svg", "figuur.svg?size=square", "figuur.json?theme=light",
    "figuur.json?theme=light&holder=cabinet&holder=allies", "gegevens.csv", "gegevens.json",
    "gegevens.csv?holder=cabinet&holder=allies", "gegevens.nl.csv?ministry=Defensie",
)  # fmt: skip


@pytest.fixture(scope="module")
def letters(codebook, anna, module_db) -> None:
    with module_db():
        make_letters(anna)


@pytest.mark.parametrize("least", [0, 20, 1500])
def test_summed_up_it_is_the_same_page(letters, client, monkeypatch, least: int) -> None:
    bins_from(monkeypatch, least)
    for address in (*FILTERS, *PARTS):
        assert_same(client, monkeypatch, PAGE + address)
    key = Letter.objects.filter(document_date__isnull=False).earliest("pk").key
    for asked in ("", "?holder=allies&least=2", "?proposals=no&paneel=1"):
        assert_same(client, monkeypatch, f"{PAGE}brief/{key}/{asked}")


def test_the_attention_to_topics_is_the_same(letters, client, monkeypatch, anna: Coder) -> None:
    text = Assignment.objects.order_by("pk")[0].letter.revisions.get()
    text.annex_bounds = [0, len(text.text) // 4]
    text.save()
    for turn in range(2):
        for address in ("/aandacht/", "/aandacht/?format=csv"):
            assert_same(client, monkeypatch, address)
        if not turn:  # and of letters that are not summed up yet
            for letter in Letter.objects.order_by("-document_date")[:3]:
                say_more(letter, random.Random(2), anna)


@pytest.mark.parametrize("asked", [TimelineOptions(), TimelineOptions(least=4), TimelineOptions(proposals=False)])
@pytest.mark.parametrize("chosen", [{}, {"signatories__ministry": "Defensie"}, {"document_date__lt": date(2013, 1, 1)}])
def test_the_line_its_steps_and_its_gaps_are_those_of_every_letter(letters, chosen, asked: TimelineOptions) -> None:
    topic, there = Topic.objects.get(slug=TOPIC), query.published(Letter.objects.filter(**chosen))
    sums = topic_sums.look_up(topic, list(Holder), there, asked)
    whole, until = query.read([topic], there, asked), date(2030, 1, 1)
    for holder in Holder:
        ours, theirs = sums.lines[holder], whole.series(TOPIC, holder)
        assert stretches(ours, until) == stretches(theirs, until)
        assert steps(ours) == steps(theirs)
        assert sorted(set(ours.mention_days)) == sorted(set(theirs.mention_days))
        assert set(ours.hidden_days) == set(theirs.hidden_days)
        assert (ours.leaves_out, ours.came_up, ours.proposed) == (theirs.leaves_out, theirs.came_up, theirs.proposed)
        for accepted in (True, False):
            assert by_day(ours, accepted=accepted) == by_day(theirs, accepted=accepted)
    every = {dot.letter.pk for holder in Holder for dot in dots(whole.series(TOPIC, holder))}
    assert sums.letters == len(every)


def dots(line) -> list:
    return [*line.dots, *line.hollow, *line.undated]


def stretches(line, until: date) -> list:
    return [(each.start, each.end, each.pool.position.mean, each.pool.cabinet) for each in line.segments(until)]


def steps(line) -> list:
    return [
        (step.kind, step.difference, step.gap_months, step.provisional, step.after.day, step.after.position,
         step.before and (step.before.day, step.before.position))
        for step in line.steps_shown
    ]  # fmt: skip


def by_day(line, *, accepted: bool) -> dict:
    """Return letters, thin letters, and their sentences by score and singly judged, by day and cabinet."""
    found: dict = {}
    for each in line.by_day(accepted=accepted):
        numbers = (each.letters, each.thin, *each.sentences.counts, each.sentences.singly)
        before = found.get((each.day, each.cabinet), (0,) * len(numbers))
        found[each.day, each.cabinet] = tuple(map(sum, zip(before, numbers, strict=True)))
    return found


def test_a_bin_says_how_many_letters_and_their_distribution_and_names_its_days(letters, client, monkeypatch) -> None:
    bins_from(monkeypatch, 0)
    figure = json.loads(answer(client, monkeypatch, PAGE + "figuur.json?theme=light", large=True))
    accepted, *_ = [trace for trace in figure["data"] if trace["meta"]["is"] == "bins"][::-1]
    shown = Letter.objects.filter(document_date__isnull=False)
    for each in accepted["meta"]["bins"]:
        first, last, state = each["key"].split("/")
        assert state == "accepted"
        assert shown.filter(document_date__range=(first, last)).count() >= int(each["words"].split()[0])
        assert " zinnen (" in each["words"] or " zin (" in each["words"]
    assert not [trace for trace in figure["data"] if trace["meta"]["is"] in ("dots", "marks")]


def test_the_list_of_a_bin_has_its_letters(letters, client, monkeypatch) -> None:
    bins_from(monkeypatch, 0)
    figure = json.loads(answer(client, monkeypatch, PAGE + "figuur.json?theme=light&proposals=no", large=True))
    (trace,) = [trace for trace in figure["data"] if trace["meta"]["is"] == "bins"]
    each = max(trace["meta"]["bins"], key=lambda found: int(found["words"].split()[0]))
    first, last, _state = each["key"].split("/")
    page = answer(client, monkeypatch, f"{PAGE}?proposals=no&after={first}&before={last}", large=True)
    assert f"{each['words'].split()[0]} brieven met een standpunt" in page


@pytest.mark.parametrize(
    "address", [f"{PAGE}gegevens.csv", f"{PAGE}gegevens.xlsx", "/vergelijken/gegevens.csv?topic=russia"]
)
def test_a_file_of_many_letters_is_sent_while_it_is_made(letters, client, monkeypatch, address: str) -> None:
    monkeypatch.setattr(topic_sums, "LARGE", 0)
    whole = client.get(address)
    assert not whole.streaming
    for module in (line_dots, small_multiples_data):
        monkeypatch.setattr(module, "AT_ONCE", 7)
    in_process.clear()
    parts = client.get(address)
    assert parts.streaming
    pieces = list(parts.streaming_content)
    assert b"".join(pieces) == whole.content
    assert parts.headers["Content-Disposition"] == whole.headers["Content-Disposition"]
