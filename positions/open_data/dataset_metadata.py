"""Schema.org description of the data of a page (https://schema.org/Dataset), as search engines for data read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from letters.records.fields import Field
from positions.caching.version import version
from positions.domain.timeline import RULES
from positions.models import Release, Topic
from positions.open_data.data_package import licence
from positions.open_data.records.position import MEASURES
from positions.stances.letter_counts import holdings
from positions.timelines.query import published

MEDIA = {"csv": "text/csv", "json": "application/json", "zip": "application/zip"}
SITE = "Standpunt"


def dataset(request: HttpRequest, topics: Iterable[Topic], files: Mapping[str, str]) -> dict[str, Any]:
    """Return what the data are, beside the page's own name and description; `files` are URLs by format (`MEDIA`)."""
    changed = version().changed
    day = timezone.localdate(changed).isoformat() if changed else None
    of_now = {"dateModified": day, "version": day, "temporalCoverage": temporal_coverage()}
    return described(request, topics, files) | of_now


def release_dataset(request: HttpRequest, release: Release, files: Mapping[str, str]) -> dict[str, Any]:
    """Return the same of a release that is made, from its facts."""
    counts, made = release.facts["counts"], timezone.localdate(release.made_at).isoformat()
    topics = [Topic(slug=each["slug"], name_nl=each["nl"], name_en=each["en"]) for each in release.facts["topics"]]
    return described(request, topics, files) | {
        "datePublished": made,
        "dateModified": made,
        "version": release.number,
        "temporalCoverage": f"{counts['first']}/{counts['last']}" if counts["first"] else None,
    }


def described(request: HttpRequest, topics: Iterable[Topic], files: Mapping[str, str]) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": SITE, "url": request.build_absolute_uri("/")}
    return {
        "creator": publisher,
        "publisher": publisher,
        "spatialCoverage": {"@type": "Country", "name": _("Nederland")},
        "keywords": [*(topic.name for topic in topics), _("kabinet"), _("Kamerbrieven"), _("buitenlands beleid")],
        "variableMeasured": [variable(field) for field in MEASURES.fields if not field.instead],
        "measurementTechnique": [
            _("Inhoudsanalyse, zin voor zin, volgens een codeboek; telregels versie %(rules)s") % {"rules": RULES},
            request.build_absolute_uri(reverse("method")),
        ],
        "license": licence().get("path") or licence()["name"],
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": MEDIA[form], "contentUrl": request.build_absolute_uri(address)}
            for form, address in files.items()
        ],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": SITE,
            "url": request.build_absolute_uri(reverse("data")),
        },
    }


def temporal_coverage() -> str | None:
    """Return the first and the last day of a letter that is held, as 2018-03-03/2021-04-07; None without one."""
    days = holdings(published()).days
    return f"{min(days)}/{max(days)}" if days else None


def variable(field: Field) -> dict[str, Any]:
    return {
        "@type": "PropertyValue",
        "name": field.name,
        "description": str(field.description),
        "minValue": field.least,
        "maxValue": field.most,
        "unitText": str(field.unit),
    }
