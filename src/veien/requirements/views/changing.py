"""Changing a requirement, in its row or on a page of its own, when nobody or somebody else wrote meanwhile."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from veien.audit.queries import entries_of
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.requirements import actions, forms
from veien.requirements.models import Requirement
from veien.requirements.queries import requirement_for
from veien.requirements.queries.rows import need_ids_by_requirement
from veien.requirements.rules import merge
from veien.requirements.views.editor import row_part
from veien.requirements.views.frames import base_of, below_frame, is_part
from veien.requirements.views.listing import Listing, carried, listing_of, ways_back
from veien.road.queries import Procurement
from veien.web.rules.frame import Crumb


@dataclass(frozen=True)
class Both:
    """One field that two people changed: what each of them wrote."""

    field: str
    label: str
    mine: str
    theirs: str
    is_clash: bool


def change_view(request: HttpRequest, procurement: Procurement, found: Requirement) -> HttpResponse:
    """Show the form, keep what is written in it, or say why not."""
    listing = listing_of(procurement)
    if request.method != "POST":
        return _page(request, listing, found, _form(listing, found, initial=_as_it_stands(found)))
    form = _form(listing, found, data=request.POST)
    if form.is_valid():
        try:
            actions.change_requirement(
                procurement,
                by=signed_in(request),
                requirement=found,
                revision=form.cleaned_data["revision"] or 0,
                changes=form.values(),
            )
        except actions.Stale:
            return _both(request, listing, requirement_for(procurement, found.public_id), form)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            return _kept(request, procurement, found)
    return _page(request, listing, found, form)


def _kept(request: HttpRequest, procurement: Procurement, old: Requirement) -> HttpResponse:
    now = requirement_for(procurement, old.public_id)
    said = _("%(ref)s is saved.") % {"ref": now.ref}
    if not is_part(request):
        messages.success(request, said)
        return redirect("requirements:requirement", procurement.public_id, old.public_id)
    if now.section_id != old.section_id:
        # The row belongs in another part of the table now: the page is read anew.
        messages.success(request, said)
        return HttpResponse(headers={"HX-Refresh": "true"})
    return row_part(request, listing_of(procurement), old.public_id, said=said)


def _as_it_stands(found: Requirement) -> dict[str, Any]:
    needs = need_ids_by_requirement(found.procurement).get(found.pk, ())
    return forms.values_of(found, needs)


def _form(
    listing: Listing, found: Requirement, *, initial: dict[str, Any] | None = None, data: Any = None
) -> forms.RequirementForm:
    if initial is not None:
        initial = {
            "revision": found.revision,
            "was": json.dumps(_as_it_stands(found), ensure_ascii=False),
            **initial,
        }
    return forms.RequirementForm(
        data,
        initial=initial,
        sections=listing.sections,
        needs=listing.needs,
        is_new=False,
        auto_id=f"r{found.pk}_%s",
    )


def _both(
    request: HttpRequest, listing: Listing, current: Requirement, form: forms.RequirementForm
) -> HttpResponse:
    """Show what the other wrote beside what was typed; the form proposes both laid together."""
    theirs = _as_it_stands(current)
    laid = merge(form.stood(), form.written(), theirs)
    fields = [field for field in forms.PLAIN if field in (*laid.clashes, *laid.theirs_only)]
    both = [
        Both(
            field=f"r{current.pk}_{field}",
            label=str(form.fields[field].label),
            mine=_shown(form, field, form.written()[field]),
            theirs=_shown(form, field, theirs[field]),
            is_clash=field in laid.clashes,
        )
        for field in fields
    ]
    proposal = _form(listing, current, initial=dict(laid.values))
    writers = entries_of(current.procurement.public_id, subject=actions.subject_of(current), most=1)
    extra = {"both": both, "writer": writers[0].actor if writers else ""}
    return _page(request, listing, current, proposal, extra=extra, status=409)


def _shown(form: forms.RequirementForm, field: str, value: Any) -> str:
    """Write a value as people read it."""
    choices = getattr(form.fields[field], "choices", None)
    if choices is None:
        return str(value)
    labels = {str(key): str(label) for key, label in choices}
    keys = value if isinstance(value, list) else [value]
    return ", ".join(labels.get(str(key), str(key)) for key in keys)


def _page(
    request: HttpRequest,
    listing: Listing,
    found: Requirement,
    form: forms.RequirementForm,
    *,
    extra: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    procurement = listing.procurement
    arguments = [procurement.public_id, found.public_id]
    context = base_of(procurement) | {
        "form": form,
        "requirement": found,
        "row_id": str(found.public_id),
        "post_url": reverse("requirements:change", args=arguments),
        "locked": listing.kept.locked_at,
        **ways_back(carried(request)),
    }
    context |= extra or {}
    status = 422 if form.errors and status == 200 else status
    if is_part(request):
        return render(request, "requirements/change_part.html", context, status=status)
    here = Crumb(found.ref, reverse("requirements:requirement", args=arguments))
    title = _("Change %(ref)s") % {"ref": found.ref}
    context["frame"] = below_frame(procurement, title, here, Crumb(_("Change")))
    return render(request, "requirements/change.html", context, status=status)
