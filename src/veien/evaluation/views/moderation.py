"""The meeting: what is ready and where it matters most, and one criterion before and after its meeting is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.criteria.queries import Criterion, Item, criterion_for
from veien.evaluation import actions, forms
from veien.evaluation.forms.moderation import DIFFER, OPEN
from veien.evaluation.queries.meeting_words import said_agreement, said_disputes
from veien.evaluation.queries.moderating import Gathering
from veien.evaluation.queries.sitting import Sitting, sitting_of
from veien.evaluation.queries.words import said
from veien.evaluation.views import settling
from veien.evaluation.views.frames import granted, room_frame
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb
from veien.web.rules.table import Column, table_page

MOST_DISPUTES = 12
ROWS = 50


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show which criteria can be met over, and where the group differs most."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    sitting = sitting_of(procurement)
    disputes = sitting.disputed()
    waiting = [each for each in disputes if not each.is_settled]
    context = {
        "procurement": procurement,
        "frame": room_frame(procurement, "moderation"),
        "standing": sitting.standing,
        "rows": [_row(sitting, each) for each in sitting.gatherings],
        "disputes": said_disputes(waiting[:MOST_DISPUTES], sitting.standing, procurement.currency),
        "more": max(0, len(waiting) - MOST_DISPUTES),
        "settled_disputes": len(disputes) - len(waiting),
        "has_opened": any(each.opened for each in sitting.gatherings),
        "is_locked": sitting.standing.is_locked,
        "may_score": "score" in granted(procurement),
    }
    return render(request, "evaluation/moderation.html", context)


def _row(sitting: Sitting, gathering: Gathering) -> dict[str, Any]:
    """Give one criterion as the list shows it; agreement only once its meeting is open."""
    agreement = sitting.agreement(gathering.leaf.pk) if gathering.opened else None
    return {"gathering": gathering, "agreement": said_agreement(agreement) if agreement else None}


@login_required
@require_http_methods(["GET", "POST"])
def of_criterion(request: HttpRequest, public_id: UUID, criterion_id: UUID) -> HttpResponse:
    """Show one criterion: who has handed in, and once the meeting is open all points side by side, to be settled."""
    is_post = request.method == "POST"
    procurement = procurement_for(signed_in(request), public_id, may="score" if is_post else "view_tenders")
    criterion = _quality(procurement, criterion_id)
    sitting = sitting_of(procurement)
    gathering = sitting.gathering(criterion.pk)
    if is_post and request.POST.get("agreed"):
        return _take_over(request, procurement, criterion)
    if gathering.opened is None:
        return _waiting(request, procurement, sitting, gathering)
    items = sitting.items_of(criterion.pk)
    if items[0].ref:
        return _items(request, procurement, sitting, gathering, items)
    return settling.settle(request, procurement, criterion, sitting, items[0])


@login_required
@require_http_methods(["GET", "POST"])
def of_item(request: HttpRequest, public_id: UUID, criterion_id: UUID, requirement_id: UUID) -> HttpResponse:
    """Show one requirement that is judged for itself, with all points side by side, to be settled."""
    is_post = request.method == "POST"
    procurement = procurement_for(signed_in(request), public_id, may="score" if is_post else "view_tenders")
    criterion = _quality(procurement, criterion_id)
    sitting = sitting_of(procurement)
    items = sitting.items_of(criterion.pk)
    mine = [each for each in items if each.requirement_id == requirement_id]
    if items[0].ref and not mine:
        raise Http404
    if not mine or sitting.gathering(criterion.pk).opened is None:
        return redirect("evaluation:moderation_of", public_id, criterion_id)
    return settling.settle(request, procurement, criterion, sitting, mine[0])


@login_required
@require_POST
def open_meeting(request: HttpRequest, public_id: UUID, criterion_id: UUID) -> HttpResponse:
    """Open the meeting over a criterion."""
    procurement = procurement_for(signed_in(request), public_id, may="score")
    criterion = _quality(procurement, criterion_id)
    form = forms.OpenMeeting(request.POST)
    if form.is_valid():
        try:
            actions.open_moderation(
                procurement, by=signed_in(request), criterion=criterion, without=form.cleaned_data["without"]
            )
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(
                request,
                _("The meeting over %(criterion)s is open.") % {"criterion": criterion.title},
            )
            return redirect("evaluation:moderation_of", public_id, criterion_id)
    sitting = sitting_of(procurement)
    gathering = sitting.gathering(criterion.pk)
    if gathering.opened is not None:
        messages.error(request, _("The meeting over this criterion is open already."))
        return redirect("evaluation:moderation_of", public_id, criterion_id)
    return _waiting(request, procurement, sitting, gathering, form)


def _quality(procurement: Procurement, criterion_id: UUID) -> Criterion:
    criterion = criterion_for(procurement, criterion_id)
    if criterion.kind != "quality":
        raise Http404
    criterion.procurement = procurement
    return criterion


def _take_over(request: HttpRequest, procurement: Procurement, criterion: Criterion) -> HttpResponse:
    """Take over all on which the group agrees."""
    try:
        count = actions.settle_agreed(procurement, by=signed_in(request), criterion=criterion)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if count:
            messages.success(request, _("Taken over: %(count)s on which you all agreed.") % {"count": count})
        else:
            messages.info(request, _("There is nothing left on which you all gave the same points."))
    return redirect("evaluation:moderation_of", procurement.public_id, criterion.public_id)


def _waiting(
    request: HttpRequest,
    procurement: Procurement,
    sitting: Sitting,
    gathering: Gathering,
    form: forms.OpenMeeting | None = None,
) -> HttpResponse:
    """Show a criterion whose meeting is not open: names and counts, never points."""
    leaf = gathering.leaf
    context = {
        "procurement": procurement,
        "frame": room_frame(procurement, "moderation", title=leaf.title, crumbs=(Crumb(leaf.title),)),
        "standing": sitting.standing,
        "leaf": leaf,
        "gathering": gathering,
        "form": form or forms.OpenMeeting(auto_id="id_%s"),
        "is_locked": sitting.standing.is_locked,
        "may_score": "score" in granted(procurement),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "evaluation/moderation_waits.html", context, status=status)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One requirement in the list: how far it is settled, on how many tenders points differ, and the widest spread."""

    item: Item
    settled: int
    wanted: int
    differ: int
    spread: str

    @property
    def is_settled(self) -> bool:
        """Tell whether every tender that competes has points."""
        return self.settled >= self.wanted


def _items(
    request: HttpRequest,
    procurement: Procurement,
    sitting: Sitting,
    gathering: Gathering,
    items: tuple[Item, ...],
) -> HttpResponse:
    """Show the requirements of a criterion that is judged one by one."""
    narrow = forms.NarrowItems(request.GET.dict())
    show, words = narrow.wish()
    rows = [row for row in _item_rows(sitting, items) if _is_wanted(row, show, words)]
    first = [each for each in sitting.disputed(gathering.leaf.pk) if not each.is_settled]
    disputes = said_disputes(first[:MOST_DISPUTES], sitting.standing, procurement.currency)
    table = table_page(
        (Column("item", _("Requirement"), can_sort=False),), request.GET.dict(), total=len(rows), size=ROWS
    )
    agreement = sitting.agreement(gathering.leaf.pk)
    leaf = gathering.leaf
    context = {
        "procurement": procurement,
        "frame": room_frame(procurement, "moderation", title=leaf.title, crumbs=(Crumb(leaf.title),)),
        "standing": sitting.standing,
        "leaf": leaf,
        "gathering": gathering,
        "narrow": narrow,
        "table": table,
        "rows": rows[table.start : table.stop],
        "disputes": disputes,
        "more": max(0, len(first) - MOST_DISPUTES),
        "agreement": said_agreement(agreement),
        "agreed": sitting.agreed_count(leaf.pk),
        "is_locked": sitting.standing.is_locked,
        "may_score": "score" in granted(procurement),
    }
    return render(request, "evaluation/moderation_items.html", context)


def _item_rows(sitting: Sitting, items: tuple[Item, ...]) -> list[ItemRow]:
    competing = [each.pk for each in sitting.standing.competing]
    return [_item_row(item, competing, sitting) for item in items]


def _item_row(item: Item, competing: list[int], sitting: Sitting) -> ItemRow:
    given = [sitting.ranges.get((item.place, tender)) for tender in competing]
    spreads = [each.high - each.low for each in given if each]
    widest = max(spreads, default=None)
    return ItemRow(
        item,
        sum((item.place, tender) in sitting.settled for tender in competing),
        len(competing),
        sum(bool(each) for each in spreads),
        said(widest) if widest else "",
    )


def _is_wanted(row: ItemRow, show: str, words: str) -> bool:
    if not all(word in row.item.label.casefold() for word in words.casefold().split()):
        return False
    if show == OPEN:
        return not row.is_settled
    return show != DIFFER or bool(row.differ)
