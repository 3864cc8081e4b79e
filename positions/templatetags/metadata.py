"""Schema.org metadata of pages with downloads."""

from __future__ import annotations

from django import template
from django.template.context import RequestContext
from django.utils.safestring import SafeString

from positions.open_data.data_package import licence
from tracker.site.page_metadata import json_ld, page_data, site_data

register = template.Library()
MEDIA = {"csv": "text/csv", "json": "application/json", "zip": "application/zip"}


@register.simple_tag(takes_context=True)
def dataset_data(context: RequestContext, **files: str) -> SafeString:
    """Describe the page as a Schema.org data set; `files` are URLs of its data by format (`csv`, `json`, `zip`)."""
    absolute = context["request"].build_absolute_uri
    distribution = [
        {"@type": "DataDownload", "encodingFormat": MEDIA[form], "contentUrl": absolute(address)}
        for form, address in files.items()
    ]
    return json_ld(
        page_data(context, "Dataset")
        | {
            "license": licence().get("path") or licence()["name"],
            "distribution": distribution,
            "includedInDataCatalog": site_data(context),
        }
    )
