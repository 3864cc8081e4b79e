"""Original files of a letter: each once, with name and channel of its first ingestion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy

from letters.models import Content, Document, Ingestion, Letter
from letters.pages.find_letter import with_letter

FORMS = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.oasis.opendocument.text": "OpenDocument",
    "text/html": "HTML",
    "application/xml": "XML",
    "text/xml": "XML",
    "text/plain": gettext_lazy("tekst"),
    "text/markdown": gettext_lazy("tekst"),
}


@dataclass(frozen=True, slots=True)
class OriginalFile:
    document: Document
    name: str
    channel: str
    at: datetime

    @property
    def form(self) -> str:
        return str(FORMS.get(self.document.media_type, self.document.media_type))


def original_files_of(letter: Letter) -> list[OriginalFile]:
    """Return the files in order of arrival, including those of letters merged into it; one query."""
    theirs = Ingestion.objects.filter(Q(letter=letter) | Q(letter__joined_into=letter), document__isnull=False)
    arrivals = theirs.select_related("document").defer("parsed").order_by("pk")
    origins: dict[int, OriginalFile] = {}
    for arrival in arrivals:
        document = arrival.document
        assert document
        channel = Ingestion.Channel(arrival.channel).label
        origins.setdefault(document.pk, OriginalFile(document, arrival.name, str(channel), arrival.created_at))
    return list(origins.values())


@with_letter
def original_file(request: HttpRequest, letter: Letter, document: int) -> HttpResponse:
    """Return the original bytes as a download; browsers never display them under our own origin."""
    origin = _get_origin_or_404(letter, document)
    content = get_object_or_404(Content, pk=origin.document.pk)
    return HttpResponse(
        bytes(content.data),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, origin.name),
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-cache",
        },
    )


def _get_origin_or_404(letter: Letter, document: int) -> OriginalFile:
    for origin in original_files_of(letter):
        if origin.document.pk == document:
            return origin
    raise Http404
