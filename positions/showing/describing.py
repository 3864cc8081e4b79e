"""Letters and stances as Schema.org knows them: an article with its authors, a quotation that is part of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from letters.domain import citing
from letters.domain.citing import Paper
from letters.models import Letter
from positions.showing.said import Said


def letter_data(letter: Letter, paper: Paper) -> dict[str, Any]:
    return {
        "@type": "Article",
        "@id": paper.address,
        "url": paper.address,
        "name": letter.name,
        "inLanguage": "nl",
        "identifier": citing.series(paper) or letter.identifier,
        "dateCreated": letter.document_date.isoformat() if letter.document_date else None,
        "datePublished": letter.publication_date.isoformat() if letter.publication_date else None,
        "author": [{"@type": "Person", "name": signed.name, "jobTitle": signed.office} for signed in paper.signatories],
        "creativeWorkStatus": _("Verzonnen voorbeeld") if paper.invented else None,
        "isPartOf": {"@type": "WebSite", "name": "Standpunt"},
    }


def stance_data(said: Said, letter: Letter, paper: Paper, request: HttpRequest) -> dict[str, Any]:
    """The words are the letter's; topic and holder are ours, and only said of what is accepted."""
    return {
        "@type": "Quotation",
        "url": request.build_absolute_uri(said.address),
        "text": said.stance.quote,
        "inLanguage": "nl",
        "about": said.topic if said.accepted else None,
        "isPartOf": letter_data(letter, paper),
    }
