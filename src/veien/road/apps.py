"""The road as a Django app."""

from django.apps import AppConfig


class RoadConfig(AppConfig):
    """The engine of the road."""

    name = "veien.road"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the road's own tools."""
        from veien.road import tool

        tool.register()
