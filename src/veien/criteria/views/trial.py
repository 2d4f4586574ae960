"""Trying the model on made-up tenders. Computed for the page and thrown away: a trial binds nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from veien.criteria import forms, queries
from veien.criteria.queries import Tree
from veien.criteria.queries.problems import in_our_words, percent_of, problems_in
from veien.criteria.queries.words import method_words, price_model_words
from veien.criteria.rules import (
    MOST,
    Outcome,
    criterion_key,
    cut,
    document_of,
    example_spread,
    items_in,
    others_for,
    placed,
    try_out,
    weighings_in,
    with_price_model,
)
from veien.criteria.views.frame import frame, locked_note
from veien.road.queries import procurement_for


@dataclass(frozen=True)
class Standing:
    """One made-up tender in one model's order."""

    rank: Any
    name: str
    figure: Decimal | None
    price_points: Decimal | None
    quality_points: Decimal | None
    money: Decimal | None


@dataclass(frozen=True)
class Column:
    """What one model makes of the tenders, as the page shows it."""

    title: str
    is_chosen: bool
    rows: list[Standing]
    short_of: list[tuple[str, str]]
    winner: str
    without: list[dict[str, Any]]
    pairs: list[dict[str, Any]]
    faults: list[str]
    has_money: bool
    money_for_all: Decimal | None = None


@login_required
@require_http_methods(["GET", "POST"])
def trial(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show made-up tenders and, once they are there, what each model makes of them."""
    procurement = procurement_for(request.user, public_id)
    model, tree = queries.model_of(procurement), queries.tree_of(procurement)
    head = queries.head_of(procurement, model)
    judged = queries.judged_of(procurement, tree)
    problems = problems_in(head, tree, judged)
    context: dict[str, Any] = {
        "procurement": procurement,
        "frame": frame(
            procurement,
            _("Try it"),
            here="criteria:trial",
            lead=_("Make up some tenders and see what the model does with them, before it binds you."),
        ),
        "problems": problems,
        "model": model,
        "words": method_words(head.method),
        "tree": tree,
        "each_judged": ", ".join(each.criterion.title for each in weighings_in(tree, judged)),
        "locked": locked_note(model),
    }
    if problems:
        return render(request, "criteria/trial.html", context)
    count = forms.count_in(request.POST)
    names = _price_model(tree, head.method)
    wished = [request.POST.get("other_1", ""), request.POST.get("other_2", "")]
    others = others_for(names, wished)
    spread = forms.typed(example_spread(tree, head.scale, count), tree)
    begin = spread | {"other_1": others[0], "other_2": others[1]}
    data = _filled(request.POST, begin, anew=request.POST.get("do") == "anew")
    form = forms.Trial(data, tree=tree, scale=head.scale, count=count)
    context |= {"form": form, "count": count, "may_add": count < MOST, "may_take": count > 3}
    if form.is_valid():
        context |= _columns(document_of(head, tree, items_in(tree, judged)), tree, form, others)
    return render(request, "criteria/trial.html", context, status=422 if form.errors else 200)


def _filled(posted: Mapping[str, Any], begin: Mapping[str, Any], *, anew: bool) -> dict[str, Any]:
    """Take what was typed; a tender that came just now begins with the example."""
    shown = {
        key: forms.typed_figure(value) if isinstance(value, Decimal) else value
        for key, value in begin.items()
    }
    return shown if anew else shown | {key: value for key, value in posted.items() if key in shown}


def _price_model(tree: Tree, method: str) -> str:
    price = tree.price()
    return str(price.model.get("name", "")) if price is not None and method == "points" else ""


def _columns(document: Mapping[str, Any], tree: Tree, form: forms.Trial, others: list[str]) -> dict[str, Any]:
    tenders = form.tenders()
    chosen = try_out(document, tenders, name="")
    outcomes = [chosen]
    if tree.price() is not None and _is_weighed(document["criteria"]):
        outcomes += [try_out(with_price_model(document, name), tenders, name=name) for name in others]
    columns = [_column(each, document, tree) for each in outcomes]
    winners = {column.winner for column in columns if not column.faults}
    weights = chosen.result["effective_weights"] if chosen.result else None
    return {
        "columns": columns,
        "winners": winners,
        "agree": len(winners) == 1 and "" not in winners,
        "winner": next(iter(winners)) if len(winners) == 1 else "",
        "weights": _weights(tree, weights),
    }


def _is_weighed(entries: list[dict[str, Any]]) -> bool:
    """Say whether all criteria have weights, so that weighted points can stand beside another method."""
    return all("weight" in entry and _is_weighed(entry.get("children", [])) for entry in entries)


def _column(outcome: Outcome, document: Mapping[str, Any], tree: Tree) -> Column:
    price = tree.price()
    if outcome.name:
        words: Any = price_model_words(outcome.name)
    else:
        words = price_model_words(_price_model(tree, document["method"])) or method_words(document["method"])
    title, result = str(words.title), outcome.result
    if result is None:
        faults = [in_our_words(placed(document, fault)) for fault in outcome.faults]
        return Column(title, not outcome.name, [], [], "", [], [], faults, False)
    money = result["money_per_quality_point"] or {}
    ordered = sorted(
        result["tenders"].items(), key=lambda item: (item[1]["rank"] is None, item[1]["rank"], item[0])
    )
    rows = [
        Standing(
            rank=row["rank"],
            name=name,
            figure=_figure(row["evaluated_price"] or row["total"]),
            price_points=_figure(row["points"].get(price.key), places=2) if price else None,
            quality_points=_quality(row["points"], tree),
            money=_figure(money.get(name), places=0),
        )
        for name, row in ordered
    ]
    return Column(
        title=title,
        is_chosen=not outcome.name,
        rows=rows,
        short_of=sorted(result["rejected"].items()),
        winner=outcome.winner,
        without=[each for each in result["without"] if each["reversal"]],
        pairs=[
            {**pair, "critical": _figure(pair["critical_lowest_price"], places=0)} for pair in result["pairs"]
        ],
        faults=[],
        has_money=any(row.money is not None for row in rows),
        money_for_all=rows[0].money if len({row.money for row in rows}) == 1 else None,
    )


def _figure(text: str | None, *, places: int = 4) -> Decimal | None:
    if text is None:
        return None
    return cut(Decimal(text), places)


def _quality(points: Mapping[str, str | None], tree: Tree) -> Decimal | None:
    """Give the weighted quality points: the mean of the quality leaves by their weights in the whole."""
    total, whole = Decimal(0), Decimal(0)
    for place in tree.places():
        if place.node.kind == "quality" and place.effective is not None:
            total += place.effective * Decimal(points[place.node.key] or 0)
            whole += place.effective
    return cut(total / whole, 2) if whole else None


def _weights(tree: Tree, effective: Mapping[str, str] | None) -> list[dict[str, Any]]:
    """Set the weights side by side; requirements that get points of their own act together, as their criterion."""
    if not effective:
        return []
    acting: dict[str, Decimal] = defaultdict(Decimal)
    for key, share in effective.items():
        acting[criterion_key(key)] += Decimal(share)
    return [
        {
            "title": place.node.title,
            "nominal": percent_of(place.effective.quantize(Decimal("0.0001")))
            if place.effective is not None
            else "",
            "effective": percent_of(acting[place.node.key].quantize(Decimal("0.0001"))),
        }
        for place in tree.places()
        if place.node.key in acting
    ]
