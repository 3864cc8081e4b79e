"""Invented sentences, fixtures that record stances, and readers of pages and exports."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable

from django.contrib.auth.models import Group
from django.core.management import call_command

from letters.models import Letter
from positions.codebook import store
from positions.domain.scale import Holder
from positions.models import Coder, CodingRun, Stance, Topic
from positions.review import assignments, bulk_acceptance, decisions
from tests.factories import letter
from tests.kept import kept

SENTENCES = (
    "Het kabinet vindt dat de NAVO de dialoog met Rusland moet blijven zoeken.",
    "De secretaris-generaal benadrukte dat bondgenoten meer aan defensie moeten uitgeven.",
    "Nederland pleit voor nauwere samenwerking tussen de EU en de NAVO.",
    "Het weer in Brussel was die dag goed.",
)


MILD = "Het kabinet wil met druk en dialoog blijven spreken met Rusland."
FIRM = "Het kabinet wil met afschrikking en dialoog blijven spreken met Rusland."
WEATHER = "Het weer was die dag goed in heel Brussel."


TALK = "Het kabinet vindt dat de NAVO de dialoog met Rusland moet blijven zoeken."
PRESS = "Het kabinet wil de druk op Rusland opvoeren."
ADVICE = "De adviesraad vindt dat de druk op Rusland omhoog moet."
FISH = "De visserij kreeg een rustig jaar."


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def exported(**options: str) -> list[dict[str, object]]:
    out = io.StringIO()
    call_command("export", "stances", stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


NAMES = {
    "russia": "Rusland",
    "china": "China",
    "defence-spending": "de uitgaven aan defensie",
    "eu-cooperation": "de samenwerking van de EU met de NAVO",
}
FILLING = ("De visserij kreeg dit jaar een rustig voorjaar.", "Tot slot iets over de netten van de vloot.")


def sentence(number: int, place: int, score: int | None, topic: str = "russia") -> str:
    """Return a sentence of 60 to 250 characters that names its topic, so that it can be a typical quote."""
    return f"Over {NAMES[topic]} houdt het kabinet in brief {number} vast aan zin {place}, die als {score} is bedoeld."


@kept
def cabinets(db) -> None:
    call_command("load_cabinets")


@kept
def accept(codebook, anna: Coder) -> Callable[..., Stance]:
    """Return a function that has a person (anna) code a sentence, which is accepted at once."""

    def say(
        text: Letter, quote: str, score: int | None = 1, *, topic: str = "russia", holder: str = "cabinet", **who: Coder
    ) -> Stance:
        revision = text.revisions.get(is_current=True)
        start = revision.text.index(quote)
        span = decisions.Span(revision.pk, start, start + len(quote), quote)
        coding = decisions.Coding(Topic.objects.get(slug=topic), Holder(holder), score)
        decisions.code_sentence(span, who.get("coder", anna), store.newest(), coding)
        return Stance.objects.accepted().get(revision=revision, start=start, topic__slug=topic)

    return say


@kept
def letter_of(codebook, take_in) -> Callable[..., Letter]:
    """Return a function that takes in an invented letter with these sentences and a written date ("3 maart 2019")."""

    def take(number: int, date: str | None, *sentences: str, **more: object) -> Letter:
        return take_in(letter(number=str(number), date=date, sentences=sentences, **more)).letter  # type: ignore[arg-type]

    return take


@kept
def says(cabinets, letter_of, accept, propose, accept_in_bulk) -> Callable[..., Letter]:
    """Return a function that takes in a letter of a known cabinet, with a sentence for each score.

    anna accepts the stances singly; with `bulk` a machine proposes them, and she accepts them in bulk.
    """

    def say(
        number: int, date: str | None, *scores: int | None, topic: str = "russia", holder: str = "cabinet",
        bulk: bool = False,
    ) -> Letter:  # fmt: skip
        sentences = [sentence(number, place, score, topic) for place, score in enumerate(scores, start=1)]
        taken = letter_of(number, date, *sentences, *FILLING)
        for words, score in zip(sentences, scores, strict=True):
            (propose if bulk else accept)(taken, words, score, topic=topic, holder=holder)
        if bulk:
            accept_in_bulk()
        return taken

    return say


@kept
def propose(codebook) -> Callable[..., Stance]:
    """Return a function that has a machine propose a stance on a sentence, by default the letter's last one."""

    def say(
        text: Letter, quote: str = FILLING[-1], score: int | None = 1, *, topic: str = "russia", holder: str = "cabinet"
    ) -> Stance:
        revision, book = text.revisions.get(is_current=True), store.newest()
        machine, _ = Coder.objects.get_or_create(name="machine van een test", version="1")
        CodingRun.objects.get_or_create(revision=revision, coder=machine, codebook=book)
        start = revision.text.index(quote)
        return Stance.objects.create(
            revision=revision, start=start, end=start + len(quote), quote=quote, holder=holder, score=score,
            topic=Topic.objects.get(slug=topic), coder=machine, codebook=book, confidence="high",
        )  # fmt: skip

    return say


@kept
def accept_in_bulk(anna: Coder) -> Callable[[], None]:
    """Return a function that has anna accept all open proposals in bulk."""

    def accept_all() -> None:
        waiting = Stance.objects.filter(revision__is_current=True)
        bulk_acceptance.accept(waiting, anna, expected=len(bulk_acceptance.touched(waiting)))

    return accept_all


@kept
def mark_read(anna: Coder) -> Callable[[Letter], None]:
    """Return a function that has anna mark a letter as read."""

    def mark(text: Letter) -> None:
        assignments.mark(text, anna)

    return mark


def account(users, name: str, role: str | None = None):
    call_command("create_roles")
    user = users.objects.create_user(name)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user
