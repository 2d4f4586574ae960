"""Stored files as a Django app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Stored files."""

    name = "veien.files"
    default_auto_field = "django.db.models.BigAutoField"
