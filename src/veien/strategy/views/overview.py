"""The first page: what the strategy has chosen and what is left; the link to the business case; the workbook."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.business_case.queries import AlternativeRow, alternatives_of
from veien.files.queries import download
from veien.needs.queries.innovation import innovation_of
from veien.road.queries import Procurement, procurement_for
from veien.strategy import actions, forms
from veien.strategy.queries.strategy import strategy_of
from veien.strategy.queries.summary import parts_of
from veien.strategy.queries.workbook import XLSX, as_workbook
from veien.strategy.views.editing import by_form, sent
from veien.strategy.views.frames import may_edit, strategy_frame
from veien.web.rules.numbers import written_money


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what is chosen, with its reason, and what is left."""
    procurement = procurement_for(request.user, public_id)
    found = strategy_of(procurement)
    parts = parts_of(found, procurement, get_language() or "nb")
    context = {
        "procurement": procurement,
        "frame": strategy_frame(procurement, "page"),
        "strategy": found,
        "parts": parts,
        "done": sum(each.is_done for each in parts),
        "next": next((each for each in parts if not each.is_done), None),
        "innovation": innovation_of(procurement),
        "may_edit": may_edit(procurement),
    }
    return render(request, "strategy/page.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Found the strategy on an alternative of the business case."""
    procurement = procurement_for(request.user, public_id, may="edit")
    rows = alternatives_of(procurement)
    names = [(each.key, _named(each, procurement)) for each in rows]

    def stands() -> dict[str, Any]:
        plan = strategy_of(procurement).plan
        key = plan.alternative.key if plan.alternative else ""
        return {"alternative": key, "why": plan.why, "revision": plan.revision}

    shown = sent(
        request,
        lambda data=None, *, initial=None: forms.LinkCase(data, initial=initial, alternatives=names),
        stands,
        by_form(request, actions.link_to_case, procurement),
    )
    if shown.is_done:
        messages.success(request, _("The strategy is founded on the business case."))
        return redirect("strategy:page", public_id)
    context = {
        "procurement": procurement,
        "frame": strategy_frame(procurement, "page", title=_("Found the strategy on the business case")),
        "form": shown.form,
        "both": shown.both,
        "alternatives": rows,
        "back": reverse("strategy:page", args=[public_id]),
    }
    return render(request, "strategy/link.html", context, status=shown.status)


def _named(row: AlternativeRow, procurement: Procurement) -> str:
    if row.is_null:
        return _("%(title)s (today’s practice)") % {"title": row.title}
    if row.against_null is None:
        return row.title
    amount = written_money(round(row.against_null), procurement.currency, get_language() or "nb")
    said = _("%(title)s (worth %(amount)s beside today’s practice)")
    return said % {"title": row.title, "amount": amount}


@login_required
@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the strategy as a workbook."""
    procurement = procurement_for(request.user, public_id)
    data = as_workbook(procurement, get_language() or "nb")
    return download(data, name=_("Strategy") + ".xlsx", content_type=XLSX)
