"""The counts of all filters in one query, compared with counting letter by letter."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from letters.models import Cabinet, Dossier, Letter, Minister, Signatory
from letters.search import facet_counts
from letters.search.filter_choices import FACETS, facets
from letters.search.letter_filter import LetterFilter
from tests.rows_read import rows_read

pytestmark = pytest.mark.django_db
OFFICES = ("Zee", "Land", "Lucht", "")
VALUES: dict[str, Callable[[Letter], set[str | None]]] = {
    "kind": lambda letter: {letter.kind},
    "dossier": lambda letter: {each.number for each in letter.dossiers.all()} or {None},
    "ministry": lambda letter: {each.ministry for each in letter.signatories.all()} or {None},
    "minister": lambda letter: {each.minister and each.minister.name for each in letter.signatories.all()} or {None},
    "cabinet": lambda letter: {letter.cabinet and letter.cabinet.name},
    "chamber": lambda letter: {letter.chamber},
    "state": lambda letter: {"attention" if letter.attention else "recorded"},
}
QUERIES = (
    "", "?kind=verslag", "?kind=verslag&kind=inzet&ministry=Zee", "?ministry=Zee&ministry=unknown&state=attention",
    "?dossier=99301&dossier=99302&minister=L.+Land", "?cabinet=unknown&chamber=Eerste+Kamer", "?after=2019-06-01",
    "?dossier=unknown&before=2020-01-01&state=recorded&state=attention", "?kind=nergens&ministry=nergens",
)  # fmt: skip


@pytest.fixture
def letters() -> None:
    chance = random.Random(3)
    dossiers = [Dossier.objects.create(number=f"9930{n}", title=f"Titel {n}" if n else "") for n in range(3)]
    ministers = [None, *(Minister.objects.create(name=f"{n[0]}. {n}", surname=n, initial=n[0]) for n in OFFICES[:3])]
    cabinets = [None, *(Cabinet.objects.create(name=f"Eerste {n}", start=f"201{n}-01-01") for n in range(2))]
    for number in range(60):
        letter = Letter.objects.create(
            key=f"kst-99301-{number}", kind=chance.choice(("verslag", "inzet", "overig")), is_example=False,
            document_date=f"20{chance.randint(18, 21)}-03-01", cabinet=chance.choice(cabinets),
            chamber=chance.choice(list(Letter.Chamber)), attention=chance.choice(([], [], ["no-signatory"])),
        )  # fmt: skip
        letter.dossiers.set(chance.sample(dossiers, chance.randrange(3)))
        for position in range(chance.randrange(3)):
            Signatory.objects.create(
                letter=letter, position=position, name="J. Zee", minister=chance.choice(ministers),
                ministry=chance.choice(OFFICES),
            )  # fmt: skip


def filter_of(query: str) -> LetterFilter:
    asked = LetterFilter(QueryDict(query.removeprefix("?")), queryset=Letter.objects.published())
    asked.is_valid()
    return asked


@pytest.mark.parametrize("query", QUERIES)
def test_each_filter_counts_the_letters_that_the_others_leave(letters, query: str) -> None:
    asked = filter_of(query)
    found = facet_counts.counts(asked, FACETS)
    for name in FACETS:
        there = asked.without(name).prefetch_related("dossiers", "signatories__minister").select_related("cabinet")
        counted = Counter(value for letter in there for value in VALUES[name](letter) if value != "")
        assert {value: count for value, _title, count in found[name]} == {
            value or "unknown": count for value, count in counted.items()
        }


def test_values_come_with_their_titles_most_letters_first(letters) -> None:
    by_name = {facet.name: facet for facet in facets(filter_of("?kind=verslag&dossier=99399"))}
    counts = [value.count for value in by_name["ministry"].values]
    assert counts == sorted(counts, reverse=True)
    titles = {value.value: value.title for value in by_name["dossier"].values}
    assert titles["99301"] == "99 301 Titel 1"
    assert titles["99399"] == "99 399"  # chosen, in no letter
    assert [(value.value, value.chosen) for value in by_name["kind"].values if value.chosen] == [("verslag", True)]


@pytest.mark.parametrize("query", ["", "?kind=verslag&ministry=Zee"])
def test_the_letters_are_read_once_for_all(letters, query: str) -> None:
    asked = filter_of(query)
    with rows_read() as one:
        facet_counts.counts(asked, ["kind"])
    with CaptureQueriesContext(connection) as queries, rows_read() as every:
        facet_counts.counts(asked, ["kind", "chamber", "state", "cabinet"])
    assert len([each for each in queries if "WITH letters_letter" in each["sql"]]) == 1
    assert every.read < 3 * one.read  # with the cabinets, which some plans look up letter by letter; four times if not
