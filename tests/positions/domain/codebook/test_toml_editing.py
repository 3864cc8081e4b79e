"""Editing of a codebook's source: lines are inserted, comments are kept, and changes are reported."""

from __future__ import annotations

from dataclasses import replace

import pytest

from positions.domain.codebook.loading import FOLDER, LONGEST_SOURCE, CodebookError, load
from positions.domain.codebook.toml_editing import numbered, tidy, with_topic
from positions.domain.codebook.versions import changed_meanings, missing_topics
from positions.domain.codebook_draft.check import check_as_json, check_draft, check_from_json
from positions.domain.codebook_draft.proposal_diff import DiffKind
from tests.coded_prose import letter as parsed
from tests.positions.domain.factories import CYBER, WHOLE_CODEBOOK


def test_a_topic_is_put_behind_the_text_and_loads() -> None:
    text = with_topic(WHOLE_CODEBOOK, CYBER)
    assert text.startswith(WHOLE_CODEBOOK)
    topic = load(text).topic("cyber")
    assert (topic.definition, topic.excludes) == (CYBER.definition, CYBER.excludes)
    assert topic.terms == CYBER.terms
    assert [cue.terms for cue in load(text).cues if cue.topic == "cyber"] == [("zorgelijk",)]


def test_many_terms_stand_on_lines_of_a_bearable_length() -> None:
    text = with_topic(WHOLE_CODEBOOK, replace(CYBER, terms=tuple(f"netwerk{n}*" for n in range(200))))
    assert max(map(len, text.splitlines())) <= 120
    assert len(load(text).topic("cyber").terms) == 200


def test_a_version_is_numbered_and_every_other_line_stays() -> None:
    source = (FOLDER / "v1.toml").read_text()
    text = numbered(source, "9")
    assert load(text).version == "9"
    changed = [line for line, was in zip(text.splitlines(), source.splitlines(), strict=True) if line != was]
    assert changed == ["# Codebook, version 9: topics, axes and the cues of the rules coder.", 'version = "9"']


def test_a_text_without_its_version_gets_one() -> None:
    assert load(numbered(WHOLE_CODEBOOK.replace('version = "7"\n', ""), "8")).version == "8"


def test_what_a_browser_sends_is_kept_with_plain_line_ends() -> None:
    assert tidy("a\r\nb\r\n\r\n") == "a\nb\n"


@pytest.mark.parametrize("text", ["x=" + "[" * 50_000, "x=" + "1" * 9000, " " * (LONGEST_SOURCE + 1)])
def test_a_hostile_text_is_refused_and_not_a_crash(text: str) -> None:
    with pytest.raises(CodebookError):
        load(text)


def test_too_many_terms_are_refused() -> None:
    many = ",".join('"a"' for _ in range(12_001))
    with pytest.raises(CodebookError, match="more than 12000 terms"):
        load(WHOLE_CODEBOOK.replace('terms = ["zorgelijk"]', f"terms = [{many}]"))


def test_a_topic_that_is_gone_is_missed_and_one_that_came_is_not() -> None:
    both = load(with_topic(WHOLE_CODEBOOK, CYBER))
    assert missing_topics(load(WHOLE_CODEBOOK), both) == ["cyber"]
    assert missing_topics(both, load(WHOLE_CODEBOOK)) == []
    assert (
        "cyber"
        in (check_draft(WHOLE_CODEBOOK, with_topic(WHOLE_CODEBOOK, CYBER)).fault or pytest.fail("no fault")).message
    )


def test_a_changed_anchor_is_a_changed_meaning() -> None:
    after = load(WHOLE_CODEBOOK.replace('"0" = { nl = "c"', '"0" = { nl = "anders"'))
    (change,) = changed_meanings(after, load(WHOLE_CODEBOOK))
    assert (change.topic, change.score, change.before.nl, change.after.nl) == ("turkey", 0, "c", "anders")


def test_a_term_that_is_also_another_subject_is_remarked_with_its_line() -> None:
    text = WHOLE_CODEBOOK.replace('other-subject = ["other-subject"]', 'other-subject = ["Turkije"]')
    (remark,) = check_draft(text, WHOLE_CODEBOOK).remarks
    assert (remark.topic, remark.term) == ("turkey", "Turkije")
    assert "other-subject" in text.splitlines()[remark.line - 1]


def test_what_two_versions_make_of_a_letter_is_paired_by_sentence_and_topic() -> None:
    source = (FOLDER / "v1.toml").read_text()
    letter = parsed("Het kabinet vindt elke cyberaanval zorgelijk.\nHet kabinet wil dialoog met Rusland.")
    found = check_draft(with_topic(source, CYBER), source, letter)
    assert [(pair.shown.topic, pair.difference) for pair in found.pairs] == [
        ("cyber", DiffKind.NEW),
        ("russia", DiffKind.SAME),
    ]
    assert check_from_json(check_as_json(with_topic(source, CYBER).encode(), source, letter)) == found
