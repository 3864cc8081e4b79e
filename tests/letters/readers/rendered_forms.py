"""One letter of plain parts, rendered in every form that is read."""

from __future__ import annotations

import re

from tests.letters.readers.drawn import column
from tests.letters.readers.drawn import pdf as drawn
from tests.letters.readers.office_files import W, odt, paragraph
from tests.letters.readers.office_files import docx as packed

Parts = list[tuple[str, str]]


def as_docx(parts: Parts) -> bytes:
    body, notes = "", ""
    for number, (shape, words) in enumerate(parts):
        if shape == "note":
            body += f'<w:p><w:r><w:t>Zie</w:t></w:r><w:r><w:footnoteReference w:id="{number}"/></w:r></w:p>'
            notes += f'<w:footnote w:id="{number}">{paragraph(words)}</w:footnote>'
        elif shape == "row":
            cells = "".join(f"<w:tc>{paragraph(word)}</w:tc>" for word in words.split())
            body += f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
        else:
            body += paragraph(words, bold=shape == "h")
    return packed(body, footnotes=f"<w:footnotes {W}>{notes}</w:footnotes>")


def as_odt(parts: Parts) -> bytes:
    made = {
        "p": "<text:p>{}</text:p>",
        "h": '<text:h text:outline-level="1">{}</text:h>',
        "li": "<text:list><text:list-item><text:p>{}</text:p></text:list-item></text:list>",
        "row": "<table:table><table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell>"
        "<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>",
        "note": "<text:p>Zie<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>{}</text:p>"
        "</text:note-body></text:note></text:p>",
    }
    return odt("".join(made[shape].format(words) for shape, words in parts))


def as_html(parts: Parts) -> bytes:
    made = {
        "p": "<p>{}</p>",
        "h": "<h2>{}</h2>",
        "li": "<ol><li>{}</li></ol>",
        "row": "<table><tr><td>{}</td><td>x</td></tr></table>",
        "note": '<p>Zie<sup><a href="#ftn1">1</a></sup></p><div class="voetnoot"><p><a href="#ref1">1</a> {}</p></div>',
    }
    body = "".join(made[shape].format(words) for shape, words in parts)
    return f"<!DOCTYPE html><html><head><title>Site</title></head><body>{body}</body></html>".encode()


def as_xml(parts: Parts) -> bytes:
    made = {
        "p": "<al>{}</al>",
        "h": "<tussenkop>{}</tussenkop>",
        "li": "<lijst><li><li.nr>a.</li.nr><al>{}</al></li></lijst>",
        "row": "<table><tgroup><tbody><row><entry>{}</entry><entry>x</entry></row></tbody></tgroup></table>",
        "note": '<al>Zie<noot id="n"><noot.nr>1</noot.nr><noot.al>{}</noot.al></noot></al>',
    }
    body = "".join(made[shape].format(words) for shape, words in parts)
    return f"<officiele-publicatie><stuk><tekst>{body}</tekst></stuk></officiele-publicatie>".encode()


def as_text(parts: Parts) -> bytes:
    made = {"p": "{}", "h": "## {}", "li": "- {}", "row": "| {} | x |", "note": "Zie<sup>1</sup>.\n\n<sup>1</sup> {}"}
    return "\n\n".join(made[shape].format(words) for shape, words in parts).encode()


def as_paged_text(parts: Parts) -> bytes:
    return "\f".join(f"{words}\n\nPagina {number}" for number, (_, words) in enumerate(parts, 1)).encode()


def as_pdf(parts: Parts) -> bytes:
    lines = ["Zie de tekst van de brief die hieronder staat in gewone letters gezet."]
    for shape, words in parts:
        start = {"li": "- ", "note": "1 "}.get(shape, "")
        lines += ["", *re.findall(r".{1,80}(?:\s|$)", start + words)]
    return drawn(*(column(lines[at : at + 40], top=780) for at in range(0, len(lines), 40)))


FORMS = [as_docx, as_odt, as_html, as_xml, as_text, as_paged_text, as_pdf]
