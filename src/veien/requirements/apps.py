"""Requirements as a Django app."""

from django.apps import AppConfig


class RequirementsConfig(AppConfig):
    """The requirement specification."""

    name = "veien.requirements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the road that the room exists."""
        from veien.requirements import tool

        tool.register()
