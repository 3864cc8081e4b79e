"""Properties for any letter: quotes are verbatim, results are reproducible, nothing crashes."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from letters.parser.parsed_letter import PassageKind
from positions.domain.codebook.loading import version
from positions.domain.codebook.matcher import Cue, Lexicon
from positions.domain.codebook.terms import BadTerm, compile_term
from positions.domain.rules_coder import sentence_topics
from positions.domain.rules_coder.coder import propose
from positions.domain.rules_coder.sentences import sentence_alone, words_between
from positions.domain.scale import SCORES
from tests.coded_prose import letter as written

PIECES = [
    *("Het kabinet", "Nederland", "De Raad", "de secretaris-generaal", "Rusland", "China", "de EU", "de NAVO", "Zij"),
    *("vindt", "steunt", "niet", "geen", "volgens", "dat", "maar", "hoewel", "zal worden gesproken over", "werd door"),
    *(
        "dialoog",
        "sancties",
        "defensie-uitgaven",
        "2%",
        "PESCO",
        "(",
        ")",
        "«",
        "»",
        ",",
        ":",
        ";",
        ".",
        "…",
        "\n\n",
        "İ",
    ),
]
prose = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join) | st.text(max_size=300)


@settings(max_examples=150)
@given(prose)
def test_quotes_are_verbatim_and_scores_on_the_scale(text: str) -> None:
    letter = written(text)
    for proposal in propose(letter, version()):
        assert letter.text[proposal.start : proposal.end] == proposal.quote != ""
        assert proposal.score is None or proposal.score in SCORES
        assert proposal.cues


def of_some_topic() -> st.SearchStrategy[str]:
    """Return texts of the words by which a topic is told, and some that are about something else."""
    lists = st.sampled_from(version().topics).map(
        lambda topic: (topic.terms, topic.weak, topic.beside, topic.excluded, version().general["other-subject"])
    )
    term = lists.flatmap(lambda each: st.sampled_from([term for terms in each for term in terms[:20]]))
    return st.lists(term, min_size=1, max_size=5).map(lambda terms: " ".join(re.findall(r"[\w-]+|,", ", ".join(terms))))


@settings(max_examples=400)
@given(prose | of_some_topic())
@example("TURKIJE:EU:GEZAMENLIJK")
def test_a_sentence_names_the_topics_that_it_names_among_all_cues(text: str) -> None:
    sentence = sentence_alone(text, version())
    for topic in version().topics:
        named = sentence_topics._named(sentence, topic, elsewhere=False)
        assert sentence_topics.names_topic(text, topic, version()) is bool(named)


@settings(max_examples=60)
@given(prose)
def test_the_same_letter_gives_the_same_proposals(text: str) -> None:
    letter = written(text)
    assert propose(letter, version()) == propose(letter, version())


@settings(max_examples=60)
@given(prose)
def test_only_sentences_of_body_and_annex_are_coded_once_a_topic(text: str) -> None:
    letter = written(text)
    coded = {span for p in letter.passages if p.kind in (PassageKind.BODY, PassageKind.ANNEX) for span in p.sentences}
    found = [(proposal.start, proposal.end, proposal.topic) for proposal in propose(letter, version())]
    assert {(start, end) for start, end, _ in found} <= coded
    assert len(found) == len(set(found))


@settings(max_examples=300)
@given(st.text(alphabet="ab|()*. -'2%,", max_size=30))
def test_any_text_is_a_term_or_is_refused(term: str) -> None:
    try:
        pattern = compile_term(term)
    except BadTerm:
        return
    assert pattern.openings
    pattern.regex.search("ab ab a2 b " * 50)


@settings(max_examples=300)
@given(st.text(alphabet="ab|()*. -", max_size=30), st.text(alphabet="abAB -,", max_size=40))
@example("a--a b", "A-A-B")  # two hyphens are no word between them
def test_the_index_finds_all_that_a_term_matches(term: str, text: str) -> None:
    try:
        pattern = compile_term(term)
    except BadTerm:
        return
    matches = (pattern.regex.match(text, word.start()) for word in re.finditer(r"\w+", text))
    found = [(hit.start, hit.end) for hit in Lexicon([Cue("any", pattern)]).find(text)]
    assert found == [match.span() for match in matches if match]


@given(text=st.text("aé ,-.«", max_size=40), within=st.integers(0, 7), data=st.data())
@settings(max_examples=200, deadline=None)
def test_a_place_opens_a_sentence_if_no_more_words_than_allowed_stand_before_it(
    text: str, within: int, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(text)))
    assert sentence_alone(text, version()).opens_at(place, within) == (words_between(text, 0, place) <= within)
