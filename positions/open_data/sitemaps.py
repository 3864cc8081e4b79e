"""Sitemaps for search engines. While example letters are shown, letters are left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import quote

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

from letters.models import Letter
from positions.models import Release, Topic

PAGES = (
    "home", "topics", "attention",
    "letters", "changes", "compare", "wording", "method", "agreement", "coverage", "about", "data", "releases", "api",
)  # fmt: skip

STAND_IN = "stand-in-for-a-key"
UNQUOTED = "!$&'()*+,;=/~:@"  # what `reverse` leaves as it is


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


class ReleaseSitemap(TranslatedSitemap):
    def items(self) -> QuerySet[Release]:
        return Release.objects.done().filter(is_example=False)

    def lastmod(self, item: Release) -> datetime | None:
        return item.withdrawn_at or item.made_at


class LettersByLanguage(Sequence[Any]):
    """Each letter with each language, in the order of the letters; only those of a slice are looked up."""

    def __init__(self, letters: QuerySet[Letter], languages: Sequence[str]) -> None:
        self.letters, self.languages = letters, languages

    def __len__(self) -> int:
        return self.letters.count() * len(self.languages)

    def __getitem__(self, asked: Any) -> Any:
        """Return the pairs of a slice, whose ends lie between two letters."""
        many = len(self.languages)
        found = self.letters[asked.start // many : asked.stop // many]
        return [(letter, language) for letter in found for language in self.languages]


class LetterSitemap(TranslatedSitemap):
    limit = 10_000

    def items(self) -> QuerySet[Letter]:
        found = Letter.objects.published().filter(is_example=False)
        return found.only("pk", "key", "updated_at").order_by("pk")

    def _items(self) -> LettersByLanguage:
        return LettersByLanguage(self.items(), self._languages())  # type: ignore[attr-defined]

    def lastmod(self, item: Letter) -> datetime:
        return item.updated_at

    def get_latest_lastmod(self) -> datetime | None:
        found: datetime | None = self.items().aggregate(last=Max("updated_at"))["last"]
        return found

    def location(self, item: Letter) -> str:
        return letter_address(item.key)


def letter_address(key: str) -> str:
    """Return `reverse("letter", args=[key])` in the active language, from a pattern that is reversed once."""
    start, end = _around_key(get_language(), get_script_prefix())
    return f"{start}{quote(key, safe=UNQUOTED)}{end}"


@cache
def _around_key(_language: str, _prefix: str) -> tuple[str, str]:
    start, _key, end = reverse("letter", args=[STAND_IN]).partition(STAND_IN)
    return start, end


SITEMAPS: dict[str, Any] = {
    "pages": PageSitemap, "topics": TopicSitemap, "releases": ReleaseSitemap, "letters": LetterSitemap
}  # fmt: skip
