"""Attention to a topic in words: the cells of a year, and in which years the topic was silent (codebook, 5)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from positions.domain.timeline.gaps import Gap
from positions.domain.timeline.topic_attention import Attention, AttentionYear
from positions.labels.position_words import gap_words, letters_words


def year_words(year: AttentionYear) -> str:
    """Return what a year's letters are known to say: "1 brief gelezen, niet genoemd", "2 van 3 brieven gelezen".

    Of a year without letters "hier geen brieven": others may exist that are not held.
    """
    words = {"letters": letters_words(year.held.dated), "read": year.held.read}
    if year.gap is None:
        return _("%(read)s van %(letters)s gelezen") % words
    if year.gap is Gap.NO_LETTERS:
        return _("hier geen brieven")
    if year.gap is Gap.SILENT:
        return _("%(letters)s gelezen, niet genoemd") % words
    if year.gap is Gap.PARTLY_READ and not year.came_up:
        return _("%(read)s van %(letters)s gelezen, daarin niet genoemd") % words
    return gap_words(year.gap, year.held)


def silence_words(found: Attention) -> str:
    """Return in one sentence in which years a topic was silent; of years that are not wholly read nothing is said."""
    if not any(year.known for year in found.years):
        return _("Van geen jaar zijn alle brieven gelezen: of het stil was, is onbekend.")
    if not found.silent:
        return _("Genoemd in elk jaar waarvan alle brieven gelezen zijn.")
    return _("Stil in %(years)s: gelezen, niet genoemd.") % {"years": _listed([run_words(run) for run in found.silent])}


def run_words(years: range) -> str:
    """Return a run of years: "2020", "2020–2022"; "" if there is none."""
    return "–".join(dict.fromkeys([str(years[0]), str(years[-1])])) if years else ""


def _listed(words: list[str]) -> str:
    if len(words) == 1:
        return words[0]
    return _("%(first)s en %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
