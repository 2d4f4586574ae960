"""What is done to the requirements that are ticked in the editor."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from veien.foundation.errors import Refused
from veien.people.queries import User, signed_in
from veien.requirements import actions
from veien.requirements.forms import is_direction
from veien.requirements.queries import sections_of
from veien.requirements.views.frames import base_of, below_frame, is_part, room_frame
from veien.requirements.views.listing import editor_context, listing_of, ways_back
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb

FIELDS = ("obligation", "kind", "category", "answer")


@login_required
@require_POST
def selected(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change, move, link or remove the chosen requirements, then show the list again with the same ones chosen."""
    procurement = procurement_for(request.user, public_id, may="edit")
    ids = _ids(request)
    filters = QueryDict(request.POST.get("filters", ""))
    removes = request.POST.get("do") == "change" and request.POST.get("change") == "remove"
    if removes and ids:
        return _ask(request, procurement, ids, filters)
    refusal = said = ""
    try:
        said = _do(procurement, by=signed_in(request), ids=ids, asked=request.POST)
    except Refused as refused:
        refusal = str(refused)
    if is_part(request):
        listing = listing_of(procurement)
        context = editor_context(listing, filters, checked=ids, said=said) | {"refusal": refusal}
        return render(request, "requirements/editor.html", context, status=422 if refusal else 200)
    if refusal:
        return _refused(request, procurement, ids, filters, refusal)
    messages.success(request, said)
    return redirect(reverse("requirements:page", args=[public_id]) + ways_back(filters)["back"])


def _ids(request: HttpRequest) -> list[UUID]:
    found = []
    for each in request.POST.getlist("ids"):
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return found


def _do(procurement: Procurement, *, by: User, ids: Collection[UUID], asked: QueryDict) -> str:
    """Carry out what was asked for, and say what was done.

    Raises: Refused if nothing is chosen, or it is unknown what to do.
    """
    what = asked.get("do", "")
    if what == "remove":
        return _counted_removed(actions.remove_requirements(procurement, by=by, requirements=ids))
    if what in ("add_need", "remove_need"):
        need = asked.get("need", "")
        if not need.isdecimal():
            raise actions.CannotWrite(_("Choose a need first."))
        count = actions.change_many(procurement, by=by, requirements=ids, field=what, value=int(need))
        return _counted(count)
    field, _colon, value = asked.get("change", "").partition(":")
    if field == "remove":
        raise actions.CannotWrite(_("Choose at least one requirement first."))
    if field == "move" and is_direction(value):
        direction: Any = value
        return _counted(actions.move_requirements(procurement, by=by, requirements=ids, direction=direction))
    if field == "section":
        section = next((each for each in sections_of(procurement) if str(each.pk) == value), None)
        if section is None:
            raise actions.CannotWrite(_("The section is no longer there. Choose another one."))
        return _counted(actions.place_requirements(procurement, by=by, requirements=ids, section=section))
    if field in FIELDS:
        return _counted(actions.change_many(procurement, by=by, requirements=ids, field=field, value=value))
    raise actions.CannotWrite(_("Choose what to do with the chosen requirements."))


def _counted(count: int) -> str:
    if not count:
        return _("Nothing changed: it stood like that already.")
    return ngettext("%(count)s requirement is changed.", "%(count)s requirements are changed.", count) % {
        "count": count
    }


def _counted_removed(count: int) -> str:
    return ngettext("%(count)s requirement is removed.", "%(count)s requirements are removed.", count) % {
        "count": count
    }


def _ask(
    request: HttpRequest, procurement: Procurement, ids: Collection[UUID], filters: QueryDict
) -> HttpResponse:
    """Ask before the chosen requirements are removed."""
    chosen = set(ids)
    listing = listing_of(procurement)
    context = base_of(procurement) | {
        "chosen": [row for row in listing.rows if row.public_id in chosen],
        **ways_back(filters),
    }
    if is_part(request):
        return render(request, "requirements/ask_remove.html", context)
    context["frame"] = below_frame(procurement, _("Remove requirements"), Crumb(_("Remove")))
    return render(request, "requirements/remove_many.html", context)


def _refused(
    request: HttpRequest, procurement: Procurement, ids: Collection[UUID], filters: QueryDict, refusal: str
) -> HttpResponse:
    context = editor_context(listing_of(procurement), filters, checked=ids) | {"refusal": refusal}
    context["frame"] = room_frame(procurement, "page", editing=context["may_edit"])
    return render(request, "requirements/page.html", context, status=422)
