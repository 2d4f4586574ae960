"""People as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People who log in."""

    name = "veien.people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what allauth says of log-in security."""
        from veien.people import tool

        tool.register()
