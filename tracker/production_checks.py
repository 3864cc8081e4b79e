"""Checks of the production configuration: every missing setting is reported, and nothing falls back to a default."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

NAME = "STANDPUNT_ENVIRONMENT"
SHORTEST_KEY = 50
# Values from .env.example and the docs, hence no secrets.
PLACEHOLDERS = ("change-me", "verander-mij")
NEEDED = {
    "DATABASE_URL": "where PostgreSQL is: postgres://user:password@host/name",
    "CELERY_BROKER_URL": "where Redis or RabbitMQ is: redis://host/0",
    "STANDPUNT_SECRET_KEY": f"a random text of {SHORTEST_KEY} characters or more, kept to yourself",
    "STANDPUNT_ALLOWED_HOSTS": "the names under which the site is visited, with commas",
}
# What mail takes, besides a mail server: without these nothing is sent, so nothing starts.
SMTP_HOST = "STANDPUNT_SMTP_HOST"
NEEDED_TO_MAIL = {
    "STANDPUNT_SITE_URL": "where the site is, as links in mail begin: https://standpunt.example",
    "STANDPUNT_MAIL_FROM": "whom mail comes from: Standpunt <standpunt@standpunt.example>",
}


class NotConfigured(Exception):
    """The production configuration is incomplete; the message has one line per setting."""


def is_production(environment: Mapping[str, str]) -> bool:
    """Return whether this is production. Raises NotConfigured for any name but the two, typos included."""
    name = environment.get(NAME, "development")
    if name not in ("development", "production"):
        raise NotConfigured(f"{NAME} is “{name}”; it is “production” or “development”.")
    return name == "production"


def check(environment: Mapping[str, str]) -> None:
    """Raises NotConfigured if a setting is missing, empty or unsafe, or has the example's value."""
    needed = NEEDED | (NEEDED_TO_MAIL if environment.get(SMTP_HOST, "").strip() else {})
    wrong = [f"{name} is missing: {what}." for name, what in needed.items() if not environment.get(name, "").strip()]
    wrong += [
        f"{name} still has the example's value: {what}."
        for name, what in needed.items()
        if any(placeholder in environment.get(name, "") for placeholder in PLACEHOLDERS)
    ]
    key = environment.get("STANDPUNT_SECRET_KEY", "").strip()
    if key and len(key) < SHORTEST_KEY:
        wrong.append(f"STANDPUNT_SECRET_KEY is too short: {NEEDED['STANDPUNT_SECRET_KEY']}.")
    if environment.get("STANDPUNT_ALLOWED_HOSTS", "").strip() == "*":
        wrong.append("STANDPUNT_ALLOWED_HOSTS may not be * in production: name the site's own names.")
    if environment.get("STANDPUNT_DEBUG", "").lower() in ("1", "true", "yes", "on"):
        wrong.append("STANDPUNT_DEBUG is on: error pages would show secrets. Take it away.")
    wrong += _wrong_site_url(environment.get("STANDPUNT_SITE_URL", "").strip())
    if wrong:
        raise NotConfigured("Standpunt does not start in production:\n  " + "\n  ".join(wrong))


def _wrong_site_url(address: str) -> list[str]:
    """Return what is wrong with the address that links in mail begin with, if there is one."""
    parts = urlsplit(address)
    whole = parts.scheme in ("http", "https") and parts.hostname and not (parts.query or parts.fragment)
    if not address or (whole and parts.path in ("", "/") and "@" not in parts.netloc):
        return []
    return ["STANDPUNT_SITE_URL is no address of a site: https://standpunt.example, with nothing behind it."]
