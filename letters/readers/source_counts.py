"""Raw text of a source, for the ledger: to reveal text that the readers drop.

DOCX and ODT: text nodes, less the copies for older programs. HTML and XML: text nodes, less scripts, styles and
machine-readable data. Text: the decoded file. PDF: the text of each page as pdfium gives it. Readers keep it as
`Reading.printed`, before they read: nothing is opened or parsed twice. Text nodes are separated by line ends.

Not independent of the readers, so that the ledger cannot show a loss there: the decoding of bytes (`encodings`, with
its repair of text encoded twice), the parsers of zip, XML and HTML, and pdfium's own extraction of characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from letters.readers.blocks import ReadingError
from letters.readers.markup import Element, texts_in
from letters.readers.office.zip_package import Package

_DOCX_PARTS = re.compile(r"word/(?:document\d*|footnotes|endnotes|diagrams/data\d*|(?:header|footer)\d*)\.xml")
_ODT_AROUND = ("{*}header", "{*}header-first", "{*}header-left", "{*}footer", "{*}footer-first", "{*}footer-left")


def html_words(root: Element) -> str:
    return "\n".join(texts_in(root, "script", "style")).replace("\x02", "")


def xml_words(root: Element) -> str:
    return "\n".join(texts_in(root, "metadata"))


def docx_words(package: Package) -> str:
    return "".join(_docx_words(package))


def odt_words(package: Package) -> str:
    return "\n".join(_odt_words(package))


def _docx_words(package: Package) -> Iterator[str]:
    for name in filter(_DOCX_PARTS.fullmatch, package.names()):
        with suppress(ReadingError):  # of a header or footer, which the reader skips too
            for part in package.required(name).iter("{*}t", "{*}delText", "{*}p"):
                yield "\n" if part.tag.endswith("}p") else part.text or ""


def _odt_words(package: Package) -> Iterator[str]:
    yield from next(package.required("content.xml").iter("{*}body")).itertext()
    looks = package.part("styles.xml")
    for around in looks.iter(*_ODT_AROUND) if looks is not None else ():
        yield from around.itertext()
