"""A legend explains what is drawn beside it, at each width, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from letters.parser.cabinets_in_office import CabinetTerm
from positions.charts import svg
from positions.charts.legend import legend, signs
from positions.charts.scales import NARROW, WIDE, Size
from positions.charts.spec import ChartSpec
from positions.domain.scale import SCORES, Holder
from positions.labels.palette import LIGHT
from tests.positions.charts.factories import line, picture, saying

START = date(2016, 1, 1)
LETTERS = st.lists(
    st.tuples(
        st.integers(0, 1500) | st.integers(0, 12),
        st.lists(st.sampled_from(SCORES), min_size=1, max_size=9),
        st.booleans(),
        st.sampled_from((Holder.CABINET, Holder.ADVISER)),
    ),
    max_size=9,
)
CARETAKER = CabinetTerm("Drees", date(2014, 1, 1), date(2017, 1, 1))


def spec(letters) -> ChartSpec:
    told = [
        saying(START + timedelta(days=day), *scores, key=str(place), accepted=accepted, holder=holder)
        for place, (day, scores, accepted, holder) in enumerate(letters)
    ]
    lines = (line(*(each for each in told if each.holder is holder), holder=holder) for holder in Holder)
    return picture(*(each for each in lines if each.days), bands=(CARETAKER,))


def kinds(found: ChartSpec, wide: Size, narrow: Size) -> tuple[set[str], set[str]]:
    """Return what the legend explains on a desk, and on a phone."""
    drawn = (svg.render(found, size, LIGHT) for size in (wide, narrow))
    entries = legend([found]).on_page(*drawn).entries
    return tuple({each.kind for each in entries if each.where in ("", where)} for where in ("on-desk", "on-phone"))  # type: ignore[return-value]


@given(LETTERS)
def test_it_explains_every_sign_of_a_drawing_and_no_other(letters) -> None:
    found = spec(letters)
    assert kinds(found, WIDE, NARROW) == tuple(signs(svg.render(found, size, LIGHT)) for size in (WIDE, NARROW))


def test_letters_that_stand_aside_on_a_phone_alone_are_explained_there_alone() -> None:
    found = spec([(0, [1] * 3, True, Holder.CABINET), (1200, [1] * 3, True, Holder.CABINET)])
    assert "leader" not in set.union(*kinds(found, WIDE, NARROW))
    found = spec([(day, [1] * 5, True, Holder.CABINET) for day in (0, 40, 1200)])
    desk, phone = kinds(found, WIDE, NARROW)
    assert "leader" not in desk
    assert "leader" in phone
