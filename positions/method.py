"""The codebook as the method page tells it: the same object that coders work with, in the words of one language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from positions.domain.entries import Codebook, Text, Topic
from positions.domain.scale import SCORES, Holder
from positions.reviewing.words import signed

# What the lists of a topic, and the general cues, are for.
LISTS = {
    "terms": "Noemt het onderwerp, waar het ook staat",
    "context": "Hoort erbij als de passage al over het onderwerp gaat",
    "weak": "Telt alleen naast een van de woorden hieronder",
    "firmly_beside": "Maakt een zwak woord sterk",
    "beside": "Maakt een zwak woord sterk als de zin over niets anders gaat",
    "primacy": "Hoort erbij in een passage die het onderwerp noemt",
    "agenda_only": "Zegt niets als het alleen op een agenda staat",
    "excluded": "Betekent iets anders, en telt niet",
}
WHO = {
    Holder.CABINET: "Ook wat de brief zelf vindt, zonder te zeggen wie: het kabinet ondertekent de brief.",
    Holder.ALLIES: "De vergadering of de leden samen, ook als Nederland een van hen is.",
    Holder.NATO: "De organisatie zelf, haar secretaris-generaal en haar verklaringen.",
    Holder.ADVISER: "Wie het kabinet om raad vroeg: een adviesraad, een reflectiegroep, een rapport.",
    Holder.OTHER: "Ieder ander: een land, een persoon, de Europese Commissie, de Kamer en haar moties.",
}
GENERAL = {
    "stance": "Iemand neemt een standpunt in",
    "speech": "Iemand zegt iets",
    "claim": "Een land komt zelf aan het woord",
    "verb": "Werkwoorden die een naam tot onderwerp maken",
    "no-subject": "Woorden waardoor een naam geen onderwerp is",
    "by-preposition": "De naam erachter heeft het woord",
    "view-of": "De naam erachter heeft het woord, tenzij het kabinet antwoordt",
    "trailing": "De naam erachter had al die tijd het woord",
    "own-voice": "De brief spreekt zelf",
    "norm": "Zegt wat moet",
    "evaluation": "Oordeelt",
    "wish": "Wil iets",
    "agenda": "Staat alleen op de agenda",
    "procedure": "Gaat over stukken en procedure",
    "pointing": "Zegt alleen waar iets staat",
    "figure": "Getallen",
    "fact": "Vertelt wat er gebeurde of is vastgelegd",
    "negation": "Ontkent",
    "opposition": "Wijst af",
    "disapproval": "Keurt af",
    "bare-endorsement": "Sluit zich aan bij wat ervoor staat",
    "concession": "Geeft iets toe",
    "contrast": "Zet er iets tegenover",
    "comparison": "Vergelijkt met vroeger",
    "continuation": "Gaat verder met wat ervoor staat",
    "aside": "Noemt iets terloops",
    "examination": "Zoekt iets uit, zonder oordeel",
    "other-subject": "Andere onderwerpen",
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


def topics(codebook: Codebook, language: str) -> list[ShownTopic]:
    return [_topic(topic, codebook, language) for topic in codebook.topics]


def holders(codebook: Codebook, language: str) -> list[ShownHolder]:
    shown = []
    for cues in codebook.holders:
        lists = [Terms("Wijst aan", cues.terms), Terms("Telt niet", cues.excluded)]
        shown.append(ShownHolder(_in(cues.name, language), WHO[cues.holder], [each for each in lists if each.terms]))
    return shown


def general(codebook: Codebook) -> list[Terms]:
    return [Terms(GENERAL.get(group, group), terms) for group, terms in codebook.general.items()]


def _topic(topic: Topic, codebook: Codebook, language: str) -> ShownTopic:
    texts = {key: _in(getattr(topic, key), language) for key in ("name", "definition", "excludes")}
    poles = {key: _in(getattr(topic, key), language) for key in ("low_pole", "high_pole")}
    return ShownTopic(
        slug=topic.slug,
        anchors=[(signed(score), _in(topic.anchors[score], language)) for score in SCORES],
        lists=[Terms(label, getattr(topic, key)) for key, label in LISTS.items() if getattr(topic, key)],
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


def _in(text: Text, language: str) -> str:
    return text.en if language == "en" else text.nl
