"""Admin pages of accounts and of the audit log."""

from __future__ import annotations

import json
from typing import Any

from axes.utils import reset
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from letters.admin.former_names import FormerCodenames
from tracker.accounts import two_factor
from tracker.models import AuditEntry

RIGHTS = ("is_active", "is_staff", "is_superuser")

admin.site.unregister([User, TOTPDevice, StaticDevice])  # stock pages show secrets; users manage their own devices


@admin.action(
    description=gettext_lazy("Laat weer aanmelden (na te veel verkeerde wachtwoorden)"), permissions=["change"]
)
def let_in_again(model_admin: AccountAdmin, request: HttpRequest, chosen: QuerySet[User]) -> None:
    opened = [user for user in chosen if reset(username=user.get_username())]
    if opened:
        said = ngettext("%d account kan weer aanmelden.", "%d accounts kunnen weer aanmelden.", len(opened))
        messages.success(request, said % len(opened))
    else:
        messages.warning(request, _("Bij deze accounts was niets geblokkeerd."))


@admin.action(description=gettext_lazy("Zet aanmelden in twee stappen uit (app kwijt)"), permissions=["change"])
def turn_second_step_off(model_admin: AccountAdmin, request: HttpRequest, chosen: QuerySet[User]) -> None:
    for user in chosen:
        if two_factor.turn_off(user):
            messages.success(request, _("%s meldt zich weer aan met het wachtwoord alleen.") % user)


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    actions = [let_in_again, turn_second_step_off]

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """Return the usual change message; if rights changed, the rights that the account now has are appended."""
        said = super().construct_change_message(request, form, formsets, add)
        if not set(form.changed_data) & {"groups", "user_permissions", *RIGHTS}:
            return said
        words = LogEntry(change_message=json.dumps(said)).get_change_message()
        return f"{words} {_('Nu:')} {', '.join(may(form.cleaned_data)) or _('niets')}."


def may(values: dict[str, Any]) -> list[str]:
    """Return the names of the account's groups, permissions and flags (`RIGHTS`)."""
    named = [str(given) for name in ("groups", "user_permissions") for given in values.get(name) or ()]
    return named + [
        str(field.verbose_name) for field in User._meta.fields if field.name in RIGHTS and values.get(field.name)
    ]


@admin.register(AuditEntry)
class AuditEntryAdmin(FormerCodenames):
    """The audit log, read-only and for superusers only: no role holds its permission."""

    former_name = "act"
    list_display = ["at", "name", "kind", "path", "detail", "address"]
    list_filter = ["kind", "at", "page"]
    date_hierarchy = "at"
    search_fields = ["name", "path", "detail", "address"]
    list_per_page = 100
    empty_value_display = "–"
    show_full_result_count = False
    fields = ["at", "name", "user", "kind", "page", "path", "detail", "address"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False
