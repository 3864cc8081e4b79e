"""Citations of a letter, for its page and as files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from letters.labels import citation_styles
from letters.labels.citation_styles import CitedPaper
from letters.labels.number_formats import format_dossier
from letters.models import Dossier, Letter
from letters.pages.find_letter import with_letter
from letters.parser.identifiers import dossier_of, number_of
from letters.parser.parsed_letter import ParsedSignatory

FORMS = {
    "bib": (citation_styles.bibtex, "application/x-bibtex"),
    "ris": (citation_styles.ris, "application/x-research-info-systems"),
}


@dataclass(frozen=True, slots=True)
class Citations:
    """The letter cited in four styles."""

    footnote: str
    apa: str
    bibtex: str
    ris: str


def citations_of(paper: CitedPaper) -> Citations:
    return Citations(
        citation_styles.footnote(paper),
        citation_styles.apa(paper),
        citation_styles.bibtex(paper),
        citation_styles.ris(paper),
    )


def cited_paper(letter: Letter, dossiers: Iterable[Dossier], request: HttpRequest) -> CitedPaper:
    """Return the citation data; no query if the signatories are prefetched."""
    dossier, number = _place_of(letter, dossiers)
    return CitedPaper(
        key=letter.key,
        address=request.build_absolute_uri(letter.get_absolute_url()),
        sort=letter.publication,
        title=letter.subject,
        signatories=tuple(ParsedSignatory(signed.name, signed.office) for signed in letter.signatories.all()),
        day=letter.document_date,
        chamber=letter.chamber,
        dossier=format_dossier(dossier) if dossier else None,
        number=number,
        session=letter.session,
        reference=letter.identifier,
        invented=letter.is_example,
    )


def _place_of(letter: Letter, dossiers: Iterable[Dossier]) -> tuple[str | None, str | None]:
    """Return dossier and number, a pair: from the identifier, or if the letter has exactly one dossier."""
    if letter.identifier and (dossier := dossier_of(letter.identifier)):
        return dossier, number_of(letter.identifier)
    known = [dossier.number for dossier in dossiers]
    return (known[0], letter.number) if len(known) == 1 and letter.number else (None, None)


@with_letter
def citation_file(request: HttpRequest, letter: Letter, form: str) -> HttpResponse:
    """Return the citation as a file for reference managers."""
    written, media_type = FORMS[form]
    return HttpResponse(
        written(cited_paper(letter, letter.dossiers.all(), request)),
        content_type=f"{media_type}; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, f"{letter.key}.{form}")},
    )
