"""From a letter that came in to its review: the links and counts in the admin."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from letters.models import Ingestion, Letter
from letters.pages.next_steps import NEXT_STEPS
from positions.review import assignments, decisions
from tests.factories import letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, django_user_model, proposed):
    user = django_user_model.objects.create_superuser("eva")
    client.force_login(user)
    return user


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def pages(editor) -> dict[str, str]:
    """Return the admin pages of a letter that came in."""
    ingestion = Ingestion.objects.get()
    return {
        "letter": reverse("admin:letters_letter_change", args=[ingestion.letter_id]),
        "ingestion": reverse("admin:letters_ingestion_change", args=[ingestion.pk]),
        "batch": reverse("admin:letters_ingestion_batch", args=[ingestion.batch]),
    }


def test_one_link_leads_to_the_review_of_the_letter_and_says_what_waits(client, pages, proposed) -> None:
    review = reverse("letter-in-review", args=[Letter.objects.get().key])
    for address in pages.values():
        page = client.get(address)
        assert f'href="{review}"' in page.content.decode(), address
        assert f"Beoordelen ({len(proposed)})" in text(page), address
    assert client.get(review).status_code == 200


def test_the_batch_says_how_many_wait(client, pages, proposed) -> None:
    assert f"wacht op beoordelen {len(proposed)}" in text(client.get(pages["batch"]))
    counted = client.get(pages["batch"] + "stand/").json()["summary"]
    assert "wacht op beoordelen" in counted
    review = reverse("letter-in-review", args=[Letter.objects.get().key])
    assert re.search(rf'href="{review}"\s+data-key="b">\s*Begin met beoordelen\s*<', counted)


def test_a_batch_in_which_nothing_waits_has_no_button_to_begin(client, editor, pages, proposed) -> None:
    for stance in proposed:
        decisions.reject(stance.pk, decisions.coder_of(editor), seen=0)
    assert "Begin met beoordelen" not in client.get(pages["batch"]).content.decode()


def test_review_leads_back_to_the_work_and_the_fields_of_the_letter(client, pages) -> None:
    review = client.get(reverse("letter-in-review", args=[Letter.objects.get().key])).content.decode()
    assert f'href="{pages["letter"]}"' in review
    for page in (review, client.get(reverse("review")).content.decode()):
        assert re.search(rf'href="{reverse("admin:index")}"[^>]*>\s*Uw werk\s*<', page)


def test_while_a_file_is_busy_the_overview_counts_on_rows_that_changed_alone(client, pages, take_in) -> None:
    batch = Ingestion.objects.get().batch
    take_in(letter(number="50", sentences=("Punt 1 over vis.",)), batch=batch)
    Ingestion.objects.filter(letter__key__endswith="-50").update(state=Ingestion.READY[0])
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(pages["batch"] + "stand/", {"since": "2100-01-01T00:00Z"}).json()
    assert (answer["busy"], answer["rows"], "wacht op beoordelen" in answer["summary"]) == (True, {}, False)
    assert not any("positions_stance" in query["sql"] for query in asked)


def test_what_is_decided_waits_no_more(client, editor, pages, proposed) -> None:
    for stance in proposed:
        decisions.reject(stance.pk, decisions.coder_of(editor), seen=0)
    page = client.get(pages["letter"])
    assert "Beoordelen" in text(page) and "Beoordelen (" not in text(page)


def test_who_may_not_review_sees_no_link(client, django_user_model, pages) -> None:
    user = django_user_model.objects.create_user("rik", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_letter", "view_ingestion", "add_letter"]))
    client.force_login(user)
    for address in ("/admin/", *pages.values()):
        page = client.get(address)
        assert page.status_code == 200
        assert "/beoordelen/" not in page.content.decode()


def test_a_withdrawn_letter_has_no_link(client, pages) -> None:
    Letter.objects.update(withdrawn_at="2020-01-01T00:00Z", withdrawn_reason="dubbel")
    assert "/beoordelen/brief/" not in client.get(pages["letter"]).content.decode()


def test_an_example_has_no_link_once_there_is_a_real_letter(admin_user, take_in, proposed) -> None:
    Letter.objects.update(is_example=True)
    example = Letter.objects.get()
    assert NEXT_STEPS.of_letters(admin_user, [example])[example.pk]
    take_in(letter(number="50", sentences=("Punt 1 over vis.",)))
    assert NEXT_STEPS.of_letters(admin_user, [example]) == {}


def test_what_somebody_codes_blind_does_not_wait_for_them(client, editor, pages) -> None:
    assignments.ask(decisions.coder_of(editor), Letter.objects.get(), by=None)
    assert "Beoordelen (" not in text(client.get(pages["letter"]))


def test_a_batch_costs_the_same_however_many_letters_it_holds(
    client, pages, take_in, django_assert_num_queries
) -> None:
    with CaptureQueriesContext(connection) as before:
        client.get(pages["batch"])
    batch = Ingestion.objects.get().batch
    for number in range(4):
        take_in(letter(number=str(50 + number), sentences=(f"Punt {number} over vis.",)), batch=batch)
    with django_assert_num_queries(len(before)):
        client.get(pages["batch"])
