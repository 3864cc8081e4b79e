from __future__ import annotations

from letters.readers import read
from letters.readers.blocks import Block, BlockKind, NoteMark, Role


def publication(text: str, *, after: str = "") -> tuple[Block, ...]:
    document = (
        '<?xml version="1.0" encoding="UTF-8"?><officiele-publicatie><kamerstuk><stuk><algemeen><vrije-tekst><tekst>'
        f"{text}</tekst></vrije-tekst></algemeen></stuk>{after}</kamerstuk></officiele-publicatie>"
    )
    return read(document.encode()).blocks


def test_a_note_leaves_its_mark_and_follows_its_paragraph() -> None:
    first, note, second = publication(
        '<al>Het licht<noot id="n1" type="voet"><noot.nr>1</noot.nr><noot.al>Een bron.</noot.al>'
        "<noot.al>Nog een.</noot.al>"
        "</noot> brandt.</al><al>Verder.</al>"
    )
    assert (first.text, first.marks) == ("Het licht brandt.", (NoteMark(9, "1"),))
    assert (note.kind, note.label, note.text) == (BlockKind.FOOTNOTE, "1", "Een bron. Nog een.")
    assert second.text == "Verder."


def test_a_note_to_the_title_leaves_the_title_whole() -> None:
    blocks = read(
        b"<officiele-publicatie><kamerstuk><dossier><dossiernummer><dossiernr>36 800</dossiernr>"
        b"<begrotingshoofdstuk>X</begrotingshoofdstuk></dossiernummer></dossier><stuk><titel>BRIEF<noot><noot.nr>1</noot.nr>"
        b"<noot.al>Herdruk.</noot.al></noot> VAN DE MINISTER</titel></stuk></kamerstuk></officiele-publicatie>"
    ).blocks
    assert [(block.role, block.text) for block in blocks] == [
        (Role.DOSSIER, "36 800 X"),
        (Role.TITLE, "BRIEF VAN DE MINISTER"),
        (None, "Herdruk."),
    ]


def test_a_second_reference_to_a_note_is_a_mark_too() -> None:
    blocks = publication(
        '<al>Eerst<noot id="n1"><noot.nr>1</noot.nr><noot.al>Bron.</noot.al></noot>.</al>'
        '<al>Weer<nootref refid="n1">1</nootref>.</al>'
    )
    assert blocks[-1].marks == (NoteMark(4, "1"),)
    assert blocks[-1].text == "Weer."


def test_processing_instructions_and_comments_do_not_cut_words() -> None:
    assert publication("<al>kabi<?xpp qa?>nets<!-- hier -->reactie</al>")[0].text == "kabinetsreactie"


def test_subheads_and_divisions_are_headings_with_their_depth() -> None:
    blocks = publication(
        '<tussenkop kopopmaak="vet">Vet</tussenkop><divisie><kop><nr>2.</nr><titel>Deel</titel></kop>'
        '<tussenkop kopopmaak="cur">Cursief</tussenkop><al>Tekst.</al></divisie>'
    )
    assert [(block.text, block.level) for block in blocks if block.kind is BlockKind.HEADING] == [
        ("Vet", 1),
        ("2. Deel", 1),
        ("Cursief", 4),
    ]


def test_list_items_have_labels_and_only_their_first_paragraph_does() -> None:
    blocks = publication(
        '<lijst type="expliciet"><li><li.nr>a.</li.nr><al>een</al><al>vervolg</al></li>'
        "<li><li.nr>b.</li.nr><al>twee</al>"
        '<lijst type="ndash"><li><al>diep</al></li></lijst></li></lijst>'
    )
    assert [(block.label, block.level, block.text) for block in blocks] == [
        ("a.", 1, "een"),
        (None, 1, "vervolg"),
        ("b.", 1, "twee"),
        ("–", 2, "diep"),
    ]


def test_tables_are_rows() -> None:
    table = (
        "<table><tgroup><tbody><row><entry><al>a</al></entry><entry><al>b</al></entry></row></tbody></tgroup></table>"
    )
    assert [(block.kind, block.text) for block in publication(table)] == [(BlockKind.TABLE_ROW, "a | b")]


def test_the_signature_says_who_and_what() -> None:
    blocks = publication(
        "<tekst-sluiting><ondertekening><functie>De Minister van Licht,</functie>"
        "<naam><voornaam>A.B.</voornaam><achternaam>Verzonnen</achternaam></naam></ondertekening></tekst-sluiting>"
    )
    assert [(block.role, block.text) for block in blocks] == [
        (Role.SIGNATURE_OFFICE, "De Minister van Licht,"),
        (Role.SIGNATURE_NAME, "A.B. Verzonnen"),
    ]


def test_an_annex_is_marked_by_its_title() -> None:
    blocks = publication(
        "<al>x</al>", after="<bijlage><kop><label>Bijlage</label><titel>Lijst</titel></kop><al>y</al></bijlage>"
    )
    assert [(block.role, block.text) for block in blocks[1:]] == [(Role.ANNEX_TITLE, "Bijlage Lijst"), (None, "y")]


def test_unknown_elements_keep_their_text_in_place() -> None:
    assert [block.text for block in publication("<nieuw><al>een <vreemd>twee</vreemd> drie</al></nieuw>")] == [
        "een twee drie"
    ]
