"""Competition as a Django app."""

from django.apps import AppConfig


class CompetitionConfig(AppConfig):
    """The published competition."""

    name = "veien.competition"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the road that the room exists."""
        from veien.competition import tool

        tool.register()
