"""Management command: create the first editor account, so that a new installation can be used."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from tracker import local_servers
from tracker.local_servers.key_file import kept_secret

USERNAME = "redactie"


class Command(BaseCommand):
    help = "Make the first editor's account, with a random password, unless a superuser is there."

    def handle(self, *args: Any, **options: Any) -> None:
        accounts = get_user_model()._default_manager
        if accounts.filter(is_superuser=True).exists():
            return
        path = local_servers.var_dir() / "editor-password.txt"
        # The password file is written before the account: an interrupted start leaves an account with a known password.
        password = kept_secret(path, secrets.token_urlsafe(12))
        account, _ = accounts.get_or_create(username=USERNAME, defaults={"is_staff": True, "is_superuser": True})
        account.is_staff = account.is_superuser = True
        account.set_password(password)
        account.save()
        self.stdout.write(f"Sign in as {USERNAME} with password {password} (kept in {path}).")
