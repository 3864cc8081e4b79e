"""The codebook as the method page tells it: the same object that coders work with, in the language of the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from positions.bilingual import in_language
from positions.domain.entries import Codebook, Topic
from positions.domain.scale import SCORES, Holder
from positions.reviewing.words import signed

# What the lists of a topic, and the general cues, are for.
LISTS = {
    "terms": _("Noemt het onderwerp, waar het ook staat"),
    "context": _("Hoort erbij als de passage al over het onderwerp gaat"),
    "weak": _("Telt alleen naast een van de woorden hieronder"),
    "firmly_beside": _("Maakt een zwak woord sterk"),
    "beside": _("Maakt een zwak woord sterk als de zin over niets anders gaat"),
    "primacy": _("Hoort erbij in een passage die het onderwerp noemt"),
    "agenda_only": _("Zegt niets als het alleen op een agenda staat"),
    "excluded": _("Betekent iets anders, en telt niet"),
}
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
}


@dataclass(frozen=True, slots=True)
class Terms:
    """A list of terms and what it is for."""

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


def _topic(topic: Topic, codebook: Codebook) -> ShownTopic:
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
    """The terms that place a sentence at each score, the heaviest first."""
    by_score: dict[int, list[str]] = defaultdict(list)
    for cue in sorted(codebook.cues, key=lambda cue: -cue.weight):
        if cue.topic == slug:
            by_score[cue.score] += cue.terms
    for score in SCORES:
        if by_score[score]:
            yield Terms(signed(score), _once(by_score[score]))


def _once(terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(terms))
