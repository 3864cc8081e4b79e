"""KOOP responses in the form of the real ones, with invented letters."""

from __future__ import annotations

from tests.factories import SENTENCES

SRU = """<?xml version="1.0" encoding="UTF-8"?>
<sru:searchRetrieveResponse xmlns:overheidwetgeving="http://standaarden.overheid.nl/wetgeving/"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:cd="http://standaarden.overheid.nl/cup/data"
 xmlns:sru="http://docs.oasis-open.org/ns/search-ws/sruResponse" xmlns:gzd="http://standaarden.overheid.nl/sru"
 xmlns:c="http://standaarden.overheid.nl/collectie/">
<sru:version>2.0</sru:version><sru:numberOfRecords>{total}</sru:numberOfRecords>
<sru:records>{records}</sru:records>{following}</sru:searchRetrieveResponse>"""

RECORD = """<sru:record><sru:recordData><gzd:gzd><gzd:originalData><overheidwetgeving:meta>
<overheidwetgeving:owmskern><dcterms:identifier>{identifier}</dcterms:identifier>
<dcterms:title>Veiligheid op zee; {sort_of_paper}; {title}</dcterms:title>
<dcterms:type scheme="OVERHEIDop.Parlementair">{sort}</dcterms:type>
<dcterms:creator scheme="OVERHEID.StatenGeneraal">Tweede Kamer der Staten-Generaal</dcterms:creator>
<dcterms:modified>{modified}</dcterms:modified></overheidwetgeving:owmskern>
<overheidwetgeving:owmsmantel><dcterms:available>{available}</dcterms:available>
<dcterms:issued>{issued}</dcterms:issued></overheidwetgeving:owmsmantel>
<overheidwetgeving:tpmeta><overheidwetgeving:documenttitel>{title}</overheidwetgeving:documenttitel>
<overheidwetgeving:dossiertitel>Veiligheid op zee</overheidwetgeving:dossiertitel>
<overheidwetgeving:indiener>J.K. Zeegers</overheidwetgeving:indiener>{main}
<overheidwetgeving:ondernummer>{number}</overheidwetgeving:ondernummer>
<overheidwetgeving:vergaderjaar>2018-2019</overheidwetgeving:vergaderjaar>
<overheidwetgeving:dossiernummer>{dossier}</overheidwetgeving:dossiernummer>
<overheidwetgeving:subrubriek scheme="OVERHEIDop.KamerstukTypen">{kind}</overheidwetgeving:subrubriek>
</overheidwetgeving:tpmeta></overheidwetgeving:meta></gzd:originalData>
<gzd:enrichedData>{items}</gzd:enrichedData></gzd:gzd></sru:recordData></sru:record>"""

DIAGNOSTIC = """<?xml version="1.0"?><searchRetrieveResponse xmlns="http://docs.oasis-open.org/ns/search-ws/sruResponse"
 xmlns:ns3="http://docs.oasis-open.org/ns/search-ws/diagnostic"><version>2.0</version><diagnostics><ns3:diagnostic>
<ns3:uri>info:srw/diagnostic/1/10</ns3:uri><ns3:message>line 1:13 mismatched input</ns3:message></ns3:diagnostic>
</diagnostics></searchRetrieveResponse>"""

PUBLICATION = """<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie><metadata><meta name="OVERHEIDop.externMetadataRecord" scheme=""
 content="https://voorbeeld.invalid/{identifier}/metadata.xml"/></metadata><kamerstuk><kamerstukkop>
<tekstregel inhoud="vergaderjaar">Vergaderjaar 2018-2019</tekstregel>
<tekstregel inhoud="kameraanduiding">Tweede Kamer der Staten-Generaal</tekstregel></kamerstukkop>
<dossier><dossiernummer><dossiernr>99 301</dossiernr></dossiernummer><titel>Veiligheid op zee</titel></dossier>
<stuk><stuknr>Nr. <ondernummer kamer="2">{number}</ondernummer></stuknr>
<titel>BRIEF VAN DE MINISTER VAN BUITENLANDSE ZAKEN</titel><algemeen><vrije-tekst><tekst status="goed">
<al>Aan de Voorzitter van de Tweede Kamer</al><al>Den Haag, {date}</al>{paragraphs}
</tekst></vrije-tekst></algemeen><tekst-sluiting><ondertekening><functie>De Minister van Buitenlandse Zaken,</functie>
<naam><voornaam>J.K.</voornaam><achternaam>Zeegers</achternaam></naam></ondertekening></tekst-sluiting>
</stuk></kamerstuk></officiele-publicatie>"""

WEB_PAGE = b"<!DOCTYPE html><html><head><title>Storing</title></head><body><p>Er is een storing.</p></body></html>"


def page(*records: str, following: int | None = None, total: int | None = None) -> bytes:
    last = "" if following is None else f"<sru:nextRecordPosition>{following}</sru:nextRecordPosition>"
    known = len(records) if total is None else total
    return SRU.format(total=known, records="".join(records), following=last).encode()


def record(
    host: str,
    number: str = "12",
    *,
    identifier: str | None = None,
    forms: tuple[str, ...] = ("html", "pdf", "xml"),
    kind: str = "Brief",
    sort: str = "Kamerstuk",
    modified: str = "2019-03-05",
    issued: str = "2019-03-03",
    available: str = "2019-03-05",
    main: str = "",
    title: str = "Verslag van het overleg over de vaarroutes",
    dossier: str = "99301",
) -> str:
    identifier = identifier or f"kst-99301-{number}"
    items = "".join(
        f'<gzd:itemUrl manifestation="{form}">{file_at(host, identifier, form)}</gzd:itemUrl>' for form in forms
    )
    return RECORD.format(
        identifier=identifier, number=number, items=items, kind=kind, sort=sort, modified=modified, issued=issued,
        available=available, title=title, dossier=dossier,
        sort_of_paper=f"{kind} regering" if kind == "Brief" else kind,
        main=main and f"<overheidwetgeving:hoofddocument>{main}</overheidwetgeving:hoofddocument>",
    )  # fmt: skip


def path_of(identifier: str, form: str) -> str:
    return f"/frbr/{identifier}/1/{form}/{identifier}.{form}"


def file_at(host: str, identifier: str, form: str) -> str:
    return host + path_of(identifier, form)


def publication(number: str = "12", *, date: str = "3 maart 2019", sentences: tuple[str, ...] = SENTENCES) -> bytes:
    """Return a letter as official XML. Numbered sentences make letters of different numbers distinct."""
    paragraphs = "".join(f"<al>{sentence}</al>" for sentence in sentences)
    return PUBLICATION.format(
        identifier=f"kst-99301-{number}", number=number, date=date, paragraphs=paragraphs
    ).encode()


def other_sentences(n: int) -> tuple[str, ...]:
    return tuple(f"Over punt {n}{k} van de {n}e haven is nog niets besloten." for k in range(10))
