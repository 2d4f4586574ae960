"""Addresses of the room."""

from django.urls import path

from veien.competition import views

app_name = "competition"

urlpatterns = [
    path("", views.page, name="page"),
    path("publish/", views.publish, name="publish"),
]
