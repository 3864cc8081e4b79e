"""Kinds of letters and sorts of papers."""

from __future__ import annotations

import pytest

from letters.domain.kinds import KINDS, kind_of, publication_of
from letters.domain.parsed import Publication


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Geannoteerde agenda Raad Buitenlandse Zaken", "geannoteerde agenda"),
        ("Aanbieding geannoteerde agenda", "geannoteerde agenda"),
        ("Verslag van de informele bijeenkomst van ministers", "verslag"),
        ("Verslag Raad Algemene Zaken", "verslag"),
        ("Verslag van het overleg over proeven", "verslag"),
        ("Verslag van een schriftelijk overleg", "overig"),
        ("Verslag van het overleg met de vaste commissie voor Proeven", "overig"),
        ("Kabinetsreactie op het advies over proeven", "kabinetsreactie"),
        ("Reactie op de motie over proeven", "kabinetsreactie"),
        ("Beantwoording vragen over het verslag van de Raad", "beantwoording"),
        ("Antwoorden op schriftelijke vragen over de kabinetsreactie", "beantwoording"),
        ("Voortgangsrapportage proeven", "stand van zaken"),
        ("Inzet NAVO-top", "inzet"),
        ("Kabinetsinzet voor de onderhandelingen", "inzet"),
        ("Defensienota", "beleid"),
        ("Aanbieding rapport", "aanbieding"),
        ("Artikel-100 brief missie", "artikel-100"),
        ("D-brief vervanging voertuigen", "materieel"),
        ("Fiche: verordening proeven", "BNC-fiche"),
        ("Ontslag", "overig"),
    ],
)
def test_a_title_says_the_kind(title: str, kind: str) -> None:
    assert kind_of([title]) == kind
    assert kind in KINDS


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("Hierbij ontvangt u het verslag van de bijeenkomst, zoals beloofd in de geannoteerde agenda.", "verslag"),
        ("In de geannoteerde agenda van 3 mei 2021 (Kamerstuk 99 101, nr. 3) stond dit. Het gaat goed.", "overig"),
        ("Onderstaand wordt per agendapunt een toelichting gegeven op de bijeenkomst.", "geannoteerde agenda"),
        ("In reactie op het verzoek van de commissie bied ik u hierbij de stand van zaken aan.", "stand van zaken"),
        ("Het ging vorig jaar over de inzet van militairen. Dat was nuttig.", "overig"),
    ],
)
def test_a_bare_title_leaves_it_to_the_opening(opening: str, kind: str) -> None:
    assert kind_of(["BRIEF VAN DE MINISTER VAN PROEVEN"], opening) == kind


@pytest.mark.parametrize(
    ("title", "publication"),
    [
        ("BRIEF VAN DE MINISTER VAN PROEVEN", Publication.LETTER),
        ("BRIEF VAN DE ALGEMENE REKENKAMER", Publication.OTHER),
        ("GEWIJZIGDE MOTIE VAN HET LID TESTER", Publication.MOTION),
        ("VERSLAG VAN EEN COMMISSIEDEBAT", Publication.DEBATE),
        ("VERSLAG VAN EEN SCHRIFTELIJK OVERLEG", Publication.DEBATE),
        ("LIJST VAN VRAGEN EN ANTWOORDEN", Publication.QUESTIONS),
        ("MEMORIE VAN TOELICHTING", Publication.OTHER),
        ("INBRENG VERSLAG VAN EEN SCHRIFTELIJK OVERLEG", Publication.OTHER),
    ],
)
def test_a_printed_title_says_the_sort_of_paper(title: str, publication: Publication) -> None:
    assert publication_of(title, {}, None) is publication


def test_the_sources_own_type_and_scheme_count() -> None:
    assert publication_of(None, {"DC.type": ("officiële publicatie", "Motie")}, None) is Publication.MOTION
    assert publication_of(None, {}, "ah-tk-20202021-1") is Publication.QUESTIONS
    assert publication_of(None, {}, None) is Publication.LETTER


def test_a_meeting_to_come_with_its_agenda_is_one_though_the_word_is_missing() -> None:
    opening = "Op 15 mei a.s. vindt in Brussel de Proefraad plaats. In deze brief leest u onze inzet. "
    assert kind_of([None], opening + "Op de agenda staan drie punten.") == "geannoteerde agenda"
    assert kind_of([None], opening) == "inzet"
