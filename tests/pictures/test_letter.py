"""A letter with what is said of it: highlights, switches, the strip, where it stands between others, citing."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command

from letters.ingestion import withdrawing
from letters.models import Letter
from positions import assigning, keeping, reviews
from positions.domain.scale import Holder
from positions.models import Assignment, Stance
from tests.stances.conftest import SENTENCES
from tests.wording import letter

RUSSIA, DEFENCE, EUROPE, WEATHER = SENTENCES
QUERIES = 19


def page(client, of: Letter | str, query: str = "") -> str:
    response = client.get((of if isinstance(of, str) else of.get_absolute_url()) + query)
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def two_letters(codebook, take_in) -> list[Letter]:
    dates = ("3 maart 2019", "4 april 2020")
    return [
        take_in(letter(number=str(n), date=day, sentences=SENTENCES)).letter for n, day in enumerate(dates, start=1)
    ]


@pytest.mark.parametrize("times", [1, 12])
def test_a_letter_costs_the_same_however_much_is_said(
    client, take_in, accept, times, django_assert_num_queries
) -> None:
    more = tuple(f"Het kabinet wil de druk op Rusland opvoeren, voor de {n}e keer." for n in range(times))
    texts = [
        take_in(letter(number=str(n), date=f"{n} mei 2019", sentences=(*SENTENCES, *more))).letter for n in (1, 2, 3)
    ]
    call_command("propose")
    for text in texts:
        for quote in more:
            accept(text, quote)
    page(client, texts[1])
    keeping.forget_everything()
    with django_assert_num_queries(QUERIES):
        html = page(client, texts[1])
    assert html.count('class="said accepted') >= times


def test_what_is_accepted_is_solid_and_a_proposal_is_called_one(client, proposed, accept, recorded) -> None:
    stance = accept(recorded, RUSSIA)
    html = page(client, recorded)
    assert f'<span id="s{stance.pk}"></span>' in html
    assert f'<span class="said accepted topic-1"><a href="/standpunten/{stance.pk}/"' in html
    assert 'class="said proposed topic-4" data-tag="voorstel"' in html


def test_a_sentence_on_two_topics_shows_both(client, recorded, accept) -> None:
    first, second = accept(recorded, RUSSIA), accept(recorded, RUSSIA, topic="eu-cooperation", score=0)
    html = page(client, recorded)
    assert f'<span id="s{first.pk}"></span><span id="s{second.pk}"></span>' in html
    assert '<span class="said accepted topic-1"><span class="said accepted topic-4"><a ' in html
    assert "Rusland · kabinet · +1, richting afschrikking · geaccepteerd\nEU-samenwerking · kabinet · 0" in html


def test_a_citation_within_a_highlight_is_a_link_of_its_own(client, codebook, take_in, accept) -> None:
    cited = take_in(letter(number="7", sentences=("Een heel andere brief, over vis.",))).letter
    quote = "Het kabinet wil druk op Rusland, zie Kamerstuk 99 301, nr. 7, en blijft daarbij."
    citing = take_in(letter(sentences=(*SENTENCES, quote))).letter
    accept(citing, quote)
    html = page(client, citing)
    assert f'zie </a><a class="cited" href="/brieven/{cited.key}/"' in html
    assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", html, re.DOTALL)


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", ["topic-1", "topic-4"]),
        ("?topic=russia", ["topic-1"]),
        ("?topic=russia&topic=eu-cooperation", ["topic-1", "topic-4"]),
        ("?holder=nato", ["topic-4"]),
        ("?state=proposed", []),
        ("?topic=china", []),
    ],
)
def test_the_address_says_what_is_seen(client, recorded, accept, query, seen) -> None:
    accept(recorded, RUSSIA)
    hidden = accept(recorded, EUROPE, topic="eu-cooperation", holder=Holder.NATO)
    html = page(client, recorded, query)
    assert re.findall(r'class="said accepted (topic-\d)"', html) == seen
    assert f'id="s{hidden.pk}"' in html


def test_a_wrong_choice_is_named_and_left_out(client, recorded, accept) -> None:
    accept(recorded, RUSSIA)
    html = page(client, recorded, "?topic=vis&state=nooit")
    assert "Onderwerp: “vis” is hier geen keuze." in html
    assert "Stand: “nooit” is hier geen keuze." in html
    assert 'class="said accepted topic-1"' in html


def test_the_strip_has_a_mark_a_stance_and_says_the_same_in_words(client, recorded, accept) -> None:
    stance = accept(recorded, RUSSIA)
    html = page(client, recorded)
    strip = re.search(r'<svg aria-hidden="true".*?</svg>', html, re.DOTALL)
    assert strip and strip[0].count(f'href="#s{stance.pk}" tabindex="-1"') == 1
    assert "style=" not in strip[0]
    assert f'<li><a href="#s{stance.pk}" lang="nl">Het kabinet vindt' in html


def test_where_it_stands_between_the_letters_before_and_after(client, two_letters, accept) -> None:
    first, second = two_letters
    accept(first, RUSSIA, score=-1)
    accept(second, RUSSIA, score=2)
    told = words(page(client, second))
    assert "+2 richting afschrikking · 1 zin" in told
    assert "25% van de zinnen gaat hierover." in told
    assert "Eerder: 3 maart 2019 −1 → hier omgedraaid" in told
    told = words(page(client, first))
    assert "Later: 4 april 2020 +2 → daar omgedraaid" in told


def test_only_the_nearest_letters_that_take_a_position_stand_beside(client, codebook, take_in, accept) -> None:
    days = ("1 mei 2017", "1 mei 2018", "1 mei 2019", "1 mei 2020")
    far, near, mute, here = (
        take_in(letter(number=str(n), date=day, sentences=SENTENCES)).letter for n, day in enumerate(days, start=1)
    )
    for each, score in ((far, -2), (near, -1), (here, 1)):
        accept(each, RUSSIA, score=score)
    accept(mute, RUSSIA, score=None)
    told = words(page(client, here))
    assert "Eerder: 1 mei 2018 −1" in told
    assert "1 mei 2017" not in told


def test_others_than_the_cabinet_are_told_apart(client, recorded, accept) -> None:
    accept(recorded, RUSSIA, score=1)
    accept(recorded, DEFENCE, score=-1, holder=Holder.ADVISER)
    told = words(page(client, recorded))
    assert "+1 richting afschrikking · 1 zin" in told
    assert "Adviseur: −1 · 1 zin" in told


def test_a_letter_without_a_date_stands_on_no_line(client, codebook, take_in, accept) -> None:
    undated = take_in(letter(number="9", date=None, sentences=SENTENCES)).letter
    accept(undated, RUSSIA)
    told = words(page(client, undated))
    assert "De datum is onbekend: deze brief staat op geen tijdlijn." in told
    assert "De datum van deze brief is onbekend; daarom staat er geen in." in told
    assert "(z.d.)" in told


def test_proposals_are_kept_from_visitors_where_the_setting_says_so(client, proposed, recorded, settings) -> None:
    assert "voorstel" in page(client, recorded)
    settings.POSITIONS_SHOW_PROPOSALS = "signed-in"
    html = page(client, recorded)
    assert "said proposed" not in html
    assert not any(f"s{stance.pk}" in html for stance in proposed)
    assert "Bij deze brief staat geen standpunt." in html


def test_proposals_and_what_is_accepted_are_never_one_number(client, proposed, recorded, accept) -> None:
    assert "voorstel −1 richting toenadering · 1 zin" in words(page(client, recorded))
    accept(recorded, RUSSIA, score=2)
    assert "+2 richting afschrikking · 1 zin" in words(page(client, recorded))


def test_a_letter_that_nobody_looked_at_says_so_and_one_with_nothing_in_it_too(client, recorded, take_in) -> None:
    assert "Naar deze brief is nog niet gekeken." in page(client, recorded)
    other = take_in(letter(number="44", sentences=("Dit gaat over vis.", "Dat gaat over netten."))).letter
    call_command("propose")
    assert "Bij deze brief staat geen standpunt." in page(client, other)


def test_who_codes_blind_sees_nobody_elses_view(client, django_user_model, recorded, accept) -> None:
    stance = accept(recorded, RUSSIA)
    user = django_user_model.objects.create_user("carla")
    user.user_permissions.add(Permission.objects.get(codename="add_review"))
    asked = assigning.ask(reviews.coder_of(user), recorded, by=None)
    client.force_login(user)
    html = page(client, recorded)
    assert "U codeert deze brief zonder te zien" in html
    assert "topic-1" not in html
    assert client.get(f"/standpunten/{stance.pk}/").status_code == 404
    Assignment.objects.filter(pk=asked.pk).update(done_at="2026-01-01T00:00Z")
    assert "said accepted topic-1" in page(client, recorded)


def test_what_is_coded_blind_is_shown_to_nobody(client, recorded, proposed, bram) -> None:
    coded = Stance.objects.create(
        **{name: getattr(proposed[0], name) for name in ("revision", "start", "end", "quote", "topic", "codebook")},
        holder="cabinet", score=2, coder=bram,
    )  # fmt: skip
    assert f's{coded.pk}"' not in page(client, recorded)
    assert client.get(f"/standpunten/{coded.pk}/").status_code == 404


def test_a_rejected_proposal_is_gone_from_the_letter(client, proposed, recorded, anna) -> None:
    reviews.reject(proposed[0].pk, anna, seen=0)
    assert f's{proposed[0].pk}"' not in page(client, recorded)


def test_citing_on_the_page_and_as_files(client, recorded) -> None:
    html = page(client, recorded)
    assert "Kamerstukken II 2018/19, 99 301, nr. 12." in html
    address = recorded.get_absolute_url()
    for form, start in (("bib", b"@misc{kst-99301-12,"), ("ris", b"TY  - GOVDOC\r\n")):
        assert f'href="{address}citeren.{form}"' in html
        response = client.get(f"{address}citeren.{form}")
        assert response.content.startswith(start)
        assert response["Content-Disposition"] == f'attachment; filename="{recorded.key}.{form}"'
    assert client.get(f"{address}citeren.exe", follow=True).status_code == 404


def test_a_withdrawn_letter_is_not_cited(client, recorded, admin_user) -> None:
    withdrawing.withdraw(recorded, user=admin_user, reason="geheim")
    assert client.get(f"{recorded.get_absolute_url()}citeren.bib").status_code == 410


def test_a_card_for_other_programs(client, recorded, accept) -> None:
    accept(recorded, RUSSIA)
    html = page(client, recorded, "?topic=russia")
    assert f'<link rel="canonical" href="http://testserver{recorded.get_absolute_url()}">' in html
    assert 'property="og:title"' in html
    assert "Over Rusland." in html
    assert '"@type": "Article"' in html
