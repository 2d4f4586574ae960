"""Tells Django that the room exists."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The page frame."""

    name = "veien.web"
    label = "web"
