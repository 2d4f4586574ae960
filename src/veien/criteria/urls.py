"""Addresses of the room."""

from django.urls import URLPattern

app_name = "criteria"
urlpatterns: list[URLPattern] = []
