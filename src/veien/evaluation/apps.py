"""Evaluation as a Django app."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """Scores and the ranking."""

    name = "veien.evaluation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the road that the room exists."""
        from veien.evaluation import tool

        tool.register()
