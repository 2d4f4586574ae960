"""Addresses of the room."""

from django.urls import path

from veien.collaboration import views

app_name = "collaboration"
urlpatterns = [
    path("", views.page, name="page"),
    path("add/", views.add, name="add"),
    path("new/", views.new, name="new"),
    path("<uuid:member_id>/change/", views.change, name="change"),
    path("<uuid:member_id>/remove/", views.remove, name="remove"),
]
