"""The codebook's pages in the admin: edit, add a topic, try it on a letter, release."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client

from letters.models import Letter
from positions.codebook import store
from positions.codebook.editor import drafts, trials
from positions.domain.scale import SCORES
from positions.models import CodebookDraft, CodebookVersion, Stance
from tests.kept import kept
from tests.positions.factories import SENTENCES

DESK = "/admin/positions/codebookdraft/"
QUERIES = 15


@kept
def codebook(db) -> None:
    """Load version 1 only, so that the next version to release is 2, whatever else ships with the program."""
    call_command("load_codebook", store.FOLDER / "v1.toml")


def in_role(role: str) -> Client:
    call_command("create_roles")
    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


@kept
def desk(codebook) -> Client:
    return in_role("redactie")


@kept
def draft(desk: Client) -> CodebookDraft:
    desk.post(f"{DESK}add/")
    return CodebookDraft.objects.get()


def page(client: Client, address: str, **data: object) -> str:
    response = client.post(address, data, follow=True) if data else client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def turkey(**other: object) -> dict[str, object]:
    texts = ("name", "definition", "excludes", "low_pole", "high_pole", *(f"anchor{score}" for score in SCORES))
    given = {f"{text}_{language}": f"{text} {language}" for text in texts for language in ("nl", "en")}
    terms = {"slug": "weather", "terms": "het weer\nregen*\n", "context": "", "excluded": "", "cue1": "was ... goed"}
    return {**given, **terms, "seen": 1, **other}


@pytest.mark.parametrize("role", ["lezer", "codeur"])
def test_only_editors_come_to_the_desk(codebook, role: str) -> None:
    client = in_role(role)
    assert client.get(DESK).status_code == 403
    assert client.post(f"{DESK}add/").status_code == 403
    assert not CodebookDraft.objects.exists()


def test_a_draft_is_started_and_listed(desk: Client, draft: CodebookDraft, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(QUERIES):
        assert "in de maak" in page(desk, DESK)
    assert "De tekst klopt" in page(desk, f"{DESK}{draft.pk}/change/")


def test_a_fault_is_shown_with_its_line_and_kept(desk: Client, draft: CodebookDraft) -> None:
    broken = draft.source.replace('"Rusland*"', '"R*"', 1)
    html = page(desk, f"{DESK}{draft.pk}/change/", source=broken, seen=1)
    line = broken.split('"R*"')[0].count("\n") + 1
    assert f'href="{DESK}{draft.pk}/change/#regel-{line}"' in html
    assert "een * staat aan het eind van een woord" in html
    draft.refresh_from_db()
    assert draft.source == broken


def test_a_text_over_somebody_elses_is_refused_and_still_on_screen(desk: Client, draft: CodebookDraft) -> None:
    drafts.save(draft, draft.source + "# van Bram", draft.started_by, seen=1)
    html = page(desk, f"{DESK}{draft.pk}/change/", source="# van Eva", seen=1)
    assert "Iemand anders heeft dit concept intussen gewijzigd" in html
    assert "# van Eva</textarea>" in html


def test_a_topic_is_added_by_form(desk: Client, draft: CodebookDraft) -> None:
    html = page(desk, f"{DESK}{draft.pk}/onderwerp/", **turkey())
    assert "onderaan het concept" in html
    assert 'slug = "weather"' in CodebookDraft.objects.get().source


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"slug": "russia"}, "heeft een ander onderwerp al"),
        ({"slug": "Het Weer"}, "alleen kleine letters"),
        ({"terms": "goed\nr*"}, "Regel 2: een * staat aan het eind"),
        ({"terms": ""}, "Dit veld is vereist"),
        ({"seen": 7}, "Iemand anders"),
    ],
)
def test_a_wrong_topic_is_told_beside_its_field(desk: Client, draft: CodebookDraft, wrong, said: str) -> None:
    assert said in page(desk, f"{DESK}{draft.pk}/onderwerp/", **turkey(**wrong))
    assert "weather" not in CodebookDraft.objects.get().source


def test_a_draft_is_tried_on_a_letter_and_nothing_is_stored(
    desk: Client, draft: CodebookDraft, recorded: Letter
) -> None:
    page(desk, f"{DESK}{draft.pk}/onderwerp/", **turkey())
    assert recorded.key in page(desk, f"{DESK}{draft.pk}/proberen/?q=dialoog")
    html = page(desk, f"{DESK}{draft.pk}/proberen/?brief={recorded.key}")
    changed = html.partition("<details")[0]
    assert SENTENCES[3] in changed and "geen voorstel" in changed and "nieuw" in changed
    assert SENTENCES[0] not in changed and SENTENCES[0] in html
    assert not Stance.objects.exists()


def test_an_unknown_letter_is_told(desk: Client, draft: CodebookDraft) -> None:
    assert "Er is geen brief met kenmerk kst-1-1" in page(desk, f"{DESK}{draft.pk}/proberen/?brief=kst-1-1")


def test_a_draft_that_takes_too_long_is_told(desk: Client, draft: CodebookDraft, monkeypatch) -> None:
    trials._process().close()
    slow = trials.ReaderProcess(trials.SandboxLimits(seconds=0.01), (trials.TELL,))
    monkeypatch.setattr(trials, "_process", lambda: slow)
    assert "nakijken duurt langer dan" in page(desk, f"{DESK}{draft.pk}/change/")


def test_a_draft_is_released_with_what_it_changes_in_sight(desk: Client, draft: CodebookDraft) -> None:
    page(desk, f"{DESK}{draft.pk}/onderwerp/", **turkey())
    html = page(desk, f"{DESK}{draft.pk}/uitbrengen/")
    assert "versie 2" in html and re.search(r"<ins>\+slug = &quot;weather&quot;</ins>", html)
    assert "Versie 2 is uitgebracht" in page(desk, f"{DESK}{draft.pk}/uitbrengen/", seen=2)
    assert CodebookVersion.objects.count() == 2
    assert "name nl" in page(desk, "/methode/")
    assert "readonly" in page(desk, f"{DESK}{draft.pk}/change/")


def test_a_changed_meaning_asks_for_a_word(desk: Client, draft: CodebookDraft) -> None:
    drafts.save(draft, draft.source.replace('nl = "minder, of tegen meer"', 'nl = "minder"'), draft.started_by, seen=1)
    address = f"{DESK}{draft.pk}/uitbrengen/"
    assert "Defensie-uitgaven: wat score −2 betekent" in page(desk, address)
    assert "betekent, verandert" in page(desk, address, seen=2)
    assert "Versie 2 is uitgebracht" in page(desk, address, seen=2, meanings="yes")


def test_an_open_draft_is_thrown_away_and_a_released_one_is_not(desk: Client, draft: CodebookDraft) -> None:
    drafts.release(draft, draft.started_by, seen=1)
    assert desk.post(f"{DESK}{draft.pk}/delete/", {"post": "yes"}).status_code == 403
    page(desk, f"{DESK}add/", begin="ja")
    other = CodebookDraft.objects.filter(released_as=None).get()
    page(desk, f"{DESK}{other.pk}/delete/", post="yes")
    assert CodebookDraft.objects.get() == draft
