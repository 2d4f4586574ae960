"""The delivery model and the agreement."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from veien.road.queries import Procurement, procurement_for
from veien.strategy import actions, forms
from veien.strategy.models import Agreement, ServiceChoice
from veien.strategy.queries.delivery import hints_of
from veien.strategy.queries.pack import pack, services
from veien.strategy.queries.strategy import Strategy
from veien.strategy.queries.summary import confidence_of, years_written
from veien.strategy.views.editing import Reading, Sent, by_form, sent
from veien.strategy.views.frames import may_edit, strategy_frame

SHORT = {
    "self": gettext_lazy("Ourselves"),
    "together": pgettext_lazy("who does it", "Together"),
    "supplier": gettext_lazy("Supplier"),
}
AGREED = ("model", "pace", "years", "extensions", "extension_years", "options", "reason", "why_long")


def _placed(found: Strategy) -> dict[str, Any]:
    row = found.choices["delivery"]
    said: dict[str, Any] = {"remark": row.reason, "revision": row.revision}
    for each in services():
        stand = found.services.get(each.id)
        said[f"{each.id}-how"] = stand.how if stand else ""
        said[f"{each.id}-reason"] = stand.reason if stand else ""
    return said


@login_required
@require_http_methods(["GET", "POST"])
def delivery(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Choose who does each of the eight services."""
    procurement = procurement_for(request.user, public_id, may="edit" if request.method == "POST" else "view")
    read = Reading(procurement)
    shown = sent(
        request,
        forms.ChooseDelivery,
        lambda: _placed(read.anew()),
        by_form(request, actions.choose_delivery, procurement),
    )
    if shown.is_done:
        messages.success(request, _("The delivery model is kept."))
        return redirect("strategy:delivery", public_id)
    return _delivery_page(request, procurement, read.last, shown)


def _delivery_page(
    request: HttpRequest, procurement: Procurement, found: Strategy, shown: Sent
) -> HttpResponse:
    hints = hints_of(procurement, found.alternative.key) if found.alternative else {}
    ways = [(key, str(label), pack().ways[key]) for key, label in ServiceChoice.How.choices]
    context = {
        "procurement": procurement,
        "frame": strategy_frame(procurement, "delivery"),
        "strategy": found,
        "remark": found.choices["delivery"].reason,
        "ways": [
            {"key": key, "title": title, "short": SHORT[key], "consequence": each}
            for key, title, each in ways
        ],
        "rows": [
            {
                "service": each,
                "stand": found.services.get(each.id),
                "hint": hints.get(each.id),
                "how": shown.form[f"{each.id}-how"],
                "reason": shown.form[f"{each.id}-reason"],
            }
            for each in services()
        ],
        "unknown": hints.get(""),
        "has_hints": bool(hints),
        "form": shown.form,
        "both": shown.both,
        "may_edit": may_edit(procurement),
    }
    return render(request, "strategy/delivery.html", context, status=shown.status)


@login_required
@require_http_methods(["GET", "POST"])
def agreement(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Choose which agreement is entered into, how it is bought and for how long."""
    procurement = procurement_for(request.user, public_id, may="edit" if request.method == "POST" else "view")

    read = Reading(procurement)

    def stands() -> dict[str, Any]:
        row = read.anew().agreement
        if row is None:
            return {"revision": 0}
        return {name: getattr(row, name) for name in (*AGREED, "revision")}

    shown = sent(
        request,
        forms.ChooseAgreement,
        stands,
        by_form(request, actions.choose_agreement, procurement),
    )
    if shown.is_done:
        messages.success(request, _("The agreement is kept."))
        return redirect("strategy:agreement", public_id)
    return _agreement_page(request, procurement, read.last, shown)


def _agreement_page(
    request: HttpRequest, procurement: Procurement, found: Strategy, shown: Sent
) -> HttpResponse:
    limit = pack().frameworks.get(procurement.buyer.country)
    context = {
        "procurement": procurement,
        "frame": strategy_frame(procurement, "agreement"),
        "strategy": found,
        "agreement": found.agreement,
        "models": [
            {"title": label, "consequence": pack().agreements[key]} for key, label in Agreement.Model.choices
        ],
        "paces": [
            {"title": label, "consequence": pack().paces[key]} for key, label in Agreement.Pace.choices
        ],
        "longest": years_written(found.agreement.longest, get_language() or "nb") if found.agreement else "",
        "limit": limit,
        "confidence": confidence_of(limit.confidence) if limit else None,
        "differs": _differs(found),
        "form": shown.form,
        "both": shown.both,
        "may_edit": may_edit(procurement),
    }
    return render(request, "strategy/agreement.html", context, status=shown.status)


def _differs(found: Strategy) -> bool:
    """Tell whether the value is counted over another time than the agreement lasts."""
    row, value = found.agreement, found.value
    if row is None or value is None or value.kept.term != "fixed":
        return False
    return row.longest * 12 != value.kept.months + value.kept.extension_months
