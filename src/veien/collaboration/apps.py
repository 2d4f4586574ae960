"""Buying together as a Django app."""

from django.apps import AppConfig


class CollaborationConfig(AppConfig):
    """Municipalities that take part."""

    name = "veien.collaboration"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the road that the room exists."""
        from veien.collaboration import tool

        tool.register()
