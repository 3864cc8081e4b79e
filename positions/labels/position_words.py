"""Labels for positions, changes and periods, shared by pages, feeds and downloads."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from positions.domain.codebook.types import CodebookTopic
from positions.domain.scale import SCORES
from positions.domain.timeline.cabinet_and_others import Relation
from positions.domain.timeline.gaps import Gap, Held
from positions.domain.timeline.lines import Step
from positions.domain.timeline.periods import PeriodPosition, Slot
from positions.domain.timeline.positions import Form, Position
from positions.domain.timeline.steps import LEAST_DIFFERENCE, Difference, Kind, Towards, Verdict
from positions.labels.codes import signed
from positions.labels.languages import in_language

MINUS = "−"
PLACES = range(1, 7)  # decimals; scores of a few hundred sentences never need more


def mean_words(mean: Fraction | int | None, places: int = 1, *, alike: bool = False) -> str:
    """Return a mean with its sign in the locale's format: "+0,8", "−1,3", "0"; "" for None.

    `alike`: with all places, for numbers that stand beside each other.
    """
    if mean is None:
        return ""
    shown = rounded(Fraction(mean), places)
    if shown == 0:
        return "0"
    while not alike and places and shown * 10 ** (places - 1) % 1 == 0:
        places -= 1
    return f"{'+' if mean > 0 else MINUS}{number_format(float(abs(shown)), decimal_pos=places)}"


def rounded(number: Fraction, places: int) -> Fraction:
    """Round half away from zero, so that +0,25 and −0,25 look alike."""
    size = Fraction(int(abs(number) * 10**places + Fraction(1, 2)), 10**places)
    return size if number > 0 else -size


def step_numbers(before: Fraction, after: Fraction) -> tuple[str, str]:
    """Return both means of a step, with as many decimals and enough to show whether they differ by half a point.

    From 0,2 to 0,65 is less than half a point, though "+0,2" and "+0,7" suggest otherwise.
    """
    far = abs(after - before) >= LEAST_DIFFERENCE
    places = next(
        (p for p in PLACES if (abs(rounded(after, p) - rounded(before, p)) >= LEAST_DIFFERENCE) is far), PLACES[-1]
    )
    alike = any(rounded(mean, places) % 1 for mean in (before, after))
    return mean_words(before, places, alike=alike), mean_words(after, places, alike=alike)


def difference_words(before: Fraction, after: Fraction) -> str:
    """Return the exact difference of two means, with enough decimals to be on the right side of half a point.

    With more decimals where the means as shown differ by something else: of +0,26 and +0,64, shown as "+0,3" and
    "+0,6", "+0,38". "minder dan 0,1" where the means are shown alike but differ.
    """
    value = after - before
    shown = rounded(after, 1) - rounded(before, 1)
    if value and not shown and not rounded(value, 1):
        return _("minder dan %(least)s") % {"least": number_format(0.1, decimal_pos=1)}
    far = abs(value) >= LEAST_DIFFERENCE
    places = next((p for p in PLACES if (abs(rounded(value, p)) >= LEAST_DIFFERENCE) is far), PLACES[-1])
    if rounded(value, places) != shown:
        exacter = (p for p in PLACES if p >= places and rounded(value, p) not in {rounded(value, 1), 0})
        places = next(exacter, places)
    return mean_words(value, places)


def share_words(share: Fraction | None) -> str:
    """Return a share as a percentage: "4%"; "<1%" if it is positive but rounds to zero."""
    if share is None:
        return ""
    percent = int(share * 100 + Fraction(1, 2))
    return "<1%" if share and not percent else f"{percent}%"


def sentences_words(number: int) -> str:
    return ngettext("%(n)s zin", "%(n)s zinnen", number) % {"n": number}


def letters_words(number: int) -> str:
    return ngettext("%(n)s brief", "%(n)s brieven", number) % {"n": number}


def leaning(mean: Fraction, axis: CodebookTopic) -> str:
    """Return the pole that a position leans to, in words; the middle is neither."""
    if abs(mean) < Fraction(1, 20):
        return _("in het midden")
    pole = axis.high_pole if mean > 0 else axis.low_pole
    return _("richting %(pole)s") % {"pole": in_language(pole)}


def stand_words(position: Position, axis: CodebookTopic) -> str:
    """Return a position by its form: "+1,2 (richting afschrikking)", "afschrikking én toenadering: 6 en 5 zinnen"."""
    if in_form := form_words(position, axis):
        return in_form
    words = {"mean": mean_words(position.mean), "leaning": leaning(position.mean, axis)}
    if position.thin:
        return _("%(mean)s (%(leaning)s), op minder dan drie zinnen") % words
    return _("%(mean)s (%(leaning)s)") % words


def form_words(position: Position, axis: CodebookTopic) -> str:
    """Return a position by its form where its mean does not tell it: both ways, or weighed; else ""."""
    if position.form is Form.BOTH_WAYS:
        return _both_words(position, axis)
    if position.form is Form.WEIGHED:
        return _("afgewogen: %(middle)s van %(all)s zinnen in het midden") % {
            "middle": position.counts[2], "all": position.sentences
        }  # fmt: skip
    return ""


def period_form_words(found: PeriodPosition, axis: CodebookTopic) -> str:
    """Return the form of all sentences of a period, as of letters of one day that are pooled; "" as `form_words`, and
    if every letter is thin.
    """
    return "" if found.thin else form_words(found.sentences, axis)


def _both_words(position: Position, axis: CodebookTopic) -> str:
    sides = [(position.above, in_language(axis.high_pole)), (position.below, in_language(axis.low_pole))]
    (most, first), (least, second) = sorted(sides, key=lambda side: -side[0])
    return _("%(first)s én %(second)s: %(most)s en %(least)s zinnen") % {
        "first": first, "second": second, "most": most, "least": least
    }  # fmt: skip


def counts_words(counts: Sequence[int]) -> str:
    """Return the distribution without empty scores: "−1: 3 · 0: 2 · +1: 12"."""
    return " · ".join(f"{signed(score)}: {n}" for score, n in zip(SCORES, counts, strict=True) if n)


def singly_words(position: Position) -> str:
    """Return how many sentences were judged one by one: "3 los beoordeeld"."""
    if not position.singly:
        return _("in bulk aanvaard")
    if position.singly == position.sentences:
        return _("los beoordeeld")
    return _("%(n)s los beoordeeld") % {"n": position.singly}


def basis_words(position: Position, *, accepted: bool = True) -> str:
    """Return the evidence of a position: "17 zinnen (−1: 3 · +1: 14), 3 los beoordeeld"."""
    words = f"{sentences_words(position.sentences)} ({counts_words(position.counts)})"
    return f"{words}, {singly_words(position)}" if accepted else words


def bin_words(letters: int, thin: int, sentences: Position, *, accepted: bool) -> str:
    """Return what several letters say together, which is no position: how many they are, and their distribution."""
    parts = [letters_words(letters)]
    if thin:
        parts.append(_("%(n)s met minder dan drie zinnen") % {"n": thin})
    parts.append(basis_words(sentences, accepted=accepted))
    return " · ".join(parts if accepted else [*parts, _("alleen voorstellen")])


def relation_words(found: Relation) -> str:
    """Return how the cabinet relates to another holder in the same letter, in words."""
    return {
        Relation.SAME: _("kabinet aan dezelfde kant"),
        Relation.OTHER: _("kabinet aan de andere kant"),
        Relation.PARTLY: _("kabinet deels aan dezelfde kant"),
        Relation.NEITHER: _("niet aan één kant: een van beide weegt af of zit in het midden"),
        Relation.NONE: _("nog geen geaccepteerd standpunt van het kabinet"),
        Relation.SILENT: _("het kabinet neemt hier geen standpunt in"),
    }[found]


def verdict_words(verdict: Verdict) -> str:
    """Return the verdict's name, as in choices."""
    return {
        Verdict.REVERSED: _("omgedraaid"),
        Verdict.MOVED: _("verschoven"),
        Verdict.REAFFIRMED: _("bevestigd"),
        Verdict.UNCLEAR: _("te weinig om het te zeggen"),
    }[verdict]


def kind_words(kind: Kind) -> str:
    """Return the name of a kind of step, as in choices."""
    if kind is Kind.NEW:
        return _("begin van een lijn")
    return _("van kabinet op kabinet") if kind is Kind.ACROSS else verdict_words(Verdict(kind.value))


def outcome_words(found: Difference, axis: CodebookTopic) -> str:
    """Return the verdict with its pole: "meer richting afschrikking"."""
    if found.towards is None:
        return verdict_words(found.verdict)
    pole = in_language(axis.high_pole if found.towards is Towards.HIGH else axis.low_pole)
    words = _("omgedraaid, nu richting %(pole)s") if found.verdict is Verdict.REVERSED else _("meer richting %(pole)s")
    return words % {"pole": pole}


def step_words(step: Step, axis: CodebookTopic) -> str:
    """Return a step in words: "Rutte III → Rutte IV: bevestigd", "meer richting afschrikking, na 19 maanden"."""
    if step.before is None or step.difference is None:
        return _("begin van de lijn van %(cabinet)s") % {"cabinet": step.after.cabinet}
    words = outcome_words(step.difference, axis)
    if step.kind is Kind.ACROSS:
        words = f"{step.before.cabinet} → {step.after.cabinet}: {words}"
    if step.gap_months is None:
        return words
    after = ngettext("na %(n)s maand", "na %(n)s maanden", step.gap_months) % {"n": step.gap_months}
    return f"{words}, {after}"


def provisional_words(step: Step) -> str:
    """Return "voorlopig: nog 12 voorstellen open"; "" if none is open."""
    if not step.provisional:
        return ""
    return ngettext(
        "voorlopig: nog %(n)s voorstel open", "voorlopig: nog %(n)s voorstellen open", step.provisional
    ) % {"n": step.provisional}  # fmt: skip


def whole_step_words(step: Step, axis: CodebookTopic) -> str:
    """Return a step in words, and that it is provisional if so."""
    provisional = provisional_words(step)
    return f"{step_words(step, axis)} ({provisional})" if provisional else step_words(step, axis)


def gap_words(found: Gap | None, held: Held) -> str:
    """Return the reason why a period has no position; None means that the reader's filter hides some."""
    if found is None:
        return _("geen standpunt dat bij uw keuze past")
    if found is Gap.NO_LETTERS:
        return _("geen brieven met een datum") if held.letters else _("geen brieven")
    letters = letters_words(held.dated)
    if found is Gap.NOT_READ:
        return _("%(letters)s, nog niet gelezen") % {"letters": letters}
    if found is Gap.PARTLY_READ:
        return _("%(read)s van %(letters)s gelezen, daarin geen standpunt") % {"read": held.read, "letters": letters}
    if found is Gap.MENTIONED:
        return _("%(letters)s gelezen: genoemd, geen standpunt") % {"letters": letters}
    return _("%(letters)s gelezen, geen standpunt") % {"letters": letters}


def no_position_words(*, came_up: bool) -> str:
    """Return what a read letter without a position of the cabinet says of a topic: it mentions it, or is silent."""
    return _("gelezen: genoemd, geen standpunt") if came_up else _("gelezen, niet genoemd")


def slot_words(slot: Slot) -> str:
    """Return a period in words: "2021 · Rutte III", "Rutte III", "2021 · kabinet onbekend"."""
    if slot.empty:
        return str(slot.year)
    cabinet = slot.cabinet or _("kabinet onbekend")
    return cabinet if slot.year is None else f"{slot.year} · {cabinet}"


def held_words(held: Held) -> str:
    """Return the number of letters held and read: "3 brieven, 1 gelezen" or "geen brieven"."""
    if not held.letters:
        return _("geen brieven")
    return _("%(letters)s, %(read)s gelezen") % {"letters": letters_words(held.letters), "read": held.read}


def heat_class(mean: Fraction | None) -> str:
    """Return the CSS class of a cell: nine steps of half a point from −2 (`heat-n4`) to +2 (`heat-p4`)."""
    if mean is None:
        return ""
    step = int(abs(mean) * 2 + Fraction(1, 2))
    if step == 0:
        return "heat-0"
    return f"heat-{'p' if mean > 0 else 'n'}{step}"
