"""The business case as a Django app."""

from django.apps import AppConfig


class BusinessCaseConfig(AppConfig):
    """Alternatives, drivers and assumptions."""

    name = "veien.business_case"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the road that the room exists."""
        from veien.business_case import tool

        tool.register()
