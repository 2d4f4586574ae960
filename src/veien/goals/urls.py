"""Addresses of the room."""

from django.urls import path

from veien.goals.views import listing, one

app_name = "goals"
urlpatterns = [
    path("", listing.page, name="page"),
    path("vision/", listing.vision, name="vision"),
    path("move/", listing.move, name="move"),
    path("add/", one.add, name="add"),
    path("<uuid:goal_id>/", one.goal, name="goal"),
    path("<uuid:goal_id>/change/", one.change, name="change"),
    path("<uuid:goal_id>/remove/", one.remove, name="remove"),
]
