"""The business case as a Django app."""

from django.apps import AppConfig


class BusinessCaseConfig(AppConfig):
    """Alternatives, drivers and assumptions."""

    name = "veien.business_case"
    default_auto_field = "django.db.models.BigAutoField"
