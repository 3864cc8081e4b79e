"""Letters of many layouts: each gives exactly the fields that it states."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from letters.parser.citations import targets
from letters.parser.parsed_letter import ParsedLetter, PassageKind, Publication
from letters.parser.pipeline import parse
from letters.readers.text.text_reader import read_text
from tests.letters.parser.letter_shapes import LETTERS

STATED: dict[str, dict[str, Any]] = {
    "oneline": {
        "identifier": "kst-99101-446",
        "dossier_title": "Bondgenoten",
        "title": "BRIEF VAN DE MINISTER VAN DEFENSIE",
        "kind": "geannoteerde agenda",
        "chamber": "Tweede Kamer",
        "document_date": date(2023, 2, 3),
    },
    "herdruk": {
        "identifier": "kst-99101-V-85",
        "dossiers": ("99101-V", "99202"),
        "session": "2018-2019",
        "kind": "kabinetsreactie",
        "footnotes": 2,
        "document_date": date(2018, 10, 5),
    },
    "department": {
        "identifier": "VB/BSK-2023/33017",
        "dossiers": (),
        "number": None,
        "subject": "Verslag van de Raad Buitenlandse Zaken van 23 januari 2023",
        "title": "Verslag van de Raad Buitenlandse Zaken van 23 januari 2023",
        "kind": "verslag",
        "footnotes": 2,
        "document_date": date(2023, 2, 3),
    },
    "ek": {"identifier": "kst-36999-B", "number": "B", "chamber": "Eerste Kamer", "kind": "beantwoording"},
    "both": {
        "identifier": None,
        "chamber": "Eerste en Tweede Kamer",
        "document_date": None,
        "written_date": "31 februari 2020",
        "kind": "stand van zaken",
    },
    "xnoot": {"identifier": "kst-99303-12", "footnotes": 2, "kind": "BNC-fiche"},
    "cover": {"identifier": "kst-99404-77", "kind": "verslag", "annexes": 2},
    "md": {"identifier": "kst-99505-3", "footnotes": 2, "kind": "stand van zaken"},
    "ocr": {"identifier": None, "chamber": None, "document_date": None, "kind": "kabinetsreactie", "footnotes": 1},
    "numbered": {
        "subject": "Voortgangsrapportage proeven",
        "kind": "stand van zaken",
        "document_date": date(2022, 5, 4),
    },
    "motie": {"publication": Publication.MOTION, "kind": None, "identifier": "kst-99505-9"},
    "debat": {"publication": Publication.DEBATE, "kind": None, "identifier": "kst-99505-10"},
    "beantw": {"publication": Publication.LETTER, "kind": "beantwoording", "identifier": None},
    "eight": {"identifier": "kst-99606-55", "document_date": date(2022, 3, 14)},
    "mdfooters": {
        "identifier": "kst-99101-446",
        "dossier_title": "Bondgenoten",
        "session": "2022-2023",
        "kind": "inzet",
        "footnotes": 2,
    },
    "ocrwrap": {
        "identifier": "kst-99202-44",
        "title": "BRIEF VAN DE MINISTER VAN PROEVEN EN VAN DE STAATSSECRETARIS VAN TOETSEN",
        "document_date": date(2009, 6, 26),
        "footnotes": 1,
    },
    "docxlike": {"identifier": "BS2022012345", "kind": "materieel", "document_date": date(2022, 9, 14)},
    "multi": {
        "identifier": "kst-21501-02-1300",
        "dossiers": ("21501-02", "99303", "33750-V"),
        "kind": "geannoteerde agenda",
        "document_date": date(2013, 11, 14),
    },
    "titlefirst": {"identifier": "kst-99404-12", "chamber": "Eerste Kamer", "kind": "kabinetsreactie"},
    "english": {"annexes": 1},
    "stamp": {"identifier": "DVB/VD-023/23", "document_date": date(2023, 2, 3), "kind": "kabinetsreactie"},
    "bz": {
        "identifier": "2023-0000123456",
        "subject": "Geannoteerde agenda van de informele Raad Buitenlandse Zaken van 12 juni 2023",
        "chamber": "Tweede Kamer",
        "kind": "geannoteerde agenda",
        "footnotes": 1,
    },
    "mixed": {"title": "Brief van de minister van Defensie", "identifier": None, "kind": "kabinetsreactie"},
    "ocr2": {"document_date": date(2019, 5, 3), "kind": "stand van zaken", "footnotes": 2, "identifier": None},
    "flat": {"subject": "Verslag van de Raad", "document_date": date(2019, 5, 3), "kind": "verslag"},
    "double": {"identifier": "kst-99101-5", "dossier_title": "NAVO", "kind": "kabinetsreactie"},
    "annexfirst": {"kind": "beantwoording", "document_date": date(2021, 5, 3), "chamber": None},
    "listy": {"identifier": None, "number": "7"},
    "mdtitle": {"identifier": "kst-21501-02-2345", "dossiers": ("21501-02", "99101"), "footnotes": 1},
    "noblank": {"identifier": "kst-99700-4", "kind": "beleid", "dossier_title": "Ruimte"},
}

SIGNED = {
    "oneline": [("K.H. Voorbeeld", "Minister van Defensie")],
    "herdruk": [
        ("M. Voorbeeld", "Minister-President, Minister van Algemene Zaken"),
        ("A.B.C. van der Proef", "Minister van Buitenlandse Zaken"),
        ("D.E. Toets-Van Dijk", "Minister van Defensie"),
        ("F. de Test", "Staatssecretaris van Defensie"),
    ],
    "department": [("V.L.W.A. Testers", "Staatssecretaris van Voorbeelden en Proeven")],
    "both": [("J.J. (Jan) Voorbeeld", "Minister van Proeven"), ("K.L.M. de Wit", "Minister van Toetsen")],
    "cover": [("S. Toetser", "Minister van Proeven")],
    "numbered": [("I.J. Kaas", "Minister van Proeven")],
    "eight": [
        ("M.N. Een", "Minister van Algemene Zaken"),
        ("O.P. van Twee", "Minister van Buitenlandse Zaken"),
        ("Q.R. de Drie", "Minister van Defensie"),
        ("S. Vier-Vijf", "Minister voor Buitenlandse Handel en Ontwikkelingssamenwerking"),
        ("T.U. Zes", "Staatssecretaris van Financiën – Fiscaliteit en Belastingdienst"),
    ],
    "titlefirst": [("Mark Proef", "Minister-President, Minister van Algemene Zaken")],
    "stamp": [("A.B. van Testen tot Proeven", "Minister van Proeven")],
    "cols": [("A.B. Proef", "Minister van Proeven"), ("C.D. Toets", "Minister van Toetsen")],
    "mixed": [("Kaja Proefgren", "Minister van Defensie")],
    "ocr2": [("A.Th.B. Proefveld-Toetsen", "Minister van Defensie")],
}

HEADINGS = {
    "oneline": ["Oefening"],
    "department": ["Buurlanden"],
    "ek": ["Vraag 1", "Antwoord"],
    "cover": ["Handel", "Klimaat", "Bijlage 1: Lijst van deelnemers", "Annex 2"],
    "md": ["1. Inleiding", "Vervolg"],
    "numbered": ["1 Inleiding", "2 Resultaten", "2.1 Onderdeel A"],
    "beantw": ["Vraag 1", "Antwoord op vraag 1"],
    "ocrwrap": ["Gevolgen voor kleine landen"],
    "docxlike": ["Behoefte", "Planning"],
    "multi": ["Oostelijk Partnerschap", "Afrika"],
    "english": ["Joint Communiqué"],
    "mixed": ["Eerste punt", "Tweede punt"],
    "ocr2": ["INLEIDING", "Training"],
    "flat": [],
    "double": ["Hoofdpunten"],
    "annexfirst": [],
    "listy": ["Slotopmerking"],
    "mdtitle": ["1. Oekraïne", "2. Overig", "Handel"],
    "noblank": ["Aanleiding", "Vervolg"],
}

WHOLE = {
    "double": "De groep sprak met de secretaris-generaal en met de heer P. van der Test van de Verenigde Naties "
    "in New York.",
    "ocr2": "Aan het einde van het jaar volgt een besluit.",
    "department": "De Hoge Vertegenwoordiger stelde voor om de hulp aan te vullen met een bedrag van 2,5 miljard euro, "
    "waarbij lidstaten zelf bepalen welk deel zij leveren.",
    "md": "Het programma is goed voor Nederland – en dus voor Europa.",
    "ocr": "Het advies gaat over technologieën die één ding gemeen hebben, namelijk snelheid.",
    "mdfooters": "De inzet is besproken met de fracties en met maatschappelijke organisaties.",
    "ocrwrap": "De commissie heeft daar in haar brief van 3 maart jl. al op gewezen, en ook de Algemene Rekenkamer "
    "stelde dat vast.",
    "xnoot": "Het voorstel verplicht lidstaten tot meer openheid, zoals afgesproken in 2018.",
}


def letter(name: str) -> ParsedLetter:
    return parse(read_text(LETTERS[name]))


def texts(parsed: ParsedLetter, *kinds: PassageKind) -> list[str]:
    return [parsed.text[p.start : p.end] for p in parsed.passages if p.kind in kinds]


@pytest.mark.parametrize("name", STATED)
def test_what_the_letter_states_comes_out(name: str) -> None:
    parsed = letter(name)
    assert {field: getattr(parsed, field) for field in STATED[name]} == STATED[name]


@pytest.mark.parametrize("name", SIGNED)
def test_who_signed_comes_out_with_office(name: str) -> None:
    assert [(s.name, s.office) for s in letter(name).signatories] == SIGNED[name]


@pytest.mark.parametrize("name", HEADINGS)
def test_headings_are_headings_and_nothing_else_is(name: str) -> None:
    assert texts(letter(name), PassageKind.HEADING) == HEADINGS[name]


@pytest.mark.parametrize("name", WHOLE)
def test_a_sentence_that_was_cut_is_whole(name: str) -> None:
    parsed = letter(name)
    assert WHOLE[name] in [parsed.text[a:b] for p in parsed.passages for a, b in p.sentences]


def test_a_report_after_the_signature_is_body_and_its_title_a_title() -> None:
    parsed = letter("cover")
    assert "VERSLAG INFORMELE BIJEENKOMST VAN 1 MAART 2021" in texts(parsed, PassageKind.TITLE)
    assert any("handel" in text for text in texts(parsed, PassageKind.BODY))


def test_an_english_annex_is_marked_as_english() -> None:
    parsed = letter("english")
    assert {p.language for p in parsed.passages if p.kind is PassageKind.ANNEX} == {"en"}


def test_an_annex_has_one_language_in_all_its_parts() -> None:
    parsed = letter("annexes")
    begins = next(i for i, p in enumerate(parsed.passages) if parsed.text[p.start : p.end] == "Annex II")
    assert {p.language for p in parsed.passages[begins:]} == {"en"}


def test_a_date_is_kept_as_written_only_where_it_is_none() -> None:
    assert letter("both").written_date == "31 februari 2020"
    assert letter("oneline").written_date is None


def test_a_reference_that_only_the_page_foot_prints_names_the_letter() -> None:
    page = "Datum 3 mei 2023\n\nEen zin van de minister.\n\nKenmerk VB/BSK-2023/33017 Pagina {} van 2"
    assert parse(read_text("\f".join(page.format(n) for n in (1, 2)))).identifier == "VB/BSK-2023/33017"


def test_references_in_lists_and_footnotes_are_found_in_order() -> None:
    assert targets(letter("herdruk").citations) == ("kst-99101-V-12", "kst-99101-V-15", "ah-tk-20172018-1028")
    assert targets(letter("department").citations) == ("kst-99101-02-1234", "kst-99101-02-1230")


def test_a_footnote_hangs_on_its_mark_and_the_mark_leaves_the_words() -> None:
    parsed = letter("department")
    (mark,) = [mark for p in parsed.passages for mark in p.marks if mark.label == "1"]
    assert parsed.text[: mark.offset].endswith("geannoteerde agenda")
    assert "agenda1" not in parsed.text


def test_headings_nest_by_their_numbers() -> None:
    parsed = letter("numbered")
    assert parsed.passages[-3].headings == ("2 Resultaten", "2.1 Onderdeel A")
