"""Addresses of the room."""

from django.urls import path

from veien.criteria.views import basis, criterion, judging, model, prices, tree, trial, weighing

app_name = "criteria"

urlpatterns = [
    path("", tree.page, name="page"),
    path("add/", tree.add, name="add"),
    path("weights/", tree.weights, name="weights"),
    path("weights/sum/", tree.weights_sum, name="weights_sum"),
    path("method/", model.model, name="model"),
    path("try/", trial.trial, name="trial"),
    path("requirements/", judging.requirements, name="requirements"),
    path("requirements/assign/", judging.assign, name="assign"),
    path("prices/", prices.prices, name="prices"),
    path("prices/add/", prices.add, name="price_add"),
    path("prices/sums/", basis.sums, name="price_sums"),
    path("prices/<slug:what>/add/", basis.add, name="basis_add"),
    path("prices/<slug:what>/<uuid:basis_id>/", basis.change, name="basis_change"),
    path("prices/<slug:what>/<uuid:basis_id>/remove/", basis.remove, name="basis_remove"),
    path("prices/<uuid:line_id>/", prices.change, name="price_change"),
    path("prices/<uuid:line_id>/remove/", prices.remove, name="price_remove"),
    path("prices/<uuid:line_id>/move/", prices.move, name="price_move"),
    path("<uuid:criterion_id>/", criterion.criterion, name="criterion"),
    path("<uuid:criterion_id>/change/", criterion.change, name="change"),
    path("<uuid:criterion_id>/remove/", criterion.remove, name="remove"),
    path("<uuid:criterion_id>/move/", criterion.move, name="move"),
    path("<uuid:criterion_id>/judging/", weighing.judging, name="judging"),
    path(
        "<uuid:criterion_id>/requirement-weights/", weighing.requirement_weights, name="requirement_weights"
    ),
    path(
        "<uuid:criterion_id>/requirement-weights/sum/",
        weighing.requirement_weights_sum,
        name="requirement_weights_sum",
    ),
    path(
        "<uuid:criterion_id>/requirement-weights/alike/",
        weighing.requirement_weights_alike,
        name="requirement_weights_alike",
    ),
    path("<uuid:criterion_id>/weights/", tree.weights, name="group_weights"),
    path("<uuid:criterion_id>/weights/sum/", tree.weights_sum, name="group_weights_sum"),
]
