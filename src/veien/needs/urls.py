"""Addresses of the room."""

from django.urls import path

from veien.needs.views import excel, listing, one

app_name = "needs"
urlpatterns = [
    path("", listing.page, name="page"),
    path("add/", listing.add, name="add"),
    path("move/", listing.move, name="move"),
    path("excel/", excel.export, name="export"),
    path("import/", excel.upload, name="import"),
    path("import/form/", excel.form_file, name="import_form"),
    path("import/apply/", excel.apply, name="import_apply"),
    path("<uuid:need_id>/", one.need, name="need"),
    path("<uuid:need_id>/change/", one.change, name="change"),
    path("<uuid:need_id>/remove/", one.remove, name="remove"),
]
