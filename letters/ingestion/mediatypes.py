"""The media type that a file's own bytes show, for the record; names and senders are not believed."""

from __future__ import annotations

from letters.reading.blocks import Form, ReadingError
from letters.reading.encodings import decode
from letters.reading.sniffing import sniff_binary, sniff_text

MEDIA_TYPES = {
    Form.PDF: "application/pdf",
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.ODT: "application/vnd.oasis.opendocument.text",
    Form.HTML: "text/html",
    Form.XML: "application/xml",
    Form.TEXT: "text/plain",
}
UNKNOWN = "application/octet-stream"
HEAD = 64 * 1024


def media_type_of(data: bytes) -> str:
    try:
        form = sniff_binary(data) or sniff_text(decode(data[:HEAD]))
    except ReadingError:
        return UNKNOWN
    return MEDIA_TYPES[form]
