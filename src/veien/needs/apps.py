"""Needs as a Django app."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    """Mapped needs."""

    name = "veien.needs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the road that the room exists."""
        from veien.needs import tool

        tool.register()
