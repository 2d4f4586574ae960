"""Addresses of the room."""

from django.urls import path

from veien.business_case.views import (
    alternatives,
    book,
    drivers,
    excel,
    key_figures,
    lines,
    overview,
    results,
    shares,
)

app_name = "business_case"
urlpatterns = [
    path("", overview.page, name="page"),
    path("settings/", overview.settings, name="settings"),
    path("alternatives/add/", alternatives.add, name="alternative_add"),
    path("alternatives/<uuid:alternative_id>/", alternatives.alternative, name="alternative"),
    path("alternatives/<uuid:alternative_id>/working/", alternatives.working, name="working"),
    path("alternatives/<uuid:alternative_id>/change/", alternatives.change, name="alternative_change"),
    path("alternatives/<uuid:alternative_id>/remove/", alternatives.remove, name="alternative_remove"),
    path("alternatives/<uuid:alternative_id>/lines/add/", lines.add, name="line_add"),
    path("alternatives/<uuid:alternative_id>/table/<slug:part>/", lines.table, name="table"),
    path("lines/<uuid:line_id>/", lines.line, name="line"),
    path("lines/<uuid:line_id>/remove/", lines.remove, name="line_remove"),
    path("drivers/", drivers.page, name="drivers"),
    path("drivers/add/", drivers.add, name="driver_add"),
    path("drivers/key-figures/", key_figures.take, name="driver_from_figure"),
    path("drivers/<uuid:quantity_id>/follow/", key_figures.follow, name="driver_follow"),
    path("drivers/<uuid:quantity_id>/", drivers.driver, name="driver"),
    path("drivers/<uuid:quantity_id>/remove/", drivers.remove, name="driver_remove"),
    path("assumptions/", book.page, name="assumptions"),
    path("assumptions/add/", book.add, name="assumption_add"),
    path("assumptions/export/", book.export, name="assumptions_export"),
    path("assumptions/take-over/", book.take_over, name="take_over"),
    path("assumptions/<uuid:assumption_id>/", book.assumption, name="assumption"),
    path("assumptions/<uuid:assumption_id>/remove/", book.remove, name="assumption_remove"),
    path("shares/", shares.page, name="shares"),
    path("uncertainty/", results.simulation, name="simulation"),
    path("one-page/", results.compare, name="compare"),
    path("one-page/<slug:ending>/", results.compare_file, name="compare_file"),
    path("document/", results.document, name="document"),
    path("workbook/", results.workbook, name="workbook"),
    path("workbook/import/", excel.upload, name="workbook_import"),
    path("workbook/apply/", excel.apply, name="workbook_apply"),
]
