"""Blind coding: a blind coder finds no stance on the letter, by others or machines, at any address."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from letters.models import Letter, Revision
from positions import tasks
from positions.codebook import store
from positions.models import Assignment, Coder, Review, Stance, Topic, Wording
from positions.review import assignments, decisions
from tests.end_to_end.every_address import one_of_everything
from tests.end_to_end.every_address.access_rules import NOBODY, Who, door_of
from tests.end_to_end.every_address.one_of_everything import client_of
from tests.factories import letter, take_in

pytestmark = pytest.mark.django_db

SHARED = "Nederland ziet de samenwerking met China aan de Kwalderwad als een kans voor beide landen."
ALONE = "Het kabinet ziet in de handel met China langs de Kwelderhoek een kans voor onze bedrijven."
FOR_FORM = "Uw Kamer ontvangt hierover voor de zomer een aparte brief."
GONE = "Het kabinet wil dat er meer geld naar defensie gaat vanwege Zwinderoord."
SENTENCES = (
    "Het kabinet vindt dat de druk op Rusland bij Vlakkerzand verder omhoog moet.",
    SHARED,
    ALONE,
    GONE,
    "Het kabinet vindt dat de dialoog met Rusland over Vlakkerzand moet doorgaan.",
    "Het kabinet wil dat er meer geld naar defensie gaat vanwege de Vlakkerzandse kust.",
    FOR_FORM,
)
WORDS = ("Vlakkerzand", "Zwinderoord")  # occur in this letter only
FIRST = 731_000_001  # first id of the letter's stances and decisions: recognisable in any output
TABLES = ("positions_stance", "positions_review")
KEY = "kst-99301-77"
# Addresses that may name the letter by its key; and those with its words, because they show the letter's own text.
OF_LETTERS = {
    "home", "letters", "search", "letter", "version", "original", "citing", "clean-text", "letters-file", "sitemap",
    "feed-letters", "api-letters", "api-letter", "api-passages", "coverage", "wording-chain", "blind", "assignments",
    "stance", "stance of the other letter", "search for its words", "search for its topic", "data",
    "admin:letters_letter_change", "admin:letters_letter_changelist", "admin:positions_assignment_changelist",
    "admin:positions_assignment_change", "admin:letters_letter_upload",
}  # fmt: skip
ITS_WORDS = {
    "letter", "version", "original", "clean-text", "letters-file", "api-passages", "search", "search for its words",
    "wording", "wording-chain", "blind", "stance of the other letter", "admin:letters_letter_change",
}  # fmt: skip


# Addresses that show stances of the letter to everybody else. Feeds of changes omit this step, which is provisional,
# and the home page quotes only moved positions.
TELLING = {
    "changes", "letter", "stance", "topic", "topic-table", "topic-json", "topic-figure", "topic-letter",
    "quotes beside a chart", "topic with the letter open", "topic on a day", "topic of other holders", "compare-table",
    "compare-json", "compare-figure", "compare with the letter open", "search for its topic",
    "stance of the other letter", "annotations-file", "stances-file", "stances file of the letter", "package",
    "feed-stances", "feed-topic-stances", "api-stances", "api-stance", "api-positions", "api-changes",
    "stances on a day", "positions on a day", "the other letter", "lost", "bulk", "review", "review of one",
    "letter-in-review", "admin:positions_stance_changelist", "admin:positions_review_changelist",
    "draft tried on the letter",
}  # fmt: skip
SOME = {"topic", "letter", "stance", "search for its topic", "stances-file", "package", "api-positions"}


@dataclass(frozen=True)
class Ground:
    blind: User
    seeing: User
    addresses: dict[str, str]
    ids: frozenset[str]


@pytest.fixture(scope="module")
def far_on(module_db) -> Iterator[None]:
    """Rows created after `number_on` have high ids; the sequences, which no rollback resets, are restored."""
    before = []
    with module_db(), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT last_value FROM {table}_id_seq")
            before.append(cursor.fetchone()[0])
    yield
    with module_db(), connection.cursor() as cursor:
        for table, value in zip(TABLES, before, strict=True):
            cursor.execute(f"SELECT setval('{table}_id_seq', {value})")


def number_on() -> None:
    with connection.cursor() as cursor:
        for nth, table in enumerate(TABLES):
            cursor.execute(f"SELECT setval('{table}_id_seq', {FIRST + nth * 1_000_000})")


@pytest.fixture(scope="module")
def filled(module_db, far_on) -> Ground:
    """Two administrators; one of them codes a letter blind on which others decided and a machine has proposals."""
    with module_db():
        people = one_of_everything.people()
        one_of_everything.fill(people)
        sentences = (SHARED, ALONE, *one_of_everything.LONG)
        other = take_in(letter(number="76", date="4 april 2020", sentences=sentences)).letter
        call_command("propose")
        number_on()
        hidden = take_in(letter(number="77", date="3 maart 2019", sentences=SENTENCES)).letter
        assert hidden and other
        call_command("propose")
        decide(hidden, other)
        take_in(letter(number="77", date="3 maart 2019", sentences=tuple(each for each in SENTENCES if each != GONE)))
        call_command("propose")
        tasks.find_wordings_in_the_rest()
        blind = people[Who.ADMINISTRATOR]
        assignments.ask(decisions.coder_of(blind), hidden, by=None)
        made = (Stance.objects.filter(revision__letter=hidden), Review.objects.filter(stance__revision__letter=hidden))
        ids = frozenset(str(pk) for rows in made for pk in rows.values_list("pk", flat=True))
        seeing = User.objects.create_superuser("kijker")
        return Ground(blind, seeing, addresses(blind, hidden, other), ids)


@pytest.fixture
def ground(filled, settings, db) -> Ground:
    settings.API_ANONYMOUS_RATE = settings.API_USER_RATE = settings.EXPORT_RATE = "100000/min"
    return deepcopy(filled)


def decide(hidden: Letter, other: Letter) -> None:
    """Accept all but one proposal in the hidden letter, and add a formula; accept one in the other letter."""
    anna = decisions.coder_of(User.objects.create_user("anna"))
    for stance in Stance.objects.filter(revision__letter=other, quote__in=(SHARED, ALONE)):
        how = decisions.accept if stance.quote == SHARED else decisions.reject
        how(stance.pk, anna, seen=decisions.last_word(stance))
    for stance in Stance.objects.filter(revision__letter=hidden).exclude(quote__contains="Vlakkerzandse"):
        decisions.accept(stance.pk, anna, seen=decisions.last_word(stance))
    text = hidden.revisions.get()
    start = text.text.index(FOR_FORM)
    span = decisions.Span(text.pk, start, start + len(FOR_FORM), FOR_FORM)
    coding = decisions.Coding(Topic.objects.get(slug="china"), "cabinet", None)
    decisions.code_sentence(span, anna, store.newest(), coding)
    for stance in Stance.objects.filter(revision__letter=other, topic__slug="russia").open():
        decisions.reject(stance.pk, anna, seen=decisions.last_word(stance))  # a step past open proposals is in no feed
    on_a_line(hidden.revisions.get(), (FOR_FORM,), anna)
    on_a_line(other.revisions.get(), one_of_everything.LONG[-3:], anna)


def on_a_line(text: Revision, sentences: Iterable[str], anna: Coder) -> None:
    """Code these sentences on Russia too: a line takes three sentences per letter, and a step two such letters."""
    russia = decisions.Coding(Topic.objects.get(slug="russia"), "cabinet", 1)
    for sentence in sentences:
        start = text.text.index(sentence)
        span = decisions.Span(text.pk, start, start + len(sentence), sentence)
        decisions.code_sentence(span, anna, store.newest(), russia)


def addresses(user: User, hidden: Letter, other: Letter) -> dict[str, str]:
    """Return every readable address, about the hidden letter where possible, and some with extra parameters."""
    said = Stance.objects.filter(revision__letter=hidden, revision__is_current=True).order_by("start")
    accepted, open_one = said.accepted(), said.open()[0]
    beside = Stance.objects.filter(revision__letter=other, quote=SHARED)[0]
    named = one_of_everything.values(user) | {
        "key": hidden.key, "document": hidden.revisions.get(is_current=True).document_id, "slug": "russia",
        "citing": {"key": hidden.key, "form": "bib"},
        "stance": {"pk": accepted[0].pk}, "api-stance": {"pk": accepted[0].pk},
        "wording-chain": {"pk": chain()}, "page-card": {"page": f"brieven/{hidden.key}"},
    }  # fmt: skip
    found = {
        key: one_of_everything.address_of(key, route, named)
        for key, route in one_of_everything.routes()
        if door_of(key).read is not NOBODY and not key.endswith("logout")
    }
    topic = f"/onderwerpen/russia/brief/{hidden.key}/"
    today = timezone.localdate()
    every = {name: f"{found[name]}?verdict=all" for name in ("changes", "feed-changes", "feed-topic-changes")}
    more = every | {
        "blind": f"/coderen/{hidden.assignments.get().pk}/",
        "quotes beside a chart": f"{topic}?paneel=1",
        "topic with the letter open": f"/onderwerpen/russia/?brief={hidden.key}&as_of={today}",
        "topic on a day": f"/onderwerpen/russia/gegevens.json?as_of={today}",
        "topic of other holders": "/onderwerpen/russia/?holder=cabinet&holder=nato&holder=allies",
        "compare with the letter open": f"/vergelijken/?over=russia&brief={hidden.key}",
        "compare by cabinet": "/vergelijken/?by=cabinet",
        "compare as csv": "/vergelijken/?format=csv",
        "search for its words": "/zoeken/?q=Vlakkerzand",
        "search for its topic": "/zoeken/?topic=china&what=position",
        "stances on a day": f"/api/v1/stances/?as_of={today}",
        "positions on a day": f"/api/v1/positions/?as_of={today}&topic=russia",
        "stances file of the letter": f"/gegevens/standpunten.csv?q=Vlakkerzand&as_of={today}",
        "the other letter": other.get_absolute_url(),
        "stance of the other letter": f"/standpunten/{beside.pk}/",
        "wordings of a topic": "/formuleringen/?topic=china",
        "review of one": f"/beoordelen/?voorstel={open_one.pk}",
        "review of the letter": f"/beoordelen/?letter={hidden.key}",
        "bulk of the letter": f"/beoordelen/veel/?letter={hidden.key}",
        "agreement on the letter": f"/overeenstemming/?letter={hidden.key}",
        "package": f"/gegevens/standpunt.zip?as_of={today}",
        "stance in the admin": f"/admin/positions/stance/{accepted[0].pk}/change/",
        "decision in the admin": f"/admin/positions/review/{Review.objects.filter(stance=accepted[0])[0].pk}/change/",
        "draft tried on the letter": f"{found['admin:positions_codebookdraft_proberen']}?brief={hidden.key}",
    }  # fmt: skip
    return found | more


def chain() -> int:
    return Wording.objects.filter(sentences__quote=SHARED)[0].pk


def body(client: Client, address: str) -> bytes:
    """Return the whole response body, unzipped if necessary, whatever the status."""
    with transaction.atomic():
        response = client.get(address, secure=True)
        raw = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    if raw[:2] != b"PK":
        return raw
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())


def told(ids: frozenset[str], name: str, address: str, raw: bytes) -> set[str]:
    """Return signs of the letter's stances in the response; the echo of the address itself does not count."""
    found = set()
    if any(number not in address and number in ids for number in re.findall(r"\d+", raw.decode(errors="replace"))):
        found.add("an id")
    if name not in OF_LETTERS and KEY not in address and KEY.encode() in raw:
        found.add("the letter")
    if name not in ITS_WORDS and any(word.encode() in raw for word in WORDS):
        found.add("its words")
    return found


def walked(ground: Ground, user: User, names: Iterable[str] = ()) -> dict[str, set[str]]:
    """Return the signs by address; cookies are reset each time, so that no message of another page is shown."""
    client = client_of(user)
    signed_in, found = client.cookies.copy(), dict[str, set[str]]()
    for name in names or ground.addresses:
        address = ground.addresses[name]
        client.cookies = signed_in.copy()
        if what := told(ground.ids, name, address, body(client, address)):
            found[name] = what
    return found


def test_a_blind_coder_meets_nothing_of_what_is_said_in_the_letter(ground) -> None:
    assert walked(ground, ground.blind) == {}


def test_who_is_not_blind_meets_it_where_it_stands(ground) -> None:
    """Control: the walk above would also pass on pages that show nothing to anybody."""
    assert set(walked(ground, ground.seeing, TELLING)) == TELLING


def test_what_is_one_stance_s_or_the_letter_s_is_not_there(ground) -> None:
    client = client_of(ground.blind)
    names = ("stance", "api-stance", "topic-letter", "quotes beside a chart")
    assert {name: client.get(ground.addresses[name], secure=True).status_code for name in names} == dict.fromkeys(
        names, 404
    )
    assert client.get(ground.addresses["package"], secure=True).status_code == 409


def test_in_what_is_found_nothing_is_said_of_it(ground) -> None:
    """The letter's words are its own text and are found, without its stances."""
    pages = ("search for its words", "wording-chain", "stance of the other letter")
    marks = ('class="said', f"{KEY}/#s")
    seeing, blind = client_of(ground.seeing), client_of(ground.blind)
    for name in pages:
        shown, hidden = (page.get(ground.addresses[name], secure=True).content.decode() for page in (seeing, blind))
        assert KEY in hidden
        assert any(shown.count(mark) > hidden.count(mark) for mark in marks), name


def test_a_wording_is_of_a_topic_by_what_is_said_of_it_elsewhere_alone(ground) -> None:
    """Two sentences on China only by stances of the hidden letter, one of them a formula."""
    pages = (body(client_of(user), ground.addresses["wordings of a topic"]) for user in (ground.seeing, ground.blind))
    found = [[sentence.encode() in page for sentence in (SHARED, ALONE, FOR_FORM)] for page in pages]
    assert found == [[True, True, True], [True, False, False]]
    whole = (body(client_of(user), ground.addresses["wording"]) for user in (ground.seeing, ground.blind))
    assert [FOR_FORM.encode() in page for page in whole] == [True, False]


def test_the_picture_of_a_topic_is_drawn_without_it(ground) -> None:
    seeing, blind = client_of(ground.seeing), client_of(ground.blind)
    pictures = (
        "topic-card",
        "topic-image",
        "topic-drawing",
        "compare-card",
        "compare-image",
        "compare-drawing",
        "page-card",
    )
    for name in (*pictures, "home", "compare-embed", "topic-embed"):
        assert body(seeing, ground.addresses[name]) != body(blind, ground.addresses[name]), name


def test_who_is_done_meets_it_again(ground) -> None:
    Assignment.objects.filter(coder__user=ground.blind).update(done_at=timezone.now())
    assert set(walked(ground, ground.blind, SOME)) == SOME
