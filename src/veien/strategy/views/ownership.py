"""Own, rent or lease: the costs of each way, what they come to today, and the choice."""

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
from django.views.decorators.http import require_http_methods

from veien.business_case.queries import case_of
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.strategy import actions, forms
from veien.strategy.models import OwnershipLine
from veien.strategy.queries.ownership import bars_of, reckoned, shown_ways
from veien.strategy.views.editing import Ask, Reading, by_form, form_page, remove_page, sent
from veien.strategy.views.frames import may_edit, strategy_frame

WORDS = ("way", "title", "amount", "first_year", "last_year", "source", "revision")


@login_required
@require_http_methods(["GET", "POST"])
def ownership(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what each way costs; a POST chooses one."""
    procurement = procurement_for(request.user, public_id, may="edit" if request.method == "POST" else "view")

    read = Reading(procurement)

    def stands() -> dict[str, Any]:
        row = read.anew().choices["ownership"]
        return {"chosen": row.chosen, "reason": row.reason, "revision": row.revision}

    shown = sent(
        request,
        forms.ChooseOwnership,
        stands,
        by_form(request, actions.choose_ownership, procurement),
    )
    if shown.is_done:
        messages.success(request, _("The choice is kept."))
        return redirect("strategy:ownership", public_id)
    found = read.last
    case = case_of(procurement)
    ways = reckoned(case, found.costs) if case else {}
    context = {
        "procurement": procurement,
        "frame": strategy_frame(procurement, "ownership"),
        "strategy": found,
        "case": case,
        "ways": shown_ways(found, ways, case),
        "picture": bars_of(ways, procurement.currency, get_language() or "nb"),
        "form": shown.form,
        "both": shown.both,
        "may_edit": may_edit(procurement),
    }
    return render(request, "strategy/ownership.html", context, status=shown.status)


def _line(procurement: Procurement, cost_id: UUID) -> OwnershipLine:
    found = get_object_or_404(OwnershipLine, procurement=procurement, public_id=cost_id)
    found.procurement = procurement
    return found


def _ask(procurement: Procurement, title: str, row: OwnershipLine | None = None) -> Ask:
    args = [procurement.public_id]
    return Ask(
        here="ownership",
        title=title,
        back=reverse("strategy:ownership", args=args),
        submit=_("Keep the cost"),
        why=(
            _(
                "Write the same things for each way, so that they can be compared: what is paid once, what is paid"
                " every year, who replaces what breaks, and what is left at the end."
            ),
        ),
        remove_url=reverse("strategy:cost_remove", args=[*args, row.public_id]) if row else "",
    )


@login_required
@require_http_methods(["GET", "POST"])
def cost_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down a cost."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = case_of(procurement)
    last = case.years if case else 0
    first = {"way": request.GET.get("way", "own"), "first_year": 0, "last_year": last, "revision": 0}
    shown = sent(
        request,
        forms.WriteCost,
        lambda: first,
        lambda form: actions.add_cost(procurement, by=signed_in(request), **form.words()),
    )
    if shown.is_done:
        messages.success(request, _("The cost is kept."))
        return redirect("strategy:ownership", public_id)
    return form_page(request, procurement, shown, _ask(procurement, _("Add a cost")))


@login_required
@require_http_methods(["GET", "POST"])
def cost(request: HttpRequest, public_id: UUID, cost_id: UUID) -> HttpResponse:
    """Change a cost."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _line(procurement, cost_id)

    def stands() -> dict[str, Any]:
        row = _line(procurement, cost_id)
        return {name: getattr(row, name) for name in WORDS}

    shown = sent(
        request,
        forms.WriteCost,
        stands,
        by_form(request, actions.change_cost, found),
    )
    if shown.is_done:
        messages.success(request, _("The cost is kept."))
        return redirect("strategy:ownership", public_id)
    return form_page(request, procurement, shown, _ask(procurement, found.title, found))


@login_required
@require_http_methods(["GET", "POST"])
def cost_remove(request: HttpRequest, public_id: UUID, cost_id: UUID) -> HttpResponse:
    """Ask before a cost is taken away."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _line(procurement, cost_id)
    if request.method == "POST":
        actions.remove_cost(found, by=signed_in(request))
        messages.success(request, _("The cost is taken away."))
        return redirect("strategy:ownership", public_id)
    return remove_page(request, procurement, _ask(procurement, _("Take the cost away?")), what=found)
