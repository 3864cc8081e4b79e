"""System check of the language model's settings: a wrong one stops every command, with what it may be."""

from __future__ import annotations

from typing import Any

from django.core.checks import Error, register

from positions.coders.language_model.config import NotConfigured, config


@register()
def language_model(app_configs: Any, **_: Any) -> list[Error]:
    try:
        config()
    except NotConfigured as error:
        return [Error(str(error), hint="See docs/language-model.md.", id="positions.E001")]
    return []
