"""The pages that search engines may find. While only invented letters are shown, no letter is among them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from letters.models import Letter
from positions.models import Topic

PAGES = (
    "home", "letters", "changes", "compare", "wording", "method", "agreement", "coverage", "about", "data", "api",
)  # fmt: skip


class InEveryLanguage(Sitemap):  # type: ignore[type-arg]
    """Each page once a language, each saying where the others are."""

    i18n = True
    alternates = True
    x_default = True


class Pages(InEveryLanguage):
    def items(self) -> tuple[str, ...]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class Topics(InEveryLanguage):
    def items(self) -> QuerySet[Topic]:
        return Topic.objects.all()

    def location(self, item: Topic) -> str:
        return reverse("topic", args=[item.slug])


class Letters(InEveryLanguage):
    limit = 10_000

    def items(self) -> QuerySet[Letter]:
        found = Letter.objects.published().filter(is_example=False)
        return found.only("pk", "key", "updated_at").order_by("pk")

    def lastmod(self, item: Letter) -> datetime:
        return item.updated_at

    def location(self, item: Letter) -> str:
        return item.get_absolute_url()


SITEMAPS: dict[str, Any] = {"pages": Pages, "topics": Topics, "letters": Letters}
