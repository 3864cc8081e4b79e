"""How to cite a release: APA, BibTeX, RIS, `CITATION.cff`, and JSON by which a DOI is asked of DataCite.

They name the address of the page, so they are written when they are asked for, and are no files of the release.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from letters.labels.citation_styles import tex
from letters.parser.written_dates import MONTHS
from positions.models import Release
from positions.open_data.data_package import DESCRIPTION, TITLE

AUTHOR = "Standpunt"
TITLE_EN = "Standpunt: what the cabinet writes to parliament"
KEYWORDS = ("buitenlands beleid", "veiligheidsbeleid", "Kamerbrieven", "standpunten", "inhoudsanalyse")
CFF = "CITATION.cff"
DATACITE = "http://datacite.org/schema/kernel-4"


@dataclass(frozen=True, slots=True)
class CitedRelease:
    """The citation data of a release. `address` is the absolute URL of its page, `made` the day of its publication."""

    number: str
    day: date
    made: date
    address: str
    licence: str
    licence_address: str
    size: int
    invented: bool

    @property
    def early(self) -> bool:
        """True if it was made before its day was over."""
        return self.made == self.day

    @property
    def about(self) -> str:
        invented = "Verzonnen voorbeeldbrieven. " if self.invented else ""
        early = ", vastgelegd voor die dag om was" if self.early else ""
        return f"{invented}Gegevens zoals bekend op {self.day.isoformat()}{early}."


def cited_release(release: Release, made: date, address: str) -> CitedRelease:
    licence = release.facts["licence"]
    return CitedRelease(
        number=release.number,
        day=release.day,
        made=made,
        address=address,
        licence=licence["name"],
        licence_address=licence.get("path", ""),
        size=sum(file.size for file in release.files.all() if not file.position),
        invented=release.is_example,
    )


def apa(cited: CitedRelease) -> str:
    """Return the reference in APA's seventh edition, in its Dutch form, as letters are cited."""
    day = f"{cited.made.year}, {cited.made.day} {MONTHS[cited.made.month - 1]}"
    sort = "Dataset, verzonnen voorbeeld" if cited.invented else "Dataset"
    return f"{AUTHOR}. ({day}). {TITLE} (Versie {cited.number}) [{sort}]. {cited.address}"


def bibtex(cited: CitedRelease) -> str:
    fields = [
        ("author", f"{{{AUTHOR}}}"),
        ("title", f"{{{tex(TITLE)}}}"),
        ("year", f"{cited.made.year}"),
        ("month", f"{cited.made.month}"),
        ("day", f"{cited.made.day}"),
        ("version", cited.number),
        ("howpublished", "Dataset"),
        ("note", tex(f"Versie {cited.number}. {cited.about}")),
        ("url", cited.address),
        ("language", "dutch"),
    ]
    lines = [f"  {name} = {{{value}}}," for name, value in fields]
    return "\n".join([f"@misc{{standpunt-{cited.number},", *lines, "}"]) + "\n"


def ris(cited: CitedRelease) -> str:
    """Return one RIS reference, with the line endings of the format."""
    tags = [
        ("TY", "DATA"), ("AU", AUTHOR), ("TI", TITLE), ("PY", str(cited.made.year)), ("DA", f"{cited.made:%Y/%m/%d}/"),
        ("ET", cited.number), ("N1", cited.about), ("LA", "nl"), ("PB", AUTHOR), ("UR", cited.address),
    ]  # fmt: skip
    return "\r\n".join([*(f"{tag}  - {value}" for tag, value in tags), "ER  - ", ""])


def citation_cff(cited: CitedRelease) -> str:
    """Return a `CITATION.cff` of format 1.2.0 (https://citation-file-format.github.io/)."""
    told = {
        "cff-version": "1.2.0",
        "message": "Wie deze gegevens gebruikt, verwijst zo naar deze uitgave.",
        "type": "dataset",
        "title": TITLE,
        "authors": [{"name": AUTHOR}],
        "version": cited.number,
        "date-released": cited.made.isoformat(),
        "url": cited.address,
        "license": cited.licence,
        "abstract": f"{DESCRIPTION} {cited.about}",
        "keywords": list(KEYWORDS),
    }
    written: str = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=120)
    return written


def datacite_json(cited: CitedRelease) -> str:
    """Return what DataCite asks for a DOI (kernel 4.6), without the DOI itself, which who registers it chooses."""
    told: dict[str, Any] = {
        "schemaVersion": DATACITE,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Data package"},
        "creators": [{"name": AUTHOR, "nameType": "Organizational"}],
        "titles": [
            {"title": TITLE, "lang": "nl"},
            {"title": TITLE_EN, "lang": "en", "titleType": "TranslatedTitle"},
        ],
        "publisher": {"name": AUTHOR},
        "publicationYear": str(cited.made.year),
        "dates": [
            {"date": cited.made.isoformat(), "dateType": "Issued"},
            {"date": cited.day.isoformat(), "dateType": "Valid", "dateInformation": "zoals bekend op deze dag"},
        ],
        "language": "nl",
        "version": cited.number,
        "subjects": [{"subject": keyword, "lang": "nl"} for keyword in KEYWORDS],
        "descriptions": [{"description": f"{DESCRIPTION} {cited.about}", "descriptionType": "Abstract", "lang": "nl"}],
        "rightsList": [
            {"rights": cited.licence, "rightsIdentifier": cited.licence, "rightsIdentifierScheme": "SPDX",
             **({"rightsUri": cited.licence_address} if cited.licence_address else {})},
        ],
        "formats": ["application/zip"],
        "sizes": [f"{cited.size} bytes"],
        "url": cited.address,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


# Files beside those of the release, by name: (written by, media type).
WRITTEN: dict[str, tuple[Callable[[CitedRelease], str], str]] = {
    CFF: (citation_cff, "application/yaml; charset=utf-8"),
    "datacite.json": (datacite_json, "application/json; charset=utf-8"),
    "standpunt.bib": (bibtex, "application/x-bibtex; charset=utf-8"),
    "standpunt.ris": (ris, "application/x-research-info-systems; charset=utf-8"),
}
