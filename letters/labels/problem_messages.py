"""Stored messages of what went wrong with a file, in the language of the page.

They are stored in Dutch, when they occur; on an English page the numbers in them are put into English words.
"""

from __future__ import annotations

import re
from functools import cache

from django.utils.translation import get_language

from letters.readers.problems import MESSAGES, Problem

DOES_NOT_FIT, DISCARDED = "does-not-fit", "discarded"
# Messages of codes that are no problem of a reader.
OTHERS = {
    DOES_NOT_FIT: "Wat in dit bestand is gelezen past niet in de velden van een brief; waarschijnlijk is het geen "
    "brief. Het bestand is bewaard. Is het er wel een, plak dan de tekst.",
    DISCARDED: "Bij het nakijken weggegooid door {user}. Het bestand zelf is bewaard.",
}
_AGAIN = "Fetch the file from the source again, and add it once more."
_AS_PDF = "Save it as PDF, DOCX or ODT and add that file."
_DAMAGED = "This {form} file is damaged or incomplete. " + _AGAIN
_SEARCHABLE = "Make it a searchable PDF by text recognition (OCR) and add that."
ENGLISH: dict[str, str] = {
    Problem.EMPTY: "The file is empty. Check the file and add it again.",
    Problem.TOO_LARGE: "The file is {found} MB; it may be {allowed} MB. "
    "Split it, or add the letter alone, without annexes.",
    Problem.TOO_MANY_PAGES: "This PDF has {found} pages; it may have {allowed}. "
    "Make a PDF of the letter alone and add that.",
    Problem.UNPACKS_TOO_LARGE: "This file becomes far too large when unpacked. That may be malicious, so it was not "
    "read. Open it yourself, save it as PDF and add that.",
    Problem.ENCRYPTED: "This file is protected by a password. Save it without a password and add it then.",
    Problem.SCANNED: "This PDF is a scan: it holds nothing but pictures of text. " + _SEARCHABLE,
    Problem.NO_TEXT: "There is no text in this file. Check that it is the right file. "
    "If it holds pictures of text, make it a searchable PDF by text recognition (OCR) and add that.",
    Problem.GARBLED: "In this PDF one cannot tell which letter each character is. " + _SEARCHABLE,
    Problem.DAMAGED_PDF: _DAMAGED.format(form="PDF"),
    Problem.DAMAGED_DOCX: _DAMAGED.format(form="DOCX"),
    Problem.DAMAGED_ODT: _DAMAGED.format(form="ODT"),
    Problem.DAMAGED_ZIP: "This file is damaged or incomplete: it cannot be unpacked. " + _AGAIN,
    Problem.DAMAGED_XML: "This XML file is damaged or incomplete. " + _AGAIN,
    Problem.XML_ENTITIES: "This file has XML entities of its own. They can be dangerous, so it was not read. "
    "Fetch the paper from officielebekendmakingen.nl or add the PDF.",
    Problem.OTHER_XML: "This is another kind of XML than an official publication. "
    "Add the XML file of officielebekendmakingen.nl, or the PDF.",
    Problem.ERROR_PAGE: "This is no document, but an error message of a website. "
    "Look the document up on the website, download it again and add that file.",
    Problem.BINARY: "This file is no text and no kind of document that can be read. "
    "Add a PDF, DOCX, ODT, HTML, XML or text file.",
    Problem.MISENCODED: "Accented letters and punctuation were lost in this file, "
    "because it was saved with the wrong text encoding. " + _AGAIN,
    Problem.PICTURE: "This is a picture. " + _SEARCHABLE,
    Problem.SPREADSHEET: "This is a spreadsheet and no letter. Add the letter itself, as PDF, DOCX or ODT.",
    Problem.PRESENTATION: "This is a presentation and no letter. Add the letter itself, as PDF, DOCX or ODT.",
    Problem.OLD_WORD: "This is an old Word file (.doc). Open it in Word or LibreOffice. " + _AS_PDF,
    Problem.RTF: "This is an RTF file. Open it in Word or LibreOffice. " + _AS_PDF,
    Problem.ARCHIVE: "This is a packed file, such as a zip. Unpack it and add the letters themselves.",
    Problem.TOO_SLOW: "Reading this file took longer than {allowed} seconds and was stopped. "
    "Open it yourself, save it again as PDF and add that.",
    Problem.READER_DIED: "This file cannot be read: it asks too much memory or is damaged. "
    "Open it yourself, save it again as PDF and add that.",
    Problem.INTERNAL_ERROR: "While this file was processed something went wrong in Standpunt itself. It is not your "
    "fault. Save the file as PDF and add that, or paste the text. If that fails too, tell the administrator: the log "
    "says what went wrong.",
    DOES_NOT_FIT: "What was read in this file does not fit the fields of a letter; it probably is no letter. "
    "The file is kept. If it is one, paste the text.",
    DISCARDED: "Discarded when looked through, by {user}. The file itself is kept.",
}


def worded(code: str, message: str) -> str:
    """Return the stored message in the language of the page; unchanged if it is not the present one of that code."""
    if get_language() != "en" or code not in ENGLISH:
        return message
    found = _pattern(code).fullmatch(message)
    return ENGLISH[code].format(**found.groupdict()) if found else message


@cache
def _pattern(code: str) -> re.Pattern[str]:
    dutch = OTHERS.get(code) or MESSAGES[Problem(code)]
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", re.escape(dutch)), re.DOTALL)
