"""A letter copied or saved from a web page: the page's lines are not its text, but give facts of the source."""

from __future__ import annotations

import re
from datetime import date
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.parser.parsed_letter import ParsedLetter
from letters.parser.pipeline import parse
from letters.readers import read
from letters.readers.web_page_lines import letter_bounds
from tests.letters.parser.letter_shapes import LETTERS
from tests.letters.parser.pages import SITES, TITLE, as_html, as_html_with_bars, as_text

BODY = (
    "Het kabinet wil dat alle vuurtorens langs de kust in de komende jaren nieuwe lampen krijgen.\n\n"
    "Daarvoor is geld gevonden in de begroting van dit jaar.\n\n"
    "De Minister van Vuurtorens,\n\nV. Toren"
)
BARE = f"Geachte voorzitter,\n\n{BODY}"
ADDRESSED = f"Aan de Voorzitter van de Tweede Kamer\n\nDen Haag, 4 maart 2024\n\n{BARE}"
PRINTED = (
    "Tweede Kamer der Staten-Generaal\n\nVergaderjaar 2022–2023\n\n99 777 Bakens en boeien\n\n"
    f"Nr. 8 BRIEF VAN DE MINISTER VAN VUURTORENS\n\n{ADDRESSED}"
)
FORMS = {
    "text": as_text,
    "text with a gap": lambda before, letter, after: as_text(before, letter, after, between="\n\n\n"),
    "HTML": as_html,
    "HTML with bars": as_html_with_bars,
}
on_every_page = pytest.mark.parametrize(("before", "after"), SITES.values(), ids=SITES)
in_every_form = pytest.mark.parametrize("form", FORMS)


def words(parsed: ParsedLetter) -> list[tuple[str, str]]:
    return [(passage.kind.value, parsed.text[passage.start : passage.end]) for passage in parsed.passages]


@on_every_page
@in_every_form
@pytest.mark.parametrize("letter", [BARE, ADDRESSED, PRINTED], ids=["bare", "addressed", "printed"])
def test_the_page_s_lines_are_no_words_of_the_letter_and_are_kept(
    letter: str, form: str, before: list[str], after: list[str]
) -> None:
    reading = read(FORMS[form](before, letter, after))
    assert words(parse(reading)) == words(parse(read(FORMS[form]([], letter, []))))
    kept = " ".join(reading.website)
    assert [line for line in (*before, *after) if " ".join(line.split()) not in kept] == []


@on_every_page
@in_every_form
def test_what_the_page_says_fills_what_the_letter_leaves_open(form: str, before: list[str], after: list[str]) -> None:
    parsed = parse(read(FORMS[form](before, BARE, after)))
    said = " ".join(before)
    assert parsed.dossiers == ("99123",)
    assert parsed.document_date == date(2024, 3, 5)
    if "nr. 12" in said:
        assert (parsed.identifier, parsed.number) == ("kst-99123-12", "12")
    if "2024D01234" in said:
        assert "2024D01234" in (parsed.identifier, *parsed.other_identifiers)
    if "Licht op zee" in said:
        assert parsed.dossier_title == "Licht op zee"
    if TITLE in said:
        assert parsed.title == TITLE


@on_every_page
@in_every_form
def test_what_the_letter_says_itself_goes_before_it(form: str, before: list[str], after: list[str]) -> None:
    parsed = parse(read(FORMS[form](before, PRINTED, after)))
    assert (parsed.dossiers, parsed.number, parsed.identifier) == (("99777",), "8", "kst-99777-8")
    assert (parsed.dossier_title, parsed.session) == ("Bakens en boeien", "2022-2023")
    assert parsed.document_date == date(2024, 3, 4)


@pytest.mark.parametrize("name", LETTERS)
def test_no_line_of_a_letter_is_taken_for_a_page_s(name: str) -> None:
    lines = LETTERS[name].split("\n")
    assert letter_bounds(lines) == (0, len(lines))


@pytest.mark.parametrize(
    "text",
    [
        "Onderdeel van de afspraken is dat alle vuurtorens in de komende jaren nieuwe lampen krijgen.\n\nDat is goed.",
        "Het kabinet wil het gebruik van cookies op websites van de overheid verder beperken.\n\nDat is goed.",
        "Geachte voorzitter,\n\nDat is goed.\n\nContact\n\nHelp",
        "Activiteiten\n\nHet kabinet doet veel.\n\nPersonen\n\nEr zijn drie personen aangesteld.",
        "Delen",
    ],
)
def test_words_that_a_page_could_say_stay_where_no_page_shows(text: str) -> None:
    assert " ".join(parse(read(text.encode())).text.split()) == " ".join(text.split())


HEADINGS = (
    "Opslaan van afval", "Opslaan van CO2 onder zee", "Printen van munten", "Print en pers", "Onderdeel van het plan",
    "Groei > 2% en inflatie > 3% in 2020", "Van kust > haven > achterland", "Delen op basis van vertrouwen",
    "Downloaden als verdienmodel", "Download", "Volg ons voorbeeld niet", "Permanente link tussen kust en haven",
    "Gepubliceerd onderzoek naar lampen", "Laatst gewijzigd beleid", "Gerelateerde onderwerpen in het onderzoek",
    "Menu", "Inloggen", "Cookies", "Disclaimer", "Home", "Deel de publicatie", "Kust | Voorstel | Tweede Kamer",
    "Tweede Kamer | Voorstel", "https://www.rijksoverheid.nl/vuurtorens", "Nieuws", "Documenten", "Contact", "Zaken",
    "Agenda", "Betrokken gemeenten", "Lees meer licht", "Noord | Midden | Zuid",
)  # fmt: skip
SENTENCES = (
    "Dat gaat in stappen.",
    "Het kabinet kiest voor nieuwe lampen in alle vuurtorens, ook in die op de eilanden voor de kust.",
    "Het document is onderdeel van de afspraken met de gemeenten aan de kust.",
    "Dit stuk hoort bij de begroting.",
    "Indieners van de plannen krijgen antwoord.",
    "Zijn er ook andere lampen?",
    "Lees dit goed!",
    "Dit kost 5%.",
    "U bent hier welkom.",
    "Download de brief en lees hem.",
    "Deel de brief met de gemeenten.",
    "Kopieer de link naar de kust.",
    "Document: het plan | De lampen.",
    "Publicatiedatum 4 maart is gehaald.",
    "Het kabinet kiest voor het volgende:",
    "De gemeenten kiezen ook daarvoor;",
)
SECTIONS = st.lists(
    st.tuples(st.sampled_from(HEADINGS), st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3)),
    min_size=1,
    max_size=6,
)


@given(SECTIONS, st.sampled_from(["", "Kabinetsreactie lampen", "Geachte voorzitter,"]), st.booleans())
def test_no_sentence_is_lost_under_a_heading_that_resembles_a_line_of_a_page(
    sections: list[tuple[str, list[str]]], first: str, html: bool
) -> None:
    parts = [("p", first)] if first else []
    parts += [part for heading, told in sections for part in (("h2", heading), *(("p", text) for text in told))]
    page = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in parts)
    source = f"<html><body>{page}</body></html>" if html else "\n\n".join(text for _, text in parts)
    read_text = " ".join(block.text for block in read(source.encode()).blocks)
    assert [text for _, told in sections for text in told if text not in read_text] == []
    told = sum(len(told) for _, told in sections)
    assert sum(read_text.count(text) for text in SENTENCES) >= told


@pytest.mark.parametrize("heading", HEADINGS)
def test_one_heading_that_resembles_a_line_of_a_page_shows_no_page(heading: str) -> None:
    for lines in (
        ["Kabinetsreactie", "", "Het kabinet doet dit.", "", heading, "", "Dat gaat in stappen", ""],
        [heading, "", "Wij doen dit.", "", "En dat"],
        ["Geachte voorzitter,", "", "Wij doen dit.", "", heading],
    ):
        assert letter_bounds(lines) == (0, len(lines))


def test_a_page_above_a_letter_ends_at_the_first_sentence_if_no_line_certainly_starts_the_letter() -> None:
    page = ["Home", "Menu", "Zoeken"]
    letter = ["De lampen aan de kust", "Wij doen dit.", "Inloggen", "Downloads", "Dat gaat in stappen."]
    assert letter_bounds([*page, *letter]) == (3, 8)


WRAPPED = (
    "Brief van de minister van Vuurtorens over de toekomst van de\nverlichting van de vuurtorens langs de\nhele kust"
)


@pytest.mark.parametrize("dossier", ["99 123", "99 123 Licht op zee", "99123 Licht op zee", "99 123 X Licht op zee"])
@pytest.mark.parametrize("page", [[], ["Download PDF", "Delen"]])
def test_a_title_over_several_lines_leaves_the_dossier_its_own(dossier: str, page: list[str]) -> None:
    filling = "\n".join(
        "Het kabinet wil dat de lampen van alle vuurtorens in dit jaar nog\nworden vervangen door" for _ in range(5)
    )
    text = "\n".join([*page, WRAPPED, dossier, "Nr. 12", "", "Geachte voorzitter,", "", filling + " andere."])
    parsed = parse(read(text.encode()))
    assert parsed.number == "12"
    assert parsed.dossiers == (("99123-X",) if " X " in dossier else ("99123",))
    assert parsed.dossier_title == ("Licht op zee" if "Licht" in dossier else None)


def test_a_citation_over_a_line_end_begins_no_paragraph() -> None:
    line = (
        "Zoals eerder is gemeld in de brief van vorig jaar (Kamerstuk\n99 123 Licht, nr. 3) en in het Kamerstuk\n"
        "99 124 X, nr. 4 over de lampen is\n"
    )
    text = f"Geachte voorzitter,\n\n{line * 3}dat goed.\n"
    assert len(parse(read(text.encode())).passages) == 2


PAGE_LINES = {line for before, after in SITES.values() for line in (*before, *after)}
LINES = st.sampled_from(sorted(PAGE_LINES | set(PRINTED.split("\n"))))


@given(st.lists(LINES, min_size=1, max_size=40))
def test_every_word_is_in_the_letter_or_among_the_page_s(lines: list[str]) -> None:
    reading = read(("Begin\n" + "\n".join(lines)).encode())
    kept = [block.text for block in reading.blocks] + [block.label or "" for block in reading.blocks]
    kept += [*reading.website, *reading.furniture]
    assert set(re.findall(r"\w+", "\n".join(lines))) <= set(re.findall(r"\w+", "\n".join(kept)))
    parse(reading)


@pytest.mark.parametrize("name", ["website", "page furniture", "furniture"])
def test_a_file_s_own_metadata_is_never_taken_for_lines_around_the_letter(name: str) -> None:
    said = "kst-99123-4", "Vergaderjaar: 2019-2020", "Ons kenmerk VT-2020/123"
    stated = "".join(f'<meta name="{name}" content="{one}">' for one in said)
    page = f"<html><head>{stated}</head><body><p>Geachte voorzitter,</p><p>Dat is goed.</p></body></html>"
    parsed = parse(read(page.encode()))
    assert (parsed.identifier, parsed.dossiers, parsed.session) == (None, (), None)
