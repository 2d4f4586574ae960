"""Addresses of the room."""

from django.urls import path

from veien.anchoring.views import measures, page, plans, stakeholders

app_name = "anchoring"
urlpatterns = [
    path("", page.page, name="page"),
    path("export/", page.export, name="export"),
    path("stakeholders/add/", stakeholders.add, name="stakeholder_add"),
    path("stakeholders/<uuid:stakeholder_id>/", stakeholders.stakeholder, name="stakeholder"),
    path("stakeholders/<uuid:stakeholder_id>/view/", stakeholders.view, name="view"),
    path("stakeholders/<uuid:stakeholder_id>/change/", stakeholders.change, name="stakeholder_change"),
    path("stakeholders/<uuid:stakeholder_id>/remove/", stakeholders.remove, name="stakeholder_remove"),
    path("measures/", page.measures, name="measures"),
    path("measures/add/", measures.add, name="measure_add"),
    path("measures/<uuid:measure_id>/", measures.change, name="measure_change"),
    path("measures/<uuid:measure_id>/attach/", measures.attach, name="measure_attach"),
    path("measures/<uuid:measure_id>/remove/", measures.remove, name="measure_remove"),
    path("files/<uuid:file_id>/", measures.file, name="file"),
    path("invitations/", measures.invitations, name="invitations"),
    path("invitations/<uuid:invitation_id>/", measures.answer, name="invitation"),
    path("plans/add/", plans.add, name="plan_add"),
    path("plans/<uuid:plan_id>/", plans.change, name="plan_change"),
    path("plans/<uuid:plan_id>/remove/", plans.remove, name="plan_remove"),
    path("politicians/", plans.brief, name="brief"),
    path("politicians/<slug:language>/<slug:ending>/", plans.brief_file, name="brief_file"),
]
