"""A topic of many letters, which PostgreSQL sums up, has the page, figure and drawing of one that is read by letter."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.management import call_command

from bench import many
from letters.models import Cabinet, Letter
from positions import tasks
from positions.domain.scale import Holder
from positions.models import Assignment, Coder, Review, Stance, Topic
from positions.review import assignments, decisions
from positions.timelines import query, topic_sums
from positions.timelines.query import TimelineOptions
from tests.kept import kept
from tests.positions.views.large_topic import answer, assert_same, bins_from

LETTERS = 90
TOPIC = "russia"
PAGE = f"/onderwerpen/{TOPIC}/"
FILTERS = (
    "", "?least=4", "?proposals=no", "?ministry=Defensie", "?after=2012-01-01&before=2016-06-30", "?order=date&page=2",
    "?holder=cabinet&holder=allies", "?holder=allies", "?ministry=Defensie&least=3&holder=cabinet&holder=nato",
    "?cabinet=unknown", "?after=2099-01-01", "?order=-position", "?order=share&holder=allies&holder=cabinet",
)  # fmt: skip
PARTS = (
    "", "insluiten/", "figuur.svg", "figuur.svg?size=square", "figuur.json?theme=light",
    "figuur.json?theme=light&holder=cabinet&holder=allies", "gegevens.csv", "gegevens.json",
)  # fmt: skip


@kept
def letters(codebook, anna: Coder) -> None:
    """Letters of every sort: several on one day, without date or cabinet, with mentions and proposals, of all holders;
    some of them are read.
    """
    call_command("load_cabinets")
    many.make(LETTERS, everything=True)
    chance = random.Random(7)
    cabinets = list(Cabinet.objects.filter(is_example=False))
    for letter in Letter.objects.order_by("pk"):
        day = date(2011, 3, 1) + timedelta(days=chance.randrange(50) * chance.choice((1, 37)))
        letter.document_date = None if chance.random() < 0.06 else day
        there = [each for each in cabinets if each.start <= day and (each.end is None or day < each.end)]
        letter.cabinet = there[0] if letter.document_date and there and chance.random() > 0.1 else None
        letter.demissionary = False if letter.cabinet else None
        letter.save()
        say_more(letter, chance, anna)
    for letter in Letter.objects.order_by("pk")[: LETTERS // 2]:
        with suppress(decisions.ReviewError):  # a proposal waits
            assignments.mark(letter, anna)
    assert Assignment.objects.count() > LETTERS // 10
    tasks.sum_up_the_rest()


def say_more(letter: Letter, chance: random.Random, anna: Coder) -> None:
    """Add mentions, proposals and positions of others on the last sentences of a letter."""
    revision, like = letter.revisions.get(), Stance.objects.filter(revision__letter=letter, topic__slug=TOPIC).first()
    assert like
    for place in range(20, 20 + chance.randrange(5)):
        sentence = revision.text.split(". ")[place]
        start = revision.text.index(sentence)
        stance = Stance.objects.create(
            revision=revision, start=start, end=start + len(sentence), quote=sentence, topic=like.topic,
            coder=like.coder, codebook=like.codebook, confidence="high", holder=chance.choice(list(Holder)),
            score=chance.choice((None, -2, -1, 0, 1, 2)),
        )  # fmt: skip
        if chance.random() < 0.6:
            Review.objects.create(
                stance=stance, decision="accept", state="accepted", coder=anna, bulk=chance.random() < 0.5
            )


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
    return [(each.start, each.end, each.mean, each.pool.cabinet) for each in line.segments(until)]


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
