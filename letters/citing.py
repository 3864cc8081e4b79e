"""The ways in which a letter is cited, for its page and as files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from letters.domain import citing
from letters.domain.citing import Paper
from letters.domain.identifiers import dossier_of, number_of
from letters.domain.parsed import ParsedSignatory
from letters.models import Dossier, Letter
from letters.papers import dossier_words

FORMS = {"bib": (citing.bibtex, "application/x-bibtex"), "ris": (citing.ris, "application/x-research-info-systems")}


@dataclass(frozen=True, slots=True)
class Citing:
    """The same letter cited in four ways."""

    footnote: str
    apa: str
    bibtex: str
    ris: str


def citing_of(paper: Paper) -> Citing:
    return Citing(citing.footnote(paper), citing.apa(paper), citing.bibtex(paper), citing.ris(paper))


def paper_of(letter: Letter, dossiers: Iterable[Dossier], request: HttpRequest) -> Paper:
    """What citing needs; asks the database nothing where the signatories are prefetched."""
    dossier, number = _place_of(letter, dossiers)
    return Paper(
        key=letter.key,
        address=request.build_absolute_uri(letter.get_absolute_url()),
        sort=letter.publication,
        title=letter.subject,
        signatories=tuple(ParsedSignatory(signed.name, signed.office) for signed in letter.signatories.all()),
        day=letter.document_date,
        chamber=letter.chamber,
        dossier=dossier_words(dossier) if dossier else None,
        number=number,
        session=letter.session,
        reference=letter.identifier,
        invented=letter.is_example,
    )


def _place_of(letter: Letter, dossiers: Iterable[Dossier]) -> tuple[str | None, str | None]:
    """Dossier and number, which belong together: from the letter's identifier, else where it has one dossier alone."""
    if letter.identifier and (dossier := dossier_of(letter.identifier)):
        return dossier, number_of(letter.identifier)
    known = [dossier.number for dossier in dossiers]
    return (known[0], letter.number) if len(known) == 1 and letter.number else (None, None)
