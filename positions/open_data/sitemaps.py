"""Sitemaps for search engines. While example letters are shown, letters are left out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from letters.models import Letter
from positions.models import Topic

PAGES = (
    "home", "topics", "attention",
    "letters", "changes", "compare", "wording", "method", "agreement", "coverage", "about", "data", "api",
)  # fmt: skip


class TranslatedSitemap(Sitemap):  # type: ignore[type-arg]
    """Each page once per language, with links to the other languages."""

    i18n = True
    alternates = True
    x_default = True


class PageSitemap(TranslatedSitemap):
    def items(self) -> tuple[str, ...]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class TopicSitemap(TranslatedSitemap):
    def items(self) -> QuerySet[Topic]:
        return Topic.objects.all()

    def location(self, item: Topic) -> str:
        return reverse("topic", args=[item.slug])


class LetterSitemap(TranslatedSitemap):
    limit = 10_000

    def items(self) -> QuerySet[Letter]:
        found = Letter.objects.published().filter(is_example=False)
        return found.only("pk", "key", "updated_at").order_by("pk")

    def lastmod(self, item: Letter) -> datetime:
        return item.updated_at

    def location(self, item: Letter) -> str:
        return item.get_absolute_url()


SITEMAPS: dict[str, Any] = {"pages": PageSitemap, "topics": TopicSitemap, "letters": LetterSitemap}
