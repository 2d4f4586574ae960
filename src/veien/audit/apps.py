"""The log as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The log."""

    name = "veien.audit"
    default_auto_field = "django.db.models.BigAutoField"
