"""Releases asked for, and made, by two at the same moment."""

from __future__ import annotations

from functools import partial

import pytest
from django.contrib.auth.models import User

from positions.models import Release
from positions.releases import cut
from positions.review import decisions
from tests.at_once import LATE, beside, not_committed
from tests.positions import past_day
from tests.positions.past_day import DAY, SITE


def test_two_at_once_make_one_release_once(transactional_db, workers) -> None:
    anna = User.objects.create_user("anna")
    past_day.letters_of_then(decisions.coder_of(anna))
    with not_committed(workers, partial(cut.ask, "1", DAY, "", site=SITE, by=anna)) as commit:
        second = beside(workers, partial(cut.ask, "1.1", DAY, "", site=SITE, by=anna))
        commit()
        with pytest.raises(cut.ReleaseError, match="al een uitgave gevraagd"):
            second.result(LATE)
    release = Release.objects.get()
    with not_committed(workers, partial(cut.cut, release.pk)):
        cut.cut_waiting()
        assert release.files.count() == 0
    files = release.files.count()
    assert files > 0
    cut.ask("1.1", DAY, "", site=SITE, by=anna)
    cut.cut_waiting()
    cut.cut_waiting()
    assert [(each.state, each.files.count()) for each in Release.objects.all()] == [("done", files)] * 2
