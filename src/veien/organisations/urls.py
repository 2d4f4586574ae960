"""Addresses of the room."""

from django.urls import path

from veien.organisations import views

app_name = "organisations"
urlpatterns = [
    path("", views.page, name="page"),
    path("add/", views.add, name="add"),
    path("<uuid:public_id>/", views.change, name="change"),
    path("<uuid:public_id>/template/", views.template, name="template"),
    path("<uuid:public_id>/template/<slug:what>/", views.template_file, name="template_file"),
]
