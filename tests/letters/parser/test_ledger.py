"""Every character of a source is in the text or in a named category; losses by a broken reader are detected."""

from __future__ import annotations

import random
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.ledger import Kept, account, counted, differing, from_json, shares, size, to_json
from letters.parser.pipeline import read_letter
from letters.readers import read
from letters.readers.blocks import LeftOut, ReadingError, Why
from tests.letters.readers.accounts import rows_of, unaccounted
from tests.letters.readers.drawn import column
from tests.letters.readers.drawn import pdf as drawn
from tests.letters.readers.office_files import W, odt, paragraph
from tests.letters.readers.office_files import docx as packed

EXAMPLES = Path(__file__).resolve().parents[3] / "letters" / "examples" / "files"
WORDS = ["de", "ministerraad", "sprak", "over", "wegen", "een", "gezant", "reisde", "af", "naar", "het", "noorden"]
SCANNED_FOR_ONE = set("1TIl!’'‘*®°†©™")


@pytest.mark.parametrize("path", sorted(EXAMPLES.iterdir()), ids=lambda path: path.name)
def test_every_character_of_an_example_letter_is_accounted_for(path: Path) -> None:
    assert unaccounted(path.read_bytes()) == {}


def test_every_character_of_the_fixtures_is_accounted_for(shared: Path) -> None:
    tried = 0
    for path in sorted(
        path for room in ("letters", "fixtures", "cases", "gold") for path in (shared / room).rglob("*")
    ):
        if path.suffix in (".pdf", ".docx", ".odt", ".html", ".xml", ".txt", ".md"):
            try:
                found = unaccounted(path.read_bytes())
            except ReadingError:
                continue
            # Where OCR has another sign for the superscript 1 of its note, the text has the 1.
            assert found == {} or (set(found) <= SCANNED_FOR_ONE and sum(found.values()) == 0), (path.name, found)
            tried += 1
    assert tried > 5


def test_white_space_invisible_signs_and_the_bars_of_cells_are_not_counted() -> None:
    assert counted("een | t\u00adwee\u200b\u00a0\n") == "eentwee"


def test_composed_and_decomposed_letters_and_ligatures_count_alike() -> None:
    assert len(counted("cafe\u0301 o\ufb03ce")) == len(counted("café office"))


@given(st.text(st.sampled_from("aé |\n\t\x02\x07\x85\xa0\xad‘’–€™Œ\u0301\u200b\ufb01\ue000\ud800ǎя中")) | st.text())
def test_the_size_of_a_text_is_the_number_of_its_counted_characters(text: str) -> None:
    assert size(text) == len(counted(text))


def test_the_size_of_a_text_with_any_character_is_the_number_of_its_counted_characters() -> None:
    assert [code for code in range(0x3000) if size(f"a{chr(code)}b") != len(counted(f"a{chr(code)}b"))] == []


def test_what_is_missing_is_told_with_page_and_words() -> None:
    rows = account(
        ["Een brief.", "Op 11 november."], [Kept("body", 1, "Een brief."), Kept("body", 2, "Op november.")], []
    )
    assert [(row.page, row.difference, row.words) for row in differing(rows)] == [(2, 2, "11")]


def test_what_stands_double_is_told_as_less_than_nothing() -> None:
    rows = account(["Een brief."], [Kept("body", None, "Een brief. Een brief.")], [])
    assert [(row.page, row.difference) for row in rows] == [(None, -9)]


def test_a_paragraph_over_a_page_break_counts_where_it_begins() -> None:
    rows = account(["Een", "brief.", "Nog een."], [Kept("body", 1, "Een brief."), Kept("body", 3, "Nog een.")], [])
    assert differing(rows) == []


def test_a_page_with_too_much_covers_only_what_the_next_one_misses() -> None:
    source = ["Een brief.", "Nog een.", "Op 11 november."]
    kept = [Kept("body", 1, "Een brief. 22"), Kept("body", 2, "Nog een."), Kept("body", 3, "Op november.")]
    assert [(row.page, row.difference) for row in differing(account(source, kept, []))] == [(1, -2), (3, 2)]


def test_a_page_with_too_much_does_not_cover_what_an_earlier_page_misses() -> None:
    rows = account(["Een", "brief."], [Kept("body", 2, "Een brief.")], [])
    assert [(row.page, row.difference) for row in differing(rows)] == [(1, 3), (2, -3)]


def test_a_ledger_travels_as_plain_values() -> None:
    rows = account(["Een brief 2"], [Kept("body", None, "Een brief")], [LeftOut(Why.FURNITURE, "2")])
    assert from_json(to_json(rows)) == rows


def test_shares_are_of_the_source_and_labels_count_as_text() -> None:
    left_out = [LeftOut(Why.FURNITURE, "kop"), LeftOut(Why.NUMBER, "1")]
    rows = account(["kop 1 brieven"], [Kept("body", None, "brieven")], left_out)
    text_share, classes, differs = shares(rows)
    assert (round(text_share, 3), {why: round(share, 3) for why, share in classes.items()}, differs) == (
        0.727,
        {Why.FURNITURE: 0.273},
        0,
    )


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [("Een", "Een brief. Een brief.", (0, {}, 1)), ("", "Een brief.", (0, {}, 1)), ("", "", (1, {}, 0))],
)
def test_shares_are_never_below_nothing_or_above_everything(
    source: str, text: str, expected: tuple[float, dict[Why, float], float]
) -> None:
    assert shares(account([source], [Kept("body", None, text)], [])) == expected


def test_what_is_left_out_twice_leaves_no_less_than_nothing_of_the_text() -> None:
    rows = account(["kop"], [], [LeftOut(Why.FURNITURE, "kop"), LeftOut(Why.FURNITURE, "kop")])
    assert shares(rows) == (0, {Why.FURNITURE: 2}, 1)


def left_out(data: bytes) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows_of(data):
        assert row.difference == 0, row
        found.update({why: found.get(why, 0) + size for why, size in row.left_out.items() if size})
    return found


def test_deleted_and_hidden_words_have_a_class() -> None:
    body = (
        "<w:p><w:r><w:t>Wel</w:t></w:r><w:del><w:r><w:delText>niet</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>stil</w:t></w:r></w:p>"
    )
    assert left_out(packed(body)) == {Why.HIDDEN: 8}


def test_a_note_to_which_nothing_refers_has_a_class() -> None:
    notes = f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>Oud</w:t></w:r></w:p></w:footnote></w:footnotes>'
    assert left_out(packed(paragraph("Nieuw"), footnotes=notes)) == {Why.HIDDEN: 3}


def test_headers_and_footers_are_page_furniture() -> None:
    footer = f"<w:ftr {W}>{paragraph('Pagina 1')}</w:ftr>"
    assert left_out(packed(paragraph("Een brief."), footer1=footer)) == {Why.FURNITURE: 7}


def test_copies_for_older_programs_are_not_of_the_source() -> None:
    body = (
        '<w:p><mc:AlternateContent xmlns:mc="urn:x"><mc:Choice><w:r><w:t>Kader</w:t></w:r></mc:Choice>'
        "<mc:Fallback><w:r><w:t>Kader</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert left_out(packed(body)) == {}


BOX = f"<w:txbxContent>{paragraph('In het kader.')}</w:txbxContent>"
OLD = 'mc:AlternateContent xmlns:mc="urn:x"'
VML = f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{BOX}</v:textbox></v:shape>'


@pytest.mark.parametrize(
    "drawn_box",
    [
        f"<w:drawing>{BOX}</w:drawing>",
        f"<w:pict>{VML}</w:pict>",
        f"<w:object>{VML}</w:object>",
        f"<{OLD}><mc:Fallback><w:pict>{VML}</w:pict></mc:Fallback></mc:AlternateContent>",
        f"<{OLD}><mc:Choice><w:drawing/></mc:Choice><mc:Fallback><w:pict>{VML}</w:pict></mc:Fallback></mc:AlternateContent>",
    ],
    ids=["drawing", "picture", "object", "fallback only", "fallback of a choice without words"],
)
def test_the_words_of_a_text_box_are_read_however_it_is_drawn(drawn_box: str) -> None:
    data = packed(f"<w:p><w:r><w:t>Een brief.</w:t></w:r><w:r>{drawn_box}</w:r></w:p>{paragraph('Slot.')}")
    assert [block.text for block in read(data).blocks] == ["Een brief.", "In het kader.", "Slot."]
    assert left_out(data) == {}


def test_what_stands_around_the_letter_on_a_web_page_has_a_class() -> None:
    page = "<html><title>Site</title><nav>Menu</nav><article><p>De brief.</p></article><script>x()</script></html>"
    assert left_out(page.encode()) == {Why.WEBSITE: 8}


XML = "<officiele-publicatie><kamerstuk><algemeen><vrije-tekst><tekst><al>De lamp &amp; de boei.</al></tekst>"


@pytest.mark.parametrize(
    "source",
    [
        "<html><body><h1>Lampen</h1><p>De lamp &amp; de boei.</p></body></html>",
        f'<?xml version="1.0"?>{XML}</vrije-tekst></algemeen></kamerstuk></officiele-publicatie>',
        "<p>De lamp &amp; de boei.</p>",
        "<https://kust.nl> De lamp & de boei.",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_source_escaped_for_display_is_counted_as_it_is_read(source: str, encoding: str) -> None:
    letter = read_letter(escape(source).encode(encoding))
    assert "De lamp & de boei." in str(letter["text"])
    assert differing(from_json(letter["ledger"])) == []  # type: ignore[arg-type]


def test_a_table_of_contents_has_a_class() -> None:
    body = "<text:table-of-content><text:p>Inleiding 1</text:p></text:table-of-content><text:p>De brief.</text:p>"
    assert left_out(odt(body)) == {Why.CONTENTS: 10}


def test_hyphens_of_line_ends_and_markup_of_plain_text_have_a_class() -> None:
    lines = "# Kop\n\nDit is een **vette** zin die aan het einde van de regel een woord af-\nbreekt, zie [hier](http://a.nl).\n"
    found = left_out(lines.encode())
    assert found[Why.HYPHEN] == 1
    assert found[Why.MARKUP] == len("#****[](http://a.nl)")


def test_a_paragraph_that_a_page_break_cuts_in_a_word_is_accounted_for() -> None:
    lines = ["Het kabinet heeft deze week in de ministerraad met elkaar over het beleid gespro-"]
    rest = ["ken en besloten dat het zo moet."]
    assert left_out(drawn(column(lines, top=400), column(rest, top=700))).get(Why.HYPHEN) == 1


def pages_cut_in_a_sentence(count: int) -> list[list[str]]:
    """Return the paragraphs of pages that end in the middle of a sentence; no two lines are alike."""
    chance = random.Random(count)
    lines = [" ".join(chance.choices(WORDS, k=9)) for _ in range(3 * count)]
    return [[f"{a}.", f"Men {b}.", f"Ook {c} van de"] for a, b, c in zip(*[iter(lines)] * 3, strict=True)]


def pages_of_text(pages: list[list[str]]) -> bytes:
    return "\f".join("\n\n".join(page) for page in pages).encode()


def pages_of_pdf(pages: list[list[str]]) -> bytes:
    return drawn(*(column(["", *(line for text in page for line in (text, ""))], top=780) for page in pages))


@pytest.mark.parametrize("form", [pages_of_text, pages_of_pdf])
def test_each_half_of_a_paragraph_over_a_page_break_counts_on_its_own_page(
    form: Callable[[list[list[str]]], bytes],
) -> None:
    rows = rows_of(form(pages_cut_in_a_sentence(9)))
    assert len(rows) == 9
    assert [(row.page, row.source, sum(row.passages.values())) for row in rows] == [
        (number, row.source, row.source) for number, row in enumerate(rows, 1)
    ]


def test_a_paragraph_over_whole_pages_counts_on_each_of_them() -> None:
    rows = rows_of("\f".join(["Het begin van de", "langste van de", "alle van de", "zin is hier."]).encode())
    assert [(row.source, row.passages) for row in rows] == [(row.source, {"body": row.source}) for row in rows]
