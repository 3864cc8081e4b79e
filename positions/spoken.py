"""A letter's position in a sentence: for summaries, hover, screen readers and those who see no chart."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from positions.domain.entries import Topic as Axis
from positions.domain.series import Dot, Series
from positions.phrases import leaning, mean_words, sentences_words, share_words
from positions.reviewing.words import HOLDERS, signed

LONGEST_QUOTE = 220


def day_words(day: date | None) -> str:
    return date_format(day, "j F Y") if day else _("datum onbekend")


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


def dot_words(dot: Dot, axis: Axis, *, holder: str = "") -> str:
    """All that a dot says but its letter's name and its quote."""
    parts = [holder, day_words(dot.letter.day), stand_words(dot, axis), basis_words(dot)]
    parts.append(_("%(share)s van de brief") % {"share": share_words(dot.salience)})
    if not dot.accepted:
        parts.append(state_words(dot))
    return " · ".join(part for part in parts if part)


def quote_words(dot: Dot) -> str:
    return str(Truncator(dot.typical.words).chars(LONGEST_QUOTE, truncate=" […]"))


def holder_words(line: Series) -> str:
    return str(HOLDERS[line.holder][0])


def summary(line: Series, axis: Axis, until: date) -> str:
    """What the line says last, in one sentence; where it broke off, that it did."""
    latest = line.latest
    if latest is None:
        return _nothing_yet(line)
    words = {
        "stand": stand_words(latest, axis), "day": day_words(latest.letter.day), "basis": basis_words(latest)
    }  # fmt: skip
    if line.segments(until)[-1].end >= until:
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
        "topic": title, "low": axis.low_pole.nl, "high": axis.high_pole.nl
    }  # fmt: skip
