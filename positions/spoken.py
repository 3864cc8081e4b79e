"""A letter's position in a sentence: for summaries, hover, screen readers and those who see no chart."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from letters.domain.dates import written
from positions.bilingual import in_language
from positions.domain.entries import Topic as Axis
from positions.domain.lines import Position
from positions.domain.series import Dot, LetterRef, Series
from positions.phrases import leaning, mean_words, sentences_words, share_words
from positions.reviewing.words import holder_name, signed

LONGEST_QUOTE = 220


def day_words(day: date | None) -> str:
    return date_format(day, "j F Y") if day else _("datum onbekend")


def day_beside(letter: LetterRef) -> str:
    """The day of a letter, to stand beside its name; "" where the name says it already."""
    return "" if letter.day and written(letter.day) in letter.name else day_words(letter.day)


def stand_words(dot: Dot, axis: Axis) -> str:
    """ "+1,2 (richting afschrikking)"."""
    return f"{mean_words(dot.position.mean)} ({leaning(dot.position.mean, axis)})"


def basis_words(dot: Dot) -> str:
    """What the position rests on: "23 zinnen, van −1 tot +2"."""
    words = sentences_words(dot.position.sentences)
    low, high = dot.position.lowest, dot.position.highest
    if low == high:
        return words
    return _("%(sentences)s, van %(low)s tot %(high)s") % {
        "sentences": words, "low": signed(low), "high": signed(high)
    }  # fmt: skip


def state_words(dot: Dot) -> str:
    return _("geaccepteerd") if dot.accepted else _("alleen voorstellen")


class Speaker:
    """Says all that a dot says but its letter's name and its quote.

    It keeps what it said: thousands of dots share their few means, spreads and months.
    """

    def __init__(self, axis: Axis) -> None:
        self._axis = axis
        self._said: dict[tuple[Position, Fraction, bool], str] = {}
        self._months = [date_format(date(2000, month, 1), "F") for month in range(1, 13)]

    def dot(self, dot: Dot, holder: str = "") -> str:
        key = (dot.position, dot.salience, dot.accepted)
        if key not in self._said:
            self._said[key] = self._words(dot)
        day = dot.letter.day
        when = f"{day.day} {self._months[day.month - 1]} {day.year}" if day else day_words(None)
        return f"{holder} · {when} · {self._said[key]}" if holder else f"{when} · {self._said[key]}"

    def _words(self, dot: Dot) -> str:
        share = _("%(share)s van de brief") % {"share": share_words(dot.salience)}
        parts = [stand_words(dot, self._axis), basis_words(dot), share]
        return " · ".join(parts if dot.accepted else [*parts, state_words(dot)])


def quote_words(dot: Dot) -> str:
    words = dot.typical.words
    return words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE - 4]} […]"


def holder_words(line: Series) -> str:
    return holder_name(line.holder)


def summary(line: Series, axis: Axis, until: date) -> str:
    """What the line says last, in one sentence; where it broke off, that it did."""
    latest = line.latest
    if latest is None:
        return _nothing_yet(line)
    words = {
        "stand": stand_words(latest, axis), "day": day_words(latest.letter.day), "basis": basis_words(latest)
    }  # fmt: skip
    if line.ends(until) == until:
        return _("Laatst: %(stand)s op %(day)s, op %(basis)s.") % words
    return (
        _("Voor het laatst iets over gezegd op %(day)s: %(stand)s, op %(basis)s. Daarna is het stil.") % words
    )  # fmt: skip


def _nothing_yet(line: Series) -> str:
    if line.hollow:
        return _("Nog geen standpunt is geaccepteerd. De open rondjes zijn voorstellen.")
    return _("Geen brief neemt hierover een standpunt in.")


def title_of(axis: Axis, title: str) -> str:
    return _("%(topic)s: van %(low)s tot %(high)s") % {
        "topic": title, "low": in_language(axis.low_pole), "high": in_language(axis.high_pole)
    }  # fmt: skip
