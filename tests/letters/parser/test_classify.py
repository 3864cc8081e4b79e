"""Classification of letters by kind and of papers by type."""

from __future__ import annotations

import pytest

from letters.parser.classify import KINDS, kind_of, kind_of_occasion, publication_of
from letters.parser.parsed_letter import Publication


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
        (
            "Hierbij deel ik u mee dat de vragen van het lid Proef over toetsen in de bijlage zijn beantwoord.",
            "beantwoording",
        ),
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


FAMILIES = {
    "geannoteerde agenda": (
        "geannoteerde agenda", "geannoteerde RBZ-agenda", "geannoteerde agenda’s",
    ),
    "verslag": (
        "reisverslag", "bezoekverslag", "verslag werkbezoek", "verslag van de reis", "verslag van mijn bezoek",
        "verslag van een handels- en werkbezoek", "verslag Transportraad", "verslag Landbouw- en Visserijraad",
        "verslag van de buitengewone Europese Raad", "verslag van de dienstreis", "verslag van de Klimaatconferentie",
        "terugblik op de Proefraad", "terugkoppeling Proefraad", "uitkomsten van de Proeftop",
    ),
    "kabinetsreactie": (
        "kabinetsreactie", "beleidsreactie", "appreciatie", "kabinetsstandpunt", "standpunt van het kabinet",
    ),
    "beantwoording": (
        "beantwoording", "antwoorden op Kamervragen", "antwoord op feitelijke vragen", "schriftelijk overleg",
        "reactie op vragen uit het schriftelijk overleg",
    ),
    "stand van zaken": (
        "stand van zaken", "stand-van-zakenbrief", "voortgang", "voortgangsbericht", "voortgangsrapportage",
        "tussenrapportage", "tussentijdse rapportage", "kwartaalrapportage", "actuele situatie",
        "recente ontwikkelingen",
    ),
    "inzet": ("kabinetsinzet", "Nederlandse inzet", "Nederlandse inbreng"),
    "beleid": (
        "beleidsnota", "beleidsbrief", "beleidsvisie", "hoofdlijnen", "actieplan", "routekaart", "toekomstvisie",
        "contouren",
    ),
    "aanbieding": ("aanbieding", "toezending", "aanbiedingsbrief", "afschrift van de brief"),
    "BNC-fiche": ("fiche", "BNC-fiche", "informatievoorziening over nieuwe Commissievoorstellen"),
}  # fmt: skip
LEADS = ("", "Kamerbrief ", "Brief over ", "Betreft: ", "Tweede ")


@pytest.mark.parametrize(("kind", "words"), [(kind, words) for kind, family in FAMILIES.items() for words in family])
def test_the_wordings_of_a_kind_are_known_in_any_title(kind: str, words: str) -> None:
    if words.startswith("reactie op vragen"):
        kind = "kabinetsreactie"  # "reactie op" takes precedence
    for lead in LEADS:
        for title in (f"{lead}{words}", f"{lead}{words[:1].upper()}{words[1:]} proeven 2021"):
            assert kind_of([title]) == kind, title


@pytest.mark.parametrize(
    "title",
    [
        "Jaarverslag van de raad voor proeven",
        "Inzet van militairen bij proeven",
        "Inzet van het fregat",
        "Militaire inzet",
        "Nota naar aanleiding van het verslag",
        "Gevolgen van de Voorjaarsnota",
        "Televisie en radio",
    ],
)
def test_a_word_that_means_something_else_names_no_kind(title: str) -> None:
    assert kind_of([title]) == "overig"


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("Hierbij ontvangt u het rapport van de Proefcommissie.", "aanbieding"),
        ("Bijgaand treft u het onderzoek naar proeven aan.", "aanbieding"),
        ("Zoals toegezegd stuur ik u de uitkomst van de proeven toe.", "aanbieding"),
        ("Bij deze brief gaat het eindrapport van de Proefcommissie.", "aanbieding"),
        ("Als bijlage vindt u een overzicht van de proeven.", "aanbieding"),
        ("Van 3 tot en met 5 mei bracht ik een bezoek aan Proefland.", "verslag"),
        ("In mei bezocht de minister Proefland en Toetsland.", "verslag"),
        ("Op 3 mei vond in Brussel de Proefraad plaats. De ministers spraken over proeven.", "verslag"),
        ("Op 3 mei kwamen de ministers van Proeven bijeen in Brussel.", "verslag"),
        ("De proeven hebben in mei op vier plaatsen in het land plaatsgevonden.", None),
    ],
)
def test_where_no_word_says_the_kind_the_occasion_does(opening: str, kind: str | None) -> None:
    assert kind_of([None], opening) == "overig"
    assert kind_of_occasion(opening) == kind


def test_a_word_far_down_an_opening_that_announces_nothing_names_no_kind() -> None:
    filling = "Het ging in het voorjaar weer over proeven en over toetsen. " * 10
    for words in ("Er was een fiche.", "De A-brief kwam later.", "Op de appreciatie is gewacht."):
        assert kind_of([None], filling + words) == "overig"
        assert kind_of([None], words + " " + filling) != "overig"
