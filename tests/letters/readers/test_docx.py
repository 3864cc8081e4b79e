from __future__ import annotations

from dataclasses import replace

import pytest

from letters.readers import read
from letters.readers.blocks import BlockKind, NoteMark
from letters.readers.limits import DEFAULT
from letters.readers.office.zip_package import Package
from letters.readers.problems import Problem
from tests.letters.readers.accounts import unaccounted
from tests.letters.readers.office_files import R, W, docx, paragraph, renamed, zipped

STYLES = (
    f'<w:styles {W}><w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Kop2"><w:name w:val="Eigen"/><w:basedOn w:val="Kop1"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    f'<w:style w:styleId="Vet"><w:name w:val="Vet"/><w:rPr><w:b/></w:rPr></w:style></w:styles>'
)
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)


def item(text: str, depth: int = 0) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>')


def test_footnotes_hang_on_their_marks_and_follow_the_paragraph() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
        '<w:footnote w:id="5"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> De bron.</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    body = (
        '<w:p><w:r><w:t>Licht</w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r>'
        '<w:r><w:t xml:space="preserve"> aan.</w:t></w:r></w:p>' + paragraph("Verder.")
    )
    blocks = read(docx(body, footnotes=notes)).blocks
    assert [(block.text, block.kind) for block in blocks] == [
        ("Licht aan.", BlockKind.PARAGRAPH),
        ("De bron.", BlockKind.FOOTNOTE),
        ("Verder.", BlockKind.PARAGRAPH),
    ]
    assert blocks[0].marks == (NoteMark(5, "1"),)
    assert blocks[1].label == "1"


def test_deleted_words_go_and_inserted_words_stay() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Het kabinet </w:t></w:r>'
        "<w:del><w:r><w:delText>weigert</w:delText></w:r></w:del><w:ins><w:r><w:t>wil</w:t></w:r></w:ins></w:p>"
    )
    assert read(docx(body)).blocks[0].text == "Het kabinet wil"


def test_headings_come_from_styles_and_from_short_bold_lines() -> None:
    body = (
        paragraph("Inleiding", style="Kop1")
        + paragraph("Nader", style="Kop2")
        + paragraph("Vet kopje", bold=True)
        + paragraph("Ook vet", style="Vet")
        + paragraph("Dit is een vette zin.", bold=True)
    )
    blocks = read(docx(body, styles=STYLES)).blocks
    assert [(block.kind, block.level) for block in blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, None),
    ]


def test_a_table_of_contents_is_no_text() -> None:
    styles = f'<w:styles {W}><w:style w:styleId="Inhopg1"><w:name w:val="toc 1"/></w:style></w:styles>'
    document = docx(paragraph("Inleiding 3", style="Inhopg1") + paragraph("Tekst."), styles=styles)
    assert [block.text for block in read(document).blocks] == ["Tekst."]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('Onze referentie')}</w:txbxContent>"
    body = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="x"><mc:Choice>'
        + box
        + "</mc:Choice><mc:Fallback>"
        + box
        + "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Geachte voorzitter,</w:t></w:r></w:p>"
    )
    assert [block.text for block in read(docx(body)).blocks] == ["Onze referentie", "Geachte voorzitter,"]


def test_a_text_box_in_the_markup_of_older_word_is_read() -> None:
    box = f"<w:txbxContent>{paragraph('Ons kenmerk V-7')}</w:txbxContent>"
    body = f"<w:p><w:r><w:pict>{box}</w:pict></w:r><w:r><w:t>Geachte voorzitter,</w:t></w:r></w:p>"
    assert [block.text for block in read(docx(body)).blocks] == ["Ons kenmerk V-7", "Geachte voorzitter,"]
    assert not unaccounted(docx(body))


def test_positions_of_drawings_and_codes_of_objects_are_no_words() -> None:
    drawing = (
        '<w:drawing><d:posOffset xmlns:d="x">914400</d:posOffset><d:pctPosHOffset xmlns:d="x">5900</d:pctPosHOffset>'
        "</w:drawing>"
    )
    code = '<w:object><o:FieldCodes xmlns:o="x">\\s</o:FieldCodes></w:object>'
    body = f"<w:p><w:r>{drawing}<w:t>De lamp</w:t>{code}<w:t> brandt.</w:t></w:r></w:p>"
    assert [block.text for block in read(docx(body)).blocks] == ["De lamp brandt."]
    assert not unaccounted(docx(body))


def test_hyphens_at_which_no_line_may_break_are_of_the_text() -> None:
    body = "<w:p><w:r><w:t>het noord</w:t><w:noBreakHyphen/><w:t>zuidtraject</w:t></w:r></w:p>"
    assert [block.text for block in read(docx(body)).blocks] == ["het noord-zuidtraject"]
    assert not unaccounted(docx(body))


@pytest.mark.parametrize(
    ("font", "number", "sign"),
    [("Symbol", "F0B3", "≥"), ("Symbol", "00B3", "≥"), ("Wingdings", "F0FE", "☑"), ("Wingdings", "F0E0", "→")],
)
def test_signs_of_the_symbol_fonts_are_of_the_text(font: str, number: str, sign: str) -> None:
    body = f'<w:p><w:r><w:t xml:space="preserve">Licht </w:t><w:sym w:font="{font}" w:char="{number}"/></w:r></w:p>'
    assert [block.text for block in read(docx(body)).blocks] == [f"Licht {sign}"]
    assert not unaccounted(docx(body))


@pytest.mark.parametrize(
    ("font", "number"), [("Webdings", "F0B3"), ("Symbol", "F001"), ("Symbol", "xyz"), ("Symbol", "")]
)
def test_unknown_signs_are_passed_over(font: str, number: str) -> None:
    body = f'<w:p><w:r><w:t>Licht</w:t><w:sym w:font="{font}" w:char="{number}"/></w:r></w:p>'
    assert [block.text for block in read(docx(body)).blocks] == ["Licht"]


def test_the_words_of_a_diagram_are_read_where_it_stands() -> None:
    rels = '<Relationships><Relationship Id="d" Target="diagrams/data1.xml"/></Relationships>'
    points = "".join(
        f"<d:pt><d:t><a:p><a:r><a:t>{word}</a:t></a:r></a:p></d:t></d:pt>" for word in ("Wachter", "Toren")
    )
    itself = f'<d:relIds {R} r:dm="d"/>'
    diagram = f'<d:dataModel xmlns:d="urn:d" xmlns:a="urn:a">{points}{itself}</d:dataModel>'
    drawing = '<w:p><w:r><w:drawing><d:relIds xmlns:d="urn:d" r:dm="d"/></w:drawing></w:r></w:p>'
    document = docx(paragraph("Voor.") + drawing + paragraph("Na."), **{"rels": rels, "diagrams/data1": diagram})
    assert [block.text for block in read(document).blocks] == ["Voor.", "Wachter", "Toren", "Na."]
    assert not unaccounted(document)
    assert [block.text for block in read(docx(paragraph("Voor.") + drawing)).blocks] == ["Voor."]


def test_a_file_of_word_on_the_web_is_read_like_others() -> None:
    link = '<w:hyperlink r:id="a"><w:r><w:t>hier</w:t></w:r></w:hyperlink>'
    rels = '<Relationships><Relationship Id="a" Target="https://voorbeeld.nl/"/></Relationships>'
    document = renamed(docx(f"<w:p><w:r><w:t>Lees het </w:t></w:r>{link}</w:p>", rels=rels), "document", "document2")
    (block,) = read(document).blocks
    assert (block.text, [link.target for link in block.links]) == ("Lees het hier", ["https://voorbeeld.nl/"])
    assert not unaccounted(document)


def test_every_body_is_read_where_a_file_has_several() -> None:
    document = docx(paragraph("Een.") + "</w:body><w:body>" + paragraph("Twee."))
    assert [block.text for block in read(document).blocks] == ["Een.", "Twee."]
    assert not unaccounted(document)


def test_numbered_lists_get_the_labels_that_word_draws() -> None:
    body = item("een") + item("diep", 1) + item("dieper", 1) + item("twee") + item("weer", 1)
    blocks = read(docx(body, numbering=NUMBERING)).blocks
    assert [(block.label, block.level) for block in blocks] == [
        ("1.", 1),
        ("1.a)", 2),
        ("1.b)", 2),
        ("2.", 1),
        ("2.a)", 2),
    ]
    assert all(block.kind is BlockKind.LIST_ITEM for block in blocks)


def test_a_table_gives_rows_and_a_layout_table_gives_paragraphs() -> None:
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    blocks = read(docx(f"<w:tbl>{row('Jaar', 'Licht')}{row('alleen', '')}</w:tbl>")).blocks
    assert [(block.text, block.kind) for block in blocks] == [
        ("Jaar | Licht", BlockKind.TABLE_ROW),
        ("alleen", BlockKind.PARAGRAPH),
    ]


def headed(text: str, body: str) -> bytes:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId9"/></w:sectPr>'
    return docx(
        paragraph(body) + section,
        rels='<Relationships><Relationship Id="rId9" Target="header1.xml"/></Relationships>',
        header1=f"<w:hdr {W} {R}>{paragraph(text)}</w:hdr>",
    )


def test_a_header_with_facts_that_the_body_lacks_comes_first() -> None:
    assert read(headed("Vergaderjaar 2019-2020", "Tekst.")).blocks[0].text == "Vergaderjaar 2019-2020"


def test_any_other_header_is_dropped() -> None:
    assert [block.text for block in read(headed("Vertrouwelijk", "Tekst.")).blocks] == ["Tekst."]


def test_a_part_name_never_becomes_a_path() -> None:
    document = docx(
        paragraph("Tekst.") + '<w:sectPr><w:headerReference w:type="default" r:id="rId9"/></w:sectPr>',
        rels='<Relationships><Relationship Id="rId9" Target="../../../../etc/passwd"/></Relationships>',
    )
    assert [block.text for block in read(document).blocks] == ["Tekst."]


def test_the_parts_of_a_package_are_parsed_once_while_they_are_small_together() -> None:
    parts = {f"word/header{number}.xml": f"<hdr>{'x' * 400}</hdr>" for number in range(4)}
    package = Package(zipped({**parts}), replace(DEFAULT, markup=1000), Problem.DAMAGED_DOCX)
    twice = [package.part(name) is package.part(name) for name in parts]
    assert twice == [True, True, False, False]
