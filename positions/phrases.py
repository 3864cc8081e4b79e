"""Positions, changes and periods in words and numbers, as pages, feeds and downloads say them."""

from __future__ import annotations

from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from positions.bilingual import in_language
from positions.domain.entries import Topic as Axis
from positions.domain.lines import Change

MINUS = "−"


def mean_words(mean: Fraction | int | None) -> str:
    """One decimal, signed, in the reader's own way of writing: "+0,8", "−1,3", "0"; "" where there is none.

    Rounds half away from zero, so that +0,25 and −0,25 look alike.
    """
    if mean is None:
        return ""
    tenths = int(abs(Fraction(mean)) * 10 + Fraction(1, 2))
    if tenths == 0:
        return "0"
    written = number_format(tenths / 10, decimal_pos=0 if tenths % 10 == 0 else 1)
    return f"{'+' if mean > 0 else MINUS}{written}"


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
