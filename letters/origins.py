"""Where a letter came from: the files that brought it, each once, with the name and way of its first arrival."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy

from letters.models import Document, Ingestion, Letter

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
class Origin:
    document: Document
    name: str
    channel: str
    at: datetime

    @property
    def form(self) -> str:
        return str(FORMS.get(self.document.media_type, self.document.media_type))


def origins_of(letter: Letter) -> list[Origin]:
    """In the order of arrival, those of letters that were joined into it included; one query."""
    theirs = Ingestion.objects.filter(Q(letter=letter) | Q(letter__joined_into=letter), document__isnull=False)
    arrivals = theirs.select_related("document").defer("parsed").order_by("pk")
    origins: dict[int, Origin] = {}
    for arrival in arrivals:
        document = arrival.document
        assert document
        channel = Ingestion.Channel(arrival.channel).label
        origins.setdefault(document.pk, Origin(document, arrival.name, str(channel), arrival.created_at))
    return list(origins.values())
