"""Positions as sentences: headlines, hover texts and descriptions for screen readers."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from letters.parser.cabinets_in_office import cabinet_on
from letters.parser.written_dates import written
from positions.domain.codebook.types import CodebookTopic
from positions.domain.scale import Holder
from positions.domain.timeline import RULES
from positions.domain.timeline.gaps import gap
from positions.domain.timeline.holdings import Holdings
from positions.domain.timeline.lines import Pool
from positions.domain.timeline.positions import Position, pooled
from positions.domain.timeline.series import Dot, Series
from positions.domain.timeline.timeline_letter import LetterRef
from positions.labels.codes import holder_name
from positions.labels.languages import in_language, reads_english
from positions.labels.position_words import (
    basis_words,
    gap_words,
    held_words,
    letters_words,
    share_words,
    stand_words,
    whole_step_words,
)

LONGEST_QUOTE = 220


def day_words(day: date | None) -> str:
    return date_format(day, "j F Y") if day else _("datum onbekend")


def days_words(first: date, last: date) -> str:
    """Return the days from one to another, or the one day."""
    return short_day(first) if first == last else f"{short_day(first)} – {short_day(last)}"


def short_day(day: date | datetime) -> str:
    """Return a day with its month abbreviated, in Dutch in lower case: "3 mrt 2026"; of a time the local day."""
    words = date_format(timezone.localdate(day) if isinstance(day, datetime) else day, "j M Y")
    return words if reads_english() else words.lower()


def day_beside(letter: LetterRef) -> str:
    """Return a letter's day, to put beside its name; "" if the name includes it."""
    told = letter.day and any(words in letter.name for words in (written(letter.day), day_words(letter.day)))
    return "" if told else day_words(letter.day)


def state_words(dot: Dot) -> str:
    return _("geaccepteerd") if dot.accepted else _("alleen voorstellen")


class DotDescriber:
    """Describes dots, without the letter's name and quote.

    Texts are cached: thousands of dots share few positions, shares and months.
    """

    def __init__(self, axis: CodebookTopic) -> None:
        self._axis = axis
        self._said: dict[tuple[Position, Fraction | None, bool], str] = {}
        self._months = [date_format(date(2000, month, 1), "F") for month in range(1, 13)]

    def dot(self, dot: Dot, holder: str = "") -> str:
        key = (dot.position, dot.salience, dot.accepted)
        if key not in self._said:
            self._said[key] = self._words(dot)
        day = dot.letter.day
        when = f"{day.day} {self._months[day.month - 1]} {day.year}" if day else day_words(None)
        parts = [holder, when, self._said[key], self._step(dot)]
        return " · ".join(part for part in parts if part)

    def _step(self, dot: Dot) -> str:
        return _("stap: %(step)s") % {"step": whole_step_words(dot.step, self._axis)} if dot.step else ""

    def _words(self, dot: Dot) -> str:
        parts = [stand_words(dot.position, self._axis), basis_words(dot.position, accepted=dot.accepted)]
        if dot.salience is not None:
            parts.append(_("%(share)s van de zinnen") % {"share": share_words(dot.salience)})
        return " · ".join(parts if dot.accepted else [*parts, state_words(dot)])


def quote_words(dot: Dot) -> str:
    words = dot.typical.words
    return words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE - 4]} […]"


def holder_words(line: Series) -> str:
    return holder_name(line.holder)


def summary(line: Series, axis: CodebookTopic, until: date, held: Holdings) -> str:
    """Return a topic's headline: the last letter that is not thin, and those held and read since (codebook, 5).

    For holders other than the cabinet only counts: they have no line and no headline.
    """
    if line.holder is not Holder.CABINET:
        return _of_others(line)
    latest = line.latest
    if latest is None:
        return _nothing_yet(line, held)
    words = {
        "stand": stand_words(latest.position, axis), "basis": basis_words(latest.position),
        "day": day_words(latest.day), "cabinet": latest.cabinet,
    }  # fmt: skip
    parts = [_("Laatst: %(stand)s, op %(basis)s, %(day)s (%(cabinet)s).") % words]
    since = _("Daarna, binnen wat u koos: %(letters)s.") if held.chosen else _("Daarna hier %(letters)s.")
    parts.append(since % {"letters": held_words(held.since(latest.day))})
    return " ".join([*parts, *_thin_since(line, latest), *_sitting_now(line, until, held)])


def _thin_since(line: Series, latest: Pool) -> list[str]:
    sums = line.by_day(accepted=True)
    later = [(day, thin) for day, thin in zip(sums.days, sums.thin, strict=True) if thin and day and day > latest.day]
    thin = sum(number for _day, number in later)
    if not thin:
        return []
    words = ngettext(
        "In %(n)s daarvan te weinig zinnen hierover voor een lijn (%(day)s).",
        "In %(n)s daarvan te weinig zinnen hierover voor een lijn (de laatste van %(day)s).",
        thin,
    )
    return [words % {"n": thin, "day": day_words(later[-1][0])}]


def _sitting_now(line: Series, until: date, held: Holdings) -> list[str]:
    """Note that the current cabinet has too few sentences or no letters, if the headline is another's.

    The sentences are those of all letters, whatever is chosen.
    """
    sitting = cabinet_on(until, line.cabinets)
    if sitting is None or any(pool.cabinet == sitting[0].name for pool in line.pools):
        return []
    if not held.chosen and not held.of_cabinet(sitting[0].name).letters:
        return [_("Van het huidige kabinet (%(cabinet)s) zijn hier geen brieven.") % {"cabinet": sitting[0].name}]
    return [_("Het huidige kabinet (%(cabinet)s): nog te weinig zinnen.") % {"cabinet": sitting[0].name}]


def _of_others(line: Series) -> str:
    accepted = [*line.by_day(accepted=True), *line.undated_accepted]
    if not accepted:
        return _only_proposed(line) or _("Niets geaccepteerd.")
    letters, together = sum(each.letters for each in accepted), pooled([each.sentences for each in accepted])
    return _("%(letters)s, %(sentences)s.") % {
        "letters": letters_words(letters), "sentences": basis_words(together)
    }  # fmt: skip


def _nothing_yet(line: Series, held: Holdings) -> str:
    dated = line.by_day(accepted=True)
    if line.leaves_out and not dated:
        return _("Geen brief met zoveel zinnen hierover als u koos.")
    if not dated and not line.undated_accepted:
        return _only_proposed(line) or _no_position(line, held)
    if line.pools:  # all hidden by a filter
        return _("Binnen wat u koos: geen brief met drie of meer zinnen hierover.")
    if not dated:
        return _("Alleen brieven zonder datum.")
    if all(each.thin == each.letters for each in dated):
        return _("Nog geen brief met drie of meer zinnen hierover.")
    return _("Nog geen brief van een bekend kabinet met drie of meer zinnen hierover.")


def _only_proposed(line: Series) -> str:
    return _("Nog geen standpunt is geaccepteerd. De open rondjes zijn voorstellen.") if line.proposed else ""


def _no_position(line: Series, held: Holdings) -> str:
    found = gap(held.all, 0, came_up=line.came_up)
    words = gap_words(None if line.one_coder else found, held.all)
    if held.chosen:
        return _("Binnen wat u koos: %(letters)s.") % {"letters": words}
    return f"{words[:1].upper()}{words[1:]}."


def rules_words() -> str:
    return _("Telregels %(rules)s.") % {"rules": RULES}


def title_of(axis: CodebookTopic, title: str) -> str:
    return _("%(topic)s: van %(low)s tot %(high)s") % {
        "topic": title, "low": in_language(axis.low_pole), "high": in_language(axis.high_pole)
    }  # fmt: skip
