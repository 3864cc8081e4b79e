"""View data of the method page: the codebook object that coders use, in the language of the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.utils.formats import number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from letters.labels.lang import mark_dutch
from positions.domain.codebook.types import Codebook, CodebookTopic
from positions.domain.scale import SCORES, Holder
from positions.domain.timeline import RULES, lines, periods, steps, typical_quote
from positions.domain.timeline.positions import THIN
from positions.labels.codes import signed
from positions.labels.languages import in_language

# Labels of the lists of a topic and of the general cues.
LISTS = {
    "terms": _("Noemt het onderwerp, waar het ook staat"),
    "context": _("Hoort erbij als de passage al over het onderwerp gaat"),
    "weak": _("Telt alleen naast een van de woorden hieronder"),
    "firmly_beside": _("Maakt een zwak woord sterk"),
    "beside": _("Maakt een zwak woord sterk als de zin over niets anders gaat"),
    "primacy": _("Hoort erbij in een passage die het onderwerp noemt"),
    "agenda_only": _("Zegt niets als het alleen op een agenda staat"),
    "excluded": _("Betekent iets anders, en telt niet"),
    "setting": _("In een kop of titel: de brief gaat over het terrein van het onderwerp"),
}
_EXAMPLE = re.compile(r"(«[^»]*»)")
WHO = {
    Holder.CABINET: _("Ook wat de brief zelf vindt, zonder te zeggen wie: het kabinet ondertekent de brief."),
    Holder.ALLIES: _("De vergadering of de leden samen, ook als Nederland een van hen is."),
    Holder.NATO: _("De organisatie zelf, haar secretaris-generaal en haar verklaringen."),
    Holder.ADVISER: _("Wie het kabinet om raad vroeg: een adviesraad, een reflectiegroep, een rapport."),
    Holder.OTHER: _("Ieder ander: een land, een persoon, de Europese Commissie, de Kamer en haar moties."),
}
GENERAL = {
    "stance": _("Iemand neemt een standpunt in"),
    "speech": _("Iemand zegt iets"),
    "claim": _("Een land komt zelf aan het woord"),
    "verb": _("Werkwoorden die een naam tot onderwerp maken"),
    "no-subject": _("Woorden waardoor een naam geen onderwerp is"),
    "by-preposition": _("De naam erachter heeft het woord"),
    "view-of": _("De naam erachter heeft het woord, tenzij het kabinet antwoordt"),
    "trailing": _("De naam erachter had al die tijd het woord"),
    "own-voice": _("De brief spreekt zelf"),
    "norm": _("Zegt wat moet"),
    "evaluation": _("Oordeelt"),
    "wish": _("Wil iets"),
    "agenda": _("Staat alleen op de agenda"),
    "procedure": _("Gaat over stukken en procedure"),
    "pointing": _("Zegt alleen waar iets staat"),
    "figure": _("Getallen"),
    "fact": _("Vertelt wat er gebeurde of is vastgelegd"),
    "negation": _("Ontkent"),
    "opposition": _("Wijst af"),
    "disapproval": _("Keurt af"),
    "bare-endorsement": _("Sluit zich aan bij wat ervoor staat"),
    "concession": _("Geeft iets toe"),
    "contrast": _("Zet er iets tegenover"),
    "comparison": _("Vergelijkt met vroeger"),
    "continuation": _("Gaat verder met wat ervoor staat"),
    "aside": _("Noemt iets terloops"),
    "examination": _("Zoekt iets uit, zonder oordeel"),
    "other-subject": _("Andere onderwerpen"),
    "judging": _("Oordeelt, waar het ook over gaat"),
    "own-view": _("Noemt iets een eigen mening"),
    "reason": _("Geeft een reden"),
    "bound": _("Stelt een voorwaarde"),
    "past": _("Werkwoorden in de verleden tijd"),
    "question": _("Vraagt iets"),
    "logistics": _("Reizen, personeel en gebouwen"),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """A list of terms and its label."""

    label: str
    terms: tuple[str, ...]

    @property
    def words(self) -> str:
        return " · ".join(self.terms)


@dataclass(frozen=True, slots=True)
class ShownTopic:
    slug: str
    name: str
    definition: str
    excludes: str
    low_pole: str
    high_pole: str
    anchors: list[tuple[str, str]]
    lists: list[Terms]
    cues: list[Terms]

    @property
    def count(self) -> int:
        return sum(len(terms.terms) for terms in (*self.lists, *self.cues))


@dataclass(frozen=True, slots=True)
class ShownHolder:
    name: str
    explanation: str
    lists: list[Terms]


def topics(codebook: Codebook) -> list[ShownTopic]:
    return [_topic(topic, codebook) for topic in codebook.topics]


def holders(codebook: Codebook) -> list[ShownHolder]:
    shown = []
    for cues in codebook.holders:
        lists = [Terms(str(_("Wijst aan")), cues.terms), Terms(str(_("Telt niet")), cues.excluded)]
        shown.append(ShownHolder(in_language(cues.name), str(WHO[cues.holder]), [each for each in lists if each.terms]))
    return shown


def general(codebook: Codebook) -> list[Terms]:
    return [Terms(str(GENERAL.get(group, group)), terms) for group, terms in codebook.general.items()]


def instructions(codebook: Codebook) -> dict[str, SafeString]:
    """Return the instruction on each question, its Dutch examples marked; empty for versions without them."""
    return {question: _with_examples(in_language(text)) for question, text in codebook.instructions.items()}


def _with_examples(text: str) -> SafeString:
    parts = _EXAMPLE.split(text)  # every second one is an example
    return format_html_join("", "{}", ((mark_dutch(part) if n % 2 else part,) for n, part in enumerate(parts)))


def counting() -> dict[str, Any]:
    """Return the constants of the counting rules, in the reader's number format."""
    return {
        "rules": RULES,
        "thin": THIN,
        "months": lines.MONTHS_HELD,
        "least_difference": number_format(float(steps.LEAST_DIFFERENCE)),
        "from_zero": number_format(float(steps.LEAST_FROM_ZERO)),
        "least_variance": number_format(float(steps.LEAST_VARIANCE)),
        "least_sentences": steps.LEAST_SENTENCES,
        "most_error": number_format(sqrt(steps.MOST_SE_SQUARED)),
        "most_weight": periods.MOST_WEIGHT,
        "shortest": typical_quote.SHORTEST,
        "longest": typical_quote.LONGEST,
    }


def _topic(topic: CodebookTopic, codebook: Codebook) -> ShownTopic:
    texts = {key: in_language(getattr(topic, key)) for key in ("name", "definition", "excludes")}
    poles = {key: in_language(getattr(topic, key)) for key in ("low_pole", "high_pole")}
    return ShownTopic(
        slug=topic.slug,
        anchors=[(signed(score), in_language(topic.anchors[score])) for score in SCORES],
        lists=[Terms(str(label), getattr(topic, key)) for key, label in LISTS.items() if getattr(topic, key)],
        cues=list(_cues(codebook, topic.slug)),
        **texts,
        **poles,
    )


def _cues(codebook: Codebook, slug: str) -> Iterator[Terms]:
    """Yield the cue terms per score, in order of weight."""
    by_score: dict[int, list[str]] = defaultdict(list)
    for cue in sorted(codebook.cues, key=lambda cue: -cue.weight):
        if cue.topic == slug:
            by_score[cue.score] += cue.terms
    for score in SCORES:
        if by_score[score]:
            yield Terms(signed(score), _once(by_score[score]))


def _once(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(terms))
