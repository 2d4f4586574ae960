"""Anchoring as a Django app."""

from django.apps import AppConfig


class AnchoringConfig(AppConfig):
    """Stakeholders, measures, invitations, plans and the page for politicians."""

    name = "veien.anchoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the road that the room exists."""
        from veien.anchoring import tool

        tool.register()
