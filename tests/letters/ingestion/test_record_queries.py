"""Recording a letter takes as many queries for one dossier and signatory as for many."""

from __future__ import annotations

from typing import Any

import pytest

from letters.ingestion import claims, letter_fields
from letters.ingestion.read import read
from letters.ingestion.record import record
from letters.ingestion.store import store
from letters.models import Cabinet, Dossier, Ingestion, Letter, Minister
from letters.parser.source_metadata import SourceMetadata, to_json
from tests import factories

pytestmark = pytest.mark.django_db
KNOWN, NEW = 15, 19  # its people and dossiers are known, or new
STATED = 18  # beside, the facts of a source's record
LISTED = to_json(SourceMetadata("koop", identifier="kst-99301-12", number="12", is_letter=True))
ONE, MANY = ("99 301",), ("99 301", "99 302", "99 303", "99 304")
NAMES = ("A.B. Toets", "C. Proef", "D.E. Voorbeeld")


@pytest.fixture(autouse=True)
def cabinet() -> Cabinet:
    return Cabinet.objects.create(name="Toets I", start="2018-01-01")


def text(number: int, dossiers: tuple[str, ...], names: tuple[str, ...]) -> str:
    signed = "\n\n".join(f"De Minister van Toetsen {n},\n\n{name}" for n, name in enumerate(names))
    words = tuple(f"Zin {n} van brief {number} gaat over toets {number * 7 + n}." for n in range(6))
    written = factories.letter(number=str(number), sentences=words, date=f"{number} maart 2019")
    for dossier in reversed(dossiers[1:]):
        written = written.replace("**Nr. ", f"**{dossier}**\n\n**Titel van {dossier}**\n\n**Nr. ", 1)
    return written.split("De Minister van")[0] + signed + "\n"


def ready(data: str, **stated: Any) -> Ingestion:
    """Return an ingestion that was read and is to be recorded."""
    row = store(data.encode(), name="brief.txt", channel=Ingestion.Channel.COMMAND, enqueue=False, stated=stated)
    claimed = claims.claim(row.pk)
    assert claimed is not None and read(claimed)
    return claimed


@pytest.mark.parametrize(("dossiers", "names"), [(ONE, NAMES[:1]), (MANY, NAMES)])
def test_a_letter_of_many_dossiers_and_people_takes_no_more(
    take_in, dossiers, names, django_assert_num_queries
) -> None:
    waiting = ready(text(12, dossiers, names))
    with django_assert_num_queries(NEW):
        record(waiting)
    waiting = ready(text(13, dossiers, names))
    with django_assert_num_queries(KNOWN):
        record(waiting)
    assert Letter.objects.latest("pk").dossiers.count() == Dossier.objects.count() == len(dossiers)
    assert Letter.objects.latest("pk").signatories.count() == Minister.objects.count() == len(names)


def test_the_facts_of_a_source_cost_three_more(take_in, django_assert_num_queries) -> None:
    take_in(text(11, ONE, NAMES))
    waiting = ready(text(12, ONE, NAMES), **LISTED)
    with django_assert_num_queries(STATED):
        record(waiting)


def test_a_title_goes_to_the_first_dossier_alone(take_in) -> None:
    take_in(text(12, MANY, NAMES))
    assert dict(Dossier.objects.exclude(title="").values_list("number", "title")) == {"99301": "Veiligheid op zee"}


def test_nor_to_the_second_when_the_letter_is_in_the_first_already(take_in) -> None:
    found = take_in(text(12, ONE, NAMES)).letter
    assert letter_fields.add_dossiers(found, ["99301", "99302"], "Toetsen") == ["99302"]
    assert dict(Dossier.objects.values_list("number", "title")) == {"99301": "Veiligheid op zee", "99302": ""}
