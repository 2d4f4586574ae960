"""Addresses of the road."""

from django.urls import path

from veien.road.views import decision, home, log, method, paper, people, station, team, thread

app_name = "road"
PROCUREMENT = "procurements/<uuid:public_id>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("procurements/start/", home.start, name="start"),
    path(PROCUREMENT, home.road, name="road"),
    path(f"{PROCUREMENT}stations/<slug:station_id>/", station.station, name="station"),
    path(f"{PROCUREMENT}stations/<slug:station_id>/effort/", station.effort, name="effort"),
    path(f"{PROCUREMENT}lanes/<slug:lane_id>/", station.lane, name="lane"),
    path(f"{PROCUREMENT}activities/<slug:activity_id>/", station.activity, name="activity"),
    path(f"{PROCUREMENT}activities/<slug:activity_id>/tick/", station.tick, name="tick"),
    path(f"{PROCUREMENT}activities/<slug:activity_id>/evidence/", station.evidence_add, name="evidence_add"),
    path(f"{PROCUREMENT}evidence/<uuid:file_id>/", station.evidence, name="evidence"),
    path(f"{PROCUREMENT}decisions/<slug:point>/", decision.decision, name="decision"),
    path(f"{PROCUREMENT}decisions/", paper.decisions, name="decisions"),
    path(f"{PROCUREMENT}decisions/<slug:point>/recommendation/", paper.recommendation, name="recommendation"),
    path(
        f"{PROCUREMENT}decisions/<slug:point>/<int:round_number>/signatures/",
        paper.signatures,
        name="signatures",
    ),
    path(f"{PROCUREMENT}signatures/<int:signature_id>/", paper.sign, name="sign"),
    path(f"{PROCUREMENT}signatures/<int:signature_id>/remove/", paper.signer_remove, name="signer_remove"),
    path(f"{PROCUREMENT}method/", method.method, name="method"),
    path(f"{PROCUREMENT}phases/<slug:phase_id>/skip/", decision.skip, name="skip"),
    path(f"{PROCUREMENT}deliverables/", decision.deliverables, name="deliverables"),
    path(f"{PROCUREMENT}deliverables/<slug:deliverable_id>/", decision.deliverable, name="deliverable"),
    path(f"{PROCUREMENT}deliverables/<slug:deliverable_id>/make/", decision.make, name="make"),
    path(f"{PROCUREMENT}documents/<uuid:file_id>/", decision.version, name="version"),
    path(f"{PROCUREMENT}charter/", people.charter, name="charter"),
    path(f"{PROCUREMENT}people/", people.roles, name="roles"),
    path(f"{PROCUREMENT}people/<int:holding_id>/take/", people.take, name="take_role"),
    path(f"{PROCUREMENT}people/declare/", people.declare, name="declare"),
    path(f"{PROCUREMENT}team/", team.team, name="team"),
    path(f"{PROCUREMENT}team/left-out/", team.leave_out, name="leave_out"),
    path(f"{PROCUREMENT}team/help/", team.ask, name="help_ask"),
    path(f"{PROCUREMENT}team/help/<uuid:help_id>/", team.settle, name="help_settle"),
    path(f"{PROCUREMENT}team/<uuid:person_id>/", team.member, name="member"),
    path(f"{PROCUREMENT}thread/", thread.thread, name="thread"),
    path(f"{PROCUREMENT}thread/<slug:kind>/<uuid:object_id>/", thread.thread_object, name="thread_object"),
    path(f"{PROCUREMENT}log/", log.log, name="log"),
    path(f"{PROCUREMENT}log/export/", log.log_export, name="log_export"),
]
