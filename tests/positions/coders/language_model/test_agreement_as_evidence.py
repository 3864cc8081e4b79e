"""Rules and a language model on nine letters: what the model says of a sentence is evidence of the rules' proposals."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone, translation

from bench.copying import analyze
from letters.models import Letter
from positions import tasks
from positions.domain.reliability.calibration import Beside
from positions.models import Calibration, Coder, CodingRun, Stance
from positions.review import assignments, cards, decisions
from positions.review.single_decisions import judged
from tests.factories import told
from tests.positions import past_day
from tests.positions.coders.language_model.asking import asked_of, propose
from tests.positions.coders.language_model.model_server import Answer, Question, completion
from tests.positions.factories import SENTENCES, account

pytestmark = pytest.mark.django_db
SAYINGS = (
    "Het kabinet wil de druk op Rusland in ronde {} opvoeren.",
    "Het kabinet vindt dat de NAVO in ronde {} de dialoog met Rusland moet blijven zoeken.",
    "Over Rusland houdt het kabinet in ronde {} vast aan afschrikking.",
    "De Kamer vroeg naar Rusland in vraag {}.",
)
THIRD = {"sentence": 3, "topic": "eu-cooperation", "holder": "allies", "kind": "position", "score": -1, "reason": "zo"}
OF_THE_THIRD = {"stances": [THIRD]}
ROUNDS, SAID = 33, tuple(Beside)  # the same of the first round, otherwise of the second, nothing of the third
ACCEPTED = {Beside.SAME: 0.95, Beside.OTHERWISE: 0.2, Beside.SILENT: 0.6}


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


def taken_in(letter_of, number: int) -> Letter:
    sentences = (SAYINGS[n % 4].format(n) for n in range(ROUNDS))
    found: Letter = letter_of(number, f"{number} maart 2019", *sentences)
    return found


def beside(stance: Stance) -> Beside:
    """Return how the model answers on it, by the number in the sentence."""
    (number,) = re.findall(r"\d+", stance.quote)
    return SAID[int(number) % 3]


def answered(question: Question) -> Answer:
    """Answer as a model that says the same of a sentence of the rules' as they, otherwise, or nothing."""
    lines = []
    own = {stance.quote: stance for stance in ANSWERED}
    for number, words in re.findall(r"^\[(\d+)\] (.*)$", question.asked, re.MULTILINE):
        stance = own.get(words)
        if stance is not None and beside(stance) != Beside.SILENT:
            score = stance.score if beside(stance) == Beside.SAME else (-2 if stance.score != -2 else 2)
            lines.append({
                "sentence": int(number), "topic": stance.topic.slug, "holder": stance.holder, "score": score,
                "kind": "mention" if score is None else "position", "reason": "zo staat het er",
            })  # fmt: skip
    return completion(json.dumps({"stances": lines}))


ANSWERED: list[Stance] = []  # the server answers in threads, which do not see the test's transaction


def run_both(model) -> None:
    call_command("propose")
    ANSWERED[:] = Stance.objects.filter(coder__name="rules").select_related("topic")
    model.answers(answered)
    propose()


@pytest.fixture
def decided(letter_of, model, settings, anna) -> Coder:
    """Eight letters that both went through two days ago, all of whose sentences anna decided on singly yesterday."""
    settings.LANGUAGE_MODEL_WINDOW = "20"
    with past_day.at(timezone.now() - timedelta(days=2)):
        for number in range(1, 9):
            taken_in(letter_of, number)
        run_both(model)
    chance, rules = random.Random(4), Coder.objects.get(name="rules")
    with past_day.at(timezone.now() - timedelta(days=1)):
        for stance in Stance.objects.filter(coder=rules).order_by("pk"):
            decide = decisions.accept if chance.random() < ACCEPTED[beside(stance)] else decisions.reject
            decide(stance.pk, anna, seen=0, shown=[each.pk for each in decisions.open_on(stance)])
    analyze()  # without it the queries take seconds
    return rules


def shares(rules: Coder, letter: Letter) -> dict[Beside, list[float]]:
    found: dict[Beside, list[float]] = {each: [] for each in Beside}
    stances = Stance.objects.filter(coder=rules, revision__letter=letter)
    for stance in stances.with_calibration():
        found[beside(stance)].append(stance.share or 0)
    return found


def mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)


def rows_of(client, query: str = "") -> list[dict[str, str]]:
    data = b"".join(client.get(f"/gegevens/standpunten.csv{query}").streaming_content)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.usefixtures("coders")
def test_the_share_of_what_both_propose_rises_and_the_days_before_stay(client, decided, letter_of, model) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    before = rows_of(client, f"?as_of={yesterday}")
    assert len(judged(decided)) > 200 and before
    late = taken_in(letter_of, 9)
    run_both(model)
    raised = shares(decided, late)
    tasks.recalibrate()
    made = Calibration.objects.get(coder=decided, source="site")
    assert made.same > made.silent > made.otherwise and made.line.weighs
    now = shares(decided, late)
    assert mean(now[Beside.SAME]) > mean(raised[Beside.SAME]) + 0.05
    assert mean(now[Beside.OTHERWISE]) < mean(raised[Beside.OTHERWISE]) - 0.2
    assert mean(now[Beside.SAME]) == pytest.approx(ACCEPTED[Beside.SAME], abs=0.1)
    assert mean(now[Beside.OTHERWISE]) == pytest.approx(ACCEPTED[Beside.OTHERWISE], abs=0.15)
    assert rows_of(client, f"?as_of={yesterday}") == before
    named = {row["calibration"].split("; ")[-1] for row in rows_of(client) if row["coder"].startswith("rules")}
    effects = f"(same {made.same:+.4f}, otherwise {made.otherwise:+.4f}, silent {made.silent:+.4f})"
    assert named == {f"beside: {each} {effects}" for each in Beside}
    client.force_login(Coder.objects.get(user__username="anna").user)
    with translation.override("nl"):
        for said, words in zip(SAID, ("hetzelfde voor", "iets anders voor", "hier niets voor"), strict=True):
            stance = next(each for each in Stance.objects.filter(coder=decided).open() if beside(each) == said)
            page = told(client.get("/beoordelen/", {"voorstel": stance.pk}).content.decode())
            assert f"een andere machine stelt {words}." in page


def test_who_codes_blind_is_told_nothing_of_it(client, decided, letter_of, model, django_user_model) -> None:
    late = taken_in(letter_of, 9)
    run_both(model)
    tasks.recalibrate()
    eva = account(django_user_model, "eva", "codeur")
    assignments.ask(decisions.coder_of(eva), late, by=None)
    client.force_login(eva)
    stance = Stance.objects.filter(coder=decided, revision__letter=late)[0]
    assert cards.card(stance.pk).voices[0].beside
    addresses = (
        f"/beoordelen/?voorstel={stance.pk}", f"/standpunten/{stance.pk}/", late.get_absolute_url(), "/coderen/",
        f"/beoordelen/?letter={late.key}", f"/api/v1/stances/?letter={late.key}", "/gegevens/standpunten.csv",
    )  # fmt: skip
    for address in addresses:
        answer = client.get(address, follow=True)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"andere machine" not in content, address


def test_a_part_that_is_answered_later_is_unknown_before_and_known_after(letter_of, model, client) -> None:
    days = {ago: timezone.now() - timedelta(days=ago) for ago in (5, 3)}
    with past_day.at(days[5]):
        letter_of(1, "3 maart 2019", *SENTENCES)
        call_command("propose")
        model.answers(lambda asked: completion("") if asked.numbers == [1, 2] else completion(json.dumps(OF_THE_THIRD)))
        propose()
    rules = Coder.objects.get(name="rules")
    calibrate(rules, days[5] + timedelta(minutes=1))
    model_run = CodingRun.objects.get(coder__name="language-model")
    then = rows_of(client, f"?as_of={(days[5] + timedelta(days=1)).date()}")
    assert model_run.whole_at is None
    assert evidence(then) == {"russia": "unknown", "defence-spending": "unknown", "eu-cooperation": "otherwise"}
    with past_day.at(days[3]):
        model.questions.clear()
        model.answers(completion('{"stances": []}'))
        propose(again=True)
    assert asked_of(model) == [[1, 2]]
    assert rows_of(client, f"?as_of={(days[5] + timedelta(days=1)).date()}") == then
    now = evidence(rows_of(client))
    assert now == {"russia": "silent", "defence-spending": "silent", "eu-cooperation": "otherwise"}
    again = CodingRun.objects.get(coder__name="language-model")
    assert (again.at, again.whole_at) == (model_run.at, days[3])


def evidence(rows: list[dict[str, str]]) -> dict[str, str]:
    own = (row for row in rows if row["coder"].startswith("rules"))
    return {row["topic"]: re.findall(r"beside: (\w+) ", row["calibration"])[0] for row in own}


def calibrate(coder: Coder, at) -> None:
    Calibration.objects.create(
        coder=coder, at=at, source="site", slope=1, intercept=0, same=0.5, otherwise=-0.5, silent=-0.25, decisions=200,
        letters=5, log_loss=0.6,
    )  # fmt: skip
