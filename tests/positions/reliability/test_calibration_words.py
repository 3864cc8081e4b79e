"""Words of the agreement page on whether the confidence of a machine holds."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from positions.reliability.recalibration import Reliability
from tests.positions.factories import words_of

UNMEASURED = "nog niet gemeten"


def words(decisions: int) -> str:
    """Return the words on a machine without a calibration."""
    one = Reliability("regels", None, "", decisions, [], None)
    return words_of(render_to_string("positions/agreement/_calibration.html", {"reliability": [one], "enough": 300}))


@pytest.mark.parametrize(("decisions", "told"), [(299, True), (300, False)])
def test_only_below_the_number_that_is_enough_it_is_asked_for(decisions: int, told: bool) -> None:
    assert (UNMEASURED in words(decisions)) is told
    assert ("daarvoor zijn 300 losse beslissingen nodig, en dit zijn er 299" in words(decisions)) is told
    assert "Deze machine heeft geen ijking." in words(decisions)
