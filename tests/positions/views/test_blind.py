"""Pages of blind coding, disagreements and lost quotes: permissions, contents and query counts."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from letters.models import Letter
from positions.codebook import store
from positions.coders import registry, run
from positions.domain.similar_sentence import nearest
from positions.models import Assignment, Coder, Review, Stance
from positions.review import assignments, blind_coding, decisions, lost_quotes, undoing
from tests.factories import letter
from tests.kept import kept
from tests.positions.factories import SENTENCES
from tests.positions.review.factories import coding, finished

JSON = {"Accept": "application/json"}
ANSWER_QUERIES, DIFFERENCE_QUERIES, LIST_QUERIES = 45, 30, 20
NEW = "Het kabinet vindt dat de NAVO de dialoog met Rusland niet meer hoeft te zoeken."


@pytest.fixture
def brams(client, bram: Coder, coders):
    client.force_login(bram.user)
    return client


@pytest.fixture
def editors(client, django_user_model, coders):
    user = django_user_model.objects.create_user("eva")
    user.groups.add(Group.objects.get(name="redactie"))
    client.force_login(user)
    return client


def answers(client, assignment: Assignment, number: int, **form: object):
    sentence = assignment.sentences.order_by("start")[number]
    return client.post(f"/coderen/{assignment.pk}/zin/{sentence.pk}/", form, headers=JSON)


def test_the_page_shows_the_sentence_and_nobody_elses_word(brams, proposed, asked: Assignment) -> None:
    html = brams.get(f"/coderen/{asked.pk}/").content.decode()
    assert f"<mark>{SENTENCES[0]}</mark>" in html
    assert proposed[0].cues[0] not in html
    assert "checked" not in html.replace('id="keys-on" checked', "").replace('name="said" checked', "")


def test_a_sentence_costs_one_request(brams, asked: Assignment, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(ANSWER_QUERIES):
        answer = answers(brams, asked, 0, action="code", topic="russia", holder="cabinet", score="-1").json()
    assert SENTENCES[1] in answer["html"]
    assert not answer["failed"]
    answers(brams, asked, 1, action="nothing")
    assert [(s.topic.slug, s.score) for s in Stance.objects.all()] == [("russia", -1)]


def test_a_sentence_may_hold_more(brams, asked: Assignment) -> None:
    answers(brams, asked, 0, action="more", topic="russia", holder="cabinet", score="-1")
    said = ["russia cabinet -1"]
    answers(brams, asked, 0, action="code", said=said, topic="eu-cooperation", holder="allies", score="mention")
    sentence = asked.sentences.order_by("start")[0]
    assert [(s.topic.slug, s.score) for s in blind_coding.standing(sentence)] == [
        ("russia", -1),
        ("eu-cooperation", None),
    ]
    answers(brams, asked, 0, action="code", said=said)
    assert blind_coding.standing(sentence).count() == 1


@pytest.mark.parametrize(
    "form", [{}, {"action": "code"}, {"action": "code", "topic": "russia"}, {"said": "x"}, {"said": "russia cabinet 9"}]
)
def test_half_an_answer_is_refused_with_words(brams, asked: Assignment, form) -> None:
    answer = answers(brams, asked, 0, **form)
    assert (answer.status_code, answer.json()["failed"]) == (409, True)
    assert "niets" in answer.json()["said"]
    assert not asked.sentences.filter(passed_at__isnull=False).exists()


def test_without_script_it_goes_on_and_closes(brams, asked: Assignment) -> None:
    for sentence in asked.sentences.order_by("start"):
        page = brams.post(f"/coderen/{asked.pk}/zin/{sentence.pk}/", {"action": "nothing"}, follow=True)
    assert "alle zinnen gehad" in page.content.decode()
    page = brams.post(f"/coderen/{asked.pk}/klaar/", follow=True)
    assert "U rondde dit af" in page.content.decode()
    asked.refresh_from_db()
    assert asked.done_at


@pytest.mark.parametrize("step", ["zin/{}/", "klaar/"])
def test_a_refused_answer_on_a_replaced_text_shows_the_new_text(brams, asked: Assignment, take_in, step: str) -> None:
    first = asked.sentences.order_by("start")[0]
    take_in(letter(sentences=("Er kwam een zin bij.", *SENTENCES)))
    address = f"/coderen/{asked.pk}/{step.format(first.pk)}"
    assert brams.post(address, {"action": "nothing"}, headers=JSON).status_code == 409
    assert asked.sentences.filter(revision__is_current=True).count() == len(SENTENCES) + 1


def test_nobody_else_opens_it(editors, asked: Assignment) -> None:
    assert editors.get(f"/coderen/{asked.pk}/").status_code == 404
    assert editors.post(f"/coderen/{asked.pk}/klaar/").status_code == 404


@pytest.mark.parametrize("zin", ["x", "9" * 30])
def test_an_unknown_sentence_is_not_found(brams, asked: Assignment, zin: str) -> None:
    assert brams.get(f"/coderen/{asked.pk}/?zin={zin}").status_code == 404


def test_the_letter_in_review_leads_to_ones_own_coding(brams, proposed, asked: Assignment, recorded: Letter) -> None:
    for address in (f"/beoordelen/brief/{recorded.key}/", f"/beoordelen/?voorstel={proposed[0].pk}"):
        response = brams.get(address, follow=True)
        assert response.redirect_chain == [(f"/coderen/{asked.pk}/", 302)]
        assert "codeert deze brief blind" in response.content.decode()
    assert "geen voorstellen" in brams.get("/beoordelen/").content.decode()
    answer = brams.post(f"/beoordelen/{proposed[0].pk}/", {"seen": "0", "action": "reject"}, headers=JSON)
    assert (answer.status_code, Review.objects.count()) == (409, 0)


def test_the_menu_shows_coding_to_whom_it_concerns(client, anna, bram, coders, recorded) -> None:
    client.force_login(bram.user)
    assert "Coderen" not in client.get("/brieven/").content.decode()
    assignments.ask(bram, recorded, by=None)
    assert "Coderen" in client.get("/brieven/").content.decode()


def test_an_editor_asks_for_a_letter_and_takes_it_back(editors, recorded: Letter, bram) -> None:
    form = {"user": bram.user.pk, "letters": "28 676, nr. 1"}
    assert "Er is geen brief" in editors.post("/coderen/", form).content.decode()
    page = editors.post("/coderen/", form | {"letters": recorded.key}, follow=True).content.decode()
    assert "0 van 4" in page
    assignment = Assignment.objects.get()
    assert (assignment.coder, assignment.letter, assignment.asked_by.username) == (bram, recorded, "eva")
    editors.post(f"/coderen/{assignment.pk}/intrekken/")
    assert not Assignment.objects.exists()


def test_an_editor_asks_for_a_sample(editors, recorded: Letter, bram) -> None:
    editors.post("/coderen/", {"user": bram.user.pk, "size": 2, "seed": 5})
    assert (Assignment.objects.get().sentences.count(), Assignment.objects.get().drawn["seed"]) == (2, 5)


def test_a_coder_asks_nobody(brams, recorded: Letter, anna) -> None:
    brams.post("/coderen/", {"user": anna.user.pk, "letters": recorded.key})
    assert not Assignment.objects.exists()
    assert brams.post("/coderen/1/intrekken/").status_code == 403


@pytest.mark.usefixtures("codebook")
@pytest.mark.parametrize("letters", [1, 8])
def test_the_list_costs_the_same_however_long(editors, bram, take_in, django_assert_max_num_queries, letters) -> None:
    for number in range(letters):
        assignments.ask(bram, take_in(letter(number=str(200 + number))).letter, by=None)
    with django_assert_max_num_queries(LIST_QUERIES):
        assert editors.get("/coderen/").status_code == 200


def test_a_difference_is_shown_side_by_side_and_settled(
    client, proposed, asked: Assignment, anna, django_assert_max_num_queries
) -> None:
    finished(asked, [coding(score=2)])
    client.force_login(anna.user)
    with django_assert_max_num_queries(DIFFERENCE_QUERIES):
        html = client.get("/coderen/verschillen/?topic=russia").content.decode()
    assert f"<mark>{SENTENCES[0]}</mark>" in html
    assert "bram" in html and "rules" in html
    blind = Stance.objects.get(assignment=asked)
    form = {"id": f"{blind.revision_id}-{blind.start}-{blind.end}-russia", "seen": "0", "choice": blind.pk}
    refused = client.post("/coderen/verschillen/vastleggen/", form, headers=JSON)
    assert (refused.status_code, "waarom" in refused.json()["said"]) == (409, True)
    client.post("/coderen/verschillen/vastleggen/", form | {"note": "strenger"}, headers=JSON)
    assert Stance.objects.accepted().get() == blind
    client.post("/coderen/verschillen/ongedaan/")
    assert not Stance.objects.accepted().exists()


@pytest.mark.parametrize("form", [{}, {"id": "1-2-3-russia", "seen": "0"}, {"id": "x-y-z-q", "seen": "x"}])
def test_a_difference_that_is_not_there_is_not_found(brams, proposed, form) -> None:
    assert brams.post("/coderen/verschillen/vastleggen/", form).status_code == 404


def test_a_choice_that_is_none_is_refused(brams, proposed) -> None:
    one = proposed[0]
    form = {"id": f"{one.revision_id}-{one.start}-{one.end}-{one.topic.slug}", "seen": "0", "note": "want"}
    for choice in ("", "other", "999999"):
        response = brams.post("/coderen/verschillen/vastleggen/", form | {"choice": choice}, headers=JSON)
        assert response.status_code == 409
    assert not Review.objects.exists()


@kept
def lost(proposed, anna, recorded: Letter, take_in) -> Stance:
    """Return an accepted stance whose sentence was rewritten."""
    decisions.accept(proposed[0].pk, anna, seen=0)
    take_in(letter(sentences=(NEW, *SENTENCES[1:])))
    run.propose(recorded.revisions.get(is_current=True), registry.coder_named("rules"), store.newest())
    return proposed[0]


def test_what_left_the_text_is_listed_with_the_nearest_sentence(brams, lost: Stance) -> None:
    assert "/beoordelen/kwijt/" in brams.get("/beoordelen/").content.decode()
    html = brams.get("/beoordelen/kwijt/").content.decode()
    assert f"«{lost.quote}»" in html
    assert f"«{NEW}»" in html


def test_it_is_coded_anew_on_the_new_text_and_taken_back(brams, lost: Stance, bram, recorded: Letter) -> None:
    text = recorded.revisions.get(is_current=True)
    start = text.text.index(NEW)
    form = {"stance": lost.pk, "revision": text.pk, "start": start, "end": start + len(NEW), "quote": NEW}
    brams.post("/beoordelen/kwijt/", form)
    anew = Stance.objects.accepted().get()
    assert (anew.quote, anew.corrects, anew.score) == (NEW, lost, lost.score)
    assert not lost_quotes.lost(bram.user).exists()
    undoing.undo(undoing.last_of(bram), bram)
    assert lost_quotes.lost(bram.user).get() == lost


def test_it_is_left_and_taken_back(brams, lost: Stance, bram) -> None:
    brams.post("/beoordelen/kwijt/", {"stance": lost.pk, "action": "leave"})
    assert not lost_quotes.lost(bram.user).exists()
    assert "/beoordelen/kwijt/" not in brams.get("/beoordelen/").content.decode()
    undoing.undo(undoing.last_of(bram), bram)
    assert lost_quotes.lost(bram.user).get() == lost


def test_who_codes_its_letter_blind_is_not_led_to_it(lost: Stance, asked: Assignment, anna, bram) -> None:
    assert lost_quotes.any_lost(anna.user)
    assert not lost_quotes.any_lost(bram.user)


def test_a_letter_is_marked_on_its_page(client, proposed, anna, coders, recorded: Letter) -> None:
    client.force_login(anna.user)
    address = f"/beoordelen/brief/{recorded.key}/"
    assert "helemaal gelezen" not in client.get(address).content.decode()
    for stance in proposed:
        decisions.reject(stance.pk, anna, seen=decisions.last_word(stance))
    assert "Deze brief heb ik helemaal gelezen" in client.get(address).content.decode()
    html = client.post(f"{address}klaar/", follow=True).content.decode()
    assert "Deze brief geldt nu als gelezen." in html
    assert "U hebt deze brief helemaal gelezen" in html
    assert Assignment.objects.get().way == "in-sight"
    html = client.post(f"{address}klaar/", {"action": "unmark"}, follow=True).content.decode()
    assert "Uw merk is ingetrokken" in html
    assert "Deze brief heb ik helemaal gelezen" in html
    assert Assignment.objects.get().withdrawn_at is not None


@pytest.mark.parametrize("order", ["verschillen", "zekerheid", "onzin"])
def test_the_queue_comes_in_the_order_that_is_asked(brams, proposed, order: str) -> None:
    html = brams.get(f"/beoordelen/?order={order}").content.decode()
    assert "<mark>" in html
    assert f"order={order}" in html


def test_nothing_much_alike_is_no_suggestion() -> None:
    assert nearest("Het weer was goed.", ["Nederland pleit voor sancties.", "Het weer in Brussel was goed."]) == 1
    assert nearest("Het weer was goed.", ["Nederland pleit voor sancties."]) is None


def test_the_admin_lists_assignments_and_leads_to_asking(admin_client, asked: Assignment, recorded: Letter) -> None:
    assert "bram" in admin_client.get("/admin/positions/assignment/?klaar=nee").content.decode()
    form = {"action": "ask_for_coding", "_selected_action": [recorded.pk]}
    location = admin_client.post("/admin/letters/letter/", form).headers["Location"]
    assert location == f"/coderen/?brief={recorded.key}#vragen"
    assert recorded.key in admin_client.get(location).content.decode()


@pytest.mark.parametrize("action", ["review_first", "review_letter", "accept_many"])
def test_actions_on_stances_lead_to_the_pages(admin_client, proposed, action: str) -> None:
    form = {"action": action, "_selected_action": [proposed[0].pk]}
    location = admin_client.post("/admin/positions/stance/", form).headers["Location"]
    assert admin_client.get(location).status_code == 200


def test_the_admin_keeps_back_what_is_coded_blind(admin_client, asked: Assignment) -> None:
    blind_coding.answer(asked.sentences.order_by("start")[0].pk, asked.coder, [coding()])
    assert SENTENCES[0] not in admin_client.get("/admin/positions/stance/").content.decode()
    for sentence in asked.sentences.all():
        blind_coding.answer(sentence.pk, asked.coder, [coding()])
    assignments.finish(asked.pk, asked.coder)
    assert SENTENCES[0] in admin_client.get("/admin/positions/stance/").content.decode()
