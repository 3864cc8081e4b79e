"""Fictional web pages around a letter, as real sites have them: the lines before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

TITLE = "Kamerbrief over de verlichting van de vuurtorens"

# Each names dossier 99123, any number as 12, and the date 5 March 2024.
SITES: dict[str, tuple[list[str], list[str]]] = {
    "official publications": (
        [
            "Kamerstuk 99123-12 | Overheid.nl > Officiële bekendmakingen",
            "Naar de inhoud",
            "U bent hier:",
            "Home",
            "Officiële bekendmakingen",
            "Kamerstuk 99123 nr. 12",
            "Datum publicatie",
            "06-03-2024",
            "Organisatie",
            "Tweede Kamer der Staten-Generaal",
            "Vergaderjaar",
            "2023-2024",
            "Dossier- en ondernummer",
            "99123 nr. 12",
            "Datum brief: 5-3-2024",
            "Download PDF",
            "Permanente link: https://zoek.officielebekendmakingen.nl/kst-99123-12.html",
        ],
        ["Naar boven", "Over deze website", "Contact", "Privacy en cookies", "Toegankelijkheid", "Sitemap"],
    ),
    "the Chamber": (
        [
            "Menu",
            "Zoeken",
            "Home > Kamerstukken > Brieven regering",
            f"Brief regering : {TITLE}",
            "Datum: 5 maart 2024",
            "Nummer: 2024D01234",
            "Download",
            "Delen",
            "Indiener: V. Toren, minister van Vuurtorens",
            "Onderdeel van dossier 99123: Licht op zee",
            "Zaak 2024Z00567",
            "Gekoppelde activiteiten",
            "12 maart 2024 Procedurevergadering",
            "Personen",
            "V. Toren",
        ],
        [
            "Zie ook",
            "Brief over de bakens van de kust",
            "Terug naar boven",
            "Deel deze pagina",
            "Facebook | X | LinkedIn",
        ],
    ),
    "OpenKamer": (
        [
            "OpenKamer",
            "Personen",
            "Fracties",
            "Wetsvoorstellen",
            "Kamerstuk 99123 nr. 12",
            "Dossier: 99123 - Licht op zee",
            "Datum: 2024-03-05",
            "Gepubliceerd: 6 maart 2024",
            "Download als PDF",
            "Dit document is onderdeel van dossier 99123.",
        ],
        ["Bron: officiële bekendmakingen", "Disclaimer", "Contact"],
    ),
    "tkconv": (
        [
            "OpenTK",
            "Zoek | Kalender | Dossiers",
            TITLE,
            "Document 2024D01234",
            "Datum: 2024-03-05",
            "Download: PDF (120 kB) - origineel",
            "Onderdeel van: 99123 Licht op zee",
            "Activiteiten",
            "2024-03-12 Procedurevergadering Vuurtorens",
        ],
        ["Direct naar het menu", "Download PDF"],
    ),
    "Rijksoverheid": (
        [
            "Deze website gebruikt cookies. Lees meer over cookies in ons beleid en kies wat u wilt toestaan.",
            "Cookies accepteren",
            "Ga naar de inhoud",
            "Rijksoverheid.nl",
            "Home > Documenten > Kamerstukken",
            TITLE,
            "Minister Toren stuurt de Tweede Kamer een brief over de verlichting van de vuurtorens langs de hele kust.",
            f"Download '{TITLE}'",
            "PDF document | 4 pagina's | 120 kB",
            "Kamerstuk: Kamerbrief | 05-03-2024",
            "Onderdeel van dossier 99123 Licht op zee",
        ],
        ["Verantwoordelijk", "Ministerie van Vuurtorens", "Deel deze pagina", "Over deze site", "Copyright", "Privacy"],
    ),
}


def as_text(before: Sequence[str], letter: str, after: Sequence[str], *, between: str = "\n") -> bytes:
    return ("\n".join(before) + between + letter + between + "\n".join(after) + "\n").encode()


def as_html(before: Sequence[str], letter: str, after: Sequence[str]) -> bytes:
    """A page saved whole: its lines are in the same element as the letter."""
    blocks = [f"<div>{escape(line)}</div>" for line in before]
    blocks += [f"<p>{escape(' '.join(part.split()))}</p>" for part in letter.split("\n\n")]
    blocks += [f"<li>{escape(line)}</li>" for line in after]
    return f"<html><head><title>Proef</title></head><body><main>{''.join(blocks)}</main></body></html>".encode()


def as_html_with_bars(before: Sequence[str], letter: str, after: Sequence[str]) -> bytes:
    """A page saved whole: its lines are in bars beside the letter."""
    bars = "".join(f"<li><a href='/'>{escape(line)}</a></li>" for line in before)
    text = "".join(f"<p>{escape(' '.join(part.split()))}</p>" for part in letter.split("\n\n"))
    foot = "".join(f"<span>{escape(line)}</span><br>" for line in after)
    return (
        f"<html><body><nav><ul>{bars}</ul></nav><article>{text}</article><footer>{foot}</footer></body></html>".encode()
    )
