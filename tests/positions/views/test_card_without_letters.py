"""A site without letters has cards of its pages too."""

from __future__ import annotations

from django.core.management import call_command

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def test_an_empty_site_has_cards_too(client, db) -> None:
    call_command("load_codebook", verbosity=0)
    for page in ("onderwerpen", "aandacht", "veranderingen", "dekking"):
        assert client.get(f"/kaart/{page}.png").content.startswith(SIGNATURE)
