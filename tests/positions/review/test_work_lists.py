"""The lists of review on the home of the admin."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import many
from letters.models import Letter
from letters.pages.work_lists import FIRST, Found
from positions import tasks
from positions.caching import in_process
from positions.models import Stance
from positions.review import assignments, decisions, text_changes, work_lists
from tests.factories import letter
from tests.positions.factories import SENTENCES, account
from tests.rows_read import rows_read, vacuum

pytestmark = pytest.mark.django_db
HOME = "/admin/"
FLAT = 2


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


def test_the_lists_cost_the_same_among_four_times_the_letters(editor, codebook) -> None:
    vacuum()

    def cost(letters: int) -> tuple[int, int]:
        many.make(letters, everything=True, first=Letter.objects.count())
        tasks.sum_up_the_rest()
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE positions_summarydue")  # is empty, but for what this transaction left in its file
        found: list[Found] = []
        for find in (work_lists.to_judge, work_lists.lost_quotes):
            find(editor)
        in_process.clear()
        with rows_read() as rows, CaptureQueriesContext(connection) as asked:
            found = [find(editor) for find in (work_lists.to_judge, work_lists.lost_quotes)]
        assert len(found[0].items) == FIRST
        return len(asked), rows.read / max(1, found[0].count)

    few, stances = cost(30), Stance.objects.count()
    more = cost(90)
    assert Stance.objects.count() > 3 * stances
    assert more[0] == few[0]
    assert more[1] < FLAT * few[1]
