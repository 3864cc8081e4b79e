"""Stances of machine coders: verbatim, written once per coder, and unchanged if the letter is."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction

from letters.ingestion.withdraw import withdraw
from letters.models import Letter
from positions import tasks
from positions.codebook import store
from positions.coders import run
from positions.coders.rules import RulesCoder
from positions.domain.codebook.loading import CodebookError
from positions.models import CodebookVersion, Coder, CodingRun, Stance, Topic
from tests.factories import letter
from tests.positions.factories import SENTENCES, exported


def test_the_rules_propose_on_what_a_letter_says(recorded: Letter) -> None:
    call_command("propose")
    said = {(row["quote"], row["topic"]): row for row in exported()}
    assert said[SENTENCES[0], "russia"]["holder"] == "cabinet"
    assert said[SENTENCES[1], "defence-spending"]["holder"] == "nato"
    assert (SENTENCES[2], "eu-cooperation") in said
    assert not any(quote == SENTENCES[3] for quote, _ in said)


def test_every_quote_stands_at_its_place_with_reasons(recorded: Letter) -> None:
    call_command("propose")
    text = recorded.revisions.get().text
    assert Stance.objects.count() >= 3
    for stance in Stance.objects.all():
        assert text[stance.start : stance.end] == stance.quote
        assert stance.cues


def test_proposing_twice_proposes_once(recorded: Letter) -> None:
    call_command("propose")
    before = list(Stance.objects.values())
    call_command("propose")
    assert list(Stance.objects.values()) == before


def test_proposing_again_takes_the_place_of_the_same_version(recorded: Letter) -> None:
    call_command("propose")
    before = set(Stance.objects.values_list("start", "topic", "score"))
    call_command("propose", again=True)
    assert set(Stance.objects.values_list("start", "topic", "score")) == before


def test_a_new_version_proposes_beside_the_old_one(recorded: Letter, monkeypatch) -> None:
    call_command("propose")
    count = Stance.objects.count()
    monkeypatch.setattr(RulesCoder, "version", "1000")
    call_command("propose")
    assert Stance.objects.count() == 2 * count
    assert {row["coder"] for row in exported(coder="rules")} == {"rules 1000"}


def test_a_letter_without_stances_is_not_gone_through_again(codebook, take_in) -> None:
    take_in(letter(sentences=("Dit gaat over de vergunning van een haven.",) * 3))
    call_command("propose")
    assert (Stance.objects.count(), CodingRun.objects.count()) == (0, 1)
    assert not run.to_do(Coder.objects.get(), store.newest()).exists()


def test_a_changed_text_is_proposed_on_anew(recorded: Letter, take_in) -> None:
    call_command("propose")
    take_in(letter(sentences=(*SENTENCES[:3], "Het kabinet wil dat Rusland de oorlog beëindigt.")))
    tasks.propose(recorded.pk)
    assert any("oorlog" in str(row["quote"]) for row in exported())
    assert {row["letter"] for row in exported()} == {recorded.key}


def test_a_motion_is_no_letter_and_gets_no_stances(recorded: Letter) -> None:
    Letter.objects.update(publication="motie", kind=None)
    call_command("propose")
    assert not Stance.objects.exists()


def test_a_withdrawn_letter_is_out_of_the_export(recorded: Letter, admin_user) -> None:
    call_command("propose")
    withdraw(recorded, user=admin_user, reason="dubbel")
    assert exported() == []


def test_the_database_refuses_a_quote_that_does_not_stand_there(recorded: Letter) -> None:
    call_command("propose")
    stance = Stance.objects.first()
    forged = Stance(
        revision=stance.revision, start=0, end=10, quote="verzonnen!", topic=stance.topic, holder="cabinet",
        coder=stance.coder, codebook=stance.codebook, confidence="low",
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        forged.save()


def test_a_stance_is_never_changed(recorded: Letter) -> None:
    call_command("propose")
    with pytest.raises(DatabaseError), transaction.atomic():
        Stance.objects.update(score=2)


def test_the_task_is_sent_for_a_new_text(recorded: Letter, take_in, monkeypatch) -> None:
    sent: list[tuple[str, int]] = []
    monkeypatch.setattr("letters.ingestion.task_queue.publish", lambda task, pk, queue: sent.append((task, pk)))
    new = take_in(letter(number="13", date="4 mei 2020", sentences=SENTENCES[::-1])).letter
    assert ("positions.tasks.propose", new.pk) in sent


def test_an_unknown_coder_or_letter_is_a_clear_error(recorded: Letter) -> None:
    with pytest.raises(CommandError, match="there is no coder 'gpt'"):
        call_command("propose", coder="gpt")
    with pytest.raises(CommandError, match="there is no letter kst-1-1"):
        call_command("propose", letter="kst-1-1")


def test_without_a_codebook_proposing_says_what_to_do(db) -> None:
    with pytest.raises(CommandError, match="load_codebook"):
        call_command("propose")


def test_the_same_version_with_another_text_is_refused(codebook, tmp_path) -> None:
    other = tmp_path / "v1.toml"
    other.write_text(store.files()[0].read_text() + "\n# anders\n")
    with pytest.raises(CodebookError, match="another text"):
        store.load_file(other)
    assert CodebookVersion.objects.count() == len(store.files())


def test_a_broken_codebook_is_refused_with_file_and_line(codebook, tmp_path) -> None:
    broken = tmp_path / "v99.toml"
    broken.write_text(
        store.files()[0]
        .read_text()
        .replace('version = "1"', 'version = "99"')
        .replace("[topic.anchors]", "[topic.ankers]", 1)
    )
    with pytest.raises(CommandError, match=r"v99\.toml:\d+: "):
        call_command("load_codebook", broken)
    assert CodebookVersion.objects.count() == len(store.files())
    assert Topic.objects.count() == 4


def test_csv_is_one_row_a_stance_with_no_score_for_a_mention(recorded: Letter) -> None:
    call_command("propose")
    out = io.StringIO()
    call_command("export", "stances", format="csv", stdout=out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert len(rows) == Stance.objects.count()
    assert {row["score"] for row in rows} <= {"", "-2", "-1", "0", "1", "2"}
