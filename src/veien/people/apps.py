"""People as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People who log in."""

    name = "veien.people"
    default_auto_field = "django.db.models.BigAutoField"
