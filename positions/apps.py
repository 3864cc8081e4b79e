from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PositionsConfig(AppConfig):
    name = "positions"
    verbose_name = _("Standpunten")

    def ready(self) -> None:
        from positions import menu_entries  # noqa: PLC0415 - the menu asks models, which are loaded only now

        menu_entries.register()
        from positions.coders.language_model import checks  # noqa: F401, PLC0415 - registers itself
