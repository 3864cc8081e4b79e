"""Rules and a language model on five letters, from the model's server to review, comparison and export."""

from __future__ import annotations

import io
import json
import re

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from positions.domain.reliability.calibration import Beside
from positions.models import Coder, ModelWindow, Review, Stance
from positions.reliability import acceptance_beside
from positions.review import cards, decisions, queue, undoing
from positions.review.queue_order import BY_TEXT, DISPUTED_FIRST
from tests.factories import told
from tests.kept import kept
from tests.positions.coders.language_model.model_server import completion
from tests.positions.factories import SENTENCES, exported, words_of
from tests.positions.review.factories import coding, finished

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


@kept
def five(letter_of):
    """Five letters that say the same, each of its own day."""
    return [letter_of(number, f"{number} maart 2019", *SENTENCES) for number in range(1, 6)]


@pytest.fixture
def both(five, echo):
    """Both have proposed: they differ on Russia, and the model is silent on defence."""
    echo(shift=1, silent=("defence-spending",))
    return {name: Coder.objects.get(name=name) for name in ("rules", "language-model")}


def proposals(coder: Coder, topic: str) -> list[Stance]:
    return list(Stance.objects.filter(coder=coder, topic__slug=topic).order_by("revision_id", "start", "pk"))


def evaluated(*arguments: str) -> str:
    out = io.StringIO()
    call_command("evaluate", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def accept(stance: Stance, coder: Coder) -> object:
    return decisions.accept(stance.pk, coder, seen=decisions.last_word(stance), shown=cards.card(stance.pk).shown)


def test_a_reviewer_sees_both_names_and_where_they_differ_and_decides_once(client, both, anna, coders) -> None:
    client.force_login(anna.user)
    first = proposals(both["rules"], "russia")[0]
    html = client.get("/beoordelen/", {"voorstel": first.pk}).content.decode()
    assert all(str(coder) in told(html) for coder in both.values())
    assert "Codeurs verschillen over Rusland : score." in told(html)
    hidden = re.findall(r'name="(seen|shown)" value="(\d+)"', html)
    sent = {"seen": next(v for k, v in hidden if k == "seen"), "shown": [v for k, v in hidden if k == "shown"]}
    taken = proposals(both["language-model"], "russia")[0]
    answer = client.post(f"/beoordelen/{first.pk}/", {**sent, "take": taken.pk}, headers=JSON)
    assert answer.status_code == 200
    said = dict(Review.objects.values_list("stance", "decision"))
    assert said == {taken.pk: "accept", first.pk: "replaced"}


def test_where_they_agree_one_decision_settles_both_and_undoes_both(client, both, anna, coders) -> None:
    client.force_login(anna.user)
    own = proposals(both["rules"], "eu-cooperation")[0]
    html = told(client.get("/beoordelen/", {"voorstel": own.pk}).content.decode())
    assert all(str(coder) in html for coder in both.values()) and "verschillen over" not in html
    batch = accept(own, anna)
    assert sorted(Review.objects.values_list("decision", flat=True)) == ["accept", "repeated"]
    assert undoing.undo(batch, anna) == 2


@pytest.mark.parametrize(
    ("change", "on"),
    [({"shift": 1}, ["score"]), ({"holder": "nato"}, ["wie"]), ({"score": None}, ["standpunt of vermelding"]),
     ({"shift": 1, "holder": "nato"}, ["wie", "score"]), ({}, [])],
)  # fmt: skip
def test_the_card_names_what_they_differ_on(recorded, echo, change, on) -> None:
    echo(**change)
    stance = Stance.objects.open().filter(topic__slug="russia")[0]
    assert cards.card(stance.pk).differ_on == on


def test_the_queue_asks_first_where_they_differ_or_one_is_silent(both, anna) -> None:
    order = list(DISPUTED_FIRST.first(queue.proposals(), 100))
    topics = [stance.topic.slug for stance in order]
    assert set(topics[:15]) == {"russia", "defence-spending"} and set(topics[15:]) == {"eu-cooperation"}
    assert queue.take_next(queue.proposals(), anna, order=DISPUTED_FIRST).topic.slug != "eu-cooperation"


def test_that_order_costs_one_query_more_at_most(client, both, anna, coders, django_assert_max_num_queries) -> None:
    client.force_login(anna.user)
    queues = queue.proposals()
    first = next(BY_TEXT.first(queues, 1))
    with django_assert_max_num_queries(2):
        list(DISPUTED_FIRST.behind(queues, first, 1))
    with django_assert_max_num_queries(1):
        list(DISPUTED_FIRST.first(queues, 10))


def test_what_the_model_gave_no_answer_on_is_not_silence(five, model, anna) -> None:
    call_command("propose")
    model.answers(lambda question: completion("geen JSON"))
    call_command("propose", coder="language-model")
    assert set(ModelWindow.objects.values_list("state", flat=True)) == {"failed"}
    differing, _agreed = DISPUTED_FIRST.levels()
    assert not queue.proposals().filter(differing).exists()
    accept(Stance.objects.open()[0], anna)
    assert acceptance_beside.measure() == []


def test_nor_is_it_in_the_comparison_with_a_blind_coding(asked, model, client, anna) -> None:
    call_command("propose")
    model.answers(lambda question: completion("geen JSON"))
    call_command("propose", coder="language-model")
    finished(asked, [coding(score=2)])
    client.force_login(anna.user)
    html = told(client.get("/coderen/verschillen/", {"topic": "russia"}).content.decode())
    rules, silent = (Coder.objects.get(name=name) for name in ("rules", "language-model"))
    assert "bram blind gecodeerd" in html and f"{rules} machine" in html and f"{silent} machine" not in html


def test_both_stand_beside_a_blind_coding(asked, echo, client, anna) -> None:
    echo(shift=1)
    finished(asked, [coding(score=2)])
    client.force_login(anna.user)
    html = told(client.get("/coderen/verschillen/", {"topic": "russia"}).content.decode())
    assert all(f"{coder} machine" in html for coder in Coder.objects.filter(kind="machine"))


def test_the_two_machines_are_compared_on_the_page_and_by_the_command(client, both) -> None:
    chosen = {"first": both["rules"].pk, "second": both["language-model"].pk}
    words = words_of(client.get("/overeenstemming/", chosen).content.decode())
    assert "twee machines" in words and "Over 20 zinnen" in words
    out = io.StringIO()
    call_command("agreement", "rules", "language-model", stdout=out)
    assert "both machines, 20 sentences" in out.getvalue()


def test_what_people_took_is_counted_by_what_the_other_said(both, anna) -> None:
    for stance in proposals(both["rules"], "russia")[:2]:
        accept(stance, anna)
    accept(proposals(both["language-model"], "russia")[2], anna)
    accept(proposals(both["rules"], "eu-cooperation")[0], anna)
    silent = proposals(both["rules"], "defence-spending")[0]
    decisions.reject(silent.pk, anna, seen=0)
    found = {
        each.coder: {beside: (share.accepted, share.decided) for beside, share in each.shares.items()}
        for each in acceptance_beside.measure()
    }
    assert found == {
        both["rules"].pk: {Beside.SAME: (1, 1), Beside.OTHERWISE: (2, 3), Beside.SILENT: (0, 1)},
        both["language-model"].pk: {Beside.SAME: (1, 1), Beside.OTHERWISE: (1, 3), Beside.SILENT: (0, 0)},
    }


def test_what_was_decided_before_the_other_came_or_in_bulk_is_no_evidence(recorded, echo, anna, accept_in_bulk) -> None:
    call_command("propose")
    accept(proposals(Coder.objects.get(name="rules"), "russia")[0], anna)
    echo()
    accept_in_bulk()
    assert acceptance_beside.measure() == []


def test_what_was_taken_back_is_no_evidence(both, anna) -> None:
    undoing.undo(accept(proposals(both["rules"], "russia")[0], anna), anna)
    assert acceptance_beside.measure() == []


def test_it_costs_the_same_for_more_decisions(both, anna, django_assert_num_queries) -> None:
    for topic in ("russia", "eu-cooperation"):
        for stance in proposals(both["rules"], topic):
            accept(stance, anna)
        with django_assert_num_queries(1):
            acceptance_beside.measure()


def test_the_page_and_the_command_show_each_coder_and_those_shares(client, both, anna) -> None:
    accept(proposals(both["rules"], "russia")[0], anna)
    words = words_of(client.get("/overeenstemming/").content.decode())
    assert f"{both['rules']} – 1 van 1 (100%) –" in words
    assert f"{both['language-model']} – 0 van 1 (0%) –" in words
    printed = evaluated()
    assert all(f"{coder} has been" in printed or "no letter was coded" in printed for coder in both.values())
    assert "accepted singly: none decided where another says the same, 1 of 1 (100%) where another says" in printed


def test_without_a_name_each_machine_is_evaluated(asked, echo) -> None:
    echo(shift=1)
    finished(asked, [coding(score=-1)])
    firsts = [line for line in evaluated().splitlines() if line.endswith(", by everybody who coded blind")]
    names = [str(coder) for coder in Coder.objects.filter(kind="machine").order_by("name")]
    assert firsts == [f"{name}, by everybody who coded blind" for name in names]
    lines = [json.loads(line) for line in evaluated("--json").splitlines()]
    assert [line["coder"] for line in lines] == names
    assert json.loads(evaluated("--against", "rules", "--json"))["coder"] == names[0]


def test_without_machines_it_says_what_to_do(codebook) -> None:
    with pytest.raises(CommandError, match=r"manage.py propose"):
        evaluated()


def test_both_coders_proposals_on_five_letters_are_exported_apart(both) -> None:
    rules, model = exported(coder="rules"), exported(coder="language-model")
    assert (len(rules), len(model)) == (15, 10)
    assert {row["quote"] for row in model} == {SENTENCES[0], SENTENCES[2]} < {row["quote"] for row in rules}
    assert {row["state"] for row in rules + model} == {"proposed"}
