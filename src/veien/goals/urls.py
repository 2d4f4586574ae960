"""Addresses of the room."""

from django.urls import URLPattern

app_name = "goals"
urlpatterns: list[URLPattern] = []
