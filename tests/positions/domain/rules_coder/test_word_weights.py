"""Weights of words beside the cues, and patterns that are searched only where a word of theirs stands."""

from __future__ import annotations

import re

import pytest

from positions.domain.codebook.loading import version
from positions.domain.rules_coder import attribution, questions, references, scoring, verbs
from positions.domain.rules_coder.sentences import Sentence, sentence_alone
from positions.domain.rules_coder.word_direction import BY_PHRASE, trust_of, weighed_with_words
from positions.domain.rules_coder.word_weights import (
    DIRECTION,
    EVERYWHERE,
    QUESTIONS,
    _file,
    fullness,
    pairs_of,
    said_by_words,
    stems_of,
    strongest_word,
)
from tests.coded_prose import FOLDER, codings
from tests.positions.domain.factories import only_proposal, proposals, score_of

HARSH = sentence_alone("Wie burgers ontvoert, begaat een roekeloze misdaad die niet onbestraft mag blijven.", version())


def test_a_word_counts_by_its_first_five_and_its_first_eight_letters() -> None:
    assert stems_of(["de", "dreigt", "dreigementen", "2025"]) == {"dreig", "dreigeme"}


def test_two_words_that_follow_each_other_count_together_but_numbers_do_not() -> None:
    assert pairs_of(["Niet", "zolang", "2025", "duurt"]) == {"niet_zolan"}


def test_each_question_has_weights_for_all_topics_together_and_for_each() -> None:
    assert {*_file()} == {*QUESTIONS}
    for tables in _file().values():
        assert {*tables} == {EVERYWHERE, *(topic.slug for topic in version().topics)}


def test_words_without_a_cue_give_a_direction() -> None:
    assert said_by_words(HARSH, DIRECTION, "russia") > 0
    assert weighed_with_words(HARSH, "russia", -1, (), 0)[0] == 1


def test_a_phrase_that_says_otherwise_is_not_overruled_by_some_words() -> None:
    mild = sentence_alone("Wij blijven hierover de komende jaren met de buurlanden in gesprek.", version())
    assert -BY_PHRASE < said_by_words(mild, DIRECTION, "russia") < 0
    assert weighed_with_words(mild, "russia", 1, ("«druk» → +1",), BY_PHRASE) == (1, ("«druk» → +1",))
    assert weighed_with_words(mild, "russia", 1, ("«druk» → +1",), 0)[0] == -1


def test_the_reason_names_the_strongest_word() -> None:
    score, reasons = weighed_with_words(HARSH, "russia", -1, ("geen teken",), 0)
    word = strongest_word(HARSH, DIRECTION, "russia", 1)
    assert (score, reasons) == (1, (f"«{word}» en andere woorden → +1",))
    assert word and word in HARSH.text


def test_the_words_of_a_topic_that_the_file_does_not_know_say_nothing() -> None:
    assert [said_by_words(HARSH, question, "space") for question in QUESTIONS] == [0, 0, 0, 0]


def test_a_position_without_any_cue_has_a_reason() -> None:
    proposal = only_proposal("Nederland vindt dat Moskou schaamteloos heeft gelogen.", "russia")
    assert proposal.score == 1
    assert proposal.cues[-1].endswith("→ +1")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (verbs._PERFECT, verbs._HAVE),
        (verbs._PASSIVE, verbs._BECOME),
        (verbs._TO_DO, frozenset({"te"})),
        (references._ANAPHOR, references._DEMONSTRATIVES),
        (references._THAT_THING, references._THAT),
        (references._LAND, references._LANDS),
        (scoring._WEIGHING, scoring._JOINING),
        (scoring._MEANWHILE, scoring._AT_ONCE),
        (attribution._FIRST_PERSON, attribution._FIRST),
        (attribution._LETTERS_ADVERB, attribution._ADVERBS),
        (attribution._SOMEBODY_SAYS, attribution._SAYING),
        (questions._THEY_ASK, questions._NEEDED),
        (questions._ASK_THEY, questions._NEEDED),
        (questions._WILL_THEY_KNOW, questions._NEEDED),
        (questions._IS_ASKED, questions._NEEDED),
        (questions._THEY_SPEAK, questions._MEMBER_WORDS),
    ],
)
def test_a_pattern_is_found_wherever_it_stands(pattern: re.Pattern[str], words: frozenset[str]) -> None:
    paths = [path for folder in ("prose", "fresh", "unseen") for path in (FOLDER.parent / folder).glob("*.txt")]
    texts = [text for path in paths for text, _ in codings(path.read_text(encoding="utf-8"))]
    needed = [text for text in texts if pattern.search(text)]
    missed = [text for text in needed if not sentence_alone(text, version()).search(pattern, words)]
    assert len(texts) > 500
    assert missed == []


def test_of_a_short_sentence_the_words_say_less() -> None:
    assert 0 < fullness(sentence_alone("Dat is goed.", version())) < 0.5
    assert fullness(HARSH) < 1 == fullness(sentence_alone(" ".join("abcdefghijklmnop"), version()))
    assert score_of("China is volgens het kabinet een systeemrivaal.", "china") == 2


def test_a_topic_is_not_carried_on_by_a_few_words_that_are_often_near_it() -> None:
    prose = (
        "Het kabinet vindt dat de NAVO de dialoog met Rusland moet blijven zoeken.\n"
        "Nederland pleit voor nauwere samenwerking tussen de EU en de NAVO.\n"
        "Het weer was die dag goed in heel Brussel."
    )
    assert not [p for p in proposals(prose) if "weer" in p.quote]


WORDS_AGAINST = [
    # The direction of the codebook's cue, in a sentence whose other words speak for the other side.
    (
        "Het kabinet acht de afhankelijkheid van China ongewenst, ook voor bedrijven en banken in Azië en Afghanistan.",
        "china",
        1,
    ),
    ("Na acht zware jaren is het kabinet bereid de druk op Moskou verder te verhogen.", "russia", 1),
    ("Nederland en Europa zullen nadrukkelijker moeten inzetten op dialoog met Rusland.", "russia", -1),
]


@pytest.mark.parametrize(("sentence", "topic", "side"), WORDS_AGAINST)
def test_words_do_not_turn_an_explicit_cue(sentence: str, topic: str, side: int) -> None:
    assert score_of(sentence, topic) * side > 0


def test_in_no_letter_do_words_turn_an_explicit_cue() -> None:
    turned = []
    for folder in ("prose", "fresh", "habits", "wordings", "openings/open", "bodies/open"):
        for path in sorted((FOLDER.parent / folder).glob("*.txt")):
            for text, coding in codings(path.read_text(encoding="utf-8")):
                sentence = sentence_alone(text, version())
                turned += [text for topic in coding if _turned(sentence, topic)]
    assert turned == []


def _turned(sentence: Sentence, topic: str) -> bool:
    verdict = scoring.score(sentence, version().topic(topic))
    if verdict is None or not verdict.explicit:
        return False
    found, _ = weighed_with_words(sentence, topic, verdict.score, (), trust_of(verdict), explicit=verdict.explicit)
    return (found > 0) - (found < 0) != (verdict.score > 0) - (verdict.score < 0)
