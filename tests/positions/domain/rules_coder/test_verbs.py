"""Verbs of fact or judgement in a sentence."""

from __future__ import annotations

import pytest

from positions.domain.codebook.loading import version
from positions.domain.rules_coder.sentences import sentence_alone
from positions.domain.rules_coder.verbs import add_verbs


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("De boot moet en mag hier varen.", "modal", "moet"),
        ("Dat kan en zal hier zo zijn.", "can", ""),
        ("Dat kan en zal hier zo zijn.", "will", ""),
        ("De haven blijft een plek voor boten.", "present being", ""),
        ("Hier en nu varen Wij naar de haven.", "first person", "Wij"),
        ("De boot vaart nog altijd zeer langzaam.", "emphasis", "nog altijd"),
        ("De boot vaart zeer langzaam, nog altijd.", "emphasis", "zeer"),
        ("De boot vaart altijd langzaam.", "emphasis", "altijd"),
        ("De boot heeft, naar men zegt, lang gevaren.", "perfect", "heeft,"),
        ("De boot wordt morgen geverfd.", "passive", "wordt"),
        ("De schipper begint te varen.", "infinitive", ""),
    ],
)
def test_each_kind_is_told_with_its_first_words(text: str, kind: str, words: str) -> None:
    assert _of(text)[kind] == words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Moet de boot varen, dan vaart de boot.", "modal"),
        ("De boot heeft zeilen; gevaren wordt er nooit.", "perfect"),
        ("De İwe vaart.", "first person"),
        ("De boot vaart te\u00a0varen.", "infinitive"),
    ],
)
def test_what_only_looks_like_it_is_not_told(text: str, kind: str) -> None:
    assert kind not in _of(text)


def test_a_verb_that_only_tells_who_says_it_gives_no_tense() -> None:
    assert "present" in _of("De boot zou, zo liet de schipper weten, liever varen.")
    assert "past, main verb" in _of("De boot voer en kwam aan in de haven.")


def _of(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    add_verbs(found, sentence_alone(text, version()))
    return found
