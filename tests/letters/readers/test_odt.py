from __future__ import annotations

from letters.readers import read
from letters.readers.blocks import BlockKind, NoteMark
from tests.letters.readers.accounts import unaccounted
from tests.letters.readers.office_files import odt

BOLD = '<style:style style:name="V"><style:text-properties fo:font-weight="bold"/></style:style>'
LISTS = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-bullet text:level="2" text:bullet-char="-"/></text:list-style>'
)


def test_a_note_hangs_on_its_mark() -> None:
    body = (
        "<text:p>Licht<text:note><text:note-citation>3</text:note-citation><text:note-body><text:p>De bron.</text:p>"
        "</text:note-body></text:note> aan.</text:p>"
    )
    first, note = read(odt(body)).blocks
    assert (first.text, first.marks) == ("Licht aan.", (NoteMark(5, "3"),))
    assert (note.text, note.kind, note.label) == ("De bron.", BlockKind.FOOTNOTE, "3")


def test_headings_lists_and_rows() -> None:
    body = (
        '<text:h text:outline-level="2">Kop</text:h><text:p text:style-name="V">Vette kop</text:p>'
        '<text:list text:style-name="L"><text:list-item><text:p>een</text:p>'
        "<text:list><text:list-item><text:p>diep</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>twee</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    )
    blocks = read(odt(body, styles=BOLD + LISTS)).blocks
    assert [(block.text, block.kind, block.level, block.label) for block in blocks] == [
        ("Kop", BlockKind.HEADING, 2, None),
        ("Vette kop", BlockKind.HEADING, 2, None),
        ("een", BlockKind.LIST_ITEM, 1, "1."),
        ("diep", BlockKind.LIST_ITEM, 2, "•"),
        ("twee", BlockKind.LIST_ITEM, 1, "2."),
        ("a | b", BlockKind.TABLE_ROW, None, None),
    ]


def test_tracked_deletions_and_comments_are_no_text() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>weg</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes><text:p>blijft<office:annotation><text:p>opmerking</text:p></office:annotation></text:p>"
    )
    assert [block.text for block in read(odt(body)).blocks] == ["blijft"]


def test_spaces_and_tabs_that_are_elements_are_spaces() -> None:
    assert read(odt("<text:p>een<text:s text:c='3'/>twee<text:tab/>drie</text:p>")).blocks[0].text == "een twee drie"


def test_a_header_with_facts_that_the_body_lacks_comes_first() -> None:
    document = odt("<text:p>Tekst.</text:p>", header="<text:p>Onze referentie</text:p><text:p>VT-2020/1</text:p>")
    assert [block.text for block in read(document).blocks] == ["Onze referentie", "VT-2020/1", "Tekst."]


def test_koop_metadata_loses_its_schemes() -> None:
    meta = '<meta:user-defined meta:name="OVERHEIDop.ParlID/DC.identifier">kst-99999-1</meta:user-defined>'
    assert read(odt("<text:p>x</text:p>", meta=meta)).metadata["DC.identifier"] == ("kst-99999-1",)


def test_the_description_of_a_picture_is_not_printed() -> None:
    svg = 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    described = f"<svg:title {svg}>Logo</svg:title><svg:desc {svg}>Een vuurtoren.</svg:desc>"
    frame = f'<d:frame xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><d:image/>{described}</d:frame>'
    document = odt(f"<text:p>Licht{frame} aan.</text:p>")
    assert [block.text for block in read(document).blocks] == ["Licht aan."]
    assert not unaccounted(document)
