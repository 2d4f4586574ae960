"""Addresses of the room."""

from django.urls import URLPattern

app_name = "road"
urlpatterns: list[URLPattern] = []
