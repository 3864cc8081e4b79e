"""Invented records that the schema and the page of the API show."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

SITE = "https://standpunt.example"
REFERENCE: dict[str, Any] = {
    "key": "kst-99101-24",
    "url": f"{SITE}/brieven/kst-99101-24/",
    "name": "Inzet voor het najaarsoverleg",
    "date": "2020-10-06",
    "kind": "inzet",
    "cabinet": "Voorbeeld I",
    "demissionary": False,
}
WORDS = "Het kabinet houdt vast aan druk en dialoog."
QUOTE: dict[str, Any] = {"stance": 812, "words": WORDS, "score": 0}
CODER: dict[str, Any] = {"id": 3, "kind": "person", "name": "codeur 3"}
ALPHA: dict[str, Any] = {"alpha": 0.81, "low": 0.74, "high": 0.88, "units": 240}


def example(value: dict[str, Any]) -> OpenApiExample:
    return OpenApiExample("Verzonnen", value=value, response_only=True)


LETTER = example(
    {
        "key": "kst-99101-24",
        "url": REFERENCE["url"],
        "identifier": "kst-99101-24",
        "name": "Inzet voor het najaarsoverleg",
        "subject": "Inzet voor het najaarsoverleg",
        "title": "BRIEF VAN DE MINISTER VAN BUITENLANDSE ZAKEN",
        "publication": "brief",
        "kind": "inzet",
        "dossiers": ["99101"],
        "dossier_title": "Veiligheidsbeleid (voorbeeld)",
        "number": "24",
        "session": "2020-2021",
        "chamber": "Tweede Kamer",
        "document_date": "2020-10-06",
        "publication_date": None,
        "received_date": None,
        "cabinet": "Voorbeeld I",
        "demissionary": False,
        "signatories": [
            {"name": "J.K. Zeegers", "office": "De Minister van Buitenlandse Zaken", "ministry": "Buitenlandse Zaken"}
        ],
        "citations": [{"written": "Kamerstuk 99 101, nr. 19", "target": "kst-99101-19"}],
        "edited": [],
        "complete": True,
        "added": "2026-02-03T09:12:44+01:00",
        "changed": "2026-02-03T09:12:44+01:00",
    }
)
PASSAGE = example(
    {
        "letter": "kst-99101-24",
        "number": 7,
        "kind": "paragraph",
        "label": None,
        "language": "nl",
        "headings": ["Oostelijke buren"],
        "page": 2,
        "start": 1204,
        "end": 1247,
        "text": WORDS,
        "sentences": [WORDS],
    }
)
TOPIC = example(
    {
        "slug": "russia",
        "url": f"{SITE}/onderwerpen/russia/",
        "name_nl": "Rusland",
        "name_en": "Russia",
        "low_pole": {"nl": "toenadering", "en": "engagement"},
        "high_pole": {"nl": "afschrikking", "en": "deterrence"},
        "reliability": {"kind": "reliable", "alpha": 0.81, "units": 240, "pair": "people"},
    }
)
STANCE = example(
    {
        "id": 812,
        "url": f"{SITE}/standpunten/812/",
        "letter": "kst-99101-24",
        "date": "2020-10-06",
        "quote": WORDS,
        "start": 1204,
        "end": 1247,
        "passage": 7,
        "topic": "russia",
        "holder": "cabinet",
        "score": 0,
        "state": "accepted",
        "coder": CODER,
        "codebook": "2",
        "confidence": None,
        "coded": "2026-02-04T14:03:10+01:00",
        "decided": "2026-02-04T14:03:10+01:00",
    }
)
POSITION = example(
    {
        "topic": "russia",
        "holder": "cabinet",
        "letter": REFERENCE,
        "state": "accepted",
        "position": 0.5,
        "sentences": 2,
        "lowest": 0,
        "highest": 1,
        "salience": 0.0625,
        "change": "softened",
        "moved": -0.5,
        "typical": QUOTE,
        "stances": [812, 815],
    }
)
CHANGE = example(
    {
        "id": "russia-41",
        "topic": "russia",
        "holder": "cabinet",
        "change": "new",
        "moved": None,
        "before": None,
        "after": {"letter": REFERENCE, "position": 0.5, "sentences": 2, "typical": QUOTE},
    }
)
AGREEMENT = example(
    {
        "topics": [{"topic": "russia", "kind": "reliable", "alpha": 0.81, "units": 240, "pair": "people"}],
        "coders": [CODER],
        "compared": [
            {
                "way": "blind",
                "in_sight": False,
                "sentences": 240,
                "topics": [{"topic": "russia", "presence": ALPHA, "holder": ALPHA, "kind": ALPHA, "score": ALPHA}],
            }
        ],
    }
)
