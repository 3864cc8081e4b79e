"""Citations of a release, in five forms."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import yaml

from positions.releases import how_to_cite
from positions.releases.how_to_cite import CitedRelease

CITED = CitedRelease(
    number="1.2",
    day=date(2026, 3, 2),
    made=date(2026, 3, 5),
    address="https://standpunt.example/uitgaven/1.2/",
    licence="CC-BY-4.0",
    licence_address="https://creativecommons.org/licenses/by/4.0/",
    size=1234,
    invented=False,
)


def test_apa_has_author_day_title_version_and_address() -> None:
    assert how_to_cite.apa(CITED) == (
        "Standpunt. (2026, 5 maart). Standpunt: wat het kabinet aan het parlement schrijft (Versie 1.2) [Dataset]. "
        "https://standpunt.example/uitgaven/1.2/"
    )
    assert "[Dataset, verzonnen voorbeeld]" in how_to_cite.apa(replace(CITED, invented=True))


def test_bibtex_is_one_entry_with_balanced_braces() -> None:
    written = how_to_cite.bibtex(CITED)
    assert written.startswith("@misc{standpunt-1.2,\n  author = {{Standpunt}},")
    assert "  version = {1.2}," in written
    assert "  url = {https://standpunt.example/uitgaven/1.2/}," in written
    assert written.count("{") == written.count("}")


def test_ris_is_a_data_set_with_its_edition() -> None:
    lines = how_to_cite.ris(CITED).split("\r\n")
    assert (lines[0], lines[-2], lines[-1]) == ("TY  - DATA", "ER  - ", "")
    assert {"ET  - 1.2", "DA  - 2026/03/05/", "N1  - Gegevens zoals bekend op 2026-03-02."} <= set(lines)


def test_cff_has_what_the_format_asks_for_as_text() -> None:
    told = yaml.safe_load(how_to_cite.citation_cff(CITED))
    assert {"cff-version", "message", "title", "authors"} <= told.keys()
    assert (told["type"], told["version"], told["date-released"]) == ("dataset", "1.2", "2026-03-05")
    assert (told["license"], told["url"]) == ("CC-BY-4.0", CITED.address)
    whole = yaml.safe_load(how_to_cite.citation_cff(replace(CITED, number="2")))
    assert whole["version"] == "2"


def test_datacite_has_every_property_that_a_doi_needs() -> None:
    told = json.loads(how_to_cite.datacite_json(CITED))
    assert {"creators", "titles", "publisher", "publicationYear", "types", "url"} <= told.keys()
    assert told["types"]["resourceTypeGeneral"] == "Dataset"
    assert (told["version"], told["publicationYear"], told["sizes"]) == ("1.2", "2026", ["1234 bytes"])
    assert told["rightsList"][0]["rightsUri"] == CITED.licence_address
    unknown = json.loads(how_to_cite.datacite_json(replace(CITED, licence="Eigen", licence_address="")))
    assert unknown["rightsList"] == [{"rights": "Eigen", "rightsIdentifier": "Eigen", "rightsIdentifierScheme": "SPDX"}]
