"""Letters and decisions of a day in the past, and what people and machines do with them after it."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db.models import Model
from django.utils import timezone

from letters.models import Letter
from positions.codebook import store
from positions.domain.scale import Holder
from positions.models import Coder, CodingRun, Stance, Topic
from positions.review import assignments, decisions
from tests.factories import letter, take_in
from tests.positions.factories import FILLING, sentence

THEN = datetime(2026, 3, 2, 10, tzinfo=UTC)
DAY = THEN.date()
PROPOSED = 50
SITE = "https://standpunt.example"
RUSSIA = "russia"
LATER = "99"  # number of a codebook version
# A sentence that does not name Russia until `release_codebook`.
UNNAMED = "De visserij kreeg dit jaar een rustig voorjaar, en over de netten van de vloot is er weinig te melden."


LOADED = datetime(2020, 1, 1, tzinfo=UTC)


def write_codebook(rows: Iterable[Sequence[Model]]) -> None:
    """Create the rows that `load_codebook` makes, as if loaded before all that a test does.

    Their ids are the same in each test. What the process keeps by them is forgotten, so that each begins without it.
    """
    forget_codebooks()
    with at(LOADED):
        for each in rows:
            type(each[0]).objects.bulk_create(copy.deepcopy(each))


def forget_codebooks() -> None:
    for kept in (store.codebook_of, store.names_topic, store.endorses):
        kept.cache_clear()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let rows be written at that moment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: moment)
        yield


def letters_of_then(coder: Coder) -> list[Letter]:
    """Take in, at `THEN`, two letters that the coder coded, of which one is read, and one with fifty open proposals.

    One sentence is coded on two topics.
    """
    with at(THEN):
        call_command("load_codebook", verbosity=0)
        call_command("load_cabinets", verbosity=0)
        found = [_letter(1, "3 maart 2019", 5), _letter(2, "4 april 2020", 5), _letter(3, "5 mei 2021", PROPOSED)]
        for text, score in zip(found, (-1, 1), strict=False):
            for quote in (UNNAMED, *_sentences(text)):
                code(text, quote, score, coder)
        code(found[0], UNNAMED, None, coder, topic="china")
        assignments.mark(found[0], coder)
        machine = Coder.objects.create(name="machine van een test", version="1")
        for quote in _sentences(found[2]):
            _propose(found[2], quote, machine)
    return found


def decide_on_all(coder: Coder) -> int:
    """Accept, reject and correct the open proposals in turns, one by one; return how many decisions were taken."""
    other = decisions.Coding(Topic.objects.get(slug=RUSSIA), Holder.CABINET, -2)
    waiting = list(Stance.objects.open().order_by("pk"))
    for place, stance in enumerate(waiting):
        seen = decisions.last_word(stance)
        if place % 3 == 0:
            decisions.accept(stance.pk, coder, seen=seen)
        elif place % 3 == 1:
            decisions.reject(stance.pk, coder, seen=seen)
        else:
            decisions.correct(stance.pk, coder, other, seen=seen)
    return len(waiting)


def release_codebook() -> None:
    """Load a version that names Russia otherwise, knows it by another term, and puts China first."""
    shipped = store.newest()
    source = shipped.source.replace(f'version = "{shipped.number}"', f'version = "{LATER}"')
    source = source.replace('nl = "Rusland", en = "Russia"', 'nl = "Russische Federatie", en = "Russian Federation"')
    source = source.replace('"Rusland*", "Ruslands", "Russisch*"', '"visserij"')
    head, russia, china, rest = source.split("[[topic]]", 3)
    store.take_in("[[topic]]".join((head, china, russia, rest)), f"v{LATER}.toml")


def code(text: Letter, quote: str, score: int | None, coder: Coder, *, topic: str = RUSSIA) -> None:
    revision = text.revisions.get(is_current=True)
    start = revision.text.index(quote)
    span = decisions.Span(revision.pk, start, start + len(quote), quote)
    coding = decisions.Coding(Topic.objects.get(slug=topic), Holder.CABINET, score)
    decisions.code_sentence(span, coder, store.newest(), coding)


def _letter(number: int, date: str, sentences: int) -> Letter:
    own = [sentence(number, place, 1) for place in range(sentences)]
    taken = take_in(letter(number=str(number), date=date, sentences=(UNNAMED, *own, *FILLING)))
    assert taken.letter
    return taken.letter


def _sentences(text: Letter) -> list[str]:
    words = text.revisions.get(is_current=True).text
    return [each for place in range(PROPOSED) if (each := sentence(int(text.number or 0), place, 1)) in words]


def _propose(text: Letter, quote: str, machine: Coder) -> None:
    revision, book = text.revisions.get(is_current=True), store.newest()
    CodingRun.objects.get_or_create(revision=revision, coder=machine, codebook=book)
    start = revision.text.index(quote)
    Stance.objects.create(
        revision=revision, start=start, end=start + len(quote), quote=quote, holder="cabinet", score=1,
        topic=Topic.objects.get(slug=RUSSIA), coder=machine, codebook=book, confidence="high",
    )  # fmt: skip
