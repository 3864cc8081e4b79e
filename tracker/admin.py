"""Accounts, as an administrator keeps them."""

from __future__ import annotations

from axes.utils import reset
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

admin.site.unregister(User)


@admin.action(description="Laat weer aanmelden (na te veel verkeerde wachtwoorden)", permissions=["change"])
def let_in_again(model_admin: AccountAdmin, request: HttpRequest, chosen: QuerySet[User]) -> None:
    opened = [user for user in chosen if reset(username=user.get_username())]
    if opened:
        said = ngettext("%d account kan weer aanmelden.", "%d accounts kunnen weer aanmelden.", len(opened))
        messages.success(request, said % len(opened))
    else:
        messages.warning(request, _("Bij deze accounts was niets geblokkeerd."))


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    actions = [let_in_again]
