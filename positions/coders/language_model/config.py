"""Settings of the language model, typed and checked (docs/language-model.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

LONGEST_NAME = 150  # characters of a model's name
LONGEST_HOST = 253
HIGHEST_PRICE, HIGHEST_BUDGET = 10_000, 1_000_000  # euros
LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
HOST = re.compile(rf"{LABEL}(?:\.{LABEL})*\.?|[0-9a-f:.]+")
# Seconds: a task that begins a last request after 45 seconds, waits a minute and asks once more has to end within
# CELERY_TASK_TIME_LIMIT.
LONGEST_TIMEOUT = 200


class NotConfigured(ValueError):
    """A setting is wrong; the message names it and says what it may be. It never holds the key."""


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """`url` ends before /chat/completions. Prices are euros per million tokens, `budget` euros a day; None: not set.

    `window` counts sentences, `timeout` seconds of one request, `context` tokens (None: as the server says).
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    price_in: Decimal | None = None
    price_out: Decimal | None = None
    budget: Decimal | None = None
    at_once: int = 1
    dossiers: tuple[str, ...] = ()
    since: date | None = None
    unpublished: bool = False
    window: int = 12
    timeout: float = 120.0
    context: int | None = None

    def cost(self, tokens_in: int | None, tokens_out: int | None) -> Decimal | None:
        """Return the price of so many tokens in euros; None where a price or a count is unknown."""
        if self.price_in is None or self.price_out is None or tokens_in is None or tokens_out is None:
            return None
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1_000_000


def config() -> ModelConfig | None:
    """Return the settings, None where no model is asked. Raises NotConfigured."""
    url, model = settings.LANGUAGE_MODEL_URL.strip(), settings.LANGUAGE_MODEL_NAME.strip()
    if not url and not model:
        return None
    if not url or not model:
        raise NotConfigured("LANGUAGE_MODEL_URL and LANGUAGE_MODEL_NAME are set together, or neither")
    found = ModelConfig(
        url=_url(url),
        model=_model(model),
        key=_key(settings.LANGUAGE_MODEL_KEY.strip()),
        price_in=_euros("LANGUAGE_MODEL_PRICE_IN", HIGHEST_PRICE),
        price_out=_euros("LANGUAGE_MODEL_PRICE_OUT", HIGHEST_PRICE),
        budget=_euros("LANGUAGE_MODEL_BUDGET", HIGHEST_BUDGET),
        at_once=_whole("LANGUAGE_MODEL_AT_ONCE", 1, 32),
        dossiers=tuple(each.strip() for each in settings.LANGUAGE_MODEL_DOSSIERS if each.strip()),
        since=_day("LANGUAGE_MODEL_FROM"),
        unpublished=settings.LANGUAGE_MODEL_UNPUBLISHED,
        window=_whole("LANGUAGE_MODEL_WINDOW", 1, 200),
        timeout=_whole("LANGUAGE_MODEL_TIMEOUT", 1, LONGEST_TIMEOUT),
        context=_whole("LANGUAGE_MODEL_CONTEXT", 512, 10_000_000) if settings.LANGUAGE_MODEL_CONTEXT else None,
    )
    if found.budget is not None and (found.price_in is None or found.price_out is None):
        raise NotConfigured("LANGUAGE_MODEL_BUDGET needs LANGUAGE_MODEL_PRICE_IN and LANGUAGE_MODEL_PRICE_OUT")
    return found


def _url(given: str) -> str:
    """Return the address without a slash at its end; nothing of a wrong one is repeated, as it may hold a password."""
    try:
        parts = urlsplit(given)
        host = parts.hostname or ""
        whole = parts.scheme in ("http", "https") and len(host) <= LONGEST_HOST and bool(HOST.fullmatch(host))
        whole = whole and parts.port != 0 and given.isascii() and given.isprintable() and " " not in given
    except ValueError:
        whole = False
    if not whole:
        raise NotConfigured("LANGUAGE_MODEL_URL is no address, such as http://127.0.0.1:11434/v1")
    if any(sign in given for sign in "@?#"):
        raise NotConfigured("LANGUAGE_MODEL_URL has no name, password, ? or #; a key is set in LANGUAGE_MODEL_KEY")
    return given.rstrip("/").removesuffix("/chat/completions")


def _model(given: str) -> str:
    if len(given) > LONGEST_NAME or not given.isprintable():
        raise NotConfigured(f"LANGUAGE_MODEL_NAME has at most {LONGEST_NAME} characters, on one line")
    return given


def _key(given: str) -> str:
    if not (given.isascii() and given.isprintable()) or " " in given:
        raise NotConfigured("LANGUAGE_MODEL_KEY holds a space or a character that no key has")
    return given


def _euros(name: str, most: int) -> Decimal | None:
    given: str = getattr(settings, name).strip()
    if not given:
        return None
    try:
        found = Decimal(given)
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or not 0 <= found <= most:
        raise NotConfigured(f"{name} is an amount in euros up to {most}, with a point, such as 0.15")
    return found


def _whole(name: str, least: int, most: int) -> int:
    given: Any = str(getattr(settings, name)).strip()
    if not (given.isascii() and given.isdecimal() and len(given) < 10 and least <= int(given) <= most):
        raise NotConfigured(f"{name} is a whole number from {least} to {most}")
    return int(given)


def _day(name: str) -> date | None:
    given: str = getattr(settings, name).strip()
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise NotConfigured(f"{name} is a day, such as 2024-07-02") from None
