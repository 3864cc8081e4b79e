from django.apps import AppConfig


class PositionsConfig(AppConfig):
    name = "positions"
    verbose_name = "Standpunten"

    def ready(self) -> None:
        from positions import menu  # noqa: PLC0415 - the menu asks models, which are loaded only now

        menu.register()
        from positions.coders.language_model import checks  # noqa: F401, PLC0415 - registers itself
