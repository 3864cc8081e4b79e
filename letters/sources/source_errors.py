"""Faults of a source: a code for programs, and a message with the remedy for people."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    UNREACHABLE = "unreachable"
    SLOW = "slow"
    CUT = "cut"
    BUSY = "busy"
    BROKEN = "broken"
    REFUSED = "refused"
    NOT_FOUND = "not-found"
    ELSEWHERE = "elsewhere"
    TOO_LARGE = "too-large"
    PACKING = "packing"
    WEB_PAGE = "web-page"
    DAMAGED = "damaged"
    OTHER_FORM = "other-form"
    DIAGNOSTIC = "diagnostic"
    UNEXPECTED = "unexpected"
    NO_FILE = "no-file"
    BAD_WISH = "bad-wish"
    NO_LETTER = "no-letter"
    NO_MAIL = "no-mail"
    NOT_A_FILE = "not-a-file"
    NO_FOLDER = "no-folder"


MESSAGES: dict[Fault, str] = {
    Fault.UNREACHABLE: "De bron is niet te bereiken ({detail}). Probeer het later weer; een abonnement doet dat zelf.",
    Fault.SLOW: "De bron antwoordt te langzaam ({detail}). Probeer het later weer; een abonnement doet dat zelf.",
    Fault.CUT: "De verbinding met de bron viel weg voordat alles binnen was ({detail}).",
    Fault.BUSY: "De bron vraagt om even te wachten (status 429). Probeer het later weer; een abonnement doet dat zelf.",
    Fault.BROKEN: "De bron heeft een storing (status {detail}). Probeer het later weer; een abonnement doet dat zelf.",
    Fault.REFUSED: "De bron weigert de vraag (status {detail}).",
    Fault.NOT_FOUND: "De bron heeft dit stuk niet (meer): {detail}.",
    Fault.ELSEWHERE: "De bron verwijst naar een adres dat niet van de bron is: {detail}. Daar wordt niets opgehaald.",
    Fault.TOO_LARGE: "Het antwoord is groter dan {detail} MB en is niet opgehaald.",
    Fault.PACKING: "Het antwoord van de bron is niet goed in te lezen: de inpakking klopt niet ({detail}).",
    Fault.WEB_PAGE: "De bron stuurde een webpagina in plaats van {detail}.",
    Fault.DAMAGED: "Het antwoord van de bron is beschadigd of niet compleet ({detail}).",
    Fault.OTHER_FORM: "Het bestand is iets anders dan de bron zegt: het is geen {detail}.",
    Fault.DIAGNOSTIC: "De bron begrijpt de vraag niet: {detail}",
    Fault.UNEXPECTED: "De bron antwoordt anders dan verwacht ({detail}). Er is niets overgenomen.",
    Fault.NO_FILE: "De bron noemt geen bestand dat gelezen kan worden.",
    Fault.BAD_WISH: "{detail}",
    Fault.NO_LETTER: "In deze e-mail zit geen bestand dat een brief kan zijn.",
    Fault.NO_MAIL: "Deze e-mail is niet te lezen ({detail}).",
    Fault.NOT_A_FILE: "Dit is geen gewoon bestand ({detail}); zulke bestanden worden niet gelezen.",
    Fault.NO_FOLDER: "De map voor nieuwe brieven is niet te gebruiken: {detail}.",
}

# Transient faults, which are retried.
PASSING = frozenset({Fault.UNREACHABLE, Fault.SLOW, Fault.CUT, Fault.BUSY, Fault.BROKEN})
# Faults of the source as a whole: the next record would fail as well.
ENDING = frozenset({Fault.UNREACHABLE, Fault.BUSY})


class SourceError(Exception):
    """A fault of a source. `code` is a Fault, the text a Dutch sentence; `wait` the seconds the source asked for."""

    def __init__(self, fault: Fault, detail: object = "", *, wait: float | None = None) -> None:
        super().__init__(MESSAGES[fault].format(detail=str(detail)[:300]))
        self.code = fault
        self.wait = wait

    @property
    def passing(self) -> bool:
        return self.code in PASSING

    @property
    def ends_run(self) -> bool:
        return self.code in ENDING
