"""Positions, changes and periods in words and numbers, as pages, feeds and downloads say them."""

from __future__ import annotations

from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from positions.bilingual import in_language
from positions.domain.entries import Topic as Axis
from positions.domain.lines import HALF, ONE, Change, change

MINUS = "−"
PLACES = range(1, 7)  # decimals; scores of some hundred sentences never need more


def mean_words(mean: Fraction | int | None, places: int = 1) -> str:
    """One decimal, signed, in the reader's own way of writing: "+0,8", "−1,3", "0"; "" where there is none."""
    if mean is None:
        return ""
    shown = rounded(Fraction(mean), places)
    if shown == 0:
        return "0"
    while places and shown * 10 ** (places - 1) % 1 == 0:
        places -= 1
    return f"{'+' if mean > 0 else MINUS}{number_format(float(abs(shown)), decimal_pos=places)}"


def rounded(number: Fraction, places: int) -> Fraction:
    """Half away from zero, so that +0,25 and −0,25 look alike."""
    size = Fraction(int(abs(number) * 10**places + Fraction(1, 2)), 10**places)
    return size if number > 0 else -size


def step_words(before: Fraction, after: Fraction) -> tuple[str, str]:
    """Both numbers of a step, with as many decimals as it takes to see from them what the step is called.

    From 0,2 to 0,65 is no change of half a point, though "+0,2" and "+0,7" would say so.
    """
    meant = change(before, after)
    places = next((p for p in PLACES if change(rounded(before, p), rounded(after, p)) is meant), PLACES[-1])
    return mean_words(before, places), mean_words(after, places)


def moved_words(moved: Fraction) -> str:
    """How far a step went, with as many decimals as it takes to fall on the right side of a half and of one."""
    places = next((p for p in PLACES if _bounds(rounded(moved, p)) == _bounds(moved)), PLACES[-1])
    return mean_words(moved, places)


def _bounds(moved: Fraction) -> tuple[bool, bool]:
    return abs(moved) >= HALF, abs(moved) >= ONE


def share_words(share: Fraction | None) -> str:
    """A share as a percentage: "4%"; "<1%" for what is there but rounds to nothing."""
    if share is None:
        return ""
    percent = int(share * 100 + Fraction(1, 2))
    return "<1%" if share and not percent else f"{percent}%"


def sentences_words(number: int) -> str:
    return ngettext("%(n)s zin", "%(n)s zinnen", number) % {"n": number}


def letters_words(number: int) -> str:
    return ngettext("%(n)s brief", "%(n)s brieven", number) % {"n": number}


def leaning(mean: Fraction, axis: Axis) -> str:
    """The pole that a position leans to, in words; the middle is neither."""
    if abs(mean) < Fraction(1, 20):
        return _("in het midden")
    pole = axis.high_pole if mean > 0 else axis.low_pole
    return _("richting %(pole)s") % {"pole": in_language(pole)}


def change_words(change: Change) -> str:
    return {
        Change.NEW: _("nieuw"),
        Change.REAFFIRMED: _("bevestigd"),
        Change.HARDENED: _("verhard"),
        Change.SOFTENED: _("verzacht"),
        Change.REVERSED: _("omgedraaid"),
    }[change]


def heat_class(mean: Fraction | None) -> str:
    """The stylesheet's class for a cell: nine steps of half a point from −2 (`heat-n4`) to +2 (`heat-p4`)."""
    if mean is None:
        return ""
    step = int(abs(mean) * 2 + Fraction(1, 2))
    if step == 0:
        return "heat-0"
    return f"heat-{'p' if mean > 0 else 'n'}{step}"
