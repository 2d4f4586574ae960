"""Goals as a Django app."""

from django.apps import AppConfig


class GoalsConfig(AppConfig):
    """Vision and goals."""

    name = "veien.goals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the road that the room exists."""
        from veien.goals import tool

        tool.register()
