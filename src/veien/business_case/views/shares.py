"""Who pays what: how the cost is shared, to the last øre."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from veien.business_case import actions, forms
from veien.business_case.models import BusinessCase
from veien.business_case.queries import things
from veien.business_case.queries.outcome import Outcome, computed
from veien.business_case.queries.rows import member_figures
from veien.business_case.views.frames import context_of, frame, late_words, may_edit, put_errors
from veien.business_case.views.overview import faults_of
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import procurement_for


@login_required
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what each member pays of each alternative; say what the cost is shared by."""
    procurement = procurement_for(request.user, public_id)
    case = things.case_for(procurement)
    if request.method == "POST" and not may_edit(procurement):
        raise Http404
    members = things.members_in(case)
    names = [(pk, name) for pk, name, _population in members]
    form, both = forms.WriteKey(members=names, initial=_initial(case)), None
    if request.method == "POST":
        form = forms.WriteKey(request.POST, members=names)
        try:
            if form.is_valid():
                _change(request, case, form)
                return redirect("business_case:shares", public_id)
        except actions.ChangedMeanwhile:
            current = things.case_for(procurement)
            both = late_words(_initial(current), form)
            form = forms.WriteKey(members=names, initial=request.POST.dict() | {"revision": current.revision})
        except Refused as refused:
            put_errors(form, refused)
    found = computed(case)
    context = context_of(
        procurement,
        case,
        frame(procurement, _("Sharing the cost"), tab="shares"),
        form=form,
        both=both,
        members=[
            {"population": population, "field": form[f"users-{pk}"]} for pk, _name, population in members
        ],
        is_shared=bool(found.row.by),
        unknown=_unknown(case),
        table=_table(found),
        **faults_of(found),
    )
    status = 409 if both is not None else 422 if form.errors else 200
    return render(request, "business_case/shares.html", context, status=status)


def _change(request: HttpRequest, case: BusinessCase, form: forms.WriteKey) -> None:
    held = form.cleaned_data
    actions.change_key(
        case,
        by=signed_in(request),
        revision=held["revision"],
        key_by=held["key_by"],
        fixed_share=held["fixed_share"],
        users=form.users(),
    )
    messages.success(request, _("It is kept."))


def _initial(case: BusinessCase) -> dict[str, Any]:
    users = {f"users-{pk}": figure for pk, figure in things.users_by_member(case).items()}
    held = {"key_by": case.key_by, "fixed_share": case.fixed_share, "revision": case.revision}
    return {**held, **users}


def _unknown(case: BusinessCase) -> list[str]:
    """Name the members whose figure is not known yet."""
    return [name for name, figure in member_figures(case).items() if figure is None] if case.key_by else []


def _table(found: Outcome) -> dict[str, Any]:
    """Give what each member pays: a row a member, a column an alternative, the sum below."""
    if found.case is None or not found.row.by:
        return {}
    titles = [each.title for each in found.row.alternatives]
    shares = [
        {member: Decimal(amount) for member, amount in found.of(each.key)["shares"].items()}
        for each in found.row.alternatives
    ]
    rows = [
        {
            "member": member,
            "figure": figure,
            "pays": [(title, column[member]) for title, column in zip(titles, shares, strict=True)],
        }
        for member, figure in found.row.by.items()
    ]
    sums = [(title, sum(column.values(), Decimal(0))) for title, column in zip(titles, shares, strict=True)]
    return {"titles": titles, "rows": rows, "sums": sums}
