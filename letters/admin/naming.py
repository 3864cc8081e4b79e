"""How things are called on the editor's pages."""

from __future__ import annotations

from letters.attention import Attention
from letters.models import Ingestion

FIELDS = {
    "identifier": "Kenmerk",
    "publication": "Soort stuk",
    "kind": "Soort brief",
    "dossiers": "Dossiers",
    "dossier_title": "Titel van het dossier",
    "number": "Nummer",
    "session": "Vergaderjaar",
    "title": "Titel",
    "subject": "Betreft",
    "chamber": "Kamer",
    "document_date": "Datum van de brief",
    "publication_date": "Gepubliceerd op",
    "received_date": "Ontvangen op",
    "written_date": "Datum zoals geschreven",
    "signatories": "Ondertekenaars",
    "settled": "Vraag aan de redactie",
    "text": "Tekst van de brief",
    "joined": "Dezelfde brief",
}
SHORT = {
    Attention.NO_DATE: "geen datum",
    Attention.BAD_DATE: "datum bestaat niet",
    Attention.NO_CHAMBER: "geen Kamer",
    Attention.NO_SIGNATORY: "geen ondertekenaar",
    Attention.NO_CABINET: "geen kabinet",
    Attention.NO_TEXT: "geen tekst",
    Attention.MAYBE_SAME: "dezelfde brief?",
    Attention.IDENTIFIER_CONFLICT: "kenmerk dubbel",
    Attention.SOURCE_DIFFERS: "bron zegt iets anders",
}
# The field that answers the question.
ASKED_OF = {
    Attention.NO_DATE: "document_date",
    Attention.BAD_DATE: "document_date",
    Attention.NO_CABINET: "document_date",
    Attention.NO_CHAMBER: "chamber",
    Attention.NO_SIGNATORY: "signatories",
}
QUESTIONS_OF_TWO = (Attention.MAYBE_SAME, Attention.IDENTIFIER_CONFLICT)


def short(code: str) -> str:
    return SHORT[Attention(code)] if code in Attention.values else code


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def full(code: str) -> str:
    return str(Attention(code).label) if code in Attention.values else code


def state_words(ingestion: Ingestion) -> str:
    return str(Ingestion.State(ingestion.state).label)


def outcome_words(ingestion: Ingestion) -> str:
    """What became of a file, for its row: "nieuwe brief", "ander stuk (motie)", "had u al"."""
    letter = ingestion.letter
    if ingestion.problem == "discarded":
        return "weggegooid"
    if ingestion.channel == Ingestion.Channel.AGAIN and ingestion.outcome == Ingestion.Outcome.SAME:
        return "opnieuw gelezen"
    if letter and not letter.is_letter and ingestion.outcome == Ingestion.Outcome.NEW:
        return f"ander stuk: {letter.publication}"
    return str(Ingestion.Outcome(ingestion.outcome).label) if ingestion.outcome else ""
