"""Addresses of the room."""

from django.urls import path

from veien.requirements.views import editor, excel, figures, many, one, proposals, sections

app_name = "requirements"
urlpatterns = [
    path("", editor.page, name="page"),
    path("new/", one.add, name="add"),
    path("proposals/", proposals.page, name="proposals"),
    path("selected/", many.selected, name="selected"),
    path("figures/", figures.figures, name="figures"),
    path("sections/", sections.sections, name="sections"),
    path("sections/<uuid:section_id>/rename/", sections.rename, name="rename_section"),
    path("sections/<uuid:section_id>/move/", sections.move, name="move_section"),
    path("sections/<uuid:section_id>/remove/", sections.remove, name="remove_section"),
    path("export/", excel.export, name="export"),
    path("document/<slug:ending>/", excel.document, name="document"),
    path("import/", excel.upload, name="import"),
    path("import/<uuid:import_id>/", excel.preview, name="preview"),
    path("<uuid:requirement_id>/", one.requirement, name="requirement"),
    path("<uuid:requirement_id>/row/", editor.row, name="row"),
    path("<uuid:requirement_id>/change/", one.change, name="change"),
    path("<uuid:requirement_id>/move/", one.move, name="move"),
    path("<uuid:requirement_id>/remove/", one.remove, name="remove"),
]
