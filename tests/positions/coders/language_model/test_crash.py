"""A killed round: what was answered before is not asked again, and nothing of the letter was written half."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from positions.models import CodingRun, ModelRound, ModelWindow, Stance
from tests.positions.coders.language_model.model_server import Answer, Question, first_sentence

ROOT = Path(__file__).resolve().parents[4]
PROGRAM = """
import json, os, django
from django.conf import settings
settings.DATABASES["default"].update(json.loads(os.environ["DATABASE_OF_TEST"]))
django.setup()
from django.core.management import call_command
call_command("propose", coder="language-model")
"""


def in_a_process(model) -> subprocess.Popen[bytes]:
    database = {name: connection.settings_dict[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "tracker.settings", "DATABASE_OF_TEST": json.dumps(database),
        "LANGUAGE_MODEL_URL": model.url, "LANGUAGE_MODEL_NAME": "testmodel:1b", "LANGUAGE_MODEL_WINDOW": "2",
    }  # fmt: skip
    return subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment)


@pytest.mark.django_db(transaction=True)
def test_a_round_that_was_killed_goes_on_where_it_was(recorded, model) -> None:
    hangs, released = threading.Event(), threading.Event()

    def hanging_on_the_second(question: Question) -> Answer:
        if question.numbers[0] == 3 and not hangs.is_set():
            hangs.set()
            released.wait(60)
        return first_sentence(question)

    model.answers(hanging_on_the_second)
    process = in_a_process(model)
    try:
        assert hangs.wait(60)
    finally:
        process.kill()
        process.wait()
        released.set()
    assert list(ModelWindow.objects.order_by("first").values_list("state", flat=True)) == ["answered", "waiting"]
    assert not Stance.objects.exists() and not CodingRun.objects.exists()
    call_command("propose", coder="language-model")
    assert [question.numbers for question in model.questions] == [[1, 2], [3, 4], [3, 4]]
    assert ModelRound.objects.get().state == "done"
    assert Stance.objects.count() == 2
