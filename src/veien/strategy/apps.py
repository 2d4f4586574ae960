"""The strategy as a Django app."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """The choices on how the purchase is made."""

    name = "veien.strategy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the road that the room exists."""
        from veien.strategy import tool

        tool.register()
