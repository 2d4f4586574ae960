"""What is asked of suppliers, and what in it shuts out small and new firms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.strategy import actions, forms
from veien.strategy.models import Demand
from veien.strategy.queries.demands import demand_rows
from veien.strategy.queries.strategy import strategy_of
from veien.strategy.queries.summary import confidence_of, written_figure
from veien.strategy.views.editing import Ask, by_form, form_page, remove_page, sent
from veien.strategy.views.frames import may_edit, strategy_frame

WORDS = ("area", "kind", "text", "figure", "likeness", "equivalent", "relying", "reason", "revision")


@login_required
@require_GET
def qualification(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the demands with what the checks find, narrowed to an area or to those with a finding."""
    procurement = procurement_for(request.user, public_id)
    found, language = strategy_of(procurement), get_language() or "nb"
    narrow = forms.NarrowDemands(request.GET, auto_id="narrow_%s")
    narrowed = narrow.narrowed()
    every = demand_rows(found.demands, found.worth)
    rows = demand_rows(found.demands, found.worth, **narrowed)
    context = {
        "procurement": procurement,
        "frame": strategy_frame(procurement, "qualification"),
        "strategy": found,
        "narrow": narrow,
        "is_narrowed": any(narrowed.values()),
        "rows": [
            {
                "demand": row.demand,
                "figure": written_figure(row.demand.figure, language),
                "findings": [
                    {"finding": each, "confidence": confidence_of(each.check.confidence)}
                    for each in row.findings
                ],
            }
            for row in rows
        ],
        "count": len(every),
        "shutting": sum(row.shuts_out for row in every),
        "waiting": any(each.is_open for row in every for each in row.findings),
        "may_edit": may_edit(procurement),
    }
    return render(request, "strategy/qualification.html", context)


def _found(procurement: Procurement, demand_id: UUID) -> Demand:
    row = get_object_or_404(Demand, procurement=procurement, public_id=demand_id)
    row.procurement = procurement
    return row


def _ask(procurement: Procurement, title: str, row: Demand | None = None) -> Ask:
    args = [procurement.public_id]
    return Ask(
        here="qualification",
        title=title,
        back=reverse("strategy:qualification", args=args),
        submit=_("Keep the demand"),
        why=(
            _(
                "A demand on the supplier is about who may take part. What the solution must do stands in the"
                " requirements."
            ),
            _(
                "Each demand costs you somebody who might have had the best solution. Ask only for what you would"
                " reject a good tender for."
            ),
        ),
        remove_url=reverse("strategy:demand_remove", args=[*args, row.public_id]) if row else "",
    )


@login_required
@require_http_methods(["GET", "POST"])
def demand_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Draft a demand."""
    procurement = procurement_for(request.user, public_id, may="edit")
    shown = sent(
        request,
        forms.WriteDemand,
        lambda: {"area": request.GET.get("area", "economy"), "relying": True, "revision": 0},
        lambda form: actions.add_demand(procurement, by=signed_in(request), **form.words()),
    )
    if shown.is_done:
        messages.success(request, _("The demand is kept."))
        return redirect("strategy:qualification", public_id)
    return form_page(request, procurement, shown, _ask(procurement, _("Draft a demand")))


@login_required
@require_http_methods(["GET", "POST"])
def demand(request: HttpRequest, public_id: UUID, demand_id: UUID) -> HttpResponse:
    """Change a demand."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _found(procurement, demand_id)

    def stands() -> dict[str, Any]:
        row = _found(procurement, demand_id)
        return {name: getattr(row, name) for name in WORDS}

    shown = sent(
        request,
        forms.WriteDemand,
        stands,
        by_form(request, actions.change_demand, found),
    )
    if shown.is_done:
        messages.success(request, _("The demand is kept."))
        return redirect("strategy:qualification", public_id)
    return form_page(request, procurement, shown, _ask(procurement, _("Change the demand"), found))


@login_required
@require_http_methods(["GET", "POST"])
def demand_remove(request: HttpRequest, public_id: UUID, demand_id: UUID) -> HttpResponse:
    """Ask before a demand is taken away."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _found(procurement, demand_id)
    if request.method == "POST":
        actions.remove_demand(found, by=signed_in(request))
        messages.success(request, _("The demand is taken away."))
        return redirect("strategy:qualification", public_id)
    return remove_page(request, procurement, _ask(procurement, _("Take the demand away?")), what=found)
