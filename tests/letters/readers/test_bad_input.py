"""Each kind of invalid input, as a real file, gives its own error."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from letters.readers import Limits, read
from letters.readers.blocks import ReadingError
from letters.readers.problems import MESSAGES, Problem
from tests.letters.readers.departmental_letter import departmental_pdf
from tests.letters.readers.office_files import OFFICE, docx, odt, paragraph, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def code(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(ReadingError) as caught:
        read(data, limits=limits or Limits())
    assert str(caught.value)
    assert "{" not in str(caught.value)
    return caught.value.code


def picture(form: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(target, form)
    return target.getvalue()


def scanned_pdf(stamp: str = "") -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target)
    for _ in range(3):
        canvas.drawInlineImage(Image.new("RGB", (200, 300), "white"), 0, 0, 500, 800)
        canvas.drawString(10, 10, stamp)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def blank_pdf(pages: int) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target)
    for _ in range(pages):
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@pytest.mark.parametrize("data", [b"", b" \r\n\t "])
def test_an_empty_file(data: bytes) -> None:
    assert code(data) == "empty"


def test_an_encrypted_pdf() -> None:
    assert code(departmental_pdf(encrypt=StandardEncryption("geheim", canPrint=0))) == "encrypted"


@pytest.mark.parametrize("stamp", ["", "Ontvangen 3 mei 2020"])
def test_a_scan_also_with_a_stamp_on_each_page(stamp: str) -> None:
    assert code(scanned_pdf(stamp)) == "scanned"


def test_a_pdf_with_nothing_on_it() -> None:
    assert code(blank_pdf(2)) == "no-text"


@pytest.mark.parametrize("part", [0.2, 0.6, 0.95])
def test_a_truncated_pdf(part: float) -> None:
    whole = departmental_pdf()
    assert code(whole[: int(len(whole) * part)]) == "damaged-pdf"


def test_a_pdf_without_its_last_line() -> None:
    """pdfium would accept it, and equally a file without its last pages."""
    assert code(departmental_pdf().rstrip().removesuffix(b"%%EOF")) == "damaged-pdf"


def test_a_pdf_that_is_filled_up_after_its_end_is_whole() -> None:
    data = blank_pdf(1)
    assert code(data + b"\0" * 9000) == code(data) == "no-text"
    assert code(data[: len(data) // 2] + b"\0" * 9000) == "damaged-pdf"


def test_a_pdf_of_ten_thousand_pages() -> None:
    assert code(blank_pdf(10_000)) == "too-many-pages"


def test_a_truncated_docx_and_odt() -> None:
    word, open_text = docx(paragraph("Tekst. " * 50)), odt("<text:p>" + "Tekst. " * 50 + "</text:p>")
    assert code(word[: len(word) // 2]) == "damaged-docx"
    assert code(open_text[: len(open_text) // 2]) == "damaged-odt"


def test_a_docx_with_damaged_bytes_inside() -> None:
    whole = bytearray(docx(paragraph("Tekst en nog meer tekst.")))
    at = whole.index(b"word/document.xml") + len(b"word/document.xml") + 5
    whole[at : at + 8] = b"\xff" * 8
    assert code(bytes(whole)) == "damaged-docx"


def test_an_encrypted_odt() -> None:
    assert code(odt("<text:p>x</text:p>", manifest="<file-entry><encryption-data/></file-entry>")) == "encrypted"


def test_an_encrypted_docx() -> None:
    assert code(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100) == "encrypted"


def test_a_docx_that_declares_gigabytes() -> None:
    data = bytearray(docx(paragraph("x"), bom="y"))
    sizes = [found.start() for found in re.finditer(b"PK\x01\x02", data)]
    for at in sizes:
        data[at + 24 : at + 28] = (2_000_000_000).to_bytes(4, "little")
    assert code(bytes(data)) == "unpacks-too-large"


def test_a_docx_that_unpacks_to_more_than_it_may() -> None:
    bomb = docx(paragraph("x" * 3_000_000))
    assert len(bomb) < 20_000
    assert code(bomb, Limits(markup=1_000_000)) == "unpacks-too-large"


def test_a_docx_with_an_entity_bomb_inside() -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "ha">]><w:document xmlns:w="x"><w:body>&a;</w:body></w:document>'
    assert code(zipped({"word/document.xml": bomb})) == "xml-entities"


@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://127.0.0.1/x.dtd"> %a;',
    ],
)
def test_xml_with_entities_of_its_own(entities: str) -> None:
    document = (
        f"<?xml version='1.0'?><!DOCTYPE x [{entities}]><officiele-publicatie><al>&a;</al></officiele-publicatie>"
    )
    assert code(document.encode()) == "xml-entities"
    assert code(document.encode("utf-16")) == "xml-entities"


@pytest.mark.parametrize("root", ["rss", "html"])
def test_entities_are_refused_whatever_the_root(root: str) -> None:
    assert code(f'<!DOCTYPE {root} [<!ENTITY a "ha">]><{root}><p>&a;</p></{root}>'.encode()) == "xml-entities"


def test_a_truncated_xml() -> None:
    assert code(b"<?xml version='1.0'?><officiele-publicatie><kamerstuk><al>Half een z") == "damaged-xml"


def test_other_xml() -> None:
    assert code(b"<?xml version='1.0'?><rss><item>x</item></rss>") == "other-xml"


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><title>404 Not Found</title><body><h1>Not Found</h1><p>Sorry.</p></body></html>",
        "<html><head><title>Fout</title></head><body><p>De pagina die u zoekt is niet gevonden.</p></body></html>",
        "<html><title>Storing</title><body><p>Probeer het later nog eens.</p></body></html>",
        "<html><body><h1>Storing</h1><p>De pagina kan niet worden getoond.</p></body></html>",
        "<html><body><h1>Helaas</h1><p>Er is een storing opgetreden.</p></body></html>",
        "<html><body><h1>Toegang geweigerd</h1><p>Meld u aan.</p></body></html>",
        '<html><meta http-equiv="refresh" content="0;url=/fout404.html"><body><p>Ogenblik.</p></body></html>',
    ],
)
def test_an_error_page_in_a_documents_place(page: str) -> None:
    assert code(page.encode()) == "error-page"


def test_a_letter_about_errors_is_no_error_page() -> None:
    body = "<p>Het rapport is niet gevonden.</p>" + "<p>Het kabinet betreurt dat en zal het nazoeken.</p>" * 60
    page = f"<html><head><title>Rapport niet gevonden</title></head><body>{body}</body></html>"
    assert len(read(page.encode()).blocks) == 61


def test_a_short_letter_about_a_failure_is_no_error_page() -> None:
    body = "<p>Geachte voorzitter,</p><p>Er is een storing opgetreden in het meldnet. Die is verholpen.</p>"
    assert len(read(f"<html><head><title>Storing</title></head><body>{body}</body></html>".encode()).blocks) == 2


@pytest.mark.parametrize("data", [b"abc\0def" * 100, bytes(range(256)) * 40])
def test_binary_rubbish(data: bytes) -> None:
    assert code(data) == "binary"


def test_a_file_over_the_limit() -> None:
    assert code(b"x" * 2000, Limits(size=1000)) == "too-large"


def test_a_text_over_the_limit_for_text() -> None:
    assert code(b"x" * 2000, Limits(markup=1000)) == "too-large"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP"])
def test_a_picture(form: str) -> None:
    assert code(picture(form)) == "picture"


@pytest.mark.parametrize("words", ["PK staat voor provinciale kosten.", "BM6 is een zaaknummer.", "%Procent of niet."])
def test_a_text_that_starts_like_another_form_is_a_text(words: str) -> None:
    assert [block.text for block in read(words.encode()).blocks] == [words]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"xl/workbook.xml": "<x/>"}, "spreadsheet"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}, "spreadsheet"),
        ({"ppt/presentation.xml": "<x/>"}, "presentation"),
        ({"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": "<x/>"}, "presentation"),
        ({"../../brief.pdf": "x"}, "archive"),
    ],
)
def test_other_zips(parts: dict[str, str | bytes], expected: str) -> None:
    assert code(zipped(parts)) == expected


@pytest.mark.parametrize(
    ("stream", "expected"),
    [("Workbook", "spreadsheet"), ("PowerPoint Document", "presentation"), ("WordDocument", "old-word")],
)
def test_old_office_files(stream: str, expected: str) -> None:
    assert code(OLE + b"\0" * 600 + stream.encode("utf-16-le") + b"\0" * 100) == expected


def test_rtf() -> None:
    assert code(rb"{\rtf1\ansi Geachte voorzitter}") == "rtf"


def test_an_odt_without_text() -> None:
    empty = f"<office:document-content {OFFICE}><office:body/></office:document-content>"
    parts: dict[str, str | bytes] = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": empty}
    assert code(zipped(parts)) == "damaged-odt"


def test_a_zip_with_a_password() -> None:
    data = bytearray(docx(paragraph("x")))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(sign), bytes(data)):
            data[found.start() + offset] |= 1
    assert zipfile.is_zipfile(io.BytesIO(data))
    assert code(bytes(data)) == "encrypted"


def test_every_problem_has_a_message_that_says_what_to_do() -> None:
    assert set(MESSAGES) == set(Problem)
    for message in MESSAGES.values():
        assert message.count(". ") >= 1 or message.count("? ") >= 1
        assert message.endswith(".")


def test_a_pdf_whose_characters_are_signs() -> None:
    target = io.BytesIO()
    canvas = Canvas(target)
    for step in range(20):
        canvas.drawString(50, 700 - 14 * step, "§¤¶ ¬± °¦¨ ×÷¿ ¡¢£ " * 4)
    canvas.save()
    assert code(target.getvalue()) == "garbled"
