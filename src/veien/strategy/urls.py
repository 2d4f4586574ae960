"""Addresses of the room."""

from django.urls import path

from veien.strategy.views import overview, value, value_many

app_name = "strategy"
urlpatterns = [
    path("", overview.page, name="page"),
    path("value/", value.page, name="value"),
    path("value/terms/", value.terms, name="value_terms"),
    path("value/add/", value.add, name="value_add"),
    path("value/members/", value_many.members, name="value_members"),
    path("value/take-over/", value_many.take_over, name="value_take_over"),
    path("value/excel/", value.export, name="value_export"),
    path("value/<uuid:row_id>/", value.row, name="value_row"),
    path("value/<uuid:row_id>/remove/", value.remove, name="value_remove"),
]
