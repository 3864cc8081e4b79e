"""The table holds what the stances that count add up to, whoever changed them and however."""

from __future__ import annotations

import uuid

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F

from letters.ingestion.withdraw import withdraw
from letters.models import Letter, Revision
from positions import tasks
from positions.models import Coder, DecisionCount, LetterSummary, Stance, StanceSummary, SummaryDue, Topic
from positions.review import assignments, decisions, undoing
from positions.summary_table import consistency, refresh
from positions.timelines.query import TimelineOptions, look_up
from tests.kept import kept
from tests.positions.factories import FIRM, FISH, MILD, PRESS, TALK, WEATHER


@kept
def pressed(letter_of, accept) -> Letter:
    """A letter with three accepted positions of the cabinet on Russia: −1, +1 and +2."""
    found = letter_of(1, "3 maart 2019", TALK, PRESS, FIRM, FISH)
    for words, score in ((TALK, -1), (PRESS, 1), (FIRM, 2)):
        accept(found, words, score)
    return found


def kept() -> list[tuple[object, ...]]:
    rows = StanceSummary.objects.order_by("letter", "topic", "holder", "accepted")
    return list(rows.values_list("topic__slug", "holder", "accepted", "sentences", "read_singly", "counts"))


def due() -> int:
    return SummaryDue.objects.count()


def test_a_decision_is_summed_up_in_its_own_transaction(pressed) -> None:
    assert due() == 0
    assert kept() == [("russia", "cabinet", True, 3, 3, [0, 1, 0, 1, 1])]


def test_a_row_holds_every_sentence_in_the_order_of_the_text(pressed, accept) -> None:
    accept(pressed, FISH, None)
    row, text = StanceSummary.objects.get(), pressed.revisions.get().text
    assert row.starts == [text.index(words) for words in (TALK, PRESS, FIRM, FISH)]
    assert (row.scores, row.quotes) == ([-1, 1, 2, None], [TALK, PRESS, FIRM, None])
    assert row.singly == [True] * 4
    assert list(Stance.objects.filter(pk__in=row.stances).order_by("start").values_list("pk", flat=True)) == row.stances


def test_taking_back_a_decision_takes_it_out(pressed, anna) -> None:
    assert undoing.undo(undoing.last_of(anna), anna) == 1
    assert (kept(), due()) == ([("russia", "cabinet", True, 2, 2, [0, 1, 0, 1, 0])], 0)


def test_the_last_stance_to_go_leaves_no_row(letter_of, accept, anna) -> None:
    stance = accept(letter_of(1, "3 maart 2019", TALK), TALK, -1)
    decisions.reject(stance.pk, anna, seen=decisions.last_word(stance))
    assert (kept(), due()) == ([], 0)


def test_accepting_many_is_summed_up_as_in_bulk(says) -> None:
    says(1, "3 maart 2019", 1, 2, bulk=True)
    assert (kept(), due()) == ([("russia", "cabinet", True, 2, 0, [0, 0, 0, 1, 1])], 0)


def test_a_round_of_a_machine_is_summed_up_with_it(recorded) -> None:
    call_command("propose")
    assert due() == 0
    assert {row[2] for row in kept()} == {False}
    assert sum(row[3] for row in kept()) == Stance.objects.filter(score__isnull=False).count()


def test_where_coders_differ_there_is_no_score(recorded, register) -> None:
    call_command("propose")
    before = sum(row[3] for row in kept())
    register("strenger")
    call_command("propose", coder="strenger")
    assert (due(), sum(row[3] for row in kept())) == (0, before - 1)
    assert sum(map(sum, StanceSummary.objects.values_list("disputed", flat=True))) == 1


def test_an_unfinished_blind_coding_is_in_no_summary(asked, bram) -> None:
    sentence = asked.sentences.order_by("start").first()
    assert kept() == []
    russia = Topic.objects.get(slug="russia")
    from positions.review import blind_coding  # noqa: PLC0415

    blind_coding.answer(sentence.pk, bram, [decisions.Coding(russia, "cabinet", 1)])
    assert (kept(), due()) == ([], 0)


def test_a_corrected_text_is_due_until_a_task_sums_it_up(pressed) -> None:
    Revision.objects.filter(letter=pressed).update(is_current=False)
    assert due() == 1
    assert look_up(None).sayings == {}, "read from the stances meanwhile"
    tasks.sum_up_the_rest()
    assert (kept(), due()) == ([], 0)


def test_what_is_written_past_the_models_is_seen(pressed) -> None:
    first = Stance.objects.order_by("start").first()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO positions_review (stance_id, decision, state, coder_id, at, note, batch, bulk, settles)"
            " SELECT stance_id, 'reject', 'rejected', coder_id, now(), '', %s, FALSE, FALSE FROM positions_review"
            " WHERE stance_id = %s",
            [uuid.uuid4(), first.pk],
        )
    assert due() == 1
    (saying,) = look_up(None).sayings["russia"]
    assert [scored.score for scored in saying.scored] == [1, 2]
    tasks.sum_up_the_rest()
    assert (due(), kept()) == (0, [("russia", "cabinet", True, 2, 2, [0, 0, 0, 1, 1])])


def test_another_kind_of_coder_makes_its_letters_due(recorded) -> None:
    call_command("propose")
    Coder.objects.update(kind=Coder.Kind.IMPORTED)
    assert due() == 1
    tasks.sum_up_the_rest()
    assert kept() == []


def test_a_letter_that_is_deleted_leaves_no_row(pressed) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # decisions are not deleted otherwise
        cursor.execute("DELETE FROM positions_review")
        cursor.execute("DELETE FROM positions_stance")
        cursor.execute("SET LOCAL session_replication_role = origin")
    pressed.delete()
    assert look_up(None).sayings == {}
    tasks.sum_up_the_rest()
    assert (kept(), due()) == ([], 0)


def test_a_withdrawn_letter_keeps_its_row_and_is_not_read(pressed, anna) -> None:
    withdraw(pressed, user=anna.user, reason="vergissing")
    assert len(kept()) == 1
    assert look_up(None).sayings == {}


def test_the_table_and_the_stances_read_alike(pressed, accept, letter_of, anna) -> None:
    call_command("propose")
    accept(letter_of(2, "4 april 2020", MILD, WEATHER), MILD, -1)
    table, spot = look_up(None), look_up(None, TimelineOptions(as_of=Stance.objects.latest("pk").created_at.date()))
    assert table.sayings.keys() == spot.sayings.keys()
    for topic, sayings in table.sayings.items():
        assert {(s.letter.key, s.holder, s.accepted): s for s in sayings} == {
            (s.letter.key, s.holder, s.accepted): s for s in spot.sayings[topic]
        }


def test_a_wrong_row_is_found_and_mended(pressed) -> None:
    StanceSummary.objects.update(counts=[3, 0, 0, 0, 0])
    assert consistency.differing() == [pressed.pk]
    with pytest.raises(CommandError, match=pressed.key):
        call_command("check_summary")
    call_command("check_summary", mend=True)
    assert (consistency.differing(), kept()[0][-1]) == ([], [0, 1, 0, 1, 1])


def test_a_letter_that_is_wrongly_said_to_be_read_is_found_and_mended(pressed) -> None:
    LetterSummary.objects.update(read=True)
    assert consistency.differing() == [pressed.pk]
    call_command("check_summary", mend=True)
    assert not LetterSummary.objects.get().read


@pytest.mark.parametrize("field", ["proposed", "waiting", "differing", "example"])
def test_a_wrong_count_of_decisions_is_found_and_mended(recorded, field) -> None:
    call_command("propose")
    right = list(DecisionCount.objects.order_by("topic").values_list("topic", field))
    DecisionCount.objects.update(**{field: 1 if field == "example" else F(field) + 1})
    refresh.add_up_totals_anew()
    assert consistency.differing() == [recorded.pk]
    call_command("check_summary", mend=True)
    assert list(DecisionCount.objects.order_by("topic").values_list("topic", field)) == right
    assert not consistency.totals_differ()


def test_how_far_a_letter_is_goes_with_what_is_done(pressed, anna) -> None:
    def stand() -> tuple[bool, ...]:
        return LetterSummary.objects.values_list("proposed_on", "waiting", "read").get()

    assert stand() == (False, False, False)
    call_command("propose")
    assert stand() == (True, True, False)
    for stance in Stance.objects.open():
        decisions.reject(stance.pk, anna, seen=decisions.last_word(stance))
    assert stand() == (True, False, False)
    assignments.mark(pressed, anna)
    assert stand() == (True, False, True)
    assignments.unmark(pressed, anna)
    assert (stand(), due()) == ((True, False, False), 0)


def test_a_missing_row_is_found(pressed) -> None:
    StanceSummary.objects.all().delete()
    assert consistency.differing() == [pressed.pk]
    refresh.sum_up([pressed.pk])


def test_the_task_takes_the_rest_in_parts(pressed, letter_of, accept, monkeypatch) -> None:
    for number in (2, 3):
        accept(letter_of(number, "3 maart 2020", TALK), TALK, -1)
    StanceSummary.objects.all().delete()
    Revision.objects.update(is_current=True)
    monkeypatch.setattr(tasks, "SUMMED_AT_ONCE", 2)
    assert refresh.sum_up_due(2) == 2
    assert due() == 1
    tasks.sum_up_the_rest()
    assert (len(kept()), due()) == (3, 0)
