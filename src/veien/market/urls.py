"""Addresses of the room, for those who are logged in."""

from django.urls import path

from veien.market.views import activities, invitation, people, planning, rows

app_name = "market"
urlpatterns = [
    path("", planning.page, name="page"),
    path("plan/", planning.plan, name="plan"),
    path("invitation/", invitation.page, name="invitation"),
    path("invitation/change/", invitation.change, name="invitation_change"),
    path("invitation/note/", planning.note, name="note_change"),
    path("invitation/note/<str:ending>/", invitation.note_file, name="note_file"),
    path("invitation/publish/", invitation.publish, name="publish"),
    path("invitation/close/", invitation.close, name="close"),
    path("invitation/letter/", invitation.letter, name="letter"),
    path("invitation/notice/", invitation.notice, name="notice"),
    path("activities/", activities.choose, name="activity_choose"),
    path("activities/add/<str:way>/", activities.add, name="activity_add"),
    path("activities/<uuid:activity_id>/", activities.activity, name="activity"),
    path("activities/<uuid:activity_id>/change/", activities.change, name="activity_change"),
    path("activities/<uuid:activity_id>/remove/", activities.remove, name="activity_remove"),
    path("activities/<uuid:activity_id>/tick/", activities.tick, name="tick"),
    path("activities/<uuid:activity_id>/attendance/", activities.attendance, name="attendance"),
    path("activities/<uuid:activity_id>/slots/", activities.slots, name="slots"),
    path("activities/<uuid:activity_id>/slots/<uuid:slot_id>/", activities.minutes, name="minutes"),
    path(
        "activities/<uuid:activity_id>/slots/<uuid:slot_id>/remove/",
        activities.slot_remove,
        name="slot_remove",
    ),
    path("people/", people.page, name="people"),
    path("people/add/", people.add, name="people_add"),
    path("people/excel/", people.export, name="people_export"),
    path("people/<uuid:registration_id>/erase/", people.erase, name="people_erase"),
    path("<str:kind>/", rows.listing, name="rows"),
    path("<str:kind>/add/", rows.add, name="row_add"),
    path("<str:kind>/excel/", rows.export, name="rows_export"),
    path("question/bring/", rows.bring, name="bring"),
    path("<str:kind>/<uuid:row_id>/", rows.row, name="row"),
    path("<str:kind>/<uuid:row_id>/change/", rows.change, name="row_change"),
    path("<str:kind>/<uuid:row_id>/remove/", rows.remove, name="row_remove"),
    path("told/<uuid:row_id>/publish/", rows.publish, name="told_publish"),
    path("input/<uuid:row_id>/file/", rows.file, name="input_file"),
]
