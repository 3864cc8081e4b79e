from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from letters.admin.page_frame import Media
from positions.models import CodebookVersion


@admin.register(CodebookVersion)
class CodebookVersionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Read-only: versions are made by releasing a draft or by a command, and never change."""

    group = ("codebook", 10)
    list_display = ["number", "loaded_at", "reading"]
    ordering = ["-pk"]
    fields = ["number", "loaded_at", "reading", "text"]
    Media = Media

    @admin.display(description=_("lezen"))
    def reading(self, version: CodebookVersion) -> SafeString:
        address = f"{reverse('method')}?versie={version.number}"
        return format_html('<a href="{}">{}</a>', address, _("op de pagina Methode"))

    @admin.display(description=_("bron"))
    def text(self, version: CodebookVersion) -> SafeString:
        return format_html('<pre class="sp-record" lang="nl">{}</pre>', version.source)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
