"""Tenders as a Django app."""

from django.apps import AppConfig


class TendersConfig(AppConfig):
    """Tenders received."""

    name = "veien.tenders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the road that the room exists."""
        from veien.tenders import tool

        tool.register()
