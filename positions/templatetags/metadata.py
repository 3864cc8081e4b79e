"""Schema.org metadata of pages with downloads."""

from __future__ import annotations

from django import template
from django.template.context import RequestContext
from django.utils.safestring import SafeString

from positions.models import Release, Topic
from positions.open_data.dataset_metadata import dataset, release_dataset
from tracker.site.page_metadata import json_ld, page_data

register = template.Library()


@register.simple_tag(takes_context=True)
def dataset_data(context: RequestContext, topic: Topic | None = None, **files: str) -> SafeString:
    """Describe the page as a Schema.org data set, on this topic or on all; `files` are URLs of its data by format."""
    topics = [topic] if topic else Topic.objects.all()
    return json_ld(page_data(context, "Dataset") | dataset(context["request"], topics, files))


@register.simple_tag(takes_context=True)
def release_data(context: RequestContext, release: Release, **files: str) -> SafeString:
    """Describe the page as the Schema.org data set of this release."""
    return json_ld(page_data(context, "Dataset") | release_dataset(context["request"], release, files))
