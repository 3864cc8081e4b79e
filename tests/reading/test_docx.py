from __future__ import annotations

from letters.reading import read
from letters.reading.blocks import BlockKind, NoteMark
from tests.reading.packages import R, W, docx, paragraph

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
