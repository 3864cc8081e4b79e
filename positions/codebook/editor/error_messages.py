"""Codebook errors in the language of the page: commands print English, and Dutch pages Dutch."""

from __future__ import annotations

import re

from django.utils.translation import get_language

# In the order of positions/domain/codebook/loading.py and terms.py; an unlisted message is shown unchanged.
_DUTCH = [
    (r"not valid TOML: nested too deeply.*", "dit is geen geldige TOML: te diep in elkaar, of een getal is te lang"),
    (r"not valid TOML: (.*)", r"dit is geen geldige TOML ({0})"),
    (r"the codebook is too long: at most (\d+) signs", "het codeboek is te lang: hoogstens {0} tekens"),
    (r"more than (\d+) terms in all", "meer dan {0} termen bij elkaar"),
    (r"version is missing.*", "de regel met de versie ontbreekt: version = \"2\""),
    (r"topic (\S+) is there twice", "onderwerp {0} staat er twee keer"),
    (r"topic (\S+) is gone: .*",
     "onderwerp {0} is weg. Een versie mag een onderwerp splitsen of erbij zetten, maar nooit weglaten of samenvoegen:"
     " er zijn al zinnen onder gecodeerd. Zet het terug."),
    (r"there is no \[\[(\S+)\]\]", "er staat geen [[{0}]]"),
    (r"a topic needs a slug .*", "een onderwerp heeft een kenmerk (slug) van kleine letters, cijfers en streepjes"),
    (r"carries is one of (.*)", "carries is een van: {0}"),
    (r"topic (\S+) has no terms.*", "onderwerp {0} heeft geen termen: niets zou het ooit noemen"),
    (r"topic (\S+): there is no score (\S+)", "onderwerp {0}: de score {1} bestaat niet"),
    (r"topic (\S+) has no anchor for score (\S+)", "bij onderwerp {0} ontbreekt de omschrijving van score {1}"),
    (r"(\S+) is true or false", "{0} is true of false"),
    (r"a cue names a topic that is not there: (.*)", "dit teken hoort bij een onderwerp dat er niet is: {0}"),
    (r"weight is a whole number from 1 to 9", "weight is een heel getal van 1 tot en met 9"),
    (r"there is no holder (\S+)", "{0} bestaat niet als houder van een standpunt"),
    (r"holder (\S+) is missing", "houder {0} ontbreekt"),
    (r"general cues for (\S+) are missing", "de algemene tekens {0} ontbreken"),
    (r"the (.+) is missing in (nl|en)", "{0}: de tekst ontbreekt in taal {1}"),
    (r"(\S+) is a list of terms", "{0} is een lijst van termen"),
    (r"(\S+) holds something that is no text: (.*)", "in {0} staat iets wat geen tekst is: {1}"),
    (r"unknown score (\S+): one of (.*)", "de score {0} bestaat niet; kies uit {1}"),
    (r"this should be a table", "hier hoort een tabel te staan"),
    (r"unknown key (.*)", "onbekend woord: {0}"),
    (r"a term is empty", "een term is leeg"),
    (r"the term is too long \(at most (\d+) words, (\d+) signs\): (.*)",
     "de term is te lang (hoogstens {0} woorden en {1} tekens): {2}"),
    (r"the term holds a character that means nothing here: (.*)",
     "in de term staat een teken dat hier niets betekent: {0}"),
    (r"alternatives are not balanced, or stand inside each other: (.*)",
     "de haakjes kloppen niet, of staan in elkaar: {0}"),
    (r"more than (\d+) alternatives: (.*)", "meer dan {0} keuzes tussen haakjes: {1}"),
    (r"alternatives need a word on each side of the bar: (.*)",
     "aan elke kant van het streepje | hoort een woord: {0}"),
    (r"a \* stands at the end of a word of at least (\d+) letters: (.*)",
     "een * staat aan het eind van een woord van ten minste {0} letters: {1}"),
    (r"at most (\d+) times \.\.\. in a term: (.*)", "hoogstens {0} keer ... in een term: {1}"),
    (r"\.\.\. stands between two words, with spaces: (.*)", "... staat tussen twee woorden, met spaties: {0}"),
    (r"\.\.\. stands between two words: (.*)", "... staat tussen twee woorden: {0}"),
    (r"at most (\d+) words with an empty alternative: (.*)", "hoogstens {0} woorden met een lege keuze: {1}"),
    (r"a term begins with a letter or a digit: (.*)", "een term begint met een letter of een cijfer: {0}"),
    (r"checking takes more than (\d+) seconds.*",
     "nakijken duurt langer dan {0} seconden: er zijn te veel termen, of te veel die op elkaar lijken"),
    (r"checking takes too much memory.*", "nakijken kost te veel geheugen: er zijn te veel termen"),
]  # fmt: skip


def worded(message: str) -> str:
    """Return the message in Dutch on a Dutch page; unchanged elsewhere, or if it is not listed."""
    if get_language() != "nl":
        return message
    for english, dutch in _DUTCH:
        if found := re.fullmatch(english, message, re.DOTALL):
            return dutch.format(*found.groups())
    return message
