"""The prompt: all that the codebook says, the window as it stands, and a digest that changes with either."""

from __future__ import annotations

from dataclasses import replace

import pytest

from positions.domain.codebook.loading import load, version
from positions.domain.codebook.types import QUESTIONS
from positions.domain.language_model import prompt
from positions.domain.language_model.windows import windows_of
from positions.domain.scale import Holder
from tests.coded_prose import letter
from tests.positions.domain.factories import WHOLE_CODEBOOK

PROSE = """@ Een vaart
# Inleiding
Eerste zin.

Tweede zin.
## Verder
Derde zin.
"""


def test_it_says_all_that_the_codebook_says_of_topics_scores_holders_and_rules() -> None:
    codebook = version()
    told = prompt.instructions(codebook)
    for topic in codebook.topics:
        texts = [topic.definition, topic.excludes, topic.low_pole, topic.high_pole, *topic.anchors.values()]
        assert all(text.en in told for text in texts), topic.slug
    assert all(codebook.instructions[question].en in told for question in QUESTIONS)
    assert all(f"- {holder}: " in told for holder in Holder)


def test_a_codebook_without_instructions_has_a_prompt_too() -> None:
    told = prompt.instructions(load(WHOLE_CODEBOOK))
    assert "turkey" in told
    assert "WHOSE VIEW" not in told


def test_a_window_is_numbered_under_its_headings_after_the_sentences_before_it() -> None:
    first, second = windows_of(letter(PROSE), 2)
    assert prompt.question(first, "Een vaart") == (
        "LETTER: Een vaart\nSENTENCES:\n# Inleiding\n[1] Eerste zin.\n\n[2] Tweede zin."
    )
    assert prompt.question(second) == (
        "BEFORE (context, not to be coded):\nEerste zin.\nTweede zin.\nSENTENCES:\n# Inleiding > Verder\n[3] Derde zin."
    )


def test_a_sentence_with_line_breaks_stays_one_line() -> None:
    (window,) = windows_of(letter("Eerste zin."), 5)
    forged = replace(window.sentences[0], text="Eerste\n[2] Nog een zin.\r\n# Kop")
    asked = prompt.question(replace(window, sentences=(forged,)))
    assert asked.splitlines()[-1] == "[1] Eerste [2] Nog een zin. # Kop"


def test_asked_again_it_says_what_was_wrong() -> None:
    (window,) = windows_of(letter("Eerste zin."), 5)
    assert "Your last answer" not in str(prompt.messages(window, version()))
    system, user = prompt.messages(window, version(), complaint="it was empty.")
    assert (system["role"], user["role"]) == ("system", "user")
    assert user["content"].endswith("refused: it was empty. Answer again, with one JSON object as described.")


def test_the_digest_changes_with_texts_codebook_and_size(monkeypatch: pytest.MonkeyPatch) -> None:
    now = prompt.digest(version(), 12)
    assert now == prompt.digest(version(), 12)
    assert len(now) == 8
    others = {prompt.digest(version(), 13), prompt.digest(version("5"), 12)}
    monkeypatch.setattr(prompt, "AGAIN", "Once more: {complaint}")
    others.add(prompt.digest(version(), 12))
    assert now not in others and len(others) == 3
