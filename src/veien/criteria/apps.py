"""Criteria as a Django app."""

from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    """The award model."""

    name = "veien.criteria"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the road that the room exists."""
        from veien.criteria import tool

        tool.register()
