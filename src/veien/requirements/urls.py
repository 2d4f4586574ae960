"""Addresses of the room."""

from django.urls import URLPattern

app_name = "requirements"
urlpatterns: list[URLPattern] = []
