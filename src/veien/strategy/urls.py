"""Addresses of the room."""

from django.urls import path

from veien.strategy.views import overview

app_name = "strategy"
urlpatterns = [
    path("", overview.page, name="page"),
]
