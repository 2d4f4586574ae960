"""Addresses of the room."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from veien.goals.queries.lines import MODELS
from veien.goals.views import lines, listing, one, parts


class SortConverter(StringConverter):
    """The word for a sort of lines beside the goals."""

    regex = "|".join(MODELS)


register_converter(SortConverter, "goal_line")

app_name = "goals"
urlpatterns = [
    path("", listing.page, name="page"),
    path("vision/", listing.vision, name="vision"),
    path("move/", listing.move, name="move"),
    path("add/", one.add, name="add"),
    path("excel/", parts.export, name="export"),
    path("technology/", parts.page, name="parts"),
    path("<goal_line:what>/", lines.page, name="lines"),
    path("<goal_line:what>/add/", lines.add, name="line_add"),
    path("<goal_line:what>/<uuid:line_id>/", lines.change, name="line"),
    path("<goal_line:what>/<uuid:line_id>/remove/", lines.remove, name="line_remove"),
    path("<uuid:goal_id>/", one.goal, name="goal"),
    path("<uuid:goal_id>/change/", one.change, name="change"),
    path("<uuid:goal_id>/technology/", parts.change, name="part"),
    path("<uuid:goal_id>/remove/", one.remove, name="remove"),
]
