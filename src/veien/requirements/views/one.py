"""One requirement: its own page, writing it, changing it in the list or on its page, moving and removing it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.requirements import actions, forms
from veien.requirements.models import Requirement
from veien.requirements.queries import requirement_for, sections_of, set_of
from veien.requirements.queries.history import history_of
from veien.requirements.queries.neighbours import page_of
from veien.requirements.queries.proposals import LearningRow, proposal_for
from veien.requirements.rules import LONGEST
from veien.requirements.views.changing import change_view
from veien.requirements.views.editor import row_part
from veien.requirements.views.frames import base_of, below_frame, is_part, may_edit
from veien.requirements.views.listing import Listing, carried, listing_of, ways_back
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb

KEPT_FOR_NEXT = ("section", "obligation", "kind", "category", "answer")
"""What the next requirement most likely has in common with the one just written."""


@login_required
@require_GET
def requirement(request: HttpRequest, public_id: UUID, requirement_id: UUID) -> HttpResponse:
    """Show a requirement: what it asks for, why, how it is answered, and what happened to it."""
    procurement = procurement_for(request.user, public_id)
    return _own_page(request, procurement, requirement_for(procurement, requirement_id))


def _own_page(
    request: HttpRequest, procurement: Procurement, found: Requirement, place: forms.PlaceForm | None = None
) -> HttpResponse:
    shown = page_of(procurement, found)
    kept = set_of(procurement)
    if place is None:
        there = {"section": found.section_id, "position": shown.place}
        place = forms.PlaceForm(initial=there, sections=sections_of(procurement))
    context = base_of(procurement) | {
        "frame": below_frame(procurement, f"{found.ref} {found.title}", Crumb(found.ref)),
        "requirement": found,
        "shown": shown,
        "history": history_of(procurement, found),
        "may_edit": may_edit(procurement, kept),
        "locked": kept.locked_at,
        "place": place,
    }
    return render(request, "requirements/requirement.html", context, status=422 if place.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write a requirement; the form stays for the next one."""
    procurement = procurement_for(request.user, public_id, may="edit")
    listing = listing_of(procurement)
    wanted = request.GET.get("proposal", "")
    proposal = proposal_for(procurement, wanted) if wanted else None
    if request.method != "POST":
        initial = _initial(request, listing) | (_proposed(proposal) if proposal else {})
        return _add_page(request, listing, _new_form(listing, initial), proposal)
    form = _new_form(listing, None, request.POST)
    if form.is_valid():
        try:
            taken = proposal.public_id if proposal else None
            added = actions.add_requirement(
                procurement, by=signed_in(request), proposal=taken, **form.values()
            )
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            if proposal is not None:
                said = _("%(ref)s is made of %(lesson)s.") % {"ref": added.ref, "lesson": proposal.ref}
                messages.success(request, said)
                return redirect("requirements:proposals", public_id)
            said = _("%(ref)s is added. Write the next one.") % {"ref": added.ref}
            again = {field: form.cleaned_data[field] for field in KEPT_FOR_NEXT}
            if is_part(request):
                listing = listing_of(procurement)
                next_form = _new_form(listing, again)
                return row_part(request, listing, added.public_id, said=said, form_context=next_form)
            messages.success(request, said)
            url = reverse("requirements:add", args=[public_id])
            return redirect(f"{url}?{urlencode(again)}")
    return _add_page(request, listing, form, proposal)


def _proposed(proposal: LearningRow) -> dict[str, Any]:
    """Give what a proposal fills in of a new requirement."""
    words = " ".join(proposal.proposal.split())
    title = words if len(words) <= LONGEST["title"] else words[: LONGEST["title"]].rsplit(" ", 1)[0]
    needs = [str(proposal.need_id)] if proposal.need_id else []
    return {"title": title, "text": proposal.proposal if title != words else "", "needs": needs}


def _new_form(listing: Listing, initial: dict[str, Any] | None, data: Any = None) -> forms.RequirementForm:
    """Make the form for a new requirement; its ids carry the section, so that two can stand open."""
    section = str((data or initial or {}).get("section", ""))
    mark = section if section.isdecimal() else ""
    return forms.RequirementForm(
        data,
        initial=initial,
        sections=listing.sections,
        needs=listing.needs,
        is_new=True,
        auto_id=f"new{mark}_%s",
    )


def _initial(request: HttpRequest, listing: Listing) -> dict[str, Any]:
    initial: dict[str, Any] = {field: request.GET[field] for field in KEPT_FOR_NEXT if request.GET.get(field)}
    if "section" not in initial and listing.sections:
        initial["section"] = str(listing.sections[-1].pk)
    need = request.GET.get("need", "")
    if need.isdecimal():
        initial["needs"] = [need]
    return initial


def _add_page(
    request: HttpRequest,
    listing: Listing,
    form: forms.RequirementForm,
    proposal: LearningRow | None = None,
) -> HttpResponse:
    context = base_of(listing.procurement) | {
        "form": form,
        "post_url": reverse("requirements:add", args=[listing.procurement.public_id])
        + (f"?proposal={proposal.public_id}" if proposal else ""),
        "proposal": proposal,
        "sections": listing.sections,
        "locked": listing.kept.locked_at,
        **ways_back(carried(request)),
    }
    status = 422 if form.errors else 200
    if is_part(request):
        return render(request, "requirements/add_part.html", context, status=status)
    title = _("New requirement")
    context["frame"] = below_frame(listing.procurement, title, Crumb(title))
    return render(request, "requirements/add.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: UUID, requirement_id: UUID) -> HttpResponse:
    """Change a requirement; when somebody else wrote first, show both texts and let the writer choose."""
    procurement = procurement_for(request.user, public_id, may="edit")
    return change_view(request, procurement, requirement_for(procurement, requirement_id))


@login_required
@require_POST
def move(request: HttpRequest, public_id: UUID, requirement_id: UUID) -> HttpResponse:
    """Move a requirement a step, to an end, or to a place in a section."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = requirement_for(procurement, requirement_id)
    sections = sections_of(procurement)
    direction: Any = request.POST.get("direction", "")
    form = forms.PlaceForm(request.POST, sections=sections)
    try:
        if forms.is_direction(direction):
            actions.move_requirements(
                procurement, by=signed_in(request), requirements=[requirement_id], direction=direction
            )
        elif form.is_valid():
            actions.place_requirements(
                procurement,
                by=signed_in(request),
                requirements=[requirement_id],
                section=form.by_key[form.cleaned_data["section"]],
                position=form.cleaned_data["position"] or 10**6,
            )
        else:
            return _own_page(request, procurement, found, form)
    except Refused as refused:
        form.is_valid()
        form.add_error(None, str(refused))
        return _own_page(request, procurement, found, form)
    if is_part(request):
        return HttpResponse(status=204)
    messages.success(request, _("%(ref)s is moved.") % {"ref": found.ref})
    return redirect("requirements:requirement", public_id, requirement_id)


@login_required
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: UUID, requirement_id: UUID) -> HttpResponse:
    """Ask before a requirement is removed, then remove it."""
    procurement = procurement_for(request.user, public_id, may="edit")
    found = requirement_for(procurement, requirement_id)
    refusal = ""
    if request.method == "POST":
        try:
            actions.remove_requirements(procurement, by=signed_in(request), requirements=[requirement_id])
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("%(ref)s is removed.") % {"ref": found.ref})
            return redirect("requirements:page", public_id)
    here = Crumb(found.ref, reverse("requirements:requirement", args=[public_id, requirement_id]))
    context = base_of(procurement) | {
        "frame": below_frame(
            procurement, _("Remove %(ref)s?") % {"ref": found.ref}, here, Crumb(_("Remove"))
        ),
        "requirement": found,
        "shown": page_of(procurement, found),
        "refusal": refusal,
    }
    return render(request, "requirements/remove.html", context, status=422 if refusal else 200)
