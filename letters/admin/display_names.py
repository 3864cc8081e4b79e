"""Display names of fields, states and questions on the editor's pages."""

from __future__ import annotations

from collections.abc import Sequence

from letters.ingestion.open_questions import OF_THE_TEXT, Attention, words_of
from letters.ledger import Row
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
    "cabinet": "Kabinet",
    "publication_date": "Gepubliceerd op",
    "received_date": "Ontvangen op",
    "written_date": "Datum zoals geschreven",
    "signatories": "Ondertekenaars",
    "signed_by": "Getekend door een ander",
    "on_behalf_of": "Getekend namens",
    "settled": "Vraag aan de redactie",
    "text": "Tekst van de brief",
    "joined": "Dezelfde brief",
}
SHORT = {
    Attention.NO_DATE: "geen datum",
    Attention.BAD_DATE: "datum bestaat niet",
    Attention.NO_CHAMBER: "geen Kamer",
    Attention.NO_SIGNATORY: "geen ondertekenaar",
    Attention.SIGNED_FOR: "namens een ander getekend",
    Attention.NO_CABINET: "geen kabinet",
    Attention.SWEARING_IN: "kabinet kiezen",
    Attention.UNREAD_PAGES: "bladzijden niet gelezen",
    Attention.UNACCOUNTED: "tekst niet volledig",
    Attention.NO_TEXT: "geen tekst",
    Attention.MAYBE_NO_LETTER: "wel een brief?",
    Attention.MAYBE_SAME: "dezelfde brief?",
    Attention.IDENTIFIER_CONFLICT: "kenmerk dubbel",
    Attention.SOURCE_DIFFERS: "bron zegt iets anders",
}
# Field in which a question is answered.
ASKED_OF = {
    Attention.NO_DATE: "document_date",
    Attention.BAD_DATE: "document_date",
    Attention.NO_CABINET: "document_date",
    Attention.SWEARING_IN: "cabinet",
    Attention.NO_CHAMBER: "chamber",
    Attention.NO_SIGNATORY: "signatories",
    Attention.SIGNED_FOR: "signatories",
    Attention.MAYBE_NO_LETTER: "publication",
}
# Words of the button that leaves a question be, where they are not those of its kind.
LEAVE = {
    Attention.MAYBE_NO_LETTER: "Het is een brief",
    Attention.SIGNED_FOR: "Klopt zo",
    Attention.NO_CABINET: "De datum klopt",
}
QUESTIONS_OF_TWO = (Attention.MAYBE_SAME, Attention.IDENTIFIER_CONFLICT)


def short(code: str) -> str:
    return SHORT[Attention(code)] if code in Attention.values else code


def leave(code: str) -> str:
    """Return the words of the button that leaves the question be."""
    other = "Laat onbekend" if code in ASKED_OF else "Laat zo"
    return LEAVE.get(Attention(code), other) if code in Attention.values else other


def left(code: str) -> str:
    """Return the message after that button, which tells whether the question can come back."""
    back = (
        "Deze vraag komt alleen terug bij een nieuwe tekst, of als de tekst opnieuw wordt gelezen."
        if code in OF_THE_TEXT
        else "Deze vraag komt niet meer terug."
    )
    return f"Genoteerd bij “{short(code)}”: {leave(code).lower()}. {back}"


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def full(code: str, unread_pages: Sequence[int] = (), ledger: Sequence[Row] = ()) -> str:
    return words_of(code, unread_pages, ledger) if code in Attention.values else code


def state_words(ingestion: Ingestion) -> str:
    return str(Ingestion.State(ingestion.state).label)


def outcome_words(ingestion: Ingestion) -> str:
    """Return the outcome of a file for its row: "nieuwe brief", "ander stuk (motie)", "had u al"."""
    letter = ingestion.letter
    if ingestion.problem == "discarded":
        return "weggegooid"
    if ingestion.channel == Ingestion.Channel.AGAIN and ingestion.outcome == Ingestion.Outcome.SAME:
        return "opnieuw gelezen"
    if letter and not letter.is_letter and ingestion.outcome == Ingestion.Outcome.NEW:
        return f"ander stuk: {letter.publication}"
    return str(Ingestion.Outcome(ingestion.outcome).label) if ingestion.outcome else ""
