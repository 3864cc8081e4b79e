"""The columns of the data package as Table Schema has them (https://specs.frictionlessdata.io/table-schema/)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from positions.domain.lines import Change
from positions.domain.scale import Holder

HOLDER: dict[str, Any] = {"enum": [holder.value for holder in Holder], "required": True}
SCORE: dict[str, Any] = {"minimum": -2, "maximum": 2}


def field(name: str, kind: str = "string", description: str = "", **constraints: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"name": name, "type": kind}
    if description:
        found["description"] = description
    return {**found, "constraints": constraints} if constraints else found


LETTER_FIELDS = [
    field("key", description="Blijvende naam van de brief in Standpunt.", required=True, unique=True),
    field("identifier", description="Kamerstuknummer of kenmerk."),
    field("dossiers", description="Met puntkomma’s."),
    field("dossier_title"),
    field("number"),
    field("session", description="Vergaderjaar."),
    field("title"),
    field("subject"),
    field("publication", required=True),
    field("kind"),
    field("chamber"),
    field("document_date", "date", "Datum van de brief zelf; leeg is onbekend."),
    field("cabinet"),
    field("demissionary", "boolean") | {"trueValues": ["True"], "falseValues": ["False"]},
    field("signatories", description="Naam en ambt, met puntkomma’s."),
    field("citations", description="Stukken waarnaar de brief verwijst, met puntkomma’s."),
    field("headings"),
    field("footnotes", "integer"),
    field("annexes", "integer"),
    field("state"),
]
STANCE_FIELDS = [
    field("letter", description="Sleutel van de brief.", required=True),
    field("quote", description="Woordelijk uit de brief.", required=True),
    field("start", "integer", "Plaats in de tekst, in tekens vanaf 0.", required=True),
    field("end", "integer", required=True),
    field("topic", required=True),
    field("holder", **HOLDER),
    field("score", "integer", "Leeg is een vermelding; 0 is een standpunt.", **SCORE),
    field("coder"),
    field("codebook"),
    field("state", enum=["accepted", "proposed"], required=True),
    field("date", "date", "Datum van de brief."),
    field("passage", "integer"),
    field("confidence", description="Hoe zeker een machine was; leeg bij mensen."),
]
POSITION_FIELDS = [
    field("topic", required=True),
    field("holder", **HOLDER),
    field("letter", required=True),
    field("date", "date"),
    field("position", "number", "Gemiddelde van de geaccepteerde scores.", **SCORE),
    field("sentences", "integer"),
    field("lowest", "integer", **SCORE),
    field("highest", "integer", **SCORE),
    field("salience", "number", "Deel van de zinnen van de brief over het onderwerp.", minimum=0, maximum=1),
    field("change", enum=[change.value for change in Change]),
    field("typical", description="Het typerende citaat."),
]
TOPIC_FIELDS = [
    field("slug", required=True, unique=True),
    field("name_nl"),
    field("name_en"),
    field("low_pole", description="Wat −2 is."),
    field("high_pole", description="Wat +2 is."),
]


def columns(fields: Sequence[dict[str, Any]]) -> list[str]:
    return [each["name"] for each in fields]


def schema(fields: Sequence[dict[str, Any]], key: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {"fields": list(fields), "missingValues": [""]}
    if key:
        found["primaryKey"] = key
    names = columns(fields)
    if "letter" in names and "topic" in names:
        found["foreignKeys"] = [
            {"fields": "letter", "reference": {"resource": "letters", "fields": "key"}},
            {"fields": "topic", "reference": {"resource": "topics", "fields": "slug"}},
        ]
    return found
