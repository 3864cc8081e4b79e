"""Checks of the production configuration: every missing setting is reported, and nothing falls back to a default."""

from __future__ import annotations

from collections.abc import Mapping

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
    wrong = [f"{name} is missing: {what}." for name, what in NEEDED.items() if not environment.get(name, "").strip()]
    wrong += [
        f"{name} still has the example's value: {what}."
        for name, what in NEEDED.items()
        if any(placeholder in environment.get(name, "") for placeholder in PLACEHOLDERS)
    ]
    key = environment.get("STANDPUNT_SECRET_KEY", "").strip()
    if key and len(key) < SHORTEST_KEY:
        wrong.append(f"STANDPUNT_SECRET_KEY is too short: {NEEDED['STANDPUNT_SECRET_KEY']}.")
    if environment.get("STANDPUNT_ALLOWED_HOSTS", "").strip() == "*":
        wrong.append("STANDPUNT_ALLOWED_HOSTS may not be * in production: name the site's own names.")
    if environment.get("STANDPUNT_DEBUG", "").lower() in ("1", "true", "yes", "on"):
        wrong.append("STANDPUNT_DEBUG is on: error pages would show secrets. Take it away.")
    if wrong:
        raise NotConfigured("Standpunt does not start in production:\n  " + "\n  ".join(wrong))
