"""The document room as a Django app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The document room."""

    name = "veien.documents"
    default_auto_field = "django.db.models.BigAutoField"
