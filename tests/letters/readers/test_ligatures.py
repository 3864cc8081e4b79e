"""Ligatures of type are read as the letters that they join, in every format."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from letters.readers import read
from letters.readers.inline_text import settle
from tests.letters.readers.accounts import unaccounted
from tests.letters.readers.office_files import docx, odt, paragraph

PRINTED = "De eﬃciënte, ﬂinke, ﬁjne, staﬀ- en baﬄestad ﬆaat aan de kuﬅ."
READ = "De efficiënte, flinke, fijne, staff- en bafflestad staat aan de kust."
FORMS: dict[str, Callable[[str], bytes]] = {
    "text": lambda text: f"Een alinea.\n\n{text}".encode(),
    "HTML": lambda text: f"<html><body><p>Een alinea.</p><p>{text}</p></body></html>".encode(),
    "XML": lambda text: (
        f"<officiele-publicatie><stuk><tekst><al>Een alinea.</al><al>{text}</al></tekst></stuk></officiele-publicatie>"
    ).encode(),
    "DOCX": lambda text: docx(paragraph("Een alinea.") + paragraph(text)),
    "ODT": lambda text: odt(f"<text:p>Een alinea.</text:p><text:p>{text}</text:p>"),
}


@pytest.mark.parametrize("form", FORMS)
def test_ligatures_are_letters(form: str) -> None:
    data = FORMS[form](PRINTED)
    assert [block.text for block in read(data).blocks] == ["Een alinea.", READ]
    assert unaccounted(data) == {}


def test_the_readers_of_lines_settle_them_too() -> None:
    assert settle(PRINTED, [])[0] == READ
