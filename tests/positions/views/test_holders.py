"""Page that sets the cabinet beside others in the same letters."""

from __future__ import annotations

from tests.positions.factories import ADVICE, FISH, TALK


def test_a_letter_shows_both_voices_with_quotes_and_how_they_relate(client, letter_of, accept) -> None:
    letter = letter_of(1, "3 maart 2019", TALK, FISH, ADVICE)
    accept(letter, TALK, -1)
    accept(letter, ADVICE, 2, holder="adviser")
    page = client.get("/onderwerpen/russia/wie/").content.decode()
    assert f"«{TALK}»" in page
    assert f"«{ADVICE}»" in page
    assert "kabinet aan de andere kant" in page
    assert page.index(ADVICE) < page.index(TALK), "others stand left, the cabinet right"
    assert 'href="/onderwerpen/russia/wie/"' in client.get("/onderwerpen/russia/").content.decode()


def test_a_filter_in_the_address_makes_nobody_silent(client, letter_of, accept) -> None:
    letter = letter_of(1, "3 maart 2019", TALK, FISH, ADVICE)
    accept(letter, TALK, -1)
    accept(letter, ADVICE, 2, holder="adviser")
    whole = client.get("/onderwerpen/russia/wie/").content
    for query in ("least=3", "after=2100-01-01", "as_of=2001-01-01", "holder=nato"):
        assert f"«{TALK}»" in client.get(f"/onderwerpen/russia/wie/?{query}").content.decode(), query
    assert b"nog geen geaccepteerd standpunt" not in whole


def test_proposals_are_no_voice(client, letter_of, propose) -> None:
    letter_of(1, "3 maart 2019", TALK, ADVICE)
    page = client.get("/onderwerpen/russia/wie/").content.decode()
    assert "In geen brief is van een ander dan het kabinet een standpunt geaccepteerd." in page
    assert client.get("/onderwerpen/voetbal/wie/").status_code == 404
