"""Display names of fields, states and questions on the editor's pages."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters.ingestion.open_questions import OF_THE_TEXT, Attention, words_of
from letters.labels.kind_labels import kind_label
from letters.ledger import Row
from letters.models import Ingestion

FIELDS = {
    "identifier": gettext_lazy("Kenmerk"),
    "publication": gettext_lazy("Soort stuk"),
    "kind": gettext_lazy("Soort brief"),
    "dossiers": gettext_lazy("Dossiers"),
    "dossier_title": gettext_lazy("Titel van het dossier"),
    "number": gettext_lazy("Nummer"),
    "session": gettext_lazy("Vergaderjaar"),
    "title": gettext_lazy("Titel"),
    "subject": gettext_lazy("Betreft"),
    "chamber": gettext_lazy("Kamer"),
    "document_date": gettext_lazy("Datum van de brief"),
    "cabinet": gettext_lazy("Kabinet"),
    "publication_date": gettext_lazy("Gepubliceerd op"),
    "received_date": gettext_lazy("Ontvangen op"),
    "written_date": gettext_lazy("Datum zoals geschreven"),
    "signatories": gettext_lazy("Ondertekenaars"),
    "signed_by": gettext_lazy("Getekend door een ander"),
    "on_behalf_of": gettext_lazy("Getekend namens"),
    "settled": gettext_lazy("Vraag aan de redactie"),
    "text": gettext_lazy("Tekst van de brief"),
    "joined": gettext_lazy("Dezelfde brief"),
}
SHORT = {
    Attention.NO_DATE: gettext_lazy("geen datum"),
    Attention.BAD_DATE: gettext_lazy("datum bestaat niet"),
    Attention.NO_CHAMBER: gettext_lazy("geen Kamer"),
    Attention.NO_SIGNATORY: gettext_lazy("geen ondertekenaar"),
    Attention.SIGNED_FOR: gettext_lazy("namens een ander getekend"),
    Attention.NO_CABINET: gettext_lazy("geen kabinet"),
    Attention.SWEARING_IN: gettext_lazy("kabinet kiezen"),
    Attention.UNREAD_PAGES: gettext_lazy("bladzijden niet gelezen"),
    Attention.UNACCOUNTED: gettext_lazy("tekst niet volledig"),
    Attention.LONG_SENTENCE: gettext_lazy("zin te lang"),
    Attention.NO_TEXT: gettext_lazy("geen tekst"),
    Attention.MAYBE_NO_LETTER: gettext_lazy("wel een brief?"),
    Attention.MAYBE_SAME: gettext_lazy("dezelfde brief?"),
    Attention.IDENTIFIER_CONFLICT: gettext_lazy("kenmerk dubbel"),
    Attention.SOURCE_DIFFERS: gettext_lazy("bron zegt iets anders"),
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
    Attention.MAYBE_NO_LETTER: gettext_lazy("Het is een brief"),
    Attention.SIGNED_FOR: gettext_lazy("Klopt zo"),
    Attention.NO_CABINET: gettext_lazy("De datum klopt"),
}
QUESTIONS_OF_TWO = (Attention.MAYBE_SAME, Attention.IDENTIFIER_CONFLICT)


def short(code: str) -> str:
    return str(SHORT[Attention(code)]) if code in Attention.values else code


def leave(code: str) -> str:
    """Return the words of the button that leaves the question be."""
    other = _("Laat onbekend") if code in ASKED_OF else _("Laat zo")
    return str(LEAVE.get(Attention(code), other)) if code in Attention.values else other


def left(code: str) -> str:
    """Return the message after that button, which tells whether the question can come back."""
    back = (
        _("Deze vraag komt alleen terug bij een nieuwe tekst, of als de tekst opnieuw wordt gelezen.")
        if code in OF_THE_TEXT
        else _("Deze vraag komt niet meer terug.")
    )
    return _("Genoteerd bij “%(code)s”: %(code2)s. %(back)s") % {
        "code": short(code),
        "code2": leave(code).lower(),
        "back": back,
    }


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
        return _("weggegooid")
    if ingestion.channel == Ingestion.Channel.AGAIN and ingestion.outcome == Ingestion.Outcome.SAME:
        return _("opnieuw gelezen")
    if letter and not letter.is_letter and ingestion.outcome == Ingestion.Outcome.NEW:
        return _("ander stuk: %(publication)s") % {"publication": kind_label(letter.publication)}
    return str(Ingestion.Outcome(ingestion.outcome).label) if ingestion.outcome else ""
