"""Facts of a letter in the lines of the web page around it."""

from __future__ import annotations

from datetime import date

import pytest

from letters.parser.web_page_facts import said_by

DAY = date(2024, 3, 4)


@pytest.mark.parametrize(
    ("lines", "title", "session"),
    [
        (["Titel", "Vergaderjaar", "2023-2024"], None, "2023-2024"),
        (["Titel: Vergaderjaar", "2023-2024"], None, None),
        (["Dossiertitel", "Dossiernummer", "99 123"], None, None),
        (["Titel  Vergaderjaar", "Lampen op zee  2023-2024"], "Lampen op zee", "2023-2024"),
        (["Titel  Vergaderjaar", "Datum  2023-2024"], None, "2023-2024"),
        (["Titel", "Lampen op zee", "Vergaderjaar", "2023-2024"], "Lampen op zee", "2023-2024"),
    ],
)
def test_a_label_is_not_the_value_of_the_label_above_it(
    lines: list[str], title: str | None, session: str | None
) -> None:
    facts = said_by(lines)
    assert (facts.title, facts.dossier_title, facts.session) == (title, None, session)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Publicatiedatum", "4 maart 2024"], (None, DAY)),
        (["Datum", "Publicatiedatum", "4 maart 2024"], (None, DAY)),
        (["Datum", "4 maart 2024"], (DAY, None)),
        (["4 maart 2024"], (DAY, None)),
    ],
)
def test_the_value_of_a_label_is_no_fact_of_its_own(
    lines: list[str], expected: tuple[date | None, date | None]
) -> None:
    facts = said_by(lines)
    assert (facts.document_date, facts.publication_date) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Onderdeel van het wetsvoorstel Licht op zee (dossier 99 123)",
        "Onderdeel van het dossier Licht op zee (Dossier 99 123)",
        "Dit stuk is onderdeel van Licht op zee (99 123)",
        "Onderdeel van de eLektrische Licht op zee (99 123)",
    ],
)
def test_the_title_of_a_dossier_begins_with_a_capital(line: str) -> None:
    facts = said_by([line])
    assert (facts.dossier_title, facts.dossiers) == ("Licht op zee", ("99123",))
