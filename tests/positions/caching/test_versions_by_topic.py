"""A decision on one topic leaves what is kept of another, and nothing that is kept is out of date by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from letters.models import Letter
from positions.caching import in_process, version
from positions.caching.version import WHOLE, WITHOUT_STANCES, Scope
from positions.models import Coder, DataVersion, Review, Stance, Topic, TopicVersion
from positions.review import assignments, blind_coding, bulk_acceptance, decisions, queue, undoing
from tests.positions.factories import sentence
from tests.positions.once import *  # noqa: F403 - fixtures, made once for the module

RUSSIA, DEFENCE = Scope("russia"), Scope("defence-spending")


@pytest.fixture(scope="module")
def last_of_three(says, accept, propose, module_db) -> Letter:
    with module_db():
        says(1, "3 maart 2019", -1, -1, -1)
        says(2, "4 april 2019", 1, 1, 1, topic="defence-spending")
        last = says(3, "5 mei 2020", 1, 1, 2, 0)
        accept(last, sentence(3, 4, 0), 1, topic="defence-spending")
        propose(last, sentence(3, 1, 1), 2, topic="defence-spending")
        propose(last, sentence(3, 2, 1), -1, topic="defence-spending")
        propose(last)
    return last


@pytest.fixture
def both(last_of_three, db) -> Letter:
    """Letters on Russia and on defence spending; the last one on both, with proposals on both."""
    return deepcopy(last_of_three)


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each)
        else:
            yield each


def addresses(letter: Letter, named_by: str = "slug") -> list[str]:
    """Every public address that names the topic Russia, or with "key" the letter, and nothing else but the other."""
    given = {"slug": "russia", "key": letter.key}
    named = [(each.name, set(each.pattern.converters)) for each in patterns(get_resolver())]
    wanted = [(name, found) for name, found in named if name and named_by in found and found <= set(given)]
    public = [(name, found) for name, found in wanted if name.startswith(("topic", "feed", "api", "letter"))]
    asked = [(name, found) for name, found in public if name != "letter-in-review" and "wording" not in name]
    return [reverse(name, kwargs={part: given[part] for part in found}) for name, found in asked]


def first_open(topic: str) -> Stance:
    return Stance.objects.open().filter(topic__slug=topic).order_by("start")[0]


def accept_one(anna: Coder) -> None:
    decisions.accept(first_open("defence-spending").pk, anna, seen=0)


def reject_one(anna: Coder) -> None:
    decisions.reject(first_open("defence-spending").pk, anna, seen=0)


def correct_one(anna: Coder) -> None:
    defence = Topic.objects.get(slug="defence-spending")
    decisions.correct(first_open("defence-spending").pk, anna, decisions.Coding(defence, "nato", 2), seen=0)


def undo_one(anna: Coder) -> None:
    accept_one(anna)
    undoing.undo(undoing.last_of(anna), anna)


def accept_many(anna: Coder) -> None:
    chosen = queue.proposals().filter(topic__slug="defence-spending")
    bulk_acceptance.accept(chosen, anna, expected=len(bulk_acceptance.touched(chosen)))


WRITES = [accept_one, reject_one, correct_one, undo_one, accept_many]


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__name__)
def test_a_decision_on_one_topic_changes_no_byte_of_another(client, both, anna, write: Callable[..., None]) -> None:
    before = {address: client.get(address).content for address in addresses(both)}
    versions = {scope: version.version(scope) for scope in (RUSSIA, DEFENCE, WITHOUT_STANCES, WHOLE)}
    write(anna)
    in_process.clear()
    assert {address: client.get(address).content for address in before} == before
    assert {scope for scope, known in versions.items() if version.version(scope) == known} == {RUSSIA, WITHOUT_STANCES}


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__name__)
def test_a_decision_changes_no_byte_of_a_letter_that_does_not_speak_of_the_topic(
    client, both, anna, write: Callable[..., None]
) -> None:
    other = Letter.objects.get(key="kst-99301-1")
    before = {address: client.get(address).content for address in addresses(other, "key")}
    known = {key: version.version(Scope(letter=key)) for key in (other.key, both.key)}
    write(anna)
    in_process.clear()
    assert {address: client.get(address).content for address in before} == before
    assert {key for key, old in known.items() if version.version(Scope(letter=key)) == old} == {other.key}


def test_a_letter_that_speaks_of_a_topic_changes_with_its_other_letters(client, both, says) -> None:
    before = client.get(both.get_absolute_url()).content
    says(4, "5 mei 2019", 2, 2, 2)
    assert client.get(both.get_absolute_url()).content != before


def test_a_first_stance_on_a_topic_changes_its_letter(client, both, accept) -> None:
    other = Letter.objects.get(key="kst-99301-1")
    before = version.version(Scope(letter=other.key))
    accept(other, sentence(1, 1, -1), 2, topic="china")
    assert version.version(Scope(letter=other.key)) != before


def test_the_addresses_are_those_of_topics(both) -> None:
    found = addresses(both)
    assert {"/onderwerpen/russia/", "/onderwerpen/russia/figuur.json", "/feeds/standpunten/russia/"} <= set(found)
    assert f"/onderwerpen/russia/brief/{both.key}/" in found
    assert len(found) > 10


def test_what_is_kept_of_the_other_topic_costs_one_query(client, both, anna, django_assert_num_queries) -> None:
    for path in ("/onderwerpen/russia/", "/onderwerpen/defence-spending/"):
        client.get(path)
    accept_one(anna)
    with django_assert_num_queries(1):
        client.get("/onderwerpen/russia/")
    before = client.get("/onderwerpen/defence-spending/").content
    undo = undoing.last_of(anna)
    undoing.undo(undo, anna)
    assert client.get("/onderwerpen/defence-spending/").content != before


def test_home_reads_only_the_topic_that_changed(client, both, anna) -> None:
    client.get("/")
    accept_one(anna)
    read = []

    def note(execute, sql, given, *rest):
        if "WITH taken AS" in sql:
            read.append((sql, given))
        return execute(sql, given, *rest)

    with connection.execute_wrapper(note):
        client.get("/")
    ((sql, given),) = read
    assert '"topic_id" IN (%s)' in sql  # one topic
    assert Topic.objects.get(slug="defence-spending").pk in given


def test_a_round_of_a_machine_changes_every_topic(both) -> None:
    before = version.version(RUSSIA)
    call_command("propose")
    assert version.version(RUSSIA) != before


def test_a_letter_that_becomes_read_changes_every_topic(both, anna) -> None:
    for stance in Stance.objects.open().order_by("pk"):
        decisions.reject(stance.pk, anna, seen=decisions.last_word(stance))
    before = version.version(RUSSIA)
    assignments.mark(both, anna)
    assert version.version(RUSSIA) != before


def test_a_blind_coding_changes_every_topic(both, bram, coders) -> None:
    task = assignments.ask(bram, both, by=None)
    before = version.version(RUSSIA)
    coding = decisions.Coding(Topic.objects.get(slug="china"), "cabinet", 1)
    blind_coding.answer(task.sentences.order_by("start")[0].pk, bram, [coding])
    assert version.version(RUSSIA) != before


def test_what_is_written_past_the_models_counts_for_its_topic(both) -> None:
    known = {scope: version.version(scope) for scope in (RUSSIA, DEFENCE)}
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO positions_stance (revision_id, start, "end", quote, topic_id, holder, score, coder_id,'
            " codebook_id, cues, confidence, created_at) SELECT revision_id, start, \"end\", quote, topic_id, 'other',"
            " 2, coder_id, codebook_id, '[]', '', now() FROM positions_stance WHERE topic_id ="
            " (SELECT id FROM positions_topic WHERE slug = 'russia') AND confidence = '' LIMIT 1"
        )
    assert [scope for scope, before in known.items() if version.version(scope) == before] == [DEFENCE]


def test_no_version_comes_back_when_old_rows_are_pruned(both, anna, monkeypatch) -> None:
    seen = {version.version(RUSSIA).digest}
    monkeypatch.setattr(version, "MANY", 3)
    monkeypatch.setattr(version, "ENOUGH", 1)
    topic = Topic.objects.get(slug="russia").pk
    for number in range(10**9, 10**9 + 5):
        TopicVersion.objects.create(topic=topic, transaction=number, at=Review.objects.latest("pk").at)
        assert version.version(RUSSIA).digest not in seen
        seen.add(version.version(RUSSIA).digest)
    transactions = DataVersion.objects.count()
    assert version.prune() > 0
    assert version.version(RUSSIA).digest not in seen
    assert DataVersion.objects.count() >= min(transactions, 1)
