"""Addresses of official publications."""

from __future__ import annotations

import pytest

from letters.labels.official_address import official_address

PAPERS = ("kst-99101-31", "kst-99101-VI-12", "kst-99101-A", "kst-21501-20-1234")
CHAPTERS = ("kst-99101-IXB-12", "kst-99101-B-12", "kst-99101-IIA-3")
OTHERS = ("kst-99101", "kst-99101-VI", "kst-21501-20", "tekst-abc", "2021Z12345", "BZDOC-1", "kst-99101-31/../x")


@pytest.mark.parametrize("identifier", [*PAPERS, *CHAPTERS, "blg-123456", "ah-tk-20202021-77"])
def test_a_publication_has_an_address(identifier: str) -> None:
    assert official_address(identifier) == f"https://zoek.officielebekendmakingen.nl/{identifier}.html"


@pytest.mark.parametrize("identifier", [None, "", *OTHERS])
def test_what_is_no_publication_has_none(identifier: str | None) -> None:
    assert official_address(identifier) == ""
