from __future__ import annotations

import pytest
from django.core.management import call_command

from positions.models import Stance
from tests.kept import kept
from tests.positions.conftest import firmer, registering
from tests.positions.factories import SENTENCES


@kept
def three(recorded) -> list[Stance]:
    """Proposals of `rules`, `twin` (equal) and `firm` (one point more on Russia) on the letter's first sentence."""
    with pytest.MonkeyPatch.context() as patch:
        register = registering(patch)
        register("twin", "1", lambda proposal: proposal)
        register("firm", "1", firmer)
        for name in ("rules", "twin", "firm"):
            call_command("propose", coder=name)
    start = recorded.revisions.get().text.index(SENTENCES[0])
    found = list(Stance.objects.open().filter(start=start, topic__slug="russia").order_by("pk"))
    assert [stance.score for stance in found] == [-1, -1, 0]
    return found
