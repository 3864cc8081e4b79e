"""A letter that somebody took: seen by others, and let go after a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from letters.models import Letter
from positions.models import TakenLetter
from positions.review import assignments, decisions, taken_letters
from tests.kept import kept
from tests.positions.factories import account

pytestmark = pytest.mark.django_db


@kept
def eva(proposed):
    return account(User, "eva", "redactie")


@kept
def bram(eva):
    user = User.objects.create_user("bram", is_staff=True)
    user.groups.set(eva.groups.all())
    return user


@pytest.fixture
def address() -> str:
    return reverse("take-letter", args=[Letter.objects.get().key])


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_others_see_who_reads_a_letter_on_its_page_and_at_home(eva, bram, address) -> None:
    assert "U leest deze brief" in as_user(eva).post(address, follow=True).content.decode()
    page = as_user(bram).get(reverse("letter-in-review", args=[Letter.objects.get().key])).content.decode()
    assert "eva leest deze brief" in page
    assert "eva leest deze brief" in as_user(bram).get("/admin/").content.decode()


def test_a_letter_that_somebody_reads_is_not_taken_by_another(eva, bram, address) -> None:
    as_user(eva).post(address)
    assert "Iemand anders leest deze brief al" in as_user(bram).post(address, follow=True).content.decode()
    assert TakenLetter.objects.get().user == eva


def test_only_who_took_it_lets_it_go(eva, bram, address) -> None:
    as_user(eva).post(address)
    as_user(bram).post(address, {"action": "let-go"})
    assert TakenLetter.objects.exists()
    as_user(eva).post(address, {"action": "let-go"})
    assert not TakenLetter.objects.exists()


def test_after_a_day_it_is_free(eva, bram) -> None:
    letter = Letter.objects.get().pk
    assert taken_letters.take(letter, eva)
    TakenLetter.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert taken_letters.taken([letter]) == {}
    assert taken_letters.take(letter, bram)
    assert taken_letters.taken([letter])[letter].user == bram


def test_who_codes_it_blind_is_led_to_that(eva, address) -> None:
    assignments.ask(decisions.coder_of(eva), Letter.objects.get(), by=None)
    answer = as_user(eva).post(address)
    assert answer.url.startswith("/coderen/")
    assert not TakenLetter.objects.exists()
