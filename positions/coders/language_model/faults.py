"""Faults of a model's endpoint: a code for programs, and a Dutch sentence with the remedy for people."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    UNREACHABLE = "unreachable"
    SLOW = "slow"
    CUT = "cut"
    BUSY = "busy"
    BROKEN = "broken"
    KEY = "key"
    NOT_FOUND = "not-found"
    REFUSED = "refused"
    DENIED = "denied"
    REDIRECT = "redirect"
    WEB_PAGE = "web-page"
    STREAM = "stream"
    UNEXPECTED = "unexpected"
    TOO_LARGE = "too-large"
    TOO_LONG = "too-long"


MESSAGES: dict[Fault, str] = {
    Fault.UNREACHABLE: "Het taalmodel is niet te bereiken ({detail}). Draait het, en klopt LANGUAGE_MODEL_URL?",
    Fault.SLOW: "Het taalmodel gaf binnen {detail} seconden geen antwoord (LANGUAGE_MODEL_TIMEOUT).",
    Fault.CUT: "De verbinding met het taalmodel viel weg voordat het antwoord binnen was ({detail}).",
    Fault.BUSY: "Het taalmodel vraagt om te wachten (status 429).",
    Fault.BROKEN: "Het taalmodel heeft een storing (status {detail}).",
    Fault.KEY: "Het taalmodel weigert de sleutel (status {detail}). Klopt LANGUAGE_MODEL_KEY?",
    Fault.NOT_FOUND: "Het taalmodel kent dit adres of dit model niet (status 404{detail}). "
    "Kloppen LANGUAGE_MODEL_URL en LANGUAGE_MODEL_NAME?",
    Fault.REFUSED: "Het taalmodel weigert de vraag (status {detail}).",
    Fault.DENIED: "Het taalmodel weigert te antwoorden (status {detail}).",
    Fault.REDIRECT: "Het taalmodel verwijst door naar {detail}; daar wordt niets heen gestuurd. "
    "Zet het goede adres in LANGUAGE_MODEL_URL.",
    Fault.WEB_PAGE: "Op het adres van het taalmodel staat een webpagina. LANGUAGE_MODEL_URL eindigt meestal op /v1.",
    Fault.STREAM: "Het taalmodel antwoordt in stukjes, hoewel daar niet om gevraagd is. Zet dat bij de server uit.",
    Fault.UNEXPECTED: "Het taalmodel antwoordt in een andere vorm dan chat/completions ({detail}).",
    Fault.TOO_LARGE: "Het antwoord van het taalmodel is groter dan {detail} MB en is niet opgehaald.",
    Fault.TOO_LONG: "Dit venster past niet in de context van het taalmodel ({detail}). "
    "Zet LANGUAGE_MODEL_WINDOW lager, of de context van de server hoger.",
}
# Another window may well be answered: this one is tried some times, and then counts as failed.
OF_A_WINDOW = frozenset({Fault.SLOW, Fault.CUT, Fault.BROKEN, Fault.TOO_LARGE, Fault.TOO_LONG})
# What a server says to one window that a filter stops, or to every window where a setting is wrong.
PERHAPS_OF_A_WINDOW = frozenset({Fault.REFUSED, Fault.UNEXPECTED})
# Requests that are sent again within one call.
PASSING = frozenset({Fault.BUSY, Fault.BROKEN, Fault.CUT})


class EndpointError(Exception):
    """A request without an answer. `wait` is the number of seconds that the server asked for."""

    def __init__(self, fault: Fault, detail: object = "", *, wait: float | None = None) -> None:
        super().__init__(MESSAGES[fault].format(detail=str(detail)[:300]))
        self.code, self.wait = fault, wait

    def of_window(self, *, answers: bool) -> bool:
        """Return whether the fault counts against its window; `answers` says whether others have been answered."""
        return self.code in OF_A_WINDOW or (answers and self.code in PERHAPS_OF_A_WINDOW)
