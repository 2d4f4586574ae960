"""Addresses of the room."""

from django.urls import path

from veien.strategy.views import choices, demands, overview, ownership, questions, together, value, value_many

app_name = "strategy"
urlpatterns = [
    path("", overview.page, name="page"),
    path("link/", overview.link, name="link"),
    path("export/", overview.export, name="export"),
    path("together/", together.together, name="together"),
    path("together/points/", together.points, name="points"),
    path("together/stands/", together.stands, name="stands"),
    path("delivery/", choices.delivery, name="delivery"),
    path("agreement/", choices.agreement, name="agreement"),
    path("ownership/", ownership.ownership, name="ownership"),
    path("ownership/add/", ownership.cost_add, name="cost_add"),
    path("ownership/<uuid:cost_id>/", ownership.cost, name="cost"),
    path("ownership/<uuid:cost_id>/remove/", ownership.cost_remove, name="cost_remove"),
    path("suppliers/", demands.qualification, name="qualification"),
    path("suppliers/add/", demands.demand_add, name="demand_add"),
    path("suppliers/<uuid:demand_id>/", demands.demand, name="demand"),
    path("suppliers/<uuid:demand_id>/remove/", demands.demand_remove, name="demand_remove"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<uuid:question_id>/", questions.question, name="question"),
    path("questions/<uuid:question_id>/remove/", questions.question_remove, name="question_remove"),
    path("mandate/", questions.mandate, name="mandate"),
    path("value/", value.page, name="value"),
    path("value/terms/", value.terms, name="value_terms"),
    path("value/add/", value.add, name="value_add"),
    path("value/members/", value_many.members, name="value_members"),
    path("value/take-over/", value_many.take_over, name="value_take_over"),
    path("value/excel/", value.export, name="value_export"),
    path("value/<uuid:row_id>/", value.row, name="value_row"),
    path("value/<uuid:row_id>/remove/", value.remove, name="value_remove"),
]
