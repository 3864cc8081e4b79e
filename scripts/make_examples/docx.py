"""DOCX renderer: a minimal package that Word opens, with styles, footnotes, lists, header and footer."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from scripts.make_examples.archive import pack
from scripts.make_examples.source import MARKER, Example, Piece, Run, split_runs

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = ("styles", "numbering", "footnotes", "header1", "footer1")


def render(example: Example) -> bytes:
    return pack(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations({"rId1": "officeDocument word/document.xml", "rId2": "core docProps/core.xml"}),
            "docProps/core.xml": _core(example),
            "word/document.xml": _document(example),
            "word/_rels/document.xml.rels": _relations(
                {f"rId{at}": f"{name.rstrip('1')} {name}.xml" for at, name in enumerate(_PARTS, start=1)}
            ),
            "word/styles.xml": _styles(),
            "word/numbering.xml": _numbering(),
            "word/footnotes.xml": _footnotes(example),
            "word/header1.xml": _running("hdr", _running_head(example)),
            "word/footer1.xml": _running("ftr", f"{MARKER} – pagina "),
        }
    )


def _content_types() -> str:
    kinds = {"document": "document.main", **{name: name.rstrip("1") for name in _PARTS}}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'{overrides}<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )


def _relations(targets: dict[str, str]) -> str:
    links = ""
    for key, value in targets.items():
        kind, _, target = value.partition(" ")
        where = f"{_RELATIONS}/metadata/core-properties" if kind == "core" else f"{_R}/{kind}"
        links += f'<Relationship Id="{key}" Type="{where}" Target="{target}"/>'
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{links}</Relationships>'


def _core(example: Example) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_RELATIONS}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>'
        f"{escape(example.get('subject'))}</dc:title><dc:creator>Standpunt (verzonnen voorbeeld)</dc:creator>"
        "</cp:coreProperties>"
    )


def _document(example: Example) -> str:
    head = _ministry_head(example) if example.form == "docx-ministry" else _official_head(example)
    body = "".join(_piece(piece, example) for piece in example.pieces)
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1701" w:bottom="1417" w:left="1701" '
        'w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
    )
    inner = "".join(head) + body + section
    return f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{inner}</w:body></w:document>'


def _official_head(example: Example) -> list[str]:
    return [
        _paragraph(MARKER),
        _paragraph(example.parliament, bold=True),
        _paragraph(f"Vergaderjaar {example.get('session').replace('-', '–')}"),
        *(_paragraph(f"{number}\t{title}", bold=True) for number, title in example.dossiers),
        _paragraph(f"{example.number_line}\t{example.get('title')}", bold=True),
        _paragraph(example.addressee),
        _paragraph(f"Den Haag, {example.written_date}"),
    ]


def _ministry_head(example: Example) -> list[str]:
    lines = [
        MARKER, f"Ministerie van {example.get('ministry')}", "> Retouradres Postbus 20701 2500 ES Den Haag",
        example.addressee, "Postbus 20018", "2500 EA Den Haag", example.get("directorate"), "Onze referentie",
        example.get("reference"), f"Datum\t{example.written_date}", f"Betreft\t{example.get('subject')}",
        "Geachte voorzitter,",
    ]  # fmt: skip
    return [_paragraph(line) for line in lines]


def _piece(piece: Piece, example: Example) -> str:
    if piece.kind == "heading":
        return f'<w:p><w:pPr><w:pStyle w:val="Kop{piece.level}"/></w:pPr>{_text_run(piece.text)}</w:p>'
    if piece.kind == "sign":
        return _signatures(example)
    style = ""
    if piece.kind == "item":
        number = "2" if piece.label else "1"
        style = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return f"<w:p>{style}{_inline(piece.runs)}</w:p>"


def _signatures(example: Example) -> str:
    if not example.get("capitals"):
        return "".join(_paragraph(f"De {person.office},") + _paragraph(person.name) for person in example.signatories)
    blocks = [_paragraph(f"DE {person.office.upper()},") + _paragraph(person.name) for person in example.signatories]
    return _paragraph("Hoogachtend,") + "".join(blocks)


def _paragraph(text: str, *, bold: bool = False) -> str:
    return f"<w:p>{_text_run(text, '<w:b/>' if bold else '')}</w:p>"


def _inline(runs: Iterable[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    if run.note:
        mark = '<w:rStyle w:val="Voetnootmarkering"/>'
        return f'<w:r><w:rPr>{mark}</w:rPr><w:footnoteReference w:id="{run.note}"/></w:r>'
    return _text_run(run.text, "<w:i/>" if run.italic else "")


def _text_run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    pieces = '</w:t><w:tab/><w:t xml:space="preserve">'.join(escape(part) for part in text.split("\t"))
    return f'<w:r>{properties}<w:t xml:space="preserve">{pieces}</w:t></w:r>'


def _footnotes(example: Example) -> str:
    separators = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        "</w:footnote>"
    )
    notes = "".join(
        f'<w:footnote w:id="{label}"><w:p><w:pPr><w:pStyle w:val="Voetnoottekst"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="Voetnootmarkering"/></w:rPr><w:footnoteRef/></w:r>'
        f"{_text_run(' ')}{_inline(split_runs(text))}</w:p></w:footnote>"
        for label, text in example.notes.items()
    )
    return f'{_HEAD}<w:footnotes xmlns:w="{_W}">{separators}{notes}</w:footnotes>'


def _running_head(example: Example) -> str:
    if example.form == "docx-ministry":
        return f"Ministerie van {example.get('ministry')} – {example.get('reference')}"
    return example.running_foot


def _running(tag: str, text: str) -> str:
    page = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>', "<w:instrText>PAGE</w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>',
        )
    )  # fmt: skip
    return f'{_HEAD}<w:{tag} xmlns:w="{_W}"><w:p>{_text_run(text)}{page if tag == "ftr" else ""}</w:p></w:{tag}>'


def _styles() -> str:
    def style(key: str, name: str, look: str, kind: str = "paragraph", level: int | None = None) -> str:
        outline = f'<w:outlineLvl w:val="{level}"/>' if level is not None else ""
        paragraph = f'<w:pPr><w:spacing w:before="240" w:after="120"/>{outline}</w:pPr>' if outline else ""
        return (
            f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{paragraph}'
            f"<w:rPr>{look}</w:rPr></w:style>"
        )

    return (
        f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Verdana" w:hAnsi="Verdana"/><w:sz w:val="18"/><w:lang w:val="nl-NL"/></w:rPr>'
        '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="260" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
        + style("Kop1", "heading 1", "<w:b/>", level=0)
        + style("Kop2", "heading 2", "<w:i/>", level=1)
        + style("Voetnoottekst", "footnote text", '<w:sz w:val="14"/>')
        + style("Voetnootmarkering", "footnote reference", '<w:vertAlign w:val="superscript"/>', "character")
        + "</w:styles>"
    )


def _numbering() -> str:
    def abstract(key: int, kind: str, text: str) -> str:
        return (
            f'<w:abstractNum w:abstractNumId="{key}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
        )

    return (
        f'{_HEAD}<w:numbering xmlns:w="{_W}">{abstract(1, "bullet", "•")}{abstract(2, "decimal", "%1.")}'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
        "</w:numbering>"
    )
