"""Schema.org data: a letter as an article with its authors, a stance as a quotation that is part of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from letters.labels import citation_styles
from letters.labels.citation_styles import CitedPaper
from letters.models import Letter
from positions.letter_page.shown_stances import ShownStance


def letter_data(letter: Letter, paper: CitedPaper) -> dict[str, Any]:
    return {
        "@type": "Article",
        "@id": paper.address,
        "url": paper.address,
        "name": letter.name,
        "inLanguage": "nl",
        "identifier": citation_styles.series(paper) or letter.identifier,
        "dateCreated": letter.document_date.isoformat() if letter.document_date else None,
        "datePublished": letter.publication_date.isoformat() if letter.publication_date else None,
        "author": [{"@type": "Person", "name": signed.name, "jobTitle": signed.office} for signed in paper.signatories],
        "creativeWorkStatus": _("Verzonnen voorbeeld") if paper.invented else None,
        "isPartOf": {"@type": "WebSite", "name": "Standpunt"},
    }


def stance_data(said: ShownStance, letter: Letter, paper: CitedPaper, request: HttpRequest) -> dict[str, Any]:
    """Return a quotation; its topic is included only if the stance is accepted."""
    return {
        "@type": "Quotation",
        "url": request.build_absolute_uri(said.address),
        "text": said.stance.quote,
        "inLanguage": "nl",
        "about": said.topic if said.accepted else None,
        "isPartOf": letter_data(letter, paper),
    }
