"""The admin in English: every page of it, and what it says of files that failed."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import translation

from letters.labels.problem_messages import ENGLISH, OTHERS, worded
from letters.models import HarvestJob, Ingestion, Letter, PossibleDuplicate, SourceRecord, SourceRun
from letters.readers.problems import MESSAGES
from positions.codebook.editor import drafts
from positions.models import CodebookDraft, Coder, Event, Review, Stance
from tests import factories
from tests.tracker.site.dutch_words import is_dutch, words_of

pytestmark = pytest.mark.django_db
PLACE = re.compile(r"{\w+}")
# Names that editors give and sources have, in Dutch; choices of permissions, which the database holds.
GIVEN = re.compile(r"Zeebrief|Een zin uit een brief|Haven na haven|^(codeur|redactie|beheer|lezer)$|^\[\"«|^[\w ]+ \| ")
# Models that no page of the admin leads to: of the packages, and of schedules.
OTHERS_OWN = {"django_celery_beat"}


@pytest.fixture
def superuser(client) -> User:
    user = User.objects.create_superuser("eva")
    client.force_login(user)
    return user


@pytest.fixture
def everything(superuser, take_in, letters) -> dict[type, int]:
    """One row of each model that has pages, by model."""
    text = {"title": "Zeebrief", "sentences": ("Een zin uit een brief.", "Haven na haven.", "Zeilen.")}
    held = take_in(factories.letter(number="61", **text), name="held.md", hold=True)
    failed = take_in("", name="empty.md", batch=held.batch)
    undated = take_in(factories.letter(number="62", date=None, **text), name="undated.md", batch=held.batch)
    later = take_in(factories.letter(number="63", **text), name="later.md", batch=held.batch).letter
    PossibleDuplicate.objects.get_or_create(
        earlier=undated.letter, later=later, defaults={"reason": "alike", "share": 0.9}
    )
    job = HarvestJob.objects.create(source="koop", dossiers=["28676"])
    run = SourceRun.objects.create(source="koop", job=job, state="failed", message="De bron gaf geen antwoord.")
    SourceRecord.objects.create(source="koop", source_id="kst-1", metadata=b"{}")
    Event.objects.create(slug="fall", name_nl="Het kabinet valt", name_en="Fall", date=date(2020, 1, 1), source="-")
    drafts.start(superuser)
    assert (failed.state, run.state, held.state) == ("failed", "failed", "held")
    return {
        model: row.pk
        for model in admin.site._registry
        if model._meta.app_label not in OTHERS_OWN and (row := model._default_manager.order_by("-pk").first())
    }


def listed(rows: dict[type, int]) -> list[str]:
    names = [(model._meta.app_label, model._meta.model_name, pk) for model, pk in rows.items()]
    ingestion = Ingestion.objects.get(name="held.md")
    letter, draft = Letter.objects.get(ingestions__name="undated.md"), CodebookDraft.objects.get()
    return [
        reverse("admin:index"),
        *(reverse(f"admin:{app}_{model}_changelist") for app, model, _ in names),
        *(reverse(f"admin:{app}_{model}_change", args=[pk]) for app, model, pk in names if model != "taskresult"),
        *(reverse(f"admin:{name}_add") for name in ("letters_letter", "letters_cabinet", "letters_harvestjob",
          "positions_event", "positions_codebookdraft", "auth_user", "auth_group")),
        *(reverse(f"admin:letters_letter_{name}", args=[letter.pk]) for name in ("history", "withdraw")),
        reverse("admin:letters_letter_examples"),
        reverse("admin:letters_ingestion_batch", args=[ingestion.batch]),
        reverse("admin:letters_ingestion_batch_state", args=[ingestion.batch]),
        *(reverse("admin:letters_ingestion_look", args=[each.pk]) for each in Ingestion.objects.all()),
        *(reverse(f"admin:positions_codebookdraft_{name}", args=[draft.pk])
          for name in ("onderwerp", "proberen", "uitbrengen", "delete")),
        reverse("admin:positions_codebookdraft_proberen", args=[draft.pk]) + f"?brief={letter.key}",
        reverse("admin:password_change"),
    ]  # fmt: skip


def is_given(words: str) -> bool:
    """Return whether the words are of a letter, or a name that somebody gave."""
    quoted = any(quote[:40] in words for quote in Stance.objects.values_list("quote", flat=True))
    return quoted or bool(GIVEN.search(words))


def said(answer) -> list[str]:
    html = "".join(answer.json().get(name, "") for name in ("summary",)) if "json" in answer["Content-Type"] else ""
    return words_of(f"<main>{html}</main>" if html else answer.content.decode())


def test_no_page_of_the_admin_says_anything_in_dutch_that_is_not_marked_so(client, everything) -> None:
    with translation.override("en"):
        addresses = listed(everything)
    assert all(address.startswith("/en/admin/") for address in addresses)
    answers = {address: client.get(address, follow=True) for address in addresses}
    assert {address: answer.status_code for address, answer in answers.items() if answer.status_code != 200} == {}
    words = {address: said(answer) for address, answer in answers.items()}
    dutch = {a: found for a, w in words.items() if (found := [x for x in w if is_dutch(x) and not is_given(x)])}
    assert dutch == {}


def test_every_model_of_the_admin_is_walked(everything) -> None:
    walked = {Letter, Ingestion, PossibleDuplicate, HarvestJob, SourceRun, SourceRecord, Stance, Review, Coder}
    assert walked | {Event, CodebookDraft, User} <= set(everything)


def test_the_same_pages_in_dutch_would_not_pass(client, everything) -> None:
    dutch = [address for address in listed(everything) if any(map(is_dutch, said(client.get(address, follow=True))))]
    assert len(dutch) > len(listed(everything)) - 3


def test_the_switch_in_the_header_keeps_the_page_and_its_filter(client, superuser) -> None:
    page = client.get("/admin/letters/letter/?aandacht=ja").content.decode()
    assert (
        '<a class="language" href="/en/admin/letters/letter/?aandacht=ja" lang="en" hreflang="en">English</a>' in page
    )
    page = client.get("/en/admin/letters/letter/?aandacht=ja").content.decode()
    assert '<html lang="en"' in page
    assert 'href="/admin/letters/letter/?aandacht=ja" lang="nl" hreflang="nl">Nederlands</a>' in page


def test_links_and_forms_stay_in_the_language(client, superuser) -> None:
    for address in ("/en/admin/", "/en/admin/letters/letter/add/", "/en/admin/letters/ingestion/"):
        page = client.get(address).content.decode()
        assert re.findall(r'(?:href|action|data-\w+)="(/admin/[^"]*)"(?! lang="nl")', page) == [], address
    answer = client.post("/en/admin/letters/letter/add/", {"way": "paste", "paste-text": factories.letter()})
    assert answer.url.startswith("/en/admin/letters/ingestion/")


def test_from_an_english_page_the_desk_is_in_english(client, superuser) -> None:
    assert 'href="/en/admin/"' in client.get("/en/over/").content.decode()
    client.logout()
    answer = client.get("/en/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/en/aanmelden/?next=/en/admin/"


def test_every_message_of_a_problem_has_english_with_the_same_numbers() -> None:
    dutch = {**{str(code): words for code, words in MESSAGES.items()}, **OTHERS}
    assert set(map(str, ENGLISH)) == set(dutch)
    places = {code: set(PLACE.findall(words)) for code, words in dutch.items()}
    assert {str(code): set(PLACE.findall(words)) for code, words in ENGLISH.items()} == places


def test_a_stored_message_is_worded_with_its_numbers() -> None:
    told = MESSAGES["too-large"].format(found=12, allowed=10)
    with translation.override("en"):
        assert worded("too-large", told).startswith("The file is 12 MB; it may be 10 MB.")
        assert worded("too-large", "Iets van vroeger.") == "Iets van vroeger."
    assert worded("too-large", told) == told
