"""Makes the first account, so that whoever starts Standpunt can sign in."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from tracker import embedded
from tracker.embedded.keys import kept_secret

USERNAME = "redactie"


class Command(BaseCommand):
    help = "Make the first editor's account, with a random password, unless a superuser is there."

    def handle(self, *args: Any, **options: Any) -> None:
        accounts = get_user_model()._default_manager
        if accounts.filter(is_superuser=True).exists():
            return
        path = embedded.var_dir() / "editor-password.txt"
        # On file before it is in the database: a start that is cut off in between leaves nobody locked out.
        password = kept_secret(path, secrets.token_urlsafe(12))
        account, _ = accounts.get_or_create(username=USERNAME, defaults={"is_staff": True, "is_superuser": True})
        account.is_staff = account.is_superuser = True
        account.set_password(password)
        account.save()
        self.stdout.write(f"Sign in as {USERNAME} with password {password} (kept in {path}).")
