"""No document fails on digits: superscripts, circled digits, those of other scripts, or thousands of them."""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from letters.parser.pipeline import read_letter
from letters.parser.written_dates import parse_date
from letters.readers import read
from letters.readers.blocks import Block
from letters.readers.integers import BIGINT, parse_integer
from tests.letters.readers.office_files import W, docx, odt, paragraph

ROOT = Path(__file__).resolve().parents[3]
NO_INTEGERS = ["²", "③", "٣", "7" * 5000, "-1", "½", ""]
odd = pytest.mark.parametrize("figure", NO_INTEGERS, ids=lambda figure: figure[:3] or "empty")


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("7", 7), ("0012", 12), ("9" * 9, 10**9 - 1)])
def test_plain_digits_are_an_integer(text: str, value: int) -> None:
    assert parse_integer(text) == value


@pytest.mark.parametrize("text", [None, *NO_INTEGERS, " 7", "7\n", "+7", "7.0", "1_0", "0x7", "9" * 10])
def test_anything_else_is_none(text: str | None) -> None:
    assert parse_integer(text) is None


def test_how_many_digits_there_may_be_is_for_the_caller() -> None:
    assert (parse_integer("1000", digits=3), parse_integer("9" * 18, digits=BIGINT)) == (None, 10**18 - 1)


# Calls of `int()` on trusted text.
OUR_OWN = {
    "int(minister.signed)",  # counted by the database
    "int(dossier.size)",
    "int(counted['total'])",  # summed by the database, as are the next
    "int(number)",
    "int(found[0].name)",  # a primary key after a round trip
    "int(key, 16)",  # a digest
    "int(len(self.sentences) * (1 - SAME_DAY_SHARE))",
    "int(len(inside) * 0.99)",
    "int(len(wrapped) * 0.9)",
    "int(raw.FPDFText_GetCharIndexFromTextIndex(self._handle, offset))",
    "int(file.read().split()[field])",  # from the kernel
    "int(sys.argv[1])",  # our own command line
    "int(sys.argv[2])",
    "int(text)",  # parse_integer itself
}
# These accept text that `int()` may reject.
GUARDS = {"isdigit", "isdecimal", "isnumeric"}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "letters").rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def makes_integer(node: ast.AST) -> bool:
    """True if the node is `int(…)` or `map(int, …)`."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return False
    handed_on = node.func.id == "map" and bool(node.args) and ast.unparse(node.args[0]) == "int"
    return node.func.id == "int" or handed_on


def test_every_integer_out_of_text_is_read_in_one_way() -> None:
    made = {ast.unparse(node): name for name, tree in trees() for node in ast.walk(tree) if makes_integer(node)}
    assert {call: name for call, name in made.items() if call not in OUR_OWN} == {}
    assert made["int(text)"] == "letters/readers/integers.py"


def test_no_function_asks_for_digits_and_then_makes_an_integer() -> None:
    guarded = [
        f"{name}:{function.name}"
        for name, tree in trees()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and name != "letters/readers/integers.py"
        if any(isinstance(node, ast.Attribute) and node.attr in GUARDS for node in ast.walk(function))
        and any(makes_integer(node) for node in ast.walk(function))
    ]
    assert guarded == []


def labels(blocks: tuple[Block, ...]) -> list[tuple[str | None, str]]:
    return [(block.label, block.text) for block in blocks]


@odd
def test_a_docx_with_figures_that_are_no_integers_is_read(figure: str) -> None:
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">'
        f'<w:lvl w:ilvl="0"><w:start w:val="{figure}"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        f'<w:lvl w:ilvl="{figure}"><w:numFmt w:val="decimal"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    styles = f'<w:styles {W}><w:style w:styleId="K"><w:name w:val="heading {figure}"/></w:style></w:styles>'
    body = (
        paragraph("Punt.", properties=f'<w:numPr><w:ilvl w:val="{figure}"/><w:numId w:val="1"/></w:numPr>')
        + paragraph("Gewoon.", properties=f'<w:outlineLvl w:val="{figure}"/>')
        + paragraph("Kop.", style="K")
    )
    read_in = labels(read(docx(body, numbering=numbering, styles=styles)).blocks)
    assert read_in == [("1.", "Punt."), (None, "Gewoon."), (None, "Kop.")]


@odd
def test_an_odt_with_figures_that_are_no_integers_is_read(figure: str) -> None:
    styles = (
        f'<style:style style:name="V"><style:text-properties fo:font-weight="{figure}"/></style:style>'
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
        f'style:num-suffix="." text:display-levels="{figure}" text:start-value="{figure}"/>'
        f'<text:list-level-style-number text:level="{figure}" style:num-format="1"/></text:list-style>'
    )
    body = (
        f'<text:h text:outline-level="{figure}">Kop</text:h><text:p text:style-name="V">Gewoon.</text:p>'
        '<text:list text:style-name="L"><text:list-item><text:p>Punt.</text:p></text:list-item></text:list>'
    )
    blocks = read(odt(body, styles=styles)).blocks
    assert labels(blocks) == [(None, "Kop"), (None, "Gewoon."), ("1.", "Punt.")]
    assert blocks[0].level == 1


@pytest.mark.parametrize("depth", ["99999", "999999999"])
def test_a_list_deeper_than_any_word_processor_has_is_read_at_once(depth: str) -> None:
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
    assert read(docx(paragraph("Punt.", properties=properties))).blocks[0].level == 1
    level = f'<text:list-level-style-number text:level="{depth}" text:display-levels="{depth}" style:num-format="1"/>'
    styles = f'<text:list-style style:name="L">{level}</text:list-style>'
    body = '<text:list text:style-name="L"><text:list-item><text:p>Punt.</text:p></text:list-item></text:list>'
    assert [block.text for block in read(odt(body, styles=styles)).blocks] == ["Punt."]


def noted_pdf(figure: str) -> bytes:
    """A page of text with two notes below it that open with `figure`: superscript, and on its own."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    canvas.setFont("Helvetica", 9.5)
    for step in range(20):
        canvas.drawString(
            80, 760 - step * 13, "Het kabinet schrijft een verzonnen regel over de vuurtorens van de kust."
        )
    text = canvas.beginText(80, 110)
    text.setFont("Helvetica", 4.5)
    text.setRise(2.5)
    text.textOut(figure)
    text.setRise(0)
    text.setFont("Helvetica", 7)
    text.textOut(" Zie de verzonnen brief over vuurtorens van vorig jaar.")
    canvas.drawText(text)
    canvas.drawString(80, 90, figure)
    canvas.drawString(95, 90, "Een verzonnen jaarverslag van de wachters.")
    canvas.save()
    return target.getvalue()


@pytest.mark.parametrize("figure", ["²", "³", "7" * 5000], ids=["²", "³", "777"])
def test_a_pdf_whose_notes_open_with_figures_that_are_no_integers_is_read(figure: str) -> None:
    assert "vuurtorens van vorig jaar" in " ".join(block.text for block in read(noted_pdf(figure)).blocks)


@odd
def test_a_text_whose_notes_are_labelled_so_is_read(figure: str) -> None:
    mark = figure[:20] or "x"
    pasted = (
        f"Het kabinet wil dit.\n\nX Noot\n{figure}\nZie de bron.\n\nEn[^{mark}] verder.\n\n[^{mark}]: Zie ook hier.\n"
    )
    assert "Zie ook hier." in " ".join(block.text for block in read(pasted.encode()).blocks)


@odd
def test_an_html_list_that_starts_so_counts_from_one(figure: str) -> None:
    page = f'<html><body><ol start="{figure}"><li value="{figure}">Een</li><li>Twee</li></ol></body></html>'
    assert labels(read(page.encode()).blocks) == [("1.", "Een"), ("2.", "Twee")]


@pytest.mark.parametrize("day", ["7 aprıl 2021", "7 auguſtus 2021", "٧ april 2021", "٧-٤-٢٠٢١", "31 februari 2020"])
def test_a_day_in_other_letters_or_figures_is_no_date(day: str) -> None:
    assert parse_date(day) is None
    assert read_letter(f"Den Haag, {day}\n\nGeachte voorzitter,\n\nHet kabinet wil dit.\n".encode())["text"]
