"""ODT renderer in the form of KOOP's `opxml2odf`: head in a table, titles as headings with a tab, `text:note`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from xml.sax.saxutils import escape

from scripts.make_examples.archive import pack
from scripts.make_examples.source import MARKER, Example, Piece, Run, dossier_key, split_runs

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "meta": "meta",
        "fo": "xsl-fo-compatible",
    }.items()
)  # fmt: skip
_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_MIME = "application/vnd.oasis.opendocument.text"


def render(example: Example) -> bytes:
    return pack(
        {
            "mimetype": _MIME,
            "content.xml": _content(example),
            "styles.xml": _styles(example),
            "meta.xml": _meta(example),
            "META-INF/manifest.xml": _manifest(),
        }
    )


def _content(example: Example) -> str:
    kamer = "1" if example.get("chamber") == "Eerste Kamer" else "2"
    rows = [[example.parliament, kamer], [f"Vergaderjaar {example.get('session')}"]]
    head = [
        _paragraph(MARKER),
        _table(rows),
        *(_heading(f"{number}<text:tab/>{escape(title)}", 1) for number, title in example.dossiers),
        _heading(f"{example.number_line}\n      <text:tab/>{escape(example.get('title'))}", 1),
        _paragraph(example.addressee),
        _paragraph(f"Den Haag, {example.written_date}"),
    ]
    return (
        f'{_HEAD}<office:document-content {_SPACES} office:version="1.2"><office:automatic-styles>{_automatic()}'
        f"</office:automatic-styles><office:body><office:text>{''.join([*head, *_body(example)])}</office:text>"
        "</office:body></office:document-content>"
    )


def _table(rows: list[list[str]]) -> str:
    inner = ""
    for row in rows:
        cells = (
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        inner += f"<table:table-row>{''.join(cells)}</table:table-row>"
    columns = '<table:table-column table:number-columns-repeated="2"/>'
    return f'<table:table table:name="parlementair.kop">{columns}{inner}</table:table>'


def _automatic() -> str:
    def listing(name: str, level: str) -> str:
        return f'<text:list-style style:name="{name}">{level}</text:list-style>'

    return (
        '<style:style style:name="cursief" style:family="text"><style:text-properties fo:font-style="italic"/>'
        "</style:style>"
        + listing("streep", '<text:list-level-style-bullet text:level="1" text:bullet-char="–"/>')
        + listing("nummer", '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>')
    )


def _body(example: Example) -> list[str]:
    out: list[str] = []
    for style, group in groupby(example.pieces, key=_list_style):
        if style is None:
            out += [line for piece in group for line in _piece(piece, example)]
            continue
        items = "".join(f"<text:list-item>{_paragraph_of(piece, example)}</text:list-item>" for piece in group)
        out.append(f'<text:list text:style-name="{style}">{items}</text:list>')
    return out


def _list_style(piece: Piece) -> str | None:
    if piece.kind != "item":
        return None
    return "nummer" if piece.label else "streep"


def _piece(piece: Piece, example: Example) -> list[str]:
    if piece.kind == "heading":
        return [_heading(escape(piece.text), piece.level + 1)]
    if piece.kind == "sign":
        lines = [line for person in example.signatories for line in (f"De {person.office},", person.name)]
        return [_paragraph(line) for line in lines]
    return [_paragraph_of(piece, example)]


def _paragraph(text: str) -> str:
    return f'<text:p text:style-name="Basis">{escape(text)}</text:p>'


def _paragraph_of(piece: Piece, example: Example) -> str:
    return f'<text:p text:style-name="Basis">{_inline(piece.runs, example)}</text:p>'


def _heading(inner: str, level: int) -> str:
    return f'<text:h text:style-name="Kop" text:outline-level="{level}">{inner}</text:h>'


def _inline(runs: Iterable[Run], example: Example) -> str:
    return "".join(_run(run, example) for run in runs)


def _run(run: Run, example: Example) -> str:
    if run.note:
        note = _inline(split_runs(example.notes[run.note]), example)
        return (
            f'<text:note text:id="ftn{run.note}" text:note-class="footnote"><text:note-citation>{run.note}'
            f'</text:note-citation><text:note-body><text:p text:style-name="Basis">{note}</text:p>'
            "</text:note-body></text:note>"
        )
    return f'<text:span text:style-name="cursief">{escape(run.text)}</text:span>' if run.italic else escape(run.text)


def _styles(example: Example) -> str:
    return (
        f'{_HEAD}<office:document-styles {_SPACES} office:version="1.2"><office:styles>'
        '<style:style style:name="Basis" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="2mm"/>'
        '<style:text-properties fo:font-size="9pt"/></style:style>'
        '<style:style style:name="Kop" style:family="paragraph" style:parent-style-name="Basis">'
        '<style:text-properties fo:font-weight="bold"/></style:style></office:styles>'
        '<office:automatic-styles><style:page-layout style:name="pm1"><style:page-layout-properties '
        'fo:page-width="210mm" fo:page-height="297mm" fo:margin-top="20mm" fo:margin-bottom="20mm" '
        'fo:margin-left="50mm" fo:margin-right="25mm"/></style:page-layout></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1">'
        f"<style:footer><text:p>{example.running_foot} <text:page-number>1</text:page-number> – {MARKER}</text:p>"
        "</style:footer></style:master-page></office:master-styles></office:document-styles>"
    )


def _meta(example: Example) -> str:
    facts = {
        "OVERHEIDop.ParlID/DC.identifier": str(example.identifier),
        "OVERHEIDop.ondernummer": example.get("number"),
        "OVERHEIDop.KamerstukTypen/DC.type": "Brief",
        "OVERHEIDop.dossiernummer": dossier_key(example.dossiers[0][0]),
        "OVERHEIDop.documenttitel": example.get("subject"),
        "OVERHEIDop.dossiertitel": example.dossiers[0][1],
        "OVERHEIDop.vergaderjaar": example.get("session"),
    }
    defined = "".join(
        f'<meta:user-defined meta:name="{name}">{escape(value)}</meta:user-defined>' for name, value in facts.items()
    )
    title = f"{example.dossiers[0][1]}; Brief regering; {example.get('subject')}"
    return (
        f'{_HEAD}<office:document-meta {_SPACES} {_DC} office:version="1.2"><office:meta><meta:generator>Standpunt, '
        f"verzonnen voorbeeld</meta:generator><dc:title>{escape(title)}</dc:title>{defined}</office:meta>"
        "</office:document-meta>"
    )


def _manifest() -> str:
    entries = {"/": _MIME, "content.xml": "text/xml", "styles.xml": "text/xml", "meta.xml": "text/xml"}
    lines = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in entries.items()
    )
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    return f'{_HEAD}<manifest:manifest {space} manifest:version="1.2">{lines}</manifest:manifest>'
