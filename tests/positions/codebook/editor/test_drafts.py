"""Drafts: concurrent editors, conditions for release, and the effects of a release."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from letters.models import Letter
from positions import tasks
from positions.codebook import store
from positions.codebook.editor import drafts
from positions.domain.codebook.loading import CodebookError
from positions.models import CodebookDraft, CodebookVersion, Review, Stance, Topic
from positions.review import queue
from tests.kept import kept
from tests.positions.domain.factories import CYBER


@kept
def codebook(db) -> None:
    """Load version 1 only, so that the next version to release is 2, whatever else ships with the program."""
    call_command("load_codebook", store.FOLDER / "v1.toml")


@kept
def eva(codebook):
    return User.objects.create_user("eva")


@kept
def draft(codebook, eva) -> CodebookDraft:
    return drafts.start(eva)


@kept
def with_cyber(draft: CodebookDraft, eva) -> CodebookDraft:
    drafts.add_topic(draft, CYBER, eva, seen=draft.edition)
    return draft


def test_a_draft_starts_as_the_newest_version_under_the_next_number(draft: CodebookDraft) -> None:
    assert draft.source.replace('version = "2"', 'version = "1"').replace("version 2", "version 1") == (
        store.newest().source
    )
    assert draft.started_from == store.newest()


def test_who_saves_over_a_text_that_was_not_on_screen_is_refused(draft: CodebookDraft, eva) -> None:
    drafts.save(draft, "eerst", eva, seen=1)
    with pytest.raises(drafts.ChangedMeanwhile, match="Iemand anders"):
        drafts.save(CodebookDraft.objects.get(), "later", eva, seen=1)
    assert CodebookDraft.objects.get().source == "eerst\n"


def test_a_released_draft_is_the_next_version_with_its_topics(with_cyber, eva) -> None:
    version = drafts.release(with_cyber, eva, seen=with_cyber.edition)
    assert (version.number, store.newest()) == ("2", version)
    assert Topic.objects.get(slug="cyber").position == 4
    released = CodebookDraft.objects.get()
    assert (released.released_as, released.source, released.changed_by) == (version, version.source, eva)


def test_a_released_draft_changes_no_more(with_cyber, eva) -> None:
    drafts.release(with_cyber, eva, seen=with_cyber.edition)
    draft = CodebookDraft.objects.get()
    with pytest.raises(drafts.ChangedMeanwhile, match="uitgebracht"):
        drafts.save(draft, "x", eva, seen=draft.edition)


def test_a_text_with_a_fault_is_kept_and_not_released(draft: CodebookDraft, eva) -> None:
    drafts.save(draft, draft.source.replace("[topic.anchors]", "[topic.ankers]", 1), eva, seen=1)
    with pytest.raises(drafts.Refused) as caught:
        drafts.release(draft, eva, seen=2)
    assert draft.source.splitlines()[caught.value.fault.line - 1] == "[topic.ankers]"
    assert CodebookVersion.objects.count() == 1


def test_a_version_never_drops_a_topic(draft: CodebookDraft, eva) -> None:
    drafts.save(draft, draft.source.replace('"china"', '"asia"'), eva, seen=1)
    with pytest.raises(drafts.Refused, match="topic china is gone"):
        drafts.release(draft, eva, seen=2)


def test_what_a_score_means_changes_only_when_somebody_says_so(draft: CodebookDraft, eva) -> None:
    drafts.save(draft, draft.source.replace('nl = "minder, of tegen meer"', 'nl = "minder"'), eva, seen=1)
    with pytest.raises(drafts.DraftError, match="betekent, verandert"):
        drafts.release(draft, eva, seen=2)
    assert drafts.release(draft, eva, seen=2, meanings_confirmed=True).number == "2"


def test_of_two_drafts_the_second_goes_on_from_the_first_before_it_is_released(with_cyber, eva) -> None:
    second = drafts.start(eva)
    drafts.release(with_cyber, eva, seen=with_cyber.edition)
    with pytest.raises(drafts.DraftError, match="andere versie"):
        drafts.release(second, eva, seen=1)
    drafts.go_on_from_newest(second, eva, seen=1)
    with pytest.raises(drafts.Refused, match="topic cyber is gone"):
        drafts.release(second, eva, seen=2)


def test_a_release_asks_for_proposals_on_every_letter(
    with_cyber, eva, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    sent: list[tuple[str, int, str]] = []
    monkeypatch.setattr("letters.ingestion.task_queue.publish", lambda *message: sent.append(message))
    with django_capture_on_commit_callbacks(execute=True):
        version = drafts.release(with_cyber, eva, seen=with_cyber.edition)
    assert sent == [("positions.tasks.propose_on_the_rest", version.pk, "bulk")]


def test_old_letters_are_proposed_on_under_the_new_version_and_asked_once(
    recorded: Letter, with_cyber, eva, anna
) -> None:
    tasks.propose_on_the_rest()
    first = Stance.objects.order_by("pk").first()
    from positions.review import decisions  # noqa: PLC0415

    decisions.accept(first.pk, anna, seen=0)
    before = Stance.objects.count()
    version = drafts.release(with_cyber, eva, seen=with_cyber.edition)
    tasks.propose_on_the_rest(version.pk)
    assert Stance.objects.filter(codebook=version).count() == before
    assert Review.objects.filter(stance__codebook=version, decision="repeated").count() == 1
    assert {stance.codebook for stance in queue.proposals().open()} == {version}
    assert first in queue.proposals()


def test_a_released_version_is_written_byte_for_byte_and_loads_again(with_cyber, eva, tmp_path) -> None:
    version = drafts.release(with_cyber, eva, seen=with_cyber.edition)
    path = tmp_path / "v2.toml"
    call_command("write_codebook", "2", to=path)
    assert path.read_bytes() == version.source.encode()
    call_command("write_codebook", to=path)
    assert store.load_file(path) == (version, False)


def test_another_file_is_never_written_over(codebook, tmp_path) -> None:
    path = tmp_path / "v1.toml"
    path.write_text("van een ander")
    with pytest.raises(CommandError, match="left as it is"):
        call_command("write_codebook", "1", to=path)
    assert path.read_text() == "van een ander"


def test_an_unknown_version_cannot_be_written(codebook) -> None:
    with pytest.raises(CommandError, match="there is no version 9"):
        call_command("write_codebook", "9")


def test_a_file_with_the_number_of_a_version_released_here_does_not_stop_a_start(
    with_cyber, eva, tmp_path, monkeypatch
) -> None:
    version = drafts.release(with_cyber, eva, seen=with_cyber.edition)
    theirs = tmp_path / "v2.toml"
    theirs.write_text(with_cyber.source + "# van de makers\n")
    monkeypatch.setattr(store, "FOLDER", tmp_path)
    told = io.StringIO()
    call_command("load_codebook", stderr=told)
    assert "stay" in told.getvalue()
    assert CodebookVersion.objects.get(number="2").source == version.source
    with pytest.raises(CommandError, match="another text"):
        call_command("load_codebook", theirs)


def test_a_file_that_drops_a_topic_is_refused(with_cyber, eva, tmp_path) -> None:
    drafts.release(with_cyber, eva, seen=with_cyber.edition)
    path = tmp_path / "v3.toml"
    path.write_text(store.files()[0].read_text().replace('version = "1"', 'version = "3"'))
    with pytest.raises(CodebookError, match=r"v3\.toml:1: topic cyber is gone"):
        store.load_file(path)
