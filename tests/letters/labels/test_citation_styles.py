"""Citations of letters with unknown values, and of letters whose text has special characters of the format."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.labels.citation_styles import (
    CitedPaper,
    apa,
    bibtex,
    citation_tags,
    described,
    footnote,
    plain,
    quoted,
    ris,
    series,
    tex,
)
from letters.parser.parsed_letter import ParsedSignatory

ADDRESS = "https://standpunt.example/brieven/kst-99301-12/"
HOSTILE = (
    "Vis} @misc{x, title={<script>alert(1)</script>\nER  - \r\nTY  - BOOK & 100% $x$ #1 a_b ~ ^ \\input \u202etxet"
)
KNOWN = CitedPaper(
    key="kst-99301-12",
    address=ADDRESS,
    sort="brief",
    title="Veiligheid op zee",
    signatories=(ParsedSignatory("J.K. van der Zeegers", "Minister van Verre Zaken"),),
    day=date(2019, 3, 4),
    chamber="Tweede Kamer",
    dossier="99 301",
    number="12",
    session="2018-2019",
    reference="kst-99301-12",
)
NOTHING = CitedPaper(key="tekst-1", address=ADDRESS, sort="brief")


def but(**changes) -> CitedPaper:
    return CitedPaper(**{name: getattr(KNOWN, name) for name in CitedPaper.__slots__} | changes)


def test_a_known_letter_in_a_footnote() -> None:
    assert footnote(KNOWN) == "Kamerstukken II 2018/19, 99 301, nr. 12."
    assert footnote(KNOWN, page=4) == "Kamerstukken II 2018/19, 99 301, nr. 12, p. 4."


def test_a_quoted_sentence_is_verbatim_and_says_where_it_stands() -> None:
    words = "Het  schip\u00ad vaart\nniet."
    assert quoted(KNOWN, words, page=4, paragraph=7, address=ADDRESS) == (
        f"«{words}», Kamerstukken II 2018/19, 99 301, nr. 12, p. 4, alinea 7 ({ADDRESS})."
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"chamber": "Eerste Kamer", "number": "B"}, "Kamerstukken I 2018/19, 99 301, B"),
        ({"chamber": "Eerste en Tweede Kamer"}, "Kamerstukken I/II 2018/19, 99 301, nr. 12"),
        ({"dossier": "36 800 X", "number": "7"}, "Kamerstukken II 2018/19, 36 800 X, nr. 7"),
        ({"chamber": None}, "Kamerstukken 2018/19, 99 301, nr. 12"),
        ({"session": None}, "Kamerstukken II, 99 301, nr. 12"),
        ({"session": "1999-2000"}, "Kamerstukken II 1999/2000, 99 301, nr. 12"),
        ({"number": None}, None),
        ({"dossier": None}, None),
    ],
)
def test_a_kamerstuk_is_named_by_what_is_known_of_it(changes, expected) -> None:
    assert series(but(**changes)) == expected


def test_a_letter_without_number_is_described_and_none_is_made_up() -> None:
    paper = but(dossier=None, number=None, reference="BZ-2019-77")
    assert footnote(paper) == (
        "Brief van de Minister van Verre Zaken aan de Tweede Kamer van 4 maart 2019, "
        "«Veiligheid op zee», kenmerk BZ-2019-77."
    )


def test_a_letter_of_which_nothing_is_known() -> None:
    assert footnote(NOTHING) == "Brief zonder bekende datum."
    assert apa(NOTHING) == f"[Brief]. (z.d.). {ADDRESS}"
    assert "year" not in bibtex(NOTHING)
    assert not re.search(r"^(PY|DA|AU)", ris(NOTHING), re.MULTILINE)


def test_apa_in_dutch() -> None:
    assert apa(KNOWN) == (
        "Zeegers, J. K. van der (2019, 4 maart). Veiligheid op zee [Kamerbrief]. "
        f"Kamerstukken II 2018/19, 99 301, nr. 12. {ADDRESS}"
    )
    assert "(z.d.)" in apa(but(day=None))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["A.B. Cee", "D. Eef"], "Cee, A. B. & Eef, D. ("),
        (["A. Bee", "C. Dee", "E. Eef"], "Bee, A., Dee, C. & Eef, E. ("),
        (["Zeegers"], "Zeegers ("),
        (["Th. de la Cee-Dee"], "Cee-Dee, Th. de la ("),
        (["Jan-Kees van 't Eef"], "Eef, J.-K. van 't ("),
    ],
)
def test_names_in_apa(names, expected) -> None:
    assert apa(but(signatories=tuple(ParsedSignatory(name, "") for name in names))).startswith(expected)


@pytest.mark.parametrize(
    ("name", "in_ris", "in_bibtex"),
    [
        ("J.K. van der Zeegers", "van der Zeegers, J.K.", "van der {Zeegers}, J.K."),
        ("mr. drs. A. Bee-Cee", "Bee-Cee, A.", "{Bee-Cee}, A."),
        ("J.K. (Jan) de Zeegers", "de Zeegers, J.K.", "de {Zeegers}, J.K."),
        ("A.B. Cee Dee", "Cee Dee, A.B.", "{Cee Dee}, A.B."),
        ("Kaatje van der Eef", "van der Eef, Kaatje", "van der {Eef}, Kaatje"),
        ("Kaatje Eef-Gee", "Eef-Gee, Kaatje", "{Eef-Gee}, Kaatje"),
        ("Kaatje Eef Gee", "Kaatje Eef Gee", "{Kaatje Eef Gee}"),
    ],
)
def test_a_name_is_turned_around_only_where_it_says_what_the_surname_is(name, in_ris, in_bibtex) -> None:
    paper = but(signatories=(ParsedSignatory(name, ""),))
    assert f"AU  - {in_ris}\r\n" in ris(paper)
    assert f"  author = {{{in_bibtex}}},\n" in bibtex(paper)
    assert ("citation_author", in_ris) in citation_tags(paper)


def test_an_author_tag_never_falls_apart_into_two_authors() -> None:
    # Zotero's translator for such tags splits at a comma that has words with spaces on both sides.
    paper = but(signatories=(ParsedSignatory("J. K. van der Zeegers", ""),))
    assert ("citation_author", "J. K. van der Zeegers") in citation_tags(paper)


def test_bibtex() -> None:
    assert bibtex(KNOWN).splitlines() == [
        "@techreport{kst-99301-12,",
        "  author = {van der {Zeegers}, J.K.},",
        "  title = {{Veiligheid op zee}},",
        "  year = {2019},",
        "  month = {3},",
        "  day = {4},",
        "  type = {Kamerbrief},",
        "  number = {12},",
        "  series = {Kamerstukken II 2018/19, 99 301},",
        "  institution = {{Tweede Kamer der Staten-Generaal}},",
        "  note = {Kamerstukken II 2018/19, 99 301, nr. 12},",
        f"  url = {{{ADDRESS}}},",
        "  language = {dutch},",
        "}",
    ]


def test_ris() -> None:
    assert ris(KNOWN).split("\r\n") == [
        "TY  - GOVDOC",
        "AU  - van der Zeegers, J.K.",
        "TI  - Veiligheid op zee",
        "T2  - Kamerstukken II 2018/19, 99 301",
        "SN  - 12",
        "M3  - Kamerbrief",
        "PB  - Tweede Kamer der Staten-Generaal",
        "PY  - 2019",
        "DA  - 2019/03/04/",
        "LA  - nl",
        f"UR  - {ADDRESS}",
        "ER  - ",
        "",
    ]


def test_tags_for_reference_managers() -> None:
    assert citation_tags(KNOWN) == [
        ("citation_title", "Veiligheid op zee"),
        ("citation_author", "van der Zeegers, J.K."),
        ("citation_publication_date", "2019/03/04"),
        ("citation_technical_report_institution", "Tweede Kamer der Staten-Generaal"),
        ("citation_technical_report_number", "12"),
        ("citation_series_title", "Kamerstukken II 2018/19, 99 301"),
        ("citation_language", "nl"),
        ("citation_fulltext_html_url", ADDRESS),
        ("citation_public_url", ADDRESS),
    ]
    assert citation_tags(NOTHING)[:2] == [("citation_title", "Brief"), ("citation_language", "nl")]


def test_a_letter_outside_the_papers_has_its_reference_as_number_and_its_sender_as_institution() -> None:
    paper = but(dossier=None, number=None, reference="BZ-2019-77")
    assert "SN  - BZ-2019-77\r\n" in ris(paper) and "PB  - Minister van Verre Zaken\r\n" in ris(paper)
    assert "  number = {BZ-2019-77},\n" in bibtex(paper) and "series" not in bibtex(paper)


def test_an_invented_letter_is_never_cited_as_a_real_one() -> None:
    paper = but(invented=True)
    assert all("erzonnen voorbeeld" in form(paper) for form in (footnote, apa, bibtex, ris))
    assert "(verzonnen voorbeeld)" in dict(citation_tags(paper))["citation_title"]
    assert "  note = {Verzonnen voorbeeld},\n" in bibtex(but(invented=True, number=None))


def test_hostile_words_stay_words() -> None:
    paper = but(title=HOSTILE, key='x},\n@evil{"', signatories=(ParsedSignatory(HOSTILE, HOSTILE),))
    entry = bibtex(paper)
    assert (entry.count("@techreport{"), entry.count("\n@")) == (1, 0)
    assert "\\textbraceright{} @misc\\textbraceleft{}x" in entry
    assert r"100\% \$x\$ \#1 a\_b \textasciitilde{} \textasciicircum{} \textbackslash{}input" in entry
    assert ris(paper).count("\r\n") == len(ris(KNOWN).split("\r\n")) - 1
    assert not any("\u202e" in form(paper) for form in (footnote, apa, bibtex, ris))


@given(st.text())
def test_no_text_leaves_its_line_or_its_braces(text) -> None:
    entry = bibtex(but(title=text))
    title = next(line for line in entry.splitlines() if line.startswith("  title"))
    assert title.count("{") == title.count("}")
    assert len(entry.splitlines()) == len(bibtex(KNOWN).splitlines())
    assert len(plain(text).splitlines()) <= 1
    assert plain(tex(text)) == tex(text)
    assert described(but(title=text or None)).startswith("Brief van de")
