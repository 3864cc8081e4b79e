"""Two publications in four formats under ../shared give equal text, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from letters.readers import read
from letters.readers.blocks import BlockKind, ReadingError, Role

KOOP = Path(__file__).parents[4] / "shared" / "fixtures" / "koop"
needs_koop = pytest.mark.skipif(not KOOP.is_dir(), reason="the real publications lie in ../shared, which is not here")
STARTS = {"kst-32545-143": "De Kamer,", "ah-tk-20202021-3235": "Vraag 1"}


def running_text(name: str, form: str) -> list[tuple[str, bool]]:
    """Return every block of the body, and whether it is a heading."""
    blocks = read((KOOP / f"{name}.{form}").read_bytes()).blocks
    start = next(at for at, block in enumerate(blocks) if block.text == STARTS[name])
    return [(block.text, block.kind is BlockKind.HEADING) for block in blocks[start:]]


@needs_koop
@pytest.mark.parametrize("name", STARTS)
@pytest.mark.parametrize("form", ["html", "odt", "pdf"])
def test_every_form_gives_the_text_of_the_xml(name: str, form: str) -> None:
    expected = running_text(name, "xml")
    assert len(expected) >= 10
    assert running_text(name, form) == expected


@needs_koop
@pytest.mark.parametrize("form", ["xml", "html", "odt", "pdf"])
def test_questions_and_answers_are_headings_in_all_forms(form: str) -> None:
    headings = [text for text, is_heading in running_text("ah-tk-20202021-3235", form) if is_heading]
    assert headings[:3] == ["Vraag 1", "Antwoord 1", "Vraag 2"]
    assert len(headings) == 18


@needs_koop
@pytest.mark.parametrize("form", ["xml", "html"])
def test_the_header_lines_say_what_they_are(form: str) -> None:
    roles = {block.role: block.text for block in read((KOOP / f"kst-32545-143.{form}").read_bytes()).blocks}
    assert roles[Role.DOSSIER] == "32 545"
    assert roles[Role.NUMBER] == "Nr. 143"
    assert roles[Role.DATE] == "Voorgesteld 6 juli 2021"
    assert roles[Role.TITLE].startswith("MOTIE VAN DE LEDEN")


@needs_koop
@pytest.mark.parametrize("form", ["html", "odt"])
def test_koop_files_state_their_identifier(form: str) -> None:
    assert read((KOOP / f"kst-32545-143.{form}").read_bytes()).metadata["DC.identifier"] == ("kst-32545-143",)


@needs_koop
def test_the_references_that_the_xml_gives_are_links() -> None:
    blocks = read((KOOP / "ah-tk-20202021-3235.xml").read_bytes()).blocks
    links = [(block.text[link.start : link.end], link.target) for block in blocks for link in block.links]
    assert links == [("Staatsblad 2020, 118", "stb-2020-118")]


@needs_koop
def test_a_real_scan_is_called_a_scan() -> None:
    with pytest.raises(ReadingError) as caught:
        read((KOOP / "blg-1007826.pdf").read_bytes())
    assert caught.value.code == "scanned"
