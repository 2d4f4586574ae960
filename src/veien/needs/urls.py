"""Addresses of the room."""

from django.urls import path

from veien.needs.views import connections, excel, in_hand, inquiries, listing, one, personas

app_name = "needs"
urlpatterns = [
    path("", listing.page, name="page"),
    path("add/", listing.add, name="add"),
    path("move/", listing.move, name="move"),
    path("excel/", excel.export, name="export"),
    path("import/", excel.upload, name="import"),
    path("import/form/", excel.form_file, name="import_form"),
    path("import/apply/", excel.apply, name="import_apply"),
    path("inquiries/", inquiries.page, name="inquiries"),
    path("inquiries/add/", inquiries.add, name="inquiry_add"),
    path("inquiries/excel/", inquiries.export, name="inquiry_export"),
    path("inquiries/<uuid:inquiry_id>/", inquiries.one, name="inquiry"),
    path("inquiries/<uuid:inquiry_id>/change/", inquiries.change, name="inquiry_change"),
    path("inquiries/<uuid:inquiry_id>/remove/", inquiries.remove, name="inquiry_remove"),
    path("inquiries/<uuid:inquiry_id>/erase/", inquiries.erase, name="inquiry_erase"),
    path("inquiries/<uuid:inquiry_id>/notes/", in_hand.notes, name="inquiry_notes"),
    path("inquiries/<uuid:inquiry_id>/need/", in_hand.need, name="inquiry_need"),
    path("inquiries/<uuid:inquiry_id>/files/", in_hand.attach, name="inquiry_attach"),
    path("inquiries/<uuid:inquiry_id>/files/<uuid:file_id>/", in_hand.file, name="inquiry_file"),
    path(
        "inquiries/<uuid:inquiry_id>/files/<uuid:file_id>/remove/",
        in_hand.remove_file,
        name="inquiry_file_remove",
    ),
    path("personas/", personas.page, name="personas"),
    path("personas/add/", personas.add, name="persona_add"),
    path("personas/<uuid:persona_id>/", personas.change, name="persona"),
    path("personas/<uuid:persona_id>/remove/", personas.remove, name="persona_remove"),
    path("personas/<uuid:persona_id>/poster/", personas.poster, name="persona_poster"),
    path("stories/add/", personas.add_story, name="story_add"),
    path("stories/<uuid:story_id>/", personas.change_story, name="story"),
    path("stories/<uuid:story_id>/need/", personas.story_need, name="story_need"),
    path("stories/<uuid:story_id>/remove/", personas.remove_story, name="story_remove"),
    path("connections/", connections.page, name="connections"),
    path("connections/add/", connections.add, name="connection_add"),
    path("connections/horizons/", connections.horizons, name="horizons"),
    path("connections/<int:connection_id>/remove/", connections.remove, name="connection_remove"),
    path("<uuid:need_id>/", one.need, name="need"),
    path("<uuid:need_id>/change/", one.change, name="change"),
    path("<uuid:need_id>/remove/", one.remove, name="remove"),
]
