"""Pages where coders' proposals differ: review, many at once, letter, stance and panel."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from positions.models import Review, Stance
from positions.review import bulk_acceptance
from positions.review import queue as review_queue
from tests.positions.conftest import firmer
from tests.positions.review.factories import states

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def coder_client(client, anna, coders):
    client.force_login(anna.user)
    return client


def form_of(html: str) -> dict[str, object]:
    seen = re.search(r'name="seen" value="(\d+)"', html)
    assert seen
    return {"seen": seen[1], "shown": re.findall(r'name="shown" value="(\d+)"', html)}


def test_the_page_lists_the_codings_and_takes_one_over(coder_client, three) -> None:
    html = coder_client.get(f"/beoordelen/?voorstel={three[0].pk}").content.decode()
    told = " ".join(re.sub("<[^>]+>", " ", html).split())
    assert "Codeurs verschillen over Rusland" in told
    for stance in three:
        assert str(stance.coder) in told
    assert re.findall(r'name="take" value="(\d+)"[^>]* data-key="(\w)"', html) == [
        (str(three[0].pk), "q"), (str(three[2].pk), "w")
    ]  # fmt: skip
    answer = coder_client.post(
        f"/beoordelen/{three[0].pk}/", {**form_of(html), "take": three[2].pk}, headers=JSON
    ).json()
    assert answer["said"] == "Geaccepteerd."
    assert states(three) == ["rejected", "rejected", "accepted"]


def test_the_page_is_as_it_was_with_one_coder(coder_client, recorded) -> None:
    call_command("propose")
    html = coder_client.get("/beoordelen/").content.decode()
    assert "Codeurs verschillen" not in html
    assert 'name="take"' not in html
    assert len(re.findall(r'name="(?:topic|holder|score)" value="[^"]+" checked', html)) == 3


def test_something_is_taken_only_of_what_was_listed(coder_client, three) -> None:
    elsewhere = Stance.objects.open().exclude(start=three[0].start)[0]
    html = coder_client.get(f"/beoordelen/?voorstel={three[0].pk}").content.decode()
    sent = {**form_of(html), "take": elsewhere.pk}
    assert coder_client.post(f"/beoordelen/{three[0].pk}/", sent, headers=JSON).status_code == 409
    assert not Review.objects.exists()


def test_a_card_that_has_changed_is_shown_again(coder_client, recorded, register) -> None:
    call_command("propose")
    html = coder_client.get("/beoordelen/").content.decode()
    mine = Stance.objects.open().order_by("start", "pk")[0]
    register("firm", "1", firmer)
    call_command("propose", coder="firm")
    sent = {**form_of(html), "action": "reject"}
    response = coder_client.post(f"/beoordelen/{mine.pk}/", sent, headers=JSON)
    assert response.status_code == 409
    assert "Codeurs verschillen over" in response.json()["html"]
    assert response.json()["address"].endswith(f"voorstel={mine.pk}")


def test_what_is_on_screen_and_was_superseded_is_no_page_that_is_not_there(coder_client, recorded, register) -> None:
    register("firm", "1", firmer)
    call_command("propose", coder="firm")
    html = coder_client.get("/beoordelen/").content.decode()
    mine = Stance.objects.open().order_by("start", "pk")[0]
    register("firm", "2", firmer)
    call_command("propose", coder="firm")
    response = coder_client.post(f"/beoordelen/{mine.pk}/", {**form_of(html), "action": "reject"}, headers=JSON)
    assert response.status_code == 409
    assert Stance.objects.on_the_same(mine).open().filter(coder__version="2").exists()


def test_the_page_of_many_says_how_many_it_skips(client, django_user_model, three) -> None:
    call_command("create_roles")
    eva = django_user_model.objects.create_user("eva")
    eva.groups.add(Group.objects.get(name="redactie"))
    client.force_login(eva)
    skipped = bulk_acceptance.differed_on(review_queue.proposals())
    html = client.get("/beoordelen/veel/").content.decode()
    words = f"Over {skipped} zin verschillen" if skipped == 1 else f"Over {skipped} zinnen verschillen"
    assert words in html
    assert 'href="/beoordelen/?order=verschillen"' in html


def test_letter_and_stance_pages_list_each_coders_proposal(client, three, recorded) -> None:
    html = client.get(recorded.get_absolute_url()).content.decode()
    own = client.get(f"/standpunten/{three[0].pk}/").content.decode()
    for stance in three:
        assert f'id="s{stance.pk}"' in html
    for other in three[1:]:
        assert f'href="/standpunten/{other.pk}/"' in own
        assert str(other.coder) in own


def test_a_panel_says_on_how_many_sentences_coders_differ(client, three, recorded) -> None:
    html = client.get(f"/onderwerpen/russia/brief/{recorded.key}/").content.decode()
    assert "verschillen de codeurs" in html
