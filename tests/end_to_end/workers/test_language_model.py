"""A letter from its text to proposals on the review page, coded by a real language model on this machine.

So small a model codes badly: what is held here is the way, not how good a proposal is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.servers import LanguageModel
from tests.end_to_end.workers.conftest import Installation, until
from tests.factories import letter, told

pytestmark = pytest.mark.model

SENTENCES = (
    "Het kabinet vindt dat de sancties tegen Rusland moeten worden aangescherpt.",
    "Nederland wil daarnaast dat het gesprek met Moskou over wapenbeheersing doorgaat.",
    "De visserij kreeg dit jaar een rustig voorjaar.",
    "De NAVO benadrukt dat bondgenoten meer aan defensie moeten uitgeven.",
    "Het kabinet steunt dat, en verhoogt de uitgaven aan defensie.",
    "Uw Kamer ontvangt hierover voor de zomer een aparte brief.",
)
PREPARE = """
import sys
from django.core.management import call_command
for name in ("load_cabinets", "load_codebook", "create_roles"):
    call_command(name, stdout=sys.stderr, verbosity=0)
"""
ASK = "from positions.tasks import ask_language_model\nask_language_model.apply_async(queue='bulk')"
ROUNDS = """
from positions.models import ModelRound
answer = [
    {"state": each.state, "line": each.line, "coder": str(each.coder), "proposals": each.proposals, "asked": each.asked,
     "answered": each.answered, "tokens_in": each.tokens_in, "tokens_out": each.tokens_out, "seconds": each.seconds}
    for each in ModelRound.objects.with_totals().select_related("coder")
]
"""
PROPOSED = """
from positions.models import Stance
found = Stance.objects.filter(coder__name="language-model").select_related("revision")
answer = [[each.pk, each.quote, each.revision.text[each.start:each.end]] for each in found.order_by("start")]
"""
REVIEW_PAGE = """
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
settings.STORAGES["staticfiles"] = dict(BACKEND="django.contrib.staticfiles.storage.StaticFilesStorage")
settings.STATIC_ROOT = None
carla = User.objects.create_user("carla")
carla.groups.add(Group.objects.get(name="codeur"))
client = Client(HTTP_HOST="127.0.0.1")
client.force_login(carla, backend="django.contrib.auth.backends.ModelBackend")
answer = client.get("/beoordelen/?voorstel={}").content.decode()
"""


@pytest.fixture(scope="module")
def model() -> Iterator[LanguageModel]:
    if not LanguageModel.python.exists():
        missing = "the small language model is not installed: make model"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    server = LanguageModel()
    try:
        server.start()
        yield server
    finally:
        server.remove()


def test_a_letter_comes_back_from_the_model_as_proposals_to_review(
    model: LanguageModel, installation: Installation, tmp_path: Path
) -> None:
    installation.environment |= model.settings
    installation.ask(PREPARE)
    (tmp_path / "brief.txt").write_text(letter(sentences=SENTENCES))
    installation.start_worker()
    installation.manage("ingest", str(tmp_path / "brief.txt"))
    installation.ask(ASK)
    until(lambda: [each["state"] for each in installation.ask(ROUNDS)] == ["done"], seconds=150)

    [made] = installation.ask(ROUNDS)
    assert made["answered"] == made["asked"] > 0, "the model gave no answer that holds: try another letter on it"
    assert made["coder"].startswith("language-model gemma-3-270m-q4_k_m ")
    assert made["tokens_out"] == model.tokens_said() > 0  # by the server's own count: the model itself has answered
    assert made["tokens_in"] > 0
    assert made["seconds"] > 0

    proposed = installation.ask(PROPOSED)
    assert len(proposed) == made["proposals"] > 0
    assert all(quote == stands and quote in SENTENCES for _, quote, stands in proposed)

    number, quote, _ = proposed[0]
    page = told(installation.ask(REVIEW_PAGE.format(number)))
    assert quote in page
    assert f" · {made['coder']}" in page
