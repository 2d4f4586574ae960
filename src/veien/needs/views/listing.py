"""The list of needs: what stands here, writing the next one, and moving them about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.needs import actions, forms, queries
from veien.needs.models import Need
from veien.needs.queries.connections import loose_ends
from veien.needs.queries.inquiries import Ground, chosen_for, grounds_of, inquiry_choices
from veien.needs.queries.wording import words_naming
from veien.needs.views.frames import export_address, needs_frame
from veien.needs.views.wording import narrowed_by_wording
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.table import Column, table_page

ROWS = 200
KEPT = ("holder", "area", "horizon", "evidence_kind", "evidence")
"""What the next need most often shares with the one just written: the same interview, the same person."""


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the needs of a procurement, and the form for the next one."""
    procurement = procurement_for(request.user, public_id)
    return _page(request, procurement, None)


@login_required
@require_POST
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down a need, and stand ready for the next."""
    procurement = procurement_for(request.user, public_id, may="edit")
    form = forms.WriteNeed(request.POST, inquiries=inquiry_choices(procurement))
    if form.is_valid():
        try:
            need = actions.add_need(procurement, by=signed_in(request), **form.words())
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return redirect(f"{reverse('needs:page', args=[public_id])}?after={need.public_id}#write")
    return _page(request, procurement, form)


@login_required
@require_POST
def move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Move a need one step up or down, or to a place in the list."""
    procurement = procurement_for(request.user, public_id, may="edit")
    for way in ("up", "down", "to"):
        if way in request.POST:
            need = queries.need_for(procurement, _uuid(request.POST[way]))
            break
    else:
        raise Http404
    if way == "to":
        return _move_to(request, need)
    actions.move_need(need, by=signed_in(request), where="up" if way == "up" else "down")
    return redirect(f"{reverse('needs:page', args=[public_id])}#need-{need.number}")


def _move_to(request: HttpRequest, need: Need) -> HttpResponse:
    form = forms.MoveTo(request.POST)
    if form.is_valid():
        actions.move_need(need, by=signed_in(request), where=form.cleaned_data["place"])
        messages.success(request, _("%(need)s has moved.") % {"need": need.ref})
    else:
        messages.error(request, _("Write the place as a whole number, counted from 1."))
    return redirect("needs:need", need.procurement.public_id, need.public_id)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as problem:
        raise Http404 from problem


def _page(request: HttpRequest, procurement: Procurement, form: forms.WriteNeed | None) -> HttpResponse:
    known, loose = queries.known_in(procurement), loose_ends(procurement, today=clock.today())
    counts = loose.needs
    narrow = forms.Narrow(request.GET, known)
    narrowed = narrowed_by_wording(procurement, narrow.narrowed())
    total = queries.how_many(procurement, narrowed) if narrowed.is_on else counts.all
    table = table_page(list_columns(), request.GET.dict(), total=total, order="place", size=ROWS)
    cut = slice(table.start, table.stop)
    rows = queries.needs_of(procurement, narrowed, order=table.order_by, cut=cut)
    may_edit = "edit" in procurement.granted  # type: ignore[attr-defined]
    after = _after(procurement, request.GET.get("after", "")) if may_edit and form is None else None
    is_writing = may_edit and bool(form or after or "write" in request.GET or not counts.all)
    grounds = grounds_of(procurement, [each.pk for each in rows]) if rows else {}
    names = words_naming(procurement, rows) if rows else {}
    context = {
        "procurement": procurement,
        "frame": needs_frame(procurement, "page"),
        "loose": [each for each in loose.ends if each.url_name != "page"],
        "counts": counts,
        "known": known,
        "narrow": narrow,
        "is_narrowed": narrowed.is_on,
        "table": table,
        "export_url": export_address(request, "export", procurement),
        "rows": [_shown(each, grounds.get(each.pk, []), names.get(each.pk, ())) for each in rows],
        "may_edit": may_edit,
        "may_move": may_edit and not narrowed.is_on and table.order_by == "place" and total > 1,
        "write": form or _ready(procurement, after, is_asked="write" in request.GET) if is_writing else None,
        "is_writing": is_writing,
        "after": after,
        "after_names": names.get(after.pk, ()) if after else (),
    }
    return render(request, "needs/page.html", context, status=422 if form is not None else 200)


def list_columns() -> tuple[Column, ...]:
    """Give the columns of the list, in the reader's language."""
    return (
        Column("title", _("Need")),
        Column("holder", _("Who has it")),
        Column("evidence", _("What it rests on"), can_sort=False),
        Column("horizon", _("Horizon"), can_sort=False),
        Column("area", _("Area")),
        Column("place", _("Order")),
    )


def _shown(row: queries.NeedRow, grounds: list[Ground], names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "need": row,
        "grounds": grounds,
        "names": names,
        "kind": _KINDS.get(row.evidence_kind, ""),
        "horizon": _HORIZONS.get(row.horizon, ""),
    }


_KINDS = dict(Need.EvidenceKind.choices)
_HORIZONS = dict(Need.Horizon.choices)


def _after(procurement: Procurement, public_id: str) -> Need | None:
    """Give the need that was just written; nothing if the address names none."""
    if not public_id:
        return None
    try:
        return queries.need_for(procurement, _uuid(public_id))
    except Http404:
        return None


def _ready(procurement: Procurement, after: Need | None, *, is_asked: bool) -> forms.WriteNeed:
    """Give an empty form, or after a need the form for the next one, with what the two most often share."""
    initial: dict[str, Any] = {}
    if after:
        initial = {key: getattr(after, key) for key in KEPT}
        initial["inquiries"] = [str(each) for each in chosen_for(after)]
    form = forms.WriteNeed(initial=initial, inquiries=inquiry_choices(procurement))
    if after or is_asked:
        form.fields["title"].widget.attrs["autofocus"] = True
    return form
