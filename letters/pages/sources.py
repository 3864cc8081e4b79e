from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

from letters.harvesting import source_status
from letters.models import SourceName, SourceRecord
from letters.search.letter_filter import SourceRecordFilter

PER_PAGE = 25


def sources_context(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the page of sources: their status, and listed papers that we do not hold."""
    missing = SourceRecord.objects.not_held().exclude(source=SourceName.FOLDER).select_related("ingestion")
    records = SourceRecordFilter(request.GET, queryset=missing.defer("metadata", "stated", "ingestion__parsed"))
    found = records.qs if records.is_valid() else records.queryset
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "here": "sources",
        "sources": source_status.sources(),
        "form": records.form,
        "page": page,
        "problems": problems(records),
    }


def problems(records: SourceRecordFilter) -> list[str]:
    return [
        _("%(filter)s: %(message)s") % {"filter": records.filters[name].label, "message": " ".join(messages)}
        for name, messages in records.errors.items()
    ]
