"""Addresses of the room."""

from django.urls import path

from veien.tenders.views import answers, control, files, listing, prices, receiving, tender

app_name = "tenders"
urlpatterns = [
    path("", listing.page, name="page"),
    path("forms/<slug:form>/", files.form_file, name="form_file"),
    path("receive/", receiving.receive, name="receive"),
    path("prices/", prices.page, name="prices"),
    path("prices/excel/", prices.export, name="prices_export"),
    path("control/", control.page, name="control"),
    path("control/excel/", control.export, name="control_export"),
    path("answers/", answers.page, name="answers"),
    path("answers/<uuid:requirement_id>/", answers.requirement, name="requirement"),
    path("<uuid:tender_id>/", tender.tender, name="tender"),
    path("<uuid:tender_id>/control/", control.tender, name="control_tender"),
    path("<uuid:tender_id>/change/", tender.change, name="change"),
    path("<uuid:tender_id>/replace/", receiving.replace, name="replace"),
    path("<uuid:tender_id>/files/<uuid:file_id>/", files.received_file, name="file"),
]
