"""Organisations as a Django app."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Municipalities, purchasing bodies and firms."""

    name = "veien.organisations"
    default_auto_field = "django.db.models.BigAutoField"
