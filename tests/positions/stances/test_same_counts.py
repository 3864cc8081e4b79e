"""Two coders under two codebooks: queue, pages, counts and exports agree.

The expected values are computed from the coders' own output under the newest codebook, without the database.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.http import QueryDict

from letters.models import Letter
from letters.parsed_revision import parsed_letter_of
from positions.codebook import store
from positions.coders import registry, run
from positions.domain.rules_coder.coder import Proposal
from positions.domain.scale import Holder
from positions.models import CodebookVersion, Coder, Stance, Topic
from positions.reliability import coverage
from positions.review import assignments, bulk_acceptance, decisions
from positions.review import queue as review_queue
from positions.review.cards import card
from positions.stances import stance_search
from positions.stances.current import current
from positions.stances.facets import stance_ids
from positions.stances.filters import SearchFilter, StanceFilter
from tests.factories import letter
from tests.kept import kept
from tests.positions.conftest import firmer, registering
from tests.positions.factories import SENTENCES, exported

pytestmark = pytest.mark.django_db
NAMES = ("rules", "second")
EVERYBODY = "&".join(f"holder={holder.value}" for holder in Holder)
MORE = (
    "Het kabinet wil de druk op Rusland opvoeren.",
    "Nederland steunt het verhogen van de uitgaven aan defensie naar twee procent.",
    "De Europese Unie moet volgens het kabinet meer samenwerken met de NAVO.",
    "China is volgens het kabinet een systeemrivaal.",
)


def otherwise(proposal: Proposal) -> Proposal | None:
    """Return the second coder's proposal under the newest codebook: firmer on Russia, none on China."""
    return None if proposal.topic == "china" else firmer(proposal)


def before(proposal: Proposal) -> Proposal:
    """Return its proposal under the first codebook."""
    return replace(proposal, score=-2)


@dataclass(frozen=True)
class Expected:
    """Each proposal of each coder, by letter, sentence and topic."""

    proposals: tuple[tuple[str, int, str, str, tuple[str, int | None]], ...]

    def of(self, key: str) -> Expected:
        return Expected(tuple(row for row in self.proposals if row[0] == key))

    @property
    def decisions(self) -> dict[tuple[str, int, str], set[tuple[str, int | None]]]:
        """Values by sentence and topic."""
        found: dict[tuple[str, int, str], set[tuple[str, int | None]]] = {}
        for key, start, topic, _, says in self.proposals:
            found.setdefault((key, start, topic), set()).add(says)
        return found

    @property
    def differing(self) -> set[tuple[str, int, str]]:
        return {place for place, said in self.decisions.items() if len(said) > 1}

    def hollow(self) -> dict[tuple[str, str, str], list[int]]:
        """Return the agreed scores by topic, holder and letter."""
        found: dict[tuple[str, str, str], list[int]] = {}
        for place, said in self.decisions.items():
            holder, score = next(iter(said))
            if place not in self.differing and score is not None:
                found.setdefault((place[2], holder, place[0]), []).append(score)
        return found


def expected(letters: Iterable[Letter]) -> Expected:
    book, rows = store.codebook_of(store.newest().pk), []
    for each in letters:
        parsed = parsed_letter_of(each.revisions.get(is_current=True))
        for name in NAMES:
            for found in registry.MACHINE_CODERS[name].propose(parsed, book):
                says = (found.holder.value if found.score is not None else "", found.score)
                rows.append((each.key, found.start, found.topic, name, says))
    return Expected(tuple(rows))


def both_coders(register) -> None:
    """Run both coders on every text, under the first codebook and then under the newest."""
    register("second", "1", before)
    newest = store.newest().number
    for number in ("1", newest):
        if number == newest:
            register("second", "1", otherwise)
        for name in NAMES:
            coder, book = registry.coder_named(name), CodebookVersion.objects.get(number=number)
            for revision in run.current_texts():
                run.propose(revision, coder, book)


@kept
def letters(codebook, take_in) -> list[Letter]:
    one = take_in(letter(number="1", date="3 maart 2019", sentences=(*SENTENCES, *MORE))).letter
    two = take_in(letter(number="2", date="4 april 2020", sentences=(*MORE, "Tot slot een zin over vis."))).letter
    three = take_in(letter(number="3", date="5 mei 2021", sentences=(*SENTENCES[1:], "Nog een zin over vis."))).letter
    with pytest.MonkeyPatch.context() as patch:
        both_coders(registering(patch))
    return [one, two, three]


@pytest.fixture
def said(letters, register) -> Expected:
    register("second", "1", otherwise)
    found = expected(letters)
    assert found.differing and set(found.decisions) - found.differing
    assert Stance.objects.count() > len(found.proposals)
    return found


@pytest.fixture
def coder(client, anna, coders) -> Coder:
    client.force_login(anna.user)
    return anna


def listed(client, address: str) -> list[dict[str, object]]:
    """Return all records of an API list."""
    found, page = (
        list[dict[str, object]](),
        f"{address}&page_size=500" if "?" in address else f"{address}?page_size=500",
    )
    while page:
        answer = client.get(page).json()
        found, page = [*found, *answer["results"]], answer["next"]
    return found


def as_said(rows: Iterable[dict[str, object]]) -> Counter[tuple[object, ...]]:
    return Counter((row["letter"], row["start"], row["topic"], row["score"]) for row in rows)


def in_all(said: Expected) -> Counter[tuple[object, ...]]:
    return Counter((key, start, topic, says[1]) for key, start, topic, _, says in said.proposals)


def test_the_queue_asks_each_sentence_and_topic_once(said, anna) -> None:
    assert review_queue.progress(review_queue.proposals()).left == len(said.decisions)
    assert review_queue.proposals().count() == len(said.proposals)
    asked, stance = set(), review_queue.take_next(review_queue.proposals(), anna)
    while stance and (place := (stance.revision.letter.key, stance.start, stance.topic.slug)) not in asked:
        asked.add(place)
        stance = review_queue.take_next(review_queue.proposals(), anna, stance)
    assert asked == set(said.decisions)


def test_accepting_many_takes_what_is_agreed_and_skips_the_rest(said) -> None:
    chosen = bulk_acceptance.touched(review_queue.proposals())
    agreed = set(said.decisions) - said.differing
    assert {(s.revision.letter.key, s.start, s.topic.slug) for s in chosen} == agreed
    assert len(chosen) == len(agreed)
    assert bulk_acceptance.differed_on(review_queue.proposals()) == len(said.differing)


def test_the_review_page_lists_all_that_is_said(client, said, coder) -> None:
    for stance in Stance.objects.open().select_related("revision__letter", "topic"):
        place = (stance.revision.letter.key, stance.start, stance.topic.slug)
        shown = card(stance.pk)
        assert {each.stance.says for each in shown.proposed} == said.decisions[place]
        names = sorted(voice.coder.name for each in shown.proposed for voice in each.voices)
        assert names == sorted(row[3] for row in said.proposals if row[:3] == place)
        html = client.get(f"/beoordelen/?voorstel={stance.pk}").content.decode()
        assert ("Codeurs verschillen" in html) == (place in said.differing)


def test_a_letter_is_done_when_the_queue_gives_no_more_of_it(client, said, letters, coder) -> None:
    key = letters[0].key
    page = f"/beoordelen/brief/{key}/"
    assert "Deze brief heb ik" not in client.get(page).content.decode()
    queue = review_queue.proposals(coder.user).filter(revision__letter__key=key)
    decided = 0
    while stance := review_queue.take_next(queue, coder):
        decisions.accept(stance.pk, coder, seen=decisions.last_word(stance))
        decided += 1
    assert decided == len(said.of(key).decisions)
    assert "Deze brief heb ik" in client.get(page).content.decode()
    client.post(f"{page}klaar/", {"action": "mark"})
    assert assignments.marked_by(coder, letters[0].revisions.get())
    assert not Stance.objects.open().filter(revision__letter=letters[0]).exists()


def test_a_letters_page_marks_each_proposal_and_stance_pages_lead_there(client, said, letters) -> None:
    for each in letters:
        html = client.get(each.get_absolute_url()).content.decode()
        anchors = set(re.findall(r'id="s(\d+)"', html))
        own = said.of(each.key)
        assert len(anchors) == len(own.proposals)
        for pk in anchors:
            page = client.get(f"/standpunten/{pk}/").content.decode()
            assert f'href="{each.get_absolute_url()}#s{pk}"' in page
            assert "opnieuw bekeken" not in page
            for key, anchor in re.findall(r'href="(/brieven/[^"#]+/)#(s\d+)"', page):
                assert f'id="{anchor}"' in client.get(key).content.decode()


def test_the_api_gives_each_coders_proposal(client, said) -> None:
    rows = listed(client, "/api/v1/stances/")
    assert as_said(rows) == in_all(said)
    assert {row["codebook"] for row in rows} == {store.newest().number}
    assert {(row["state"], row["coder"]["kind"]) for row in rows} == {("proposed", "machine")}  # type: ignore[index]


def test_files_give_each_coders_proposal(client, said) -> None:
    def body(address: str) -> bytes:
        response = client.get(address)
        return b"".join(response.streaming_content if response.streaming else [response.content])

    lines = [json.loads(line) for line in body("/gegevens/standpunten.jsonl").splitlines()]
    assert as_said(lines) == in_all(said)
    table = list(csv.DictReader(io.StringIO(body("/gegevens/standpunten.csv").decode("utf-8-sig"))))
    assert len(table) == len(said.proposals)
    assert json.loads(body("/gegevens/standpunten.jsonld"))["total"] == len(said.proposals)
    address = client.get("/gegevens/standpunt.zip").headers["Location"]
    package = zipfile.ZipFile(io.BytesIO(body(address)))
    described = json.loads(package.read("datapackage.json"))["resources"]
    assert {each["name"]: each.get("rows") for each in described}["stances"] == len(said.proposals)
    assert as_said(exported()) == in_all(said)


def test_search_finds_each_coders_proposal(client, said) -> None:
    asked = QueryDict("status=proposed")
    stances = StanceFilter(asked, queryset=current(proposals=True))
    papers = SearchFilter(asked, queryset=Letter.objects.published())
    for each in (stances, papers):
        each.is_valid()
    found = stance_search.search("", papers, stances, user=AnonymousUser(), proposals=True)
    assert len(stance_ids(found.heaps)) == len(said.proposals)
    html = client.get("/zoeken/", {"status": "proposed"}).content.decode()
    number = len({row[0] for row in said.proposals})
    assert f"Gevonden in {number} brieven" in html


def test_topic_pages_and_series_count_a_sentence_once(client, said) -> None:
    hollow = said.hollow()
    for topic in Topic.objects.all():
        rows = listed(
            client, f"/api/v1/positions/?topic={topic.slug}&holder=cabinet&holder=allies&holder=nato&holder=other"
        )
        found = {(topic.slug, r["holder"], r["letter"]["key"]): (r["sentences"], r["position"]) for r in rows}  # type: ignore[index]
        wanted = {
            where: (len(scores), round(float(Fraction(sum(scores), len(scores))), 4))
            for where, scores in hollow.items()
            if where[0] == topic.slug
        }
        assert found == wanted
        html = client.get(f"/onderwerpen/{topic.slug}/").content.decode()
        letters = {where[2] for where in wanted if where[1] == "cabinet"}
        assert all(f"/onderwerpen/{topic.slug}/brief/{key}/" in html or key in html for key in letters)


def test_panels_say_on_how_many_sentences_coders_differ(client, said, letters) -> None:
    for each in letters:
        differing = {place for place in said.of(each.key).differing if place[2] == "russia"}
        html = client.get(f"/onderwerpen/russia/brief/{each.key}/").content.decode()
        told = re.search(r"Over (\d+) zin(?:nen)? verschillen de codeurs", html)
        assert (int(told[1]) if told else 0) == len(differing)


def test_coverage_and_home_count_letters_once(client, said, letters) -> None:
    topics = list(Topic.objects.all())
    total = coverage.total(coverage.by_year(topics))
    assert (total.held, total.proposed_on, total.decided) == (len(letters), len(letters), 0)
    assert [part.letters for part in total.topics] == [
        len({row[0] for row in said.proposals if row[2] == topic.slug}) for topic in topics
    ]
    assert {part.decided for part in total.topics} == {0}
    html = client.get("/").content.decode()
    assert all(f'href="/onderwerpen/{topic}/"' in html for topic in {where[0] for where in said.hollow()})


def test_all_count_the_same_when_half_was_decided(client, said, anna) -> None:
    queue = review_queue.proposals()
    chosen = bulk_acceptance.touched(queue)
    bulk_acceptance.accept(queue, anna, expected=len(chosen))
    left = [row for row in said.proposals if row[:3] in said.differing]
    assert review_queue.progress(queue).left == len(said.differing) == bulk_acceptance.differed_on(queue)
    assert bulk_acceptance.touched(queue) == []
    rows = listed(client, "/api/v1/stances/")
    assert Counter(row["state"] for row in rows) == {"accepted": len(chosen), "proposed": len(left)}
    assert current(proposals=True).count() == len(rows)
    assert len(listed(client, "/api/v1/stances/?status=proposed")) == len(left)
    waiting = {(r["letter"]["key"], r["topic"]) for r in listed(client, "/api/v1/positions/?topic=russia")}  # type: ignore[index]
    assert waiting <= {(key, topic) for key, _, topic in said.decisions}


def test_nothing_is_proposed_to_whom_proposals_are_not_shown(client, said, settings) -> None:
    settings.POSITIONS_SHOW_PROPOSALS = "signed-in"
    assert listed(client, "/api/v1/stances/") == []
    assert listed(client, "/api/v1/positions/?topic=russia") == []


def test_the_example_letters_count_the_same_everywhere(client, codebook, register, anna) -> None:
    call_command("load_examples")
    both_coders(register)
    said = expected(Letter.objects.published().letters())
    assert len({row[0] for row in said.proposals}) > 20
    assert Stance.objects.open().count() == review_queue.proposals().count() == len(said.proposals)
    assert review_queue.progress(review_queue.proposals()).left == len(said.decisions)
    touched = bulk_acceptance.touched(review_queue.proposals())
    assert len(touched) + bulk_acceptance.differed_on(review_queue.proposals()) == len(said.decisions)
    assert as_said(listed(client, "/api/v1/stances/")) == in_all(said)
    counted = sum(row["sentences"] for row in listed(client, f"/api/v1/positions/?{EVERYBODY}"))  # type: ignore[misc]
    assert counted == sum(map(len, said.hollow().values()))
