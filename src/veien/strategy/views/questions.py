"""Questions that are left open, and the mandate for the procurement."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.strategy import actions, forms
from veien.strategy.models import Mandate, StrategyQuestion
from veien.strategy.queries.strategy import strategy_of
from veien.strategy.views.editing import Ask, by_form, form_page, remove_page, sent
from veien.strategy.views.frames import may_edit, strategy_frame

WORDS = ("about", "text", "answer", "revision")
GIVEN = (
    "may_buy",
    "left_out",
    "budget",
    "budget_source",
    "contract_by",
    "in_use_by",
    "decides",
    "back_when",
    "revision",
)


@login_required
@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List what is left open, and leave one more."""
    procurement = procurement_for(request.user, public_id, may="edit" if request.method == "POST" else "view")
    shown = sent(
        request,
        forms.WriteQuestion,
        lambda: {"about": request.GET.get("about", "delivery"), "revision": 0},
        lambda form: actions.add_question(procurement, by=signed_in(request), **form.words()),
    )
    if shown.is_done:
        messages.success(request, _("The question is kept. The market dialogue can take it in."))
        return redirect("strategy:questions", public_id)
    context = {
        "procurement": procurement,
        "frame": strategy_frame(procurement, "questions"),
        "rows": StrategyQuestion.objects.filter(procurement=procurement).order_by("about", "pk"),
        "form": shown.form,
        "may_edit": may_edit(procurement),
    }
    return render(request, "strategy/questions.html", context, status=shown.status)


def _found(procurement: Procurement, question_id: UUID) -> StrategyQuestion:
    row = get_object_or_404(StrategyQuestion, procurement=procurement, public_id=question_id)
    row.procurement = procurement
    return row


def _ask(procurement: Procurement, title: str, row: StrategyQuestion | None = None) -> Ask:
    args = [procurement.public_id]
    return Ask(
        here="questions",
        title=title,
        back=reverse("strategy:questions", args=args),
        submit=_("Keep the question"),
        remove_url=reverse("strategy:question_remove", args=[*args, row.public_id]) if row else "",
    )


@login_required
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, public_id: UUID, question_id: UUID) -> HttpResponse:
    """Change a question, or write what was learned."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _found(procurement, question_id)

    def stands() -> dict[str, Any]:
        row = _found(procurement, question_id)
        return {name: getattr(row, name) for name in WORDS}

    shown = sent(
        request,
        forms.WriteQuestion,
        stands,
        by_form(request, actions.change_question, found),
    )
    if shown.is_done:
        messages.success(request, _("The question is kept."))
        return redirect("strategy:questions", public_id)
    return form_page(
        request, procurement, shown, _ask(procurement, _("Change or answer the question"), found)
    )


@login_required
@require_http_methods(["GET", "POST"])
def question_remove(request: HttpRequest, public_id: UUID, question_id: UUID) -> HttpResponse:
    """Ask before a question is taken away."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = _found(procurement, question_id)
    if request.method == "POST":
        actions.remove_question(found, by=signed_in(request))
        messages.success(request, _("The question is taken away."))
        return redirect("strategy:questions", public_id)
    return remove_page(request, procurement, _ask(procurement, _("Take the question away?")), what=found)


@login_required
@require_http_methods(["GET", "POST"])
def mandate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write what the project may buy, within what, and who decides along the way."""
    procurement = procurement_for(request.user, public_id, may="edit" if request.method == "POST" else "view")

    def stands() -> dict[str, Any]:
        row = Mandate.objects.filter(procurement=procurement).first()
        return {name: getattr(row, name) for name in GIVEN} if row else {"revision": 0}

    shown = sent(
        request,
        forms.WriteMandate,
        stands,
        by_form(request, actions.write_mandate, procurement),
    )
    if shown.is_done:
        messages.success(request, _("The mandate is kept."))
        return redirect("strategy:mandate", public_id)
    found = strategy_of(procurement)
    context = {
        "procurement": procurement,
        "frame": strategy_frame(procurement, "mandate"),
        "strategy": found,
        "mandate": found.mandate,
        "form": shown.form,
        "both": shown.both,
        "may_edit": may_edit(procurement),
    }
    return render(request, "strategy/mandate.html", context, status=shown.status)
