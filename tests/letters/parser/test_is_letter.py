"""A paper without any sign of a letter to parliament is not one."""

from __future__ import annotations

import pytest

from letters.parser import source_metadata
from letters.parser.classify import KINDS
from letters.parser.json_format import from_json, to_json
from letters.parser.parsed_letter import NoLetter, ParsedLetter, PassageKind, Publication
from letters.parser.pipeline import parse
from letters.parser.source_metadata import SourceMetadata
from letters.readers.blocks import Block, Form, Reading, Role
from letters.readers.text.text_reader import read_text

SCRAP = "Boodschappen voor morgen. Brood en kaas."


@pytest.mark.parametrize("text", [SCRAP, "hallo", ""])
def test_a_scrap_is_another_paper_without_a_kind(text: str) -> None:
    parsed = parse(read_text(text))
    assert (parsed.publication, parsed.kind) == (Publication.OTHER, None)


@pytest.mark.parametrize(
    "sign",
    [
        "Geachte voorzitter,",
        "Betreft: proeven",
        "Den Haag, 3 mei 2020",
        "Kabinetsreactie op het advies over proeven.",
        "Hoogachtend,",
    ],
)
def test_any_sign_of_a_letter_makes_it_one(sign: str) -> None:
    assert parse(read_text(f"{sign}\n\n{SCRAP}")).publication is Publication.LETTER


def test_so_does_what_the_source_says_of_it() -> None:
    stated = Reading(Form.HTML, (Block(SCRAP),), metadata={"DC.creator": ("Ministerie van Proeven",)})
    assert parse(stated).publication is Publication.LETTER
    assert parse(Reading(Form.XML, (Block(SCRAP, role=Role.ANSWER),))).publication is Publication.LETTER


PROSE = (
    "De proeven zijn in het voorjaar gehouden op vier plaatsen in het land. Er deden honderd scholen aan mee.\n\n"
    "De uitkomsten verschillen sterk van plaats tot plaats. Dat komt vooral door het weer en door de opzet.\n\n"
)
REPORTS = (
    "Samenvatting\n\n" + PROSE,
    "Stand van zaken van de proeven\n\n" + PROSE,
    "VERSLAG VAN DE VERGADERING OVER PROEVEN\n\nAanwezig: A. Proef, B. Toets\n\n" + PROSE,
    "Notulen\n\nDatum 4 maart 2021\n\nOnderwerp: proeven\n\n" + PROSE,
    "Raadsvoorstel\n\nBetreft: proeven in de wijk\n\n" + PROSE,
    "Aanvraagformulier proeven\n\nNaam:\n\nDatum:\n\nHandtekening:\n\n" + PROSE,
    "Beleidsnota proeven 2021\n\n1. Inleiding\n\n" + PROSE,
)
LETTER = PROSE + "Hoogachtend,\n\nDe Minister van Proeven,\n\nA.B. Proef"


def why(letter: ParsedLetter) -> str:
    return dict(letter.evidence)["publication"].reason


@pytest.mark.parametrize("text", REPORTS)
@pytest.mark.parametrize("times", [1, 20])
def test_a_report_is_none_however_long_it_is(text: str, times: int) -> None:
    parsed = parse(read_text(text + PROSE * times))
    assert (parsed.publication, parsed.kind, why(parsed)) == (Publication.OTHER, None, NoLetter.NO_SIGN)


@pytest.mark.parametrize("text", REPORTS)
@pytest.mark.parametrize(
    "sign",
    [
        "Aan de Voorzitter van de Tweede Kamer",
        "Aan de Voorzitter van de Eerste Kamer",
        "Geachte heer/mevrouw Voorzitter,",
        "Geachte leden,",
        "Hierbij ontvangt u het verslag van de proeven.",
        "Met deze brief informeer ik uw Kamer over de proeven.",
        "Graag bied ik u hierbij de uitkomsten aan.",
        "Hierbij biedt het kabinet zijn reactie aan.",
        "Tijdens het debat is dit met uw Kamer gedeeld.",
        "BRIEF VAN DE MINISTER VAN PROEVEN",
    ],
)
def test_whoever_speaks_to_parliament_writes_a_letter(text: str, sign: str) -> None:
    assert parse(read_text(f"{sign}\n\n{text}")).publication is Publication.LETTER


@pytest.mark.parametrize("text", REPORTS)
def test_whoever_signs_in_office_writes_a_letter(text: str) -> None:
    assert parse(read_text(f"{text}De Minister van Proeven,\n\nA.B. Proef")).publication is Publication.LETTER


ELSEWHERE = (
    "Aan de directie van Proeven B.V.",
    "Aan de gemeenteraad van Proefstad",
    "Aan de heer A.B. Toets",
    "Aan de Minister van Buitenlandse Zaken van Proefland",
    "Aan het college van burgemeester en wethouders van Proefstad",
    "Aan het bestuur van de Stichting Toets",
    "Geachte heer Toets,",
    "Geachte mevrouw De Toets-Proef,",
    "Geachte leden van de gemeenteraad,",
    "Geacht college,",
    "Geachte directie,",
    "Dear Minister,",
    "Excellentie,",
    "Beste Anna,",
)


HERE = (
    "Geachte Kamer,",
    "Geachte Tweede Kamer,",
    "Geachte Kamerleden,",
    "Geachte commissie,",
    "Geachte vaste commissie,",
    "Geachte commissieleden,",
    "Geachte commissie voor Proeven,",
    "Geachte leden van de commissie voor Buitenlandse Zaken,",
    "Geachte leden van de vaste commissie voor Proeven,",
    "Geachte leden van de commissie voor de Rijksuitgaven,",
    "Aan de leden van de commissie voor Proeven",
    "Aan de commissie voor Proeven",
)


@pytest.mark.parametrize("to", HERE)
def test_the_chamber_and_its_committees_are_parliament(to: str) -> None:
    parsed = parse(read_text(f"{to}\n\n{PROSE}A.B. Proef"))
    assert parsed.publication is Publication.LETTER


@pytest.mark.parametrize("to", [each for each in HERE if each.startswith("Geachte") and "leden van" not in each])
def test_a_salutation_of_the_chamber_is_no_sentence_of_the_letter(to: str) -> None:
    parsed = parse(read_text(f"{to}\n\n{LETTER}"))
    assert (parsed.passages[0].kind, parsed.passages[0].sentences) == (PassageKind.HEADER, ())


@pytest.mark.parametrize(
    "to",
    [
        "Geachte Europese Commissie,",
        "Geachte commissie van toezicht,",
        "Geachte adviescommissie voor Proeven,",
        "Geachte leden van de Adviescommissie voor Proeven,",
        "Geachte leden van de Kamer van Koophandel,",
        "Geachte Kamer van Koophandel,",
    ],
)
def test_the_committees_and_chambers_of_others_are_not(to: str) -> None:
    parsed = parse(read_text(f"{to}\n\nHierbij informeer ik u over de proeven.\n\n{LETTER}"))
    assert (parsed.publication, why(parsed)) == (Publication.OTHER, NoLetter.TO_ANOTHER)


REPORTED = "Hierbij informeer ik u over de proeven.\n\n"


@pytest.mark.parametrize("to", ["Geachte mevrouw Toets,", "Geachte heer Van der Toets,"])
def test_a_minister_s_report_to_a_person_by_name_stays_a_letter_of_which_the_chamber_is_unknown(to: str) -> None:
    parsed = parse(read_text(f"{to}\n\n{REPORTED}{LETTER}"))
    assert (parsed.publication, parsed.chamber) == (Publication.LETTER, None)


@pytest.mark.parametrize("text", [REPORTED + PROSE, LETTER])
def test_a_person_by_name_is_somebody_else_without_both_a_report_and_a_minister_s_signature(text: str) -> None:
    parsed = parse(read_text(f"Geachte mevrouw Toets,\n\n{text}"))
    assert (parsed.publication, why(parsed)) == (Publication.OTHER, NoLetter.TO_ANOTHER)


@pytest.mark.parametrize("to", ELSEWHERE)
@pytest.mark.parametrize("above", ["", "Betreft: proeven\n\n", "Datum 4 maart 2021\n\nOns kenmerk 2021-0000123456\n\n"])
def test_a_letter_to_somebody_else_is_not_ours_and_says_to_whom(to: str, above: str) -> None:
    parsed = parse(read_text(f"{above}{to}\n\nHierbij ontvangt u het rapport over de proeven.\n\n{LETTER}"))
    assert (parsed.publication, parsed.kind, why(parsed)) == (Publication.OTHER, None, NoLetter.TO_ANOTHER)
    assert dict(parsed.evidence)["publication"].quote == to


@pytest.mark.parametrize("to", ELSEWHERE)
def test_a_letter_to_parliament_may_carry_a_letter_to_somebody_else(to: str) -> None:
    ours = "Aan de Voorzitter van de Tweede Kamer\n\nHierbij stuur ik u een afschrift.\n\n"
    assert parse(read_text(f"{ours}{LETTER}\n\nBijlage\n\n{to}\n\n{PROSE}")).publication is Publication.LETTER


@pytest.mark.parametrize("heading", ["Beste praktijken", "Aan de slag", "Aan tafel met de minister", "To the point"])
def test_a_heading_addresses_nobody(heading: str) -> None:
    parsed = parse(read_text(f"{heading}\n\n{LETTER}"))
    assert parsed.publication is Publication.LETTER


def test_why_it_is_no_letter_travels_between_processes() -> None:
    parsed = parse(read_text(f"Geachte heer Toets,\n\n{LETTER}"))
    assert from_json(to_json(parsed)) == parsed


@pytest.mark.parametrize("text", REPORTS)
def test_the_sources_own_word_makes_it_one(text: str) -> None:
    parsed = parse(read_text(text))
    called, _ = source_metadata.prefer(
        parsed, SourceMetadata("tweedekamer", title="Beantwoording vragen over proeven", is_letter=True)
    )
    assert called.publication is Publication.LETTER
    assert called.kind in KINDS
    assert "publication" not in dict(called.evidence)
    unnamed, _ = source_metadata.prefer(parsed, SourceMetadata("koop", title="Beantwoording vragen over proeven"))
    assert unnamed.publication is Publication.OTHER


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Op 3 mei kwamen de ministers van Proeven bijeen in Brussel.\n\n", "verslag"),
        ("De proeven zijn gehouden.\n\n1. Reactie\n\nHierbij de kabinetsreactie op het advies.\n\n", "overig"),
    ],
)
def test_a_paper_that_its_source_calls_a_letter_has_the_kind_that_it_would_have_as_one(text: str, kind: str) -> None:
    parsed = parse(read_text(text + PROSE))
    called, _ = source_metadata.prefer(parsed, SourceMetadata("tweedekamer", is_letter=True))
    letter = parse(read_text(f"{text}{PROSE}Hoogachtend,"))
    assert (parsed.publication, letter.publication) == (Publication.OTHER, Publication.LETTER)
    assert (called.kind, letter.kind) == (kind, kind)
