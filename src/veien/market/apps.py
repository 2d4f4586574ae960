"""The market dialogue as a Django app."""

from django.apps import AppConfig


class MarketConfig(AppConfig):
    """Market dialogue."""

    name = "veien.market"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the road that the room exists."""
        from veien.market import tool

        tool.register()
