from __future__ import annotations

import pytest

from letters.parser.pipeline import parse
from letters.readers import read
from letters.readers.blocks import Block, BlockKind, Form, NoteMark


def page(body: str) -> tuple[Block, ...]:
    reading = read(f"<!DOCTYPE html><html><head><title>Brief</title></head><body>{body}</body></html>".encode())
    assert reading.form is Form.HTML
    return reading.blocks


def test_only_what_is_text_is_read() -> None:
    blocks = page(
        "<nav>Menu</nav><script>var x</script><style>p{}</style><p>De <b>tekst</b>\n zelf.</p><footer>Voet</footer>"
    )
    assert [block.text for block in blocks] == ["De tekst zelf."]


def test_the_running_text_of_a_koop_page_is_found() -> None:
    found = '<article><div id="broodtekst" class="stuk"><p>Tekst.</p></div></article>'
    body = f"<div><p>Zoeken</p></div>{found}<p>Deel deze pagina</p>"
    assert [block.text for block in page(body)] == ["Tekst."]


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ('<sup><a href="#n1" class="nootref">1</a></sup>', '<div class="noot"><p><sup>1</sup> De bron.</p></div>'),
        (
            '<a href="#supernoot-1-noot"><sup>1</sup></a>',
            '<div class="noot"><a>X</a><h2>Noot</h2><p><sup>1</sup> De bron.</p></div>',
        ),
        (
            '<a href="#_ftn1" name="_ftnref1"><sup><span>[1]</span></sup></a>',
            "<div style='mso-element:footnote' id=ftn1>"
            "<p class=MsoFootnoteText><a href='#_ftnref1'>[1]</a> De bron.</p></div>",
        ),
        (
            '<a class="nootref" href="#voet-1"><sup>1</sup></a>',
            '<div class="voet noot" id="voet-1"><p><span class="nootnum">1</span> De bron.</p></div>',
        ),
        ("<sup>1</sup>", '<p class="footnote"><sup>1</sup> De bron.</p>'),
    ],
)
def test_notes_of_several_makers_hang_on_their_marks(mark: str, note: str) -> None:
    first, second = page(f"<p>Het licht{mark} brandt 30 m<sup>2</sup> ver.</p>{note}")
    assert (first.text, first.marks) == ("Het licht brandt 30 m2 ver.", (NoteMark(9, "1"),))
    assert (second.kind, second.label, second.text) == (BlockKind.FOOTNOTE, "1", "De bron.")


def test_a_power_is_no_mark_even_where_a_note_has_its_number() -> None:
    notes = "".join(f'<p class="footnote"><sup>{number}</sup> De bron.</p>' for number in (1, 2))
    block = page(f"<p>Op 30 m<sup>2</sup> brandt<sup>1</sup> licht<sup>2</sup>.</p>{notes}")[0]
    assert (block.text, [mark.label for mark in block.marks]) == ("Op 30 m2 brandt licht.", ["1", "2"])


def test_a_bold_line_and_a_subhead_class_are_headings() -> None:
    blocks = page('<p><b>Vet kopje</b></p><p class="tussenkop_cur">Cursief</p><p><b>Vet</b> begin van een zin.</p>')
    assert [(block.kind, block.level) for block in blocks] == [
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 3),
        (BlockKind.PARAGRAPH, None),
    ]


def test_breaks_split_a_signature_but_not_running_text() -> None:
    long = "Deze zin is met de hand afgebroken op een plaats die ver genoeg naar rechts ligt"
    texts = [
        block.text for block in page(f"<p>De minister,<br>A. Verzonnen</p><p>{long}<br>om gewone tekst te zijn.</p>")
    ]
    assert texts == ["De minister,", "A. Verzonnen", f"{long} om gewone tekst te zijn."]


def test_list_labels_are_what_a_browser_shows() -> None:
    blocks = page("<ol start='3'><li>drie<li>vier</ol><ol type='a'><li>a</ol><ul><li><p>punt<p>nog</ul>")
    assert [block.label for block in blocks] == ["3.", "4.", "a.", "•", None]


def test_links_to_publications_give_their_identifier() -> None:
    block = page('<p>Zie <a href="https://zoek.officielebekendmakingen.nl/kst-99999-1.html">de brief</a>.</p>')[0]
    assert [(block.text[link.start : link.end], link.target) for link in block.links] == [("de brief", "kst-99999-1")]


def test_a_page_without_end_tags_is_read() -> None:
    assert [block.text for block in page("<p>een<p>twee<div>drie")] == ["een", "twee", "drie"]


def test_a_signature_needs_a_class_for_the_office_alone() -> None:
    body = (
        '<p>Den Haag, 3 mei 2023</p><p>Een zin over het plan.</p><p class="functie">De Minister van Proeven,</p>'
        '<p>A.B. Proef</p><p class="functie">De Minister van Toetsen,</p><p class="naam">C.D. Toets</p>'
    )
    html = f"<html><body><div id='broodtekst'>{body}</div></body></html>"
    signed = parse(read(html.encode())).signatories
    assert [person.name for person in signed] == ["A.B. Proef", "C.D. Toets"]
