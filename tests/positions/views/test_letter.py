"""Letter page: highlights, filters, map, position between other letters, citation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.contrib.staticfiles import finders
from django.core.management import call_command

from letters.ingestion.withdraw import withdraw
from letters.models import Letter
from positions.caching import in_process
from positions.domain.scale import Holder
from positions.models import Assignment, Stance
from positions.review import assignments, decisions
from tests.factories import letter
from tests.positions.factories import ADVICE, FISH, SENTENCES, TALK, words_of

RUSSIA, DEFENCE, EUROPE, WEATHER = SENTENCES
QUERIES = 22  # one of them finds the days next to the letter on the lines, so that not all letters are read


def page(client, of: Letter | str, query: str = "") -> str:
    response = client.get((of if isinstance(of, str) else of.get_absolute_url()) + query)
    assert response.status_code == 200
    return response.content.decode()


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
    in_process.clear()
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


@pytest.mark.parametrize(
    ("scores", "towards"),
    [
        ((1,), "high"), ((-2,), "low"), ((0,), "middle"), ((None,), "mention"),
        ((1, -1), "both"), ((1, 0), "high"), ((-1, None), "low"),
    ],
)  # fmt: skip
def test_a_highlight_shows_the_direction_by_a_sign_and_in_words(client, recorded, accept, scores, towards) -> None:
    for score, topic in zip(scores, ("russia", "eu-cooperation"), strict=False):
        accept(recorded, RUSSIA, score=score, topic=topic)
    html = page(client, recorded)
    [sentence] = re.findall(r'<span class="sentence" data-at="\d+" data-to="(\w+)">', html)
    assert sentence == towards
    css = finders.find("positions/showing.css")
    assert f'[data-to="{towards}"]::before {{ content: "' in Path(css).read_text()
    words = {"high": "richting afschrikking", "low": "richting toenadering", "both": "richting NAVO eerst"}
    assert words.get(towards, "") in re.findall(r'title="([^"]*)"', html.split('id="tekst"')[1])[0]


def test_a_proposal_does_not_change_the_direction_of_what_is_accepted(client, recorded, accept, propose) -> None:
    accept(recorded, RUSSIA, score=1)
    propose(recorded, RUSSIA, -1, topic="eu-cooperation")
    assert 'data-to="high">' in page(client, recorded).split('id="tekst"')[1]


def test_the_signs_are_explained_with_the_poles_of_the_topics_that_are_seen(client, recorded, accept) -> None:
    accept(recorded, RUSSIA)
    told = words_of(page(client, recorded).split('id="tekens"')[1].split("</section>")[0])
    assert "Rusland toenadering afschrikking beide kanten in het midden vermelding" in told
    assert "China" not in told


def test_a_citation_within_a_highlight_is_a_link_of_its_own(client, codebook, take_in, accept) -> None:
    take_in(letter(number="7", sentences=("Een heel andere brief, over vis.",)))
    quote = "Het kabinet wil druk op Rusland, zie Kamerstuk 99 301, nr. 7, en blijft daarbij."
    citing = take_in(letter(sentences=(*SENTENCES, quote))).letter
    accept(citing, quote)
    html = page(client, citing)
    assert 'zie </a><a class="cited" href="#v0"' in html
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


DOVE, HAWK = (-1, -1, -1, 0, -1), (1, 1, 1, 1, 0)


def test_where_it_stands_between_the_letters_on_the_line_before_and_after(client, says) -> None:
    says(1, "3 maart 2019", *DOVE)
    here = says(2, "4 april 2020", *HAWK)
    says(3, "5 mei 2022", 1, 1, 1)
    told = words_of(page(client, here))
    assert "+0,8 (richting afschrikking) · 5 zinnen (0: 1 · +1: 4), los beoordeeld" in told
    assert "Omgedraaid, nu richting afschrikking, na 13 maanden" in told
    assert "Eerder: 3 maart 2019 (Rutte III) −0,8 (richting toenadering)" in told
    assert "Later: 5 mei 2022 (Rutte IV) +1 (richting afschrikking)" in told
    assert "telregels 2" in told


def test_a_thin_letter_stands_beside_the_line_and_takes_no_step(client, says) -> None:
    says(1, "3 maart 2019", *DOVE)
    thin = says(2, "4 april 2019", 2, 2)
    says(3, "5 mei 2019", *DOVE)
    told = words_of(page(client, thin))
    assert "+2 (richting afschrikking), op minder dan drie zinnen · 2 zinnen (+2: 2), los beoordeeld" in told
    assert "Eerder: 3 maart 2019" in told and "Later: 5 mei 2019" in told
    assert not any(step in told for step in ("Omgedraaid", "Meer richting", "Bevestigd", "Te weinig om", "Begin van"))


def test_only_the_nearest_letters_on_the_line_stand_beside(client, says) -> None:
    says(1, "1 mei 2017", *DOVE)
    says(2, "1 mei 2018", *DOVE)
    says(3, "1 juni 2018", -2)
    says(4, "1 mei 2019", None, None, None)
    told = words_of(page(client, says(5, "1 mei 2020", *HAWK)))
    assert "Eerder: 1 mei 2018" in told
    assert "1 mei 2017" not in told and "1 juni 2018" not in told and "1 mei 2019" not in told


def test_the_first_letter_of_a_cabinet_stands_beside_the_last_one_of_the_cabinet_before(client, says) -> None:
    says(1, "4 oktober 2021", *DOVE)
    told = words_of(page(client, says(2, "2 mei 2022", *HAWK)))
    assert "Rutte III → Rutte IV: omgedraaid, nu richting afschrikking" in told


def test_a_step_with_an_open_proposal_is_provisional(client, says, propose) -> None:
    first = says(1, "3 maart 2019", *DOVE)
    here = says(2, "4 april 2019", *HAWK)
    propose(first)
    assert "Omgedraaid, nu richting afschrikking (voorlopig: nog 1 voorstel open)" in words_of(page(client, here))


def test_a_letter_that_goes_both_ways_says_so(client, says) -> None:
    told = words_of(page(client, says(1, "3 maart 2019", 1, 1, 2, -1, -1, 0)))
    assert "afschrikking én toenadering: 3 en 2 zinnen · 6 zinnen (−1: 2 · 0: 1 · +1: 2 · +2: 1)" in told


def test_how_much_of_it_is_on_the_topic_is_known_once_it_is_read(client, says, mark_read) -> None:
    here = says(1, "3 maart 2019", 1, 1)
    unknown = "Welk aandeel van de zinnen hierover gaat, is onbekend zolang de brief niet gelezen is."
    assert unknown in words_of(page(client, here))
    mark_read(here)
    told = words_of(page(client, here))
    assert "50% van de zinnen gaat hierover." in told
    assert unknown not in told


def test_beside_a_letter_nothing_is_told_of_one_that_the_reader_codes_blind(client, says, bram, coders) -> None:
    hidden = says(1, "3 maart 2019", *DOVE)
    here = says(2, "4 april 2019", *HAWK)
    assignments.ask(bram, hidden, by=None)
    client.force_login(bram.user)
    told = words_of(page(client, here))
    assert "Begin van de lijn van Rutte III" in told
    assert "Eerder" not in told and "omgedraaid" not in told.lower()


def test_others_than_the_cabinet_are_told_apart(client, recorded, accept) -> None:
    accept(recorded, RUSSIA, score=1)
    accept(recorded, DEFENCE, score=-1, holder=Holder.ADVISER)
    told = words_of(page(client, recorded))
    assert "+1 (richting afschrikking), op minder dan drie zinnen · 1 zin (+1: 1), los beoordeeld" in told
    assert "Adviseur : −1 (richting toenadering), op minder dan drie zinnen 1 zin (−1: 1), los beoordeeld" in told
    assert "Adviseur: −1 (richting" not in told, "said once, beside the cabinet"


def test_who_said_what_stands_beside_each_other_with_quotes(client, letter_of, accept) -> None:
    text = letter_of(1, "3 maart 2019", TALK, ADVICE, EUROPE, FISH)
    accept(text, TALK, -1)
    accept(text, ADVICE, 2, holder=Holder.ADVISER)
    accept(text, EUROPE, 1, topic="eu-cooperation")
    block = page(client, text).split('id="wie"')[1].split("</section>")[0]
    told = words_of(block)
    assert f"Kabinet aan de andere kant «{ADVICE}»" in told
    assert "1 zin (+2: 1), los beoordeeld" in told and f"«{TALK}»" in told
    assert told.index(ADVICE) < told.index(TALK), "others left, the cabinet right"
    assert "/onderwerpen/russia/wie/" in block
    assert "EU-samenwerking" not in told, "the cabinet alone is no comparison"


def test_one_holder_alone_or_proposals_are_no_comparison(client, letter_of, accept, propose) -> None:
    text = letter_of(1, "3 maart 2019", TALK, ADVICE, FISH)
    accept(text, ADVICE, 2, holder=Holder.ADVISER)
    propose(text, TALK, -1)
    html = page(client, text)
    assert 'id="wie"' not in html
    assert "Adviseur: +2" in words_of(html)


def test_a_cabinet_that_endorses_an_adviser_is_a_comparison(client, letter_of, accept) -> None:
    agreed = "Het kabinet deelt de conclusie van de AIV dat de druk op Rusland nodig is."
    text = letter_of(1, "3 maart 2019", agreed, FISH)
    accept(text, agreed, 1)
    told = words_of(page(client, text).split('id="wie"')[1])
    assert "Adviseur : onderschreven door het kabinet" in told
    assert told.count(agreed) >= 2


def test_a_letter_without_a_date_stands_on_no_line(client, codebook, take_in, accept) -> None:
    undated = take_in(letter(number="9", date=None, sentences=SENTENCES)).letter
    accept(undated, RUSSIA)
    told = words_of(page(client, undated))
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
    proposed = words_of(page(client, recorded))
    assert "voorstel −1 (richting toenadering), op minder dan drie zinnen · 1 zin (−1: 1)" in proposed
    accept(recorded, RUSSIA, score=2)
    accepted = words_of(page(client, recorded))
    assert "+2 (richting afschrikking), op minder dan drie zinnen · 1 zin (+2: 1), los beoordeeld" in accepted


def test_a_letter_that_nobody_looked_at_says_so_and_one_with_nothing_in_it_too(client, recorded, take_in) -> None:
    assert "Naar deze brief is nog niet gekeken." in page(client, recorded)
    other = take_in(letter(number="44", sentences=("Dit gaat over vis.", "Dat gaat over netten."))).letter
    call_command("propose")
    assert "Bij deze brief staat geen standpunt." in page(client, other)


def test_who_codes_blind_sees_nobody_elses_view(client, django_user_model, recorded, accept) -> None:
    stance = accept(recorded, RUSSIA)
    user = django_user_model.objects.create_user("carla")
    user.user_permissions.add(Permission.objects.get(codename="add_review"))
    asked = assignments.ask(decisions.coder_of(user), recorded, by=None)
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
    decisions.reject(proposed[0].pk, anna, seen=0)
    assert f's{proposed[0].pk}"' not in page(client, recorded)


def test_citing_on_the_page_and_as_files(client, recorded) -> None:
    html = page(client, recorded)
    assert "Kamerstukken II 2018/19, 99 301, nr. 12." in html
    address = recorded.get_absolute_url()
    for form, start in (("bib", b"@techreport{kst-99301-12,"), ("ris", b"TY  - GOVDOC\r\n")):
        assert f'href="{address}citeren.{form}"' in html
        response = client.get(f"{address}citeren.{form}")
        assert response.content.startswith(start)
        assert response["Content-Disposition"] == f'attachment; filename="{recorded.key}.{form}"'
    assert client.get(f"{address}citeren.exe", follow=True).status_code == 404


def test_a_withdrawn_letter_is_not_cited(client, recorded, admin_user) -> None:
    withdraw(recorded, user=admin_user, reason="geheim")
    assert client.get(f"{recorded.get_absolute_url()}citeren.bib").status_code == 410


def test_a_card_for_other_programs(client, recorded, accept) -> None:
    accept(recorded, RUSSIA)
    html = page(client, recorded, "?topic=russia")
    assert f'<link rel="canonical" href="http://testserver{recorded.get_absolute_url()}">' in html
    assert 'property="og:title"' in html
    assert "Over Rusland." in html
    assert '"@type": "Article"' in html
