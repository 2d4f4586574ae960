"""Addresses of the room."""

from django.urls import path

from veien.evaluation.views import alternatives, downloads, locking, musts, overview, rejecting, result, scores

app_name = "evaluation"
urlpatterns = [
    path("", overview.page, name="page"),
    path("musts/", musts.matrix, name="musts"),
    path("musts/<uuid:tender_id>/", musts.of_tender, name="musts_of"),
    path("points/", scores.matrix, name="scores"),
    path("points/excel/", downloads.workbook, name="workbook"),
    path("points/<uuid:criterion_id>/", scores.score, name="score"),
    path("tenders/<uuid:tender_id>/reject/", rejecting.reject, name="reject"),
    path("lock/", locking.lock, name="lock"),
    path("result/", result.result, name="result"),
    path("result/strengths/", alternatives.strengths, name="strengths"),
    path("result/models/", alternatives.models, name="models"),
    path("result/what-if/", alternatives.what_if, name="what_if"),
    path("result/record/", downloads.record, name="record"),
    path("result/report/<slug:ending>/", downloads.report, name="report"),
    path("result/keep/", result.keep, name="keep"),
    path("result/kept/<uuid:record_id>/<slug:part>/", downloads.kept, name="kept"),
    path("reasons/", result.reasons, name="reasons"),
]
