"""All reasons why a document is unreadable: a code for programs, and a Dutch message with the remedy for users."""

from __future__ import annotations

from enum import StrEnum

from letters.readers.blocks import ReadingError


class Problem(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_MANY_PAGES = "too-many-pages"
    UNPACKS_TOO_LARGE = "unpacks-too-large"
    ENCRYPTED = "encrypted"
    SCANNED = "scanned"
    NO_TEXT = "no-text"
    GARBLED = "garbled"
    DAMAGED_PDF = "damaged-pdf"
    DAMAGED_DOCX = "damaged-docx"
    DAMAGED_ODT = "damaged-odt"
    DAMAGED_ZIP = "damaged-zip"
    DAMAGED_XML = "damaged-xml"
    XML_ENTITIES = "xml-entities"
    OTHER_XML = "other-xml"
    ERROR_PAGE = "error-page"
    MISENCODED = "misencoded"
    BINARY = "binary"
    PICTURE = "picture"
    SPREADSHEET = "spreadsheet"
    PRESENTATION = "presentation"
    OLD_WORD = "old-word"
    RTF = "rtf"
    ARCHIVE = "archive"
    TOO_SLOW = "too-slow"
    READER_DIED = "reader-died"
    INTERNAL_ERROR = "internal-error"


_AGAIN = "Haal het bestand opnieuw op bij de bron en voeg het dan nog eens toe."
_AS_PDF = "Sla het op als PDF, DOCX of ODT en voeg dat bestand toe."
_DAMAGED = "Dit {form}-bestand is beschadigd of niet compleet. " + _AGAIN

MESSAGES: dict[Problem, str] = {
    Problem.EMPTY: "Het bestand is leeg. Controleer het bestand en voeg het opnieuw toe.",
    Problem.TOO_LARGE: "Het bestand is {found} MB groot; het mag {allowed} MB zijn. "
    "Splits het op of voeg alleen de brief toe, zonder bijlagen.",
    Problem.TOO_MANY_PAGES: "Deze PDF heeft {found} pagina's; het mogen er {allowed} zijn. "
    "Maak een PDF met alleen de brief en voeg die toe.",
    Problem.UNPACKS_TOO_LARGE: "Dit bestand wordt na het uitpakken veel te groot. Dat kan kwaadwillig zijn, dus het is "
    "niet gelezen. Open het zelf, sla het op als PDF en voeg die toe.",
    Problem.ENCRYPTED: "Dit bestand is met een wachtwoord beveiligd. Sla het op zonder wachtwoord en voeg het dan toe.",
    Problem.SCANNED: "Deze PDF is een scan: er staan alleen plaatjes van tekst in. "
    "Maak er met tekstherkenning (OCR) een doorzoekbare PDF van en voeg die toe.",
    Problem.NO_TEXT: "In dit bestand staat geen tekst. Controleer of het het goede bestand is. "
    "Staan er plaatjes van tekst in, maak er dan met tekstherkenning (OCR) een doorzoekbare PDF van en voeg die toe.",
    Problem.GARBLED: "In deze PDF is niet te zien welke letter elk teken is. "
    "Maak er met tekstherkenning (OCR) een doorzoekbare PDF van en voeg die toe.",
    Problem.DAMAGED_PDF: _DAMAGED.format(form="PDF"),
    Problem.DAMAGED_DOCX: _DAMAGED.format(form="DOCX"),
    Problem.DAMAGED_ODT: _DAMAGED.format(form="ODT"),
    Problem.DAMAGED_ZIP: "Dit bestand is beschadigd of niet compleet: het is niet uit te pakken. " + _AGAIN,
    Problem.DAMAGED_XML: "Dit XML-bestand is beschadigd of niet compleet. " + _AGAIN,
    Problem.XML_ENTITIES: "Dit bestand bevat eigen XML-entiteiten. Die kunnen gevaarlijk zijn, dus het is "
    "niet gelezen. Haal het stuk op bij officielebekendmakingen.nl of voeg de PDF toe.",
    Problem.OTHER_XML: "Dit is een ander soort XML dan een officiële publicatie. "
    "Voeg het XML-bestand van officielebekendmakingen.nl toe, of de PDF.",
    Problem.ERROR_PAGE: "Dit is geen document, maar een foutmelding van een website. "
    "Zoek het document op de website op, download het opnieuw en voeg dat bestand toe.",
    Problem.BINARY: "Dit bestand is geen tekst en geen soort document dat gelezen kan worden. "
    "Voeg een PDF, DOCX, ODT, HTML-, XML- of tekstbestand toe.",
    Problem.MISENCODED: "In dit bestand zijn letters met accenten en leestekens verloren gegaan, "
    "doordat het met de verkeerde tekencodering is opgeslagen. " + _AGAIN,
    Problem.PICTURE: "Dit is een plaatje. Maak er met tekstherkenning (OCR) een doorzoekbare PDF van en voeg die toe.",
    Problem.SPREADSHEET: "Dit is een rekenblad en geen brief. Voeg de brief zelf toe, als PDF, DOCX of ODT.",
    Problem.PRESENTATION: "Dit is een presentatie en geen brief. Voeg de brief zelf toe, als PDF, DOCX of ODT.",
    Problem.OLD_WORD: "Dit is een oud Word-bestand (.doc). Open het in Word of LibreOffice. " + _AS_PDF,
    Problem.RTF: "Dit is een RTF-bestand. Open het in Word of LibreOffice. " + _AS_PDF,
    Problem.ARCHIVE: "Dit is een ingepakt bestand, zoals een zip. Pak het uit en voeg de brieven zelf toe.",
    Problem.TOO_SLOW: "Het lezen van dit bestand duurde langer dan {allowed} seconden en is gestopt. "
    "Open het zelf, sla het opnieuw op als PDF en voeg die toe.",
    Problem.READER_DIED: "Dit bestand is niet te lezen: het vraagt te veel geheugen of is beschadigd. "
    "Open het zelf, sla het opnieuw op als PDF en voeg die toe.",
    Problem.INTERNAL_ERROR: "Bij het verwerken van dit bestand ging in Standpunt zelf iets mis. Dat ligt niet aan u. "
    "Sla het bestand op als PDF en voeg die toe, of plak de tekst. Lukt dat ook niet, meld het dan aan de beheerder: "
    "in het logboek staat wat er misging.",
}


def unreadable(problem: Problem, **facts: int) -> ReadingError:
    """Return the ReadingError for `problem`; `facts` fill in the numbers in its message."""
    return ReadingError(problem.value, MESSAGES[problem].format(**facts))
