"""Pages of the room: who takes part, adding, changing and taking out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.collaboration import actions, forms, queries
from veien.collaboration.models import Member
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, frame_of, procurement_for
from veien.web.rules.frame import Crumb, Frame
from veien.web.rules.table import Column, table_page

ROWS = 200


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who takes part and who may join later, with the sums."""
    procurement = procurement_for(request.user, public_id)
    totals = queries.totals_of(procurement)
    narrow = forms.Narrow(request.GET, auto_id="narrow_%s")
    narrowed = narrow.narrowed()
    everybody = totals.members + totals.options
    total = queries.how_many(procurement, narrowed) if narrowed.is_on else everybody
    table = table_page(_columns(), request.GET.dict(), total=total, order="part", size=ROWS)
    rows = queries.members_of(procurement, narrowed, order=table.order_by, cut=slice(table.start, table.stop))
    parts = dict(Member.Standing.choices)
    title = _("Who buys together")
    context = {
        "procurement": procurement,
        "frame": frame_of(procurement, title, crumbs=(Crumb(title),)),
        "totals": totals,
        "everybody": everybody,
        "narrow": narrow,
        "is_narrowed": narrowed.is_on,
        "table": table,
        "rows": [{"member": each, "part": parts[each.standing]} for each in rows],
        "sources": sorted({each.population_source for each in rows if each.population_source})[:6],
        "may_manage": "manage" in procurement.granted,  # type: ignore[attr-defined]
        "buyer_url": reverse("collaboration:add", args=[public_id])
        + f"?chosen={procurement.buyer.public_id}",
    }
    return render(request, "collaboration/page.html", context)


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", _("Name")),
        Column("population", _("Population"), is_number=True),
        Column("part", _("Part")),
        Column("joined_on", _("Joined on")),
        Column("note", _("Remark"), can_sort=False),
    )


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Choose from the organisations that are known, one or many at once."""
    procurement = procurement_for(request.user, public_id, may="manage")
    known = list(queries.may_be_added(procurement))
    if request.method != "POST":
        chosen = [request.GET["chosen"]] if "chosen" in request.GET else []
        is_first = str(procurement.buyer.public_id) in chosen
        form = forms.AddMembers(known=known, initial={"standing": "lead"} if is_first else None)
        return _add_page(request, procurement, form, chosen=chosen)
    chosen = request.POST.getlist("organisations")
    if _only_searches(request):
        form = forms.AddMembers(known=known, initial=request.POST.dict())
        return _add_page(request, procurement, form, chosen=chosen)
    form = forms.AddMembers(request.POST, known=known)
    if form.is_valid():
        data = dict(form.cleaned_data)
        wanted_ids = set(data.pop("organisations"))
        wanted = [each for each in known if str(each.public_id) in wanted_ids]
        try:
            added = actions.add_members(procurement, by=signed_in(request), organisations=wanted, **data)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            said = ngettext("%(count)s is added.", "%(count)s are added.", len(added))
            messages.success(request, said % {"count": len(added)})
            return redirect("collaboration:page", public_id)
    return _add_page(request, procurement, form, chosen=chosen)


def _only_searches(request: HttpRequest) -> bool:
    """Tell a search in the list from a wish to keep: the enter key means a search when the words have changed."""
    if "search" in request.POST:
        return True
    return "enter" in request.POST and request.POST.get("find", "") != request.POST.get("found", "")


@login_required
@require_POST
def new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write in a municipality that is not known yet, and let it in."""
    procurement = procurement_for(request.user, public_id, may="manage")
    form = forms.NewMunicipality(request.POST, auto_id="new_%s")
    if form.is_valid():
        try:
            member = actions.add_new_municipality(procurement, by=signed_in(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("%(name)s is added.") % {"name": member.organisation.name})
            return redirect("collaboration:page", public_id)
    return _add_page(request, procurement, None, chosen=[], new_form=form)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, member_id: UUID) -> HttpResponse:
    """Change somebody's part: one that had an option joins, or another one leads."""
    procurement = procurement_for(request.user, public_id, may="manage")
    member = queries.member_for(procurement, member_id)
    if request.method != "POST":
        return _change_page(
            request, member, forms.ChangePart(initial=_stands(member, joins="joins" in request.GET))
        )
    form = forms.ChangePart(request.POST)
    if form.is_valid():
        try:
            actions.change_standing(member, by=signed_in(request), **form.cleaned_data)
        except actions.ChangedMeanwhile as late:
            words = form.cleaned_data | {"revision": late.current.revision}
            return _change_page(request, late.current, forms.ChangePart(initial=words), is_late=True)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The part of %(name)s is kept.") % {"name": member.organisation.name})
            return redirect("collaboration:page", public_id)
    return _change_page(request, member, form)


def _stands(member: Member, *, joins: bool) -> dict[str, Any]:
    if joins and member.standing == Member.Standing.OPTION:
        now = {"standing": Member.Standing.MEMBER, "joined_on": clock.today()}
    else:
        now = {"standing": member.standing, "joined_on": member.joined_on}
    return now | {"note": member.note, "revision": member.revision}


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID, member_id: UUID) -> HttpResponse:
    """Ask before somebody is taken out, then do it."""
    procurement = procurement_for(request.user, public_id, may="manage")
    member = queries.member_for(procurement, member_id)
    refusal = ""
    if request.method == "POST":
        try:
            actions.remove_member(member, by=signed_in(request))
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("%(name)s is taken out.") % {"name": member.organisation.name})
            return redirect("collaboration:page", public_id)
    title = _("Take out %(name)s?") % {"name": member.organisation.name}
    context = {
        "procurement": procurement,
        "frame": _frame(procurement, title, _("Take out")),
        "member": member,
        "refusal": refusal,
    }
    return render(request, "collaboration/remove.html", context, status=422 if refusal else 200)


def _frame(procurement: Procurement, title: str, last: str) -> Frame:
    way = Crumb(_("Who buys together"), reverse("collaboration:page", args=[procurement.public_id]))
    return frame_of(procurement, title, crumbs=(way, Crumb(last)))


def _add_page(
    request: HttpRequest,
    procurement: Procurement,
    form: forms.AddMembers | None,
    *,
    chosen: list[str],
    new_form: forms.NewMunicipality | None = None,
) -> HttpResponse:
    known = list(queries.may_be_added(procurement))
    find = request.POST.get("find", "").strip()
    ticked = set(chosen)
    rows = [
        {"organisation": each, "is_chosen": str(each.public_id) in ticked}
        for each in known
        if find.casefold() in each.name.casefold() or str(each.public_id) in ticked
    ]
    title = _("Add to the collaboration")
    form = form or forms.AddMembers(known=known)
    new_form = new_form or forms.NewMunicipality(
        auto_id="new_%s", initial={"country": procurement.buyer.country}
    )
    context = {
        "procurement": procurement,
        "frame": _frame(procurement, title, _("Add")),
        "form": form,
        "new_form": new_form,
        "rows": sorted(rows, key=lambda row: not row["is_chosen"]),
        "known_count": len(known),
        "find": find,
    }
    has_errors = bool(form.errors or new_form.errors)
    return render(request, "collaboration/add.html", context, status=422 if has_errors else 200)


def _change_page(
    request: HttpRequest, member: Member, form: forms.ChangePart, *, is_late: bool = False
) -> HttpResponse:
    title = _("The part of %(name)s") % {"name": member.organisation.name}
    context = {
        "procurement": member.procurement,
        "frame": _frame(member.procurement, title, member.organisation.name),
        "member": member,
        "form": form,
        "is_late": is_late,
    }
    status = 409 if is_late else 422 if form.errors else 200
    return render(request, "collaboration/change.html", context, status=status)
