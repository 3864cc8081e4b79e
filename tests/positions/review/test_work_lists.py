"""The lists of review on the home of the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import many
from letters.ingestion import withdraw
from letters.models import Letter, Revision, WorkCount
from letters.pages.work_lists import FIRST, Found
from positions import tasks
from positions.caching import in_process
from positions.models import Review, Stance, SummaryDue
from positions.review import assignments, decisions, lost_quotes, queue, text_changes, work_lists
from tests.factories import letter
from tests.positions.factories import SENTENCES, account
from tests.rows_read import rows_read, vacuum

pytestmark = pytest.mark.django_db
HOME = "/admin/"
FLAT = 1.8  # times the rows read: the first few letters have more stances at one time than at the other


@pytest.fixture
def editor(client, django_user_model, codebook) -> User:
    user = account(django_user_model, "eva", "redactie")
    user.is_staff = True
    user.save()
    client.force_login(user)
    return user


def lists(client) -> dict[str, Found]:
    return {each.kind.key: each.found for each in client.get(HOME).context["work_lists"]}


@pytest.mark.parametrize("summed_up", [False, True])
def test_a_letter_with_proposals_is_listed_with_how_many(client, editor, proposed, summed_up) -> None:
    if summed_up:
        tasks.sum_up_the_rest()
    judge = lists(client)["judge"]
    text = Letter.objects.get()
    assert judge.count == 1
    assert judge.items[0].name == text.name
    assert str(len(proposed)) in str(judge.items[0].note)
    assert judge.items[0].action_address == reverse("letter-in-review", args=[text.key])
    assert "Volgende voorstel" in client.get(HOME).content.decode()


def test_what_is_decided_waits_no_more(client, editor, proposed) -> None:
    for stance in proposed:
        decisions.reject(stance.pk, decisions.coder_of(editor), seen=0)
    assert lists(client)["judge"].count == 0
    assert f"keer beslist</dt><dd>{len(proposed)}" in client.get(HOME).content.decode()


def test_what_somebody_codes_blind_is_in_no_list_of_theirs(client, editor, proposed) -> None:
    text = Letter.objects.get()
    assert lists(client)["judge"].count == 1
    assignments.ask(decisions.coder_of(editor), text, by=None)
    assert all(found.count == 0 for key, found in lists(client).items() if key in ("judge", "lost", "differences"))
    assert reverse("letter-in-review", args=[text.key]) not in client.get(HOME).content.decode()


def test_a_quote_that_left_the_text_is_listed_until_somebody_decides(client, editor, proposed, take_in) -> None:
    gone = proposed[0]
    decisions.accept(gone.pk, decisions.coder_of(editor), seen=0)
    assert lists(client)["lost"].count == 0
    take_in(letter(sentences=[each for each in SENTENCES if each not in gone.quote] + ["Er kwam een zin bij."]))
    text_changes.carry_over(Letter.objects.get().pk)
    found = lists(client)["lost"]
    assert found.count == 1
    assert gone.quote[:40] in str(found.items[0].note)


def test_who_may_not_review_sees_none_of_them(client, django_user_model, proposed) -> None:
    user = django_user_model.objects.create_user("rik", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_letter", "view_stance"]))
    client.force_login(user)
    assert lists(client) == {}


def lose(letters: int) -> None:
    """Give so many letters a new text, from which each accepted quote is gone."""
    accepted = Stance.objects.filter(revision=OuterRef("pk"), reviews__state="accepted")
    old = list(Revision.objects.filter(Exists(accepted), is_current=True)[:letters])
    Revision.objects.filter(pk__in=[text.pk for text in old]).update(is_current=False)
    Revision.objects.bulk_create(
        Revision(letter_id=text.letter_id, number=2, document_id=text.document_id, text="Nieuw.", body_sentences=1,
                 body_digest=text.body_digest, read_by="test")
        for text in old
    )  # fmt: skip
    Review.objects.bulk_create(
        Review(stance=stance, decision="lost", state="lost")
        for stance in Stance.objects.filter(revision__in=old, reviews__state="accepted")
    )


def looked_up(user: User) -> tuple[int, int]:
    """Return how many letters wait for this user and how many quotes are lost, from the stances themselves."""
    waiting = queue.proposals(user).open().order_by().values("revision__letter").distinct()
    return waiting.count(), lost_quotes.lost(user).count()


def counted(user: User) -> tuple[int, int]:
    found = work_lists.to_judge(user), work_lists.lost_quotes(user)
    assert not any(each.about for each in found)
    assert all(len(each.items) == min(each.count, FIRST) for each in found)
    return found[0].count, found[1].count


@pytest.mark.parametrize("summed_up", [False, True])
def test_numbers_are_exact_whatever_is_due_hidden_withdrawn_or_joined(editor, take_in, codebook, summed_up) -> None:
    coder, seen = decisions.coder_of(editor), set[tuple[int, int]]()
    rebuilt = iter(f"{each} Dat was zo in {year}." for year, each in enumerate(SENTENCES * 9, 1990))

    def text(number: str, *more: str) -> Letter:
        return take_in(letter(number=number, sentences=[*SENTENCES[:2], *more, next(rebuilt)])).letter

    def check() -> None:
        if summed_up:
            tasks.sum_up_the_rest()
        seen.add(counted(editor))
        assert counted(editor) == looked_up(editor)
        WorkCount.objects.fold()
        assert counted(editor) == looked_up(editor)

    letters = [text(str(number), SENTENCES[2]) for number in range(1, 5)]
    check()
    call_command("propose")
    check()
    for stance in Stance.objects.filter(revision__letter__in=letters[:2]):
        decisions.accept(stance.pk, coder, seen=0)
    check()
    text("1")
    text("3")
    check()
    text_changes.carry_over(letters[0].pk)
    check()
    withdraw.withdraw(letters[0], user=editor, reason="dubbel")
    withdraw.withdraw(letters[2], user=editor, reason="dubbel")
    check()
    withdraw.put_back(letters[0], user=editor)
    check()
    assignment = assignments.ask(coder, letters[3], by=None)
    check()
    assignment.delete()
    Letter.objects.filter(pk=letters[3].pk).update(joined_into=letters[1])
    check()
    Letter.objects.filter(pk=letters[3].pk).update(joined_into=None)
    call_command("propose")
    check()
    lost = lost_quotes.lost(editor).first()
    assert lost
    lost_quotes.leave_lost(lost.pk, coder)
    check()
    Letter.objects.filter(pk=letters[3].pk).update(publication="motie", kind=None)
    check()
    assert len({waiting for waiting, _lost in seen}) > 3 and len({lost for _waiting, lost in seen}) > 2


def test_where_many_are_due_numbers_are_those_that_are_kept_and_say_so(client, editor, proposed, monkeypatch) -> None:
    tasks.sum_up_the_rest()
    monkeypatch.setattr(work_lists, "DUE_COUNTED", 2)
    SummaryDue.objects.bulk_create(SummaryDue(letter=number, transaction=0) for number in (7001, 7002))
    assert not lists(client)["judge"].about
    SummaryDue.objects.create(letter=7003, transaction=0)
    judge = lists(client)["judge"]
    assert (judge.count, len(judge.items), judge.about) == (1, 1, True)


def test_the_lists_cost_the_same_however_many_letters_there_are_and_wait(editor, codebook) -> None:
    vacuum()

    def cost(letters: int) -> tuple[int, int]:
        many.make(letters, everything=True, first=Letter.objects.count())
        lose(letters // 3)
        tasks.sum_up_the_rest()
        WorkCount.objects.fold()
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE positions_summarydue")  # is empty, but for what this transaction left in its file
        finds = (work_lists.to_judge, work_lists.lost_quotes)
        for find in finds:
            find(editor)
        in_process.clear()
        with rows_read() as rows, CaptureQueriesContext(connection) as asked:
            found = [find(editor) for find in finds]
        assert [len(each.items) for each in found] == [FIRST, FIRST]
        counts.append([each.count for each in found])
        return len(asked), rows.read

    counts: list[list[int]] = []
    few, more = cost(60), cost(600)
    print(few, more, counts)
    assert all(many > 5 * few for few, many in zip(*counts, strict=True))
    assert more[0] == few[0]
    assert more[1] < FLAT * few[1]
