"""Reading a letter whole: every sentence passes by, and at the end the letter is read."""

from __future__ import annotations

import contextlib
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from letters.models import Letter
from positions.models import AssignedSentence, Assignment, Coder, CodingRun, Review, Stance
from positions.review import assignments, bulk_acceptance, decisions
from tests.factories import letter
from tests.positions.factories import SENTENCES, account, words_of

ANSWER_QUERIES = 44  # two more than a decision in the queue: the reading and its next sentence
JSON = {"Accept": "application/json"}
READ = Assignment.objects.reading


@pytest.fixture
def user(client, django_user_model, proposed):
    user = account(django_user_model, "codeur", "codeur")
    client.force_login(user)
    return user


@pytest.fixture
def page(user, proposed) -> str:
    return f"/beoordelen/brief/{Letter.objects.get().key}/lezen/"


@pytest.fixture
def begun(client, page) -> Assignment:
    client.post(page)
    return Assignment.objects.get()


def form_of(html: str) -> dict[str, object]:
    return {name: re.findall(rf'name="{name}" value="(\d+)"', html) for name in ("seen", "shown")}


def answer(client, page: str, **said):
    """Answer the sentence that is shown; return the response."""
    html = client.get(page).content.decode()
    address = re.search(r'action="([^"]+/lezen/\d+/)"', html)
    assert address
    return client.post(address[1], {**form_of(html), **said}, headers=JSON)


def sentence(client, page: str) -> str:
    found = re.search(r"<mark>(.*?)</mark>", client.get(page).content.decode())
    return found[1] if found else ""


def test_reading_begins_at_the_first_sentence_and_nothing_goes_on(client, page, begun) -> None:
    assert sentence(client, page) == SENTENCES[0]
    said = answer(client, page, action="nothing").json()
    assert SENTENCES[1] in said["html"]
    assert sentence(client, page) == SENTENCES[1]  # and so tomorrow
    assert not Stance.objects.open().filter(quote=SENTENCES[0]).exists()


def test_an_answer_is_a_few_queries(client, page, begun, django_assert_max_num_queries) -> None:
    html = client.get(page).content.decode()
    address = re.search(r'action="([^"]+/lezen/\d+/)"', html)
    assert address
    with django_assert_max_num_queries(ANSWER_QUERIES):
        client.post(address[1], {**form_of(html), "action": "nothing"}, headers=JSON)


def test_the_place_is_in_the_address_and_what_was_passed_is_kept(client, page, begun) -> None:
    answer(client, page, action="nothing")
    at = begun.sentences.get(start__gt=0, end=begun.sentences.order_by("-start")[0].end).start
    assert f"<mark>{SENTENCES[3]}</mark>" in client.get(f"{page}?zin={at}").content.decode()
    letter_page = words_of(client.get(page.removesuffix("lezen/")).content.decode())
    assert "Verder lezen l U had 1 van de 4 zinnen." in letter_page


def test_what_is_proposed_is_taken_over_with_one_key(client, page, begun) -> None:
    answer(client, page, action="code")
    assert Stance.objects.accepted().get().quote == SENTENCES[0]


def test_a_sentence_of_which_nobody_said_anything_is_coded(client, page, begun) -> None:
    for _ in range(3):
        answer(client, page, action="nothing")
    assert sentence(client, page) == SENTENCES[3]
    assert "nog niets gezegd" in client.get(page).content.decode()
    answer(client, page, action="code", kind="mention", topic="china")
    said = Stance.objects.accepted().get()
    assert (said.quote, said.topic.slug, said.score, str(said.coder)) == (SENTENCES[3], "china", None, "codeur")


def test_a_coding_on_another_topic_leaves_the_sentence_on_screen_until_its_proposal_is_decided(
    client, page, begun
) -> None:
    answer(client, page, action="code", kind="position", topic="china", holder="cabinet", score="1")
    assert sentence(client, page) == SENTENCES[0]
    html = words_of(client.get(page).content.decode())
    assert "Hier is al vastgelegd: China" in html
    answer(client, page, action="nothing")
    assert sentence(client, page) == SENTENCES[1]
    assert Stance.objects.accepted().get().topic.slug == "china"


def test_an_answer_without_a_choice_is_asked_again(client, page, begun) -> None:
    for _ in range(3):
        answer(client, page, action="nothing")
    said = answer(client, page, action="code")
    assert (said.status_code, SENTENCES[3] in said.json()["html"]) == (409, True)
    assert answer(client, page, action="code", topic="china", kind="position").status_code == 409
    assert not Stance.objects.accepted().exists()


def test_where_coders_differ_one_is_taken(client, page, begun, proposed) -> None:
    other = Coder.objects.create(name="tweede", version="1", kind=Coder.Kind.MACHINE)
    first = proposed[0]
    CodingRun.objects.create(revision=first.revision, coder=other, codebook=first.codebook)
    place = {name: getattr(first, name) for name in ("revision", "start", "end", "quote", "topic", "codebook")}
    second = Stance.objects.create(**place, coder=other, holder="nato", score=2, confidence="low", cues=["x"])
    assert "Hier verschillen de codeurs" in answer(client, page, action="code").json()["said"]
    answer(client, page, take=second.pk)
    assert Stance.objects.accepted().get() == second
    assert sentence(client, page) == SENTENCES[1]


def test_the_letter_is_read_when_all_sentences_were_passed(client, page, begun) -> None:
    text = begun.sentences.all()[0].revision
    for _ in SENTENCES:
        assert not READ().exists()
        answer(client, page, action="nothing")
    assert "alle zinnen gehad" in client.get(page).content.decode()
    assert not READ().exists()
    client.post(f"{page}klaar/")
    assert READ().get() == begun
    assert list(Assignment.objects.read_texts()) == [text.pk]
    assert client.get(page).status_code == 302
    assert "helemaal gelezen" in client.get(page.removesuffix("lezen/")).content.decode()


def test_a_letter_is_not_read_while_a_sentence_is_left(client, page, begun) -> None:
    said = client.post(f"{page}klaar/", headers=JSON)
    assert said.status_code == 409
    assert not READ().exists()


def test_a_decision_of_somebody_else_meanwhile_is_seen_first(client, page, begun, proposed, bram) -> None:
    html = client.get(page).content.decode()
    decisions.reject(proposed[0].pk, bram, seen=0)
    address = f"{page}{begun.sentences.order_by('start')[0].pk}/"
    said = client.post(address, {**form_of(html), "action": "code"}, headers=JSON)
    assert said.status_code == 409
    assert Review.objects.count() == 1


def test_the_last_decision_is_undone_and_its_sentence_shown(client, page, begun) -> None:
    answer(client, page, action="code")
    said = client.post(f"{page}ongedaan/", headers=JSON).json()
    assert SENTENCES[0] in said["html"]
    assert not Stance.objects.accepted().exists()
    assert client.post(f"{page}ongedaan/", headers=JSON).status_code == 409


@pytest.mark.parametrize("reading", [True, False])
def test_a_sentence_whose_decision_is_undone_is_passed_again(client, page, begun, reading) -> None:
    for _ in range(3):
        answer(client, page, action="nothing")
    answer(client, page, action="code", kind="mention", topic="china")
    assert not begun.sentences.filter(passed_at=None).exists()
    client.post(f"{page if reading else '/beoordelen/'}ongedaan/")
    assert begun.sentences.get(passed_at=None) == begun.sentences.order_by("-start").first()
    assert client.post(f"{page}klaar/", headers=JSON).status_code == 409


def test_undo_is_offered_only_after_a_decision_on_this_letter(client, page, begun, user, take_in) -> None:
    other = take_in(letter(number="50", sentences=SENTENCES)).letter
    call_command("propose")
    coder, button = decisions.coder_of(user), 'form="undo"'
    decisions.reject(Stance.objects.filter(revision__letter=other).first().pk, coder, seen=0)
    assert button not in client.get(page).content.decode()
    answer(client, page, action="code")
    assert button in client.get(page).content.decode()


def test_a_bulk_action_is_not_undone_while_reading_or_reviewing(client, page, begun, user, proposed) -> None:
    bulk_acceptance.accept(Stance.objects.shown(), decisions.coder_of(user), expected=len(proposed))
    for address in (page, "/beoordelen/"):
        assert client.post(f"{address}ongedaan/", headers=JSON).status_code == 409
    assert Stance.objects.accepted().count() == len(proposed)


def test_after_a_new_text_reading_goes_on_there(client, page, begun, take_in) -> None:
    answer(client, page, action="nothing")
    take_in(letter(sentences=(SENTENCES[0], "Er kwam een zin bij.", *SENTENCES[1:])))
    html = client.get(page).content.decode()
    assert "intussen vervangen" in html
    assert "<mark>Er kwam een zin bij.</mark>" in html


@pytest.mark.parametrize("step", ["{}/", "klaar/"])
def test_a_refused_answer_on_a_replaced_text_shows_the_new_text(client, page, begun, take_in, step: str) -> None:
    html = client.get(page).content.decode()
    first = begun.sentences.order_by("start")[0]
    take_in(letter(sentences=("Er kwam een zin bij.", *SENTENCES)))
    form = {**form_of(html), "action": "nothing"}
    assert client.post(page + step.format(first.pk), form, headers=JSON).status_code == 409
    assert begun.sentences.filter(revision__is_current=True).count() == len(SENTENCES) + 1


def test_marking_at_once_ends_a_reading(client, page, begun, user, proposed) -> None:
    coder = decisions.coder_of(user)
    for stance in proposed:
        decisions.reject(stance.pk, coder, seen=0)
    mark = assignments.mark(Letter.objects.get(), coder)
    assert list(Assignment.objects.all()) == [mark]
    assert assignments.read(Letter.objects.get(), coder) == mark


def places_of(assignment: Assignment):
    return assignment.sentences.values("revision_id", "start", "end")


@pytest.mark.parametrize("step", ["{}/", "klaar/", "ongedaan/"])
def test_a_reading_stands_still_while_the_letter_is_coded_blind(client, page, begun, step: str) -> None:
    html = client.get(page).content.decode()
    blind = Assignment.objects.create(coder=begun.coder, letter=begun.letter, way=Assignment.Way.BLIND)
    blind.sentences.bulk_create(AssignedSentence(assignment=blind, **place) for place in places_of(begun))
    address = page + step.format(begun.sentences.order_by("-start")[0].pk)
    assert client.post(address, {**form_of(html), "action": "nothing"}, headers=JSON).status_code == 404
    assert not begun.sentences.exclude(passed_at=None).exists()


@pytest.mark.parametrize("begin", [assignments.read, assignments.mark])
def test_the_coder_is_locked_before_it_is_asked_whether_they_code_blind(user, recorded, begin) -> None:
    coder = decisions.coder_of(user)
    with CaptureQueriesContext(connection) as asked, contextlib.suppress(decisions.ReviewError):
        begin(recorded, coder)
    said = [query["sql"] for query in asked]
    locked, hidden = (next(n for n, sql in enumerate(said) if each in sql) for each in ("FOR UPDATE", "'blind'"))
    assert locked < hidden


def test_a_letter_coded_blind_is_not_read_in_sight(client, page, user) -> None:
    assignments.ask(decisions.coder_of(user), Letter.objects.get(), by=None)
    assert "/coderen/" in client.post(page).headers["Location"]
    assert not Assignment.objects.filter(way=Assignment.Way.IN_SIGHT).exists()
