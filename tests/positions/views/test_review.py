"""Review pages: permissions, query counts and responses, with and without JavaScript."""

from __future__ import annotations

import re
import threading

import pytest
from django.core.management import call_command
from django.db import connection

from letters.models import Letter
from positions.labels.codes import topic_keys
from positions.models import Review, ReviewLock, Stance
from positions.review import bulk_acceptance, decisions, queue
from positions.review.shown_confidence import words
from tests.factories import letter
from tests.positions.factories import SENTENCES, account, words_of

DECISION_QUERIES, PAGE_QUERIES = 27, 22
JSON = {"Accept": "application/json"}


@pytest.fixture
def coder_client(client, django_user_model):
    client.force_login(account(django_user_model, "codeur", "codeur"))
    return client


def form_of(html: str) -> dict[str, str]:
    chosen = dict(re.findall(r'name="(topic|holder|score)" value="([^"]+)" checked', html))
    seen = re.search(r'name="seen" value="(\d+)"', html)
    assert seen
    return {**chosen, "seen": seen[1], "action": "accept"}


@pytest.mark.parametrize(("role", "status"), [(None, 403), ("lezer", 403), ("codeur", 200), ("redactie", 200)])
def test_who_may_review(client, django_user_model, proposed, role, status) -> None:
    client.force_login(account(django_user_model, "iemand", role))
    assert client.get("/beoordelen/").status_code == status
    header = client.get("/brieven/").content.decode()
    assert ("Beoordelen" in header) == (status == 200)
    assert client.get("/beoordelen/veel/").status_code == (200 if role == "redactie" else 403)


def test_a_visitor_signs_in_first(client, proposed) -> None:
    assert client.get("/beoordelen/").headers["Location"] == "/aanmelden/?next=/beoordelen/"
    assert "Wachtwoord" in client.get("/aanmelden/").content.decode()
    assert client.post(f"/beoordelen/{proposed[0].pk}/", {"seen": 0}).status_code == 302
    assert not Review.objects.exists()


def test_the_page_shows_the_sentence_with_its_reasons_and_the_axis(coder_client, proposed) -> None:
    html = coder_client.get("/beoordelen/").content.decode()
    assert f"<mark>{SENTENCES[0]}</mark>" in html
    assert proposed[0].cues[0] in html
    assert "nog niet bekend" in html
    assert "toenadering" in html
    assert "<script>" not in html


def test_a_decision_by_plain_form_goes_on_to_the_next(coder_client, proposed) -> None:
    html = coder_client.get("/beoordelen/").content.decode()
    response = coder_client.post(f"/beoordelen/{proposed[0].pk}/", form_of(html), follow=True)
    assert proposed[0].reviews.get().decision == "accept"
    assert f"<mark>{proposed[1].quote}</mark>" in response.content.decode()


def test_a_decision_by_script_answers_with_the_next(coder_client, proposed, django_assert_max_num_queries) -> None:
    form = form_of(coder_client.get("/beoordelen/").content.decode())
    with django_assert_max_num_queries(DECISION_QUERIES):
        answer = coder_client.post(f"/beoordelen/{proposed[0].pk}/?topic=", form, headers=JSON).json()
    assert answer["said"] == "Geaccepteerd."
    assert proposed[1].quote in answer["html"]
    assert answer["address"] == f"/beoordelen/?voorstel={proposed[1].pk}"


@pytest.mark.parametrize("others", [0, 20])
def test_the_page_costs_the_same_however_much_waits(
    coder_client, proposed, take_in, django_assert_num_queries, others
) -> None:
    from tests.factories import letter  # noqa: PLC0415

    for number in range(others):
        take_in(letter(number=str(100 + number), sentences=(*SENTENCES[:3], f"Punt {number} over Rusland en vis.")))
    call_command("propose")
    coder_client.get("/beoordelen/")
    with django_assert_num_queries(PAGE_QUERIES):
        coder_client.get("/beoordelen/")


def test_a_correction_is_the_persons_own_stance(coder_client, proposed) -> None:
    form = form_of(coder_client.get("/beoordelen/").content.decode()) | {"holder": "nato", "score": "mention"}
    answer = coder_client.post(f"/beoordelen/{proposed[0].pk}/", form, headers=JSON).json()
    own = Stance.objects.get(corrects=proposed[0])
    assert (own.holder, own.score, answer["said"]) == ("nato", None, "Verbeterd en geaccepteerd.")


def test_undo_shows_it_again(coder_client, proposed) -> None:
    form = form_of(coder_client.get("/beoordelen/").content.decode()) | {"action": "reject"}
    coder_client.post(f"/beoordelen/{proposed[0].pk}/", form)
    answer = coder_client.post("/beoordelen/ongedaan/", headers=JSON).json()
    assert proposed[0].quote in answer["html"]
    assert Stance.objects.open().filter(pk=proposed[0].pk).exists()
    assert coder_client.post("/beoordelen/ongedaan/", headers=JSON).status_code == 409


def test_a_stale_decision_is_refused_and_says_who(coder_client, proposed, bram) -> None:
    form = form_of(coder_client.get("/beoordelen/").content.decode())
    ReviewLock.objects.all().delete()
    decisions.reject(proposed[0].pk, bram, seen=0)
    response = coder_client.post(f"/beoordelen/{proposed[0].pk}/", form, headers=JSON)
    assert (response.status_code, response.json()["failed"]) == (409, True)
    assert "bram" in response.json()["said"]


@pytest.mark.parametrize("form", [{}, {"seen": "0"}, {"seen": "0", "topic": "x", "holder": "y", "score": "9"}])
def test_a_broken_form_is_refused_with_words(coder_client, proposed, form) -> None:
    assert coder_client.post(f"/beoordelen/{proposed[0].pk}/", form).status_code == 409
    assert not Review.objects.exists()


def test_an_incomplete_form_shows_the_same_proposal_again(coder_client, proposed) -> None:
    form = form_of(coder_client.get("/beoordelen/").content.decode())
    form = {"seen": form["seen"], "kind": "position", "topic": form["topic"]}
    answer = coder_client.post(f"/beoordelen/{proposed[0].pk}/", {**form, "shown": proposed[0].pk}, headers=JSON).json()
    assert answer["address"] == f"/beoordelen/?voorstel={proposed[0].pk}"
    assert "Kies een onderwerp" in answer["said"]


def test_a_mention_of_any_holder_is_the_same_mention(proposed) -> None:
    topic = proposed[0].topic
    assert decisions.Coding(topic, "nato", None).says(Stance(topic=topic, holder="other", score=None))
    assert not decisions.Coding(topic, "nato", 1).says(Stance(topic=topic, holder="other", score=1))


@pytest.mark.parametrize("query", ["voorstel=x", "voorstel=999999999", "na=-1", "voorstel=" + "9" * 40])
def test_an_unknown_proposal_is_not_found(coder_client, proposed, query) -> None:
    assert coder_client.get(f"/beoordelen/?{query}").status_code == 404


def test_filters_in_the_address_narrow_and_stay(coder_client, proposed) -> None:
    html = coder_client.get("/beoordelen/?topic=eu-cooperation").content.decode()
    assert f"<mark>{SENTENCES[2]}</mark>" in html
    assert "?topic=eu-cooperation&amp;na=" in html
    assert "geen voorstellen" in coder_client.get("/beoordelen/?letter=kst-1-1").content.decode()


def test_two_people_are_never_given_the_same(proposed, anna, bram) -> None:
    asked = queue.proposals()
    first, second = queue.take_next(asked, anna), queue.take_next(asked, bram)
    assert first and second and first.pk != second.pk
    assert queue.take_next(asked, anna) == first
    assert not queue.claim(first, bram)
    with pytest.raises(decisions.DecidedMeanwhile, match="op dit moment"):
        decisions.accept(first.pk, bram, seen=0)


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_the_same_moment_get_two(proposed, anna, bram) -> None:
    ready, given = threading.Barrier(2), list[Stance | None]()

    def ask(coder) -> None:
        ready.wait()
        given.append(queue.take_next(queue.proposals(), coder))
        connection.close()

    threads = [threading.Thread(target=ask, args=(coder,)) for coder in (anna, bram)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({stance.pk for stance in given if stance}) == 2


def test_a_claim_runs_out(proposed, anna, bram) -> None:
    first = queue.take_next(queue.proposals(), anna)
    ReviewLock.objects.update(until="2020-01-01T00:00Z")
    assert queue.take_next(queue.proposals(), bram) == first


def test_a_sentence_is_chosen_in_the_letter_and_coded(coder_client, recorded: Letter) -> None:
    at = recorded.revisions.get().text.index(SENTENCES[3])
    address = f"/beoordelen/brief/{recorded.key}/?zin={at}"
    assert "nog niets gezegd" in coder_client.get(address).content.decode()
    form = {"topic": "china", "holder": "cabinet", "score": "-1", "quote": SENTENCES[3]}
    html = coder_client.post(address, form, follow=True).content.decode()
    assert "Opgeslagen." in html
    assert Stance.objects.accepted().get().quote == SENTENCES[3]
    assert "niet op deze plaats" in coder_client.post(address, form | {"quote": "Anders."}).content.decode()


def test_bulk_shows_the_number_then_accepts_then_takes_back(client, django_user_model, proposed) -> None:
    client.force_login(account(django_user_model, "eva", "redactie"))
    assert f"Accepteer deze {len(proposed)}" in words_of(client.get("/beoordelen/veel/").content.decode())
    html = client.post(
        "/beoordelen/veel/", {"expected": len(proposed), "displayed": bulk_acceptance.digest(proposed)}, follow=True
    ).content.decode()
    assert f"{len(proposed)} voorstellen zijn geaccepteerd" in html
    batch = Review.objects.first().batch
    client.post(f"/beoordelen/veel/{batch}/terug/")
    assert not Stance.objects.accepted().exists()


def test_the_share_is_told_from_thirty_decisions_on() -> None:
    assert "nog niet bekend" in words(29, 29)
    assert words(24, 30) == "80% hiervan geaccepteerd, van 30"


def test_every_topic_has_a_key_of_its_own(codebook) -> None:
    from positions.models import Topic  # noqa: PLC0415

    keys = topic_keys(Topic.objects.values_list("slug", "name_nl"))
    assert len(set(keys.values())) == len(keys) == 4
    assert all(keys.values())


@pytest.mark.parametrize("page", ["stance", "review", "coder"])
def test_the_admin_shows_and_changes_nothing(admin_client, proposed, anna, page) -> None:
    decisions.accept(proposed[0].pk, anna, seen=0)
    html = admin_client.get(f"/admin/positions/{page}/").content.decode()
    assert "anna" in html or page == "stance"
    assert admin_client.get(f"/admin/positions/{page}/add/").status_code == 403
    row = {"stance": proposed[0].pk, "review": Review.objects.get().pk, "coder": anna.pk}[page]
    assert admin_client.get(f"/admin/positions/{page}/{row}/change/").status_code == 200
    assert admin_client.get("/admin/positions/stance/?stand=accepted").status_code == 200


def test_a_sentence_that_machines_pass_over_is_pointed_at(coder_client, recorded: Letter, take_in) -> None:
    assert "meer dan 5.000 tekens" not in coder_client.get(f"/beoordelen/brief/{recorded.key}/").content.decode()
    endless = f"Het kabinet wil {'en maatregelen ' * 400}tegen Rusland."
    found = take_in(letter(number="88", sentences=(*SENTENCES, endless))).letter
    html = coder_client.get(f"/beoordelen/brief/{found.key}/").content.decode()
    assert "meer dan 5.000 tekens" in html
    address = re.search(r'<a href="(\?zin=\d+#zin)">Naar die zin', html)
    assert address
    html = coder_client.get(f"/beoordelen/brief/{found.key}/{address[1].removesuffix('#zin')}").content.decode()
    assert "Van deze zin is nog niets gezegd" in html
    form = {"topic": "russia", "holder": "cabinet", "score": "1", "quote": endless}
    coded = coder_client.post(f"/beoordelen/brief/{found.key}/{address[1]}", form, follow=True).content.decode()
    assert "Opgeslagen." in coded
