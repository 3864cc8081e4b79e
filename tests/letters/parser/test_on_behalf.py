"""A person who signs for an office-holder does not hold the office; one who also signs for others does."""

from __future__ import annotations

from itertools import product

import pytest

from letters.parser.json_format import from_json, to_json
from letters.parser.on_behalf import read
from letters.parser.parsed_letter import ParsedLetter, ParsedSignatory, ParsedSigner, PassageKind
from letters.parser.pipeline import parse
from letters.readers.blocks import Block, BlockKind, Form, Reading, Role
from letters.readers.html.html_reader import read_html
from letters.readers.text.text_reader import read_text

HEAD = """Aan de Voorzitter van de Tweede Kamer

Den Haag, 3 mei 2021

Betreft: proeven

Geachte voorzitter,

Hierbij informeer ik u over de proeven die het kabinet in het voorjaar wil nemen.

"""
OFFICES = (
    "Minister van Proeven",
    "Staatssecretaris van Toetsen, Proeven en Examens",
    "Minister-President, Minister van Algemene Zaken",
    "Minister voor Langdurige Proeven",
)
MARKS = (
    "namens deze", "namens dezen", "Namens deze", "voor deze", "voor hem", "b.a.", "b/a", "(b.a.)", "bij afwezigheid",
    "bij diens afwezigheid", "i.o.", "in opdracht", "p.o.", "loco",
)  # fmt: skip
NAMES = ("A.B. Proef", "Anna de Toets-Van Dijk", "drs. C. van der Proef")
KEPT = {NAMES[0]: "A.B. Proef", NAMES[1]: "Anna de Toets-Van Dijk", NAMES[2]: "C. van der Proef"}
FUNCTIONS = ("de directeur Proefzaken", "De plv. secretaris-generaal", "hoofd afdeling Publieke Toetsen")
GAPS = (", ", ",\n", ",\n\n")


def signed(text: str) -> ParsedLetter:
    return parse(read_text(HEAD + text))


def words(letter: ParsedLetter, kind: PassageKind) -> list[str]:
    return [letter.text[p.start : p.end] for p in letter.passages if p.kind is kind]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("office", OFFICES)
def test_who_signs_for_the_holder_is_written_as_such(office: str, mark: str) -> None:
    for gap, (name, function) in product(GAPS, zip(NAMES, FUNCTIONS, strict=True)):
        expected = (), (ParsedSigner(KEPT[name], function),), (office,)
        for last in (f"{function}{gap}{name}", f"{name}{gap if gap == ', ' else gap[1:]}{function}"):
            letter = signed(f"De {office}{gap}{mark}{gap}{last}")
            assert (letter.signatories, letter.signed_by, letter.on_behalf_of) == expected, (gap, last)
            assert len(words(letter, PassageKind.BODY)) == 1


@pytest.mark.parametrize("mark", MARKS)
def test_name_or_function_may_be_missing(mark: str) -> None:
    assert signed(f"De Minister van Proeven,\n{mark}\n\nA.B. Proef").signed_by == (ParsedSigner("A.B. Proef", ""),)
    for function in ("De Directeur\nConsulaire Proeven", "De Directeur Consulaire Proeven"):
        letter = signed(f"De Minister van Proeven,\n{mark},\n{function}")
        assert letter.signed_by == (ParsedSigner("", "De Directeur Consulaire Proeven"),)
        assert letter.signatories == ()


@pytest.mark.parametrize("lead", ["Namens de", "namens de", "Bij afwezigheid van de", "b.a. de", "Voor de"])
def test_namens_before_the_office_says_the_same(lead: str) -> None:
    letter = signed(f"{lead} Minister van Proeven,\n\nde directeur Toetsen,\n\nA.B. Proef")
    assert letter.signatories == ()
    assert letter.signed_by == (ParsedSigner("A.B. Proef", "de directeur Toetsen"),)
    assert letter.on_behalf_of == ("Minister van Proeven",)


@pytest.mark.parametrize(
    "ending",
    [
        "De Minister van Proeven,\n\nde directeur Toetsen,\n\nA.B. Proef",
        "De Minister van Proeven,\n\nA.B. Proef\ndirecteur Toetsen",
        "Hoogachtend,\n\nA.B. Proef\ndirecteur Toetsen\nnamens de Minister van Proeven",
    ],
)
def test_a_function_of_ones_own_says_that_the_office_is_anothers(ending: str) -> None:
    letter = signed(ending)
    assert (letter.signatories, [s.name for s in letter.signed_by]) == ((), ["A.B. Proef"])
    assert letter.on_behalf_of == ("Minister van Proeven",)


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("office", OFFICES)
def test_a_minister_who_signs_for_another_holds_the_office_named_last(office: str, mark: str) -> None:
    letter = signed(f"De Minister van Defensie,\n{mark},\n\nde {office},\n\nA.B. Proef")
    assert letter.signatories == (ParsedSignatory("A.B. Proef", office),)
    assert (letter.signed_by, letter.on_behalf_of) == ((), ("Minister van Defensie",))


@pytest.mark.parametrize("others", ["Minister van Defensie", *OFFICES[1:2], "staatssecretaris"])
@pytest.mark.parametrize("too", ["mede namens de", "Mede namens de", "ook namens de", "en namens de"])
@pytest.mark.parametrize("office", OFFICES)
def test_a_joint_signature_gives_who_signs_and_for_whom(office: str, too: str, others: str) -> None:
    behalf = (others[:1].upper() + others[1:],)
    for ending in (
        f"{too} {others},\n\nde {office}\n\nA.B. Proef",
        f"De {office},\n{too} {others},\n\nA.B. Proef",
        f"De {office}, {too} {others},\n\nA.B. Proef",
        f"De {office},\n\nA.B. Proef\n\n{too} {others}",
    ):
        letter = signed(ending)
        assert letter.signatories == (ParsedSignatory("A.B. Proef", office),), ending
        assert (letter.signed_by, letter.on_behalf_of) == ((), behalf), ending


def test_several_may_be_signed_for() -> None:
    letter = signed(
        "De Minister van Proeven,\nmede namens de Minister van Spel, Proef en Toets en de Minister van Examens,\n\n"
        "E. Proef"
    )
    assert letter.signatories == (ParsedSignatory("E. Proef", "Minister van Proeven"),)
    assert letter.on_behalf_of == ("Minister van Spel, Proef en Toets", "Minister van Examens")


@pytest.mark.parametrize("mark", ["w.g.", "(w.g.)", "was getekend", "W.g."])
@pytest.mark.parametrize("gap", [" ", "\n", "\n\n"])
def test_a_copy_of_a_signature_is_its_own(mark: str, gap: str) -> None:
    letter = signed(f"De Minister van Proeven,{gap}{mark}{gap}A.B. Proef")
    assert letter.signatories == (ParsedSignatory("A.B. Proef", "Minister van Proeven"),)
    assert (letter.signed_by, letter.on_behalf_of) == ((), ())


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("gap", ["\n\n", "        "])
def test_two_ministers_below_or_beside_each_other_both_sign(office: str, gap: str) -> None:
    letter = signed(f"De {office},{gap}De Minister van Defensie,\n\nA.B. Proef{gap}C. Toets")
    expected = [("A.B. Proef", office), ("C. Toets", "Minister van Defensie")]
    assert [(s.name, s.office) for s in letter.signatories] == expected
    assert (letter.signed_by, letter.on_behalf_of) == ((), ())


def test_each_signature_of_several_is_read_by_itself() -> None:
    letter = signed(
        "De Minister van Proeven,\n\nA.B. Proef\n\n"
        "De Minister van Defensie,\nnamens deze,\n\nC. Toets\ndirecteur Beleid"
    )
    assert letter.signatories == (ParsedSignatory("A.B. Proef", "Minister van Proeven"),)
    assert letter.signed_by == (ParsedSigner("C. Toets", "directeur Beleid"),)
    assert letter.on_behalf_of == ("Minister van Defensie",)


@pytest.mark.parametrize("after", ["Bijlage 1\n\nDe proeven staan hier.", "Toelichting\n\nDe proeven staan hier."])
def test_nothing_after_a_signature_is_taken_for_a_function(after: str) -> None:
    letter = signed(f"De Minister van Proeven,\nnamens deze,\n\nA.B. Proef\n\n{after}")
    assert letter.signed_by == (ParsedSigner("A.B. Proef", ""),)
    assert "De proeven staan hier." in letter.text
    assert not any("hier" in text for text in words(letter, PassageKind.SIGNATURE))


RESEMBLING = (
    "Commissaris van de Koning", "Adviseur inzetten", "Voorzitter Proefraad benoemd", "Directeur Proefraad: benoeming",
    "De directeur", "Hoofd boven water", "Manager gezocht",
)  # fmt: skip
SIGNATURES = {
    "De Minister van Proeven,\n\nA.B. Proef": ("A.B. Proef", "Minister van Proeven"),
    "De Minister van Proeven, A.B. Proef": ("A.B. Proef", "Minister van Proeven"),
    "De Minister van Proeven,\nw.g.\nA.B. Proef": ("A.B. Proef", "Minister van Proeven"),
    "De Minister van Proeven,\nmede namens de Minister van Defensie,\n\nA.B. Proef":
        ("A.B. Proef", "Minister van Proeven"),
}  # fmt: skip


@pytest.mark.parametrize("heading", RESEMBLING)
@pytest.mark.parametrize("signature", SIGNATURES)
@pytest.mark.parametrize("html", [False, True])
def test_a_heading_below_a_minister_s_signature_is_no_function(signature: str, heading: str, html: bool) -> None:
    rest = f"{signature}\n\n{heading}\n\nDe proeven staan hier."
    if html:
        parts = [part.strip() for part in (HEAD + rest).replace(",\n", ",\n\n").split("\n\n")]
        tags = [("h2" if part == heading else "p", part) for part in parts]
        letter = parse(read_html("<html><body>" + "".join(f"<{tag}>{part}</{tag}>" for tag, part in tags)))
    else:
        letter = signed(rest)
    assert [(one.name, one.office) for one in letter.signatories] == [SIGNATURES[signature]]
    assert letter.signed_by == ()
    assert heading not in words(letter, PassageKind.SIGNATURE)


def test_a_heading_below_the_function_of_a_substitute_does_not_continue_it() -> None:
    letter = signed(
        "De Minister van Proeven,\nnamens deze,\n\nA.B. Proef\ndirecteur Toetsen\n\nToelichting\n\nDit is het."
    )
    assert letter.signed_by == (ParsedSigner("A.B. Proef", "directeur Toetsen"),)


def test_a_marked_heading_below_the_name_of_a_substitute_is_no_function() -> None:
    parts = ("De Minister van Proeven, namens deze,", "A.B. Proef")
    blocks = (Block("Hierbij informeer ik u over de proeven."), *map(Block, parts))
    heading = Block("Adviseur inzetten", BlockKind.HEADING, level=2)
    letter = parse(Reading(Form.HTML, (*blocks, heading, Block("De proeven staan hier."))))
    assert letter.signed_by == (ParsedSigner("A.B. Proef", ""),)


def test_two_headings_with_an_office_and_a_function_are_no_signature() -> None:
    letter = signed("De minister van Proeven\n\nAdviseur inzetten\n\nDe proeven staan hier.")
    assert (letter.signatories, letter.signed_by, letter.on_behalf_of) == ((), (), ())


@pytest.mark.parametrize("after", ["", "\n\nBijlage 1\n\nDit is het.", "\n\nDe Minister van Defensie,\n\nC. Toets"])
def test_a_function_in_a_paragraph_of_its_own_ends_a_signature(after: str) -> None:
    letter = signed(f"De Minister van Proeven,\n\nA.B. Proef\n\nDirecteur Toetsen{after}")
    assert letter.signed_by == (ParsedSigner("A.B. Proef", "Directeur Toetsen"),)


@pytest.mark.parametrize(
    "sentence",
    [
        "Mede namens de minister van Defensie bied ik u hierbij het rapport over de proeven aan.",
        "De minister van Defensie, die namens deze landen sprak, noemde de proeven nuttig.",
        "Namens de minister van Defensie sprak de directeur over de proeven met de buurlanden.",
    ],
)
def test_a_sentence_is_no_signature(sentence: str) -> None:
    letter = signed(f"{sentence}\n\nDaarna ging het over iets anders dan proeven.")
    assert sentence in words(letter, PassageKind.BODY)
    assert (letter.signatories, letter.signed_by, letter.on_behalf_of) == ((), (), ())


def test_official_files_name_the_office_and_the_name_apart() -> None:
    blocks = (
        Block("De Minister van Proeven, namens deze,", role=Role.SIGNATURE_OFFICE),
        Block("A.B. Proef", role=Role.SIGNATURE_NAME),
    )
    letter = parse(Reading(Form.XML, (Block("Hierbij informeer ik u over de proeven."), *blocks)))
    assert (letter.signatories, letter.signed_by) == ((), (ParsedSigner("A.B. Proef", ""),))
    assert letter.on_behalf_of == ("Minister van Proeven",)


def test_ministers_in_the_cells_of_a_table_both_sign() -> None:
    rows = ("De Minister van Proeven, | De Minister van Defensie,", "A.B. Proef | C. Toets")
    table = tuple(Block(row, kind=BlockKind.TABLE_ROW) for row in rows)
    letter = parse(Reading(Form.DOCX, (Block("Hierbij informeer ik u over de proeven."), *table)))
    assert [s.name for s in letter.signatories] == ["A.B. Proef", "C. Toets"]


def test_it_travels_between_processes() -> None:
    letter = signed("De Minister van Proeven,\nnamens deze,\n\nA.B. Proef\ndirecteur Toetsen")
    assert from_json(to_json(letter)) == letter


@pytest.mark.parametrize("lead", ["namens", "voor", "bij afwezigheid van"])
def test_a_minister_who_signs_for_another_named_after_him_holds_his_own_office(lead: str) -> None:
    letter = signed(f"De Minister van Proeven,\n{lead} de Minister van Defensie,\n\nA.B. Proef")
    assert letter.signatories == (ParsedSignatory("A.B. Proef", "Minister van Proeven"),)
    assert (letter.signed_by, letter.on_behalf_of) == ((), ("Minister van Defensie",))


def test_reading_stops_where_the_signature_is_whole() -> None:
    lines = ["De Minister van Proeven,", "namens deze,", "A.B. Proef", *["De heer Toets sprak over proeven"] * 500]
    assert read(lines)[0] == 3
