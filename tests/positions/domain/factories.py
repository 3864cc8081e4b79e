"""A small codebook, a topic to add to it, and the rules coder's proposals on invented prose; no database."""

from __future__ import annotations

from positions.domain.codebook.loading import version
from positions.domain.codebook.toml_editing import NewTopic
from positions.domain.codebook.types import GENERAL_GROUPS, Text
from positions.domain.rules_coder.coder import Proposal, propose
from positions.domain.scale import SCORES, Holder
from tests.coded_prose import letter as parsed

SMALL_CODEBOOK = """version = "7"
[[topic]]
slug = "turkey"
name = { nl = "Turkije", en = "Turkey" }
definition = { nl = "over Turkije", en = "about Turkey" }
excludes = { nl = "de rest", en = "the rest" }
low_pole = { nl = "dichtbij", en = "close" }
high_pole = { nl = "veraf", en = "far" }
terms = [
  "Turkije",
  "Turks*",
]
[topic.anchors]
"-2" = { nl = "a", en = "a" }
"-1" = { nl = "b", en = "b" }
"0" = { nl = "c", en = "c" }
"1" = { nl = "d", en = "d" }
"2" = { nl = "e", en = "e" }

[[cue]]
topic = "turkey"
score = 1
terms = ["zorgelijk"]
"""
HOLDER_TABLES = "".join(
    f'[holder.{holder}]\nname = {{ nl = "{holder}", en = "{holder}" }}\nterms = ["{holder}"]\n' for holder in Holder
)
GENERAL_TABLE = "[general]\n" + "".join(f'{group} = ["{group}"]\n' for group in GENERAL_GROUPS)
WHOLE_CODEBOOK = SMALL_CODEBOOK + HOLDER_TABLES + GENERAL_TABLE


CYBER = NewTopic(
    slug="cyber",
    name=Text("Cyber", "Cyber"),
    definition=Text('Aanvallen op "netwerken"', "Attacks on networks"),
    excludes=Text("Kennis\\onderzoek", "Research"),
    low_pole=Text("openheid", "openness"),
    high_pole=Text("verdediging", "defence"),
    anchors={score: Text(f"nl {score}", f"en {score}") for score in SCORES},
    terms=("cyberaanval*", "digitale (aanval|spionage)"),
    cues={1: ("zorgelijk",), -1: ()},
)


def proposals(prose: str) -> tuple[Proposal, ...]:
    return propose(parsed(prose), version())


def only_proposal(sentence: str, topic: str, before: str = "") -> Proposal:
    found = [p for p in proposals(f"{before}\n{sentence}") if p.quote == sentence and p.topic == topic]
    assert len(found) == 1, f"{topic} is proposed {len(found)} times"
    return found[0]


def score_of(sentence: str, topic: str = "russia", before: str = "") -> int | None:
    return only_proposal(sentence, topic, before).score


def holder_of(sentence: str, topic: str = "russia", before: str = "") -> Holder:
    return only_proposal(sentence, topic, before).holder
