"""The sections: adding, naming, moving and removing them."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.requirements import actions, forms
from veien.requirements.models import Requirement, Section
from veien.requirements.queries import section_for, sections_of, set_of
from veien.requirements.views.frames import base_of, below_frame, room_frame
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb


@login_required
@require_http_methods(["GET", "POST"])
def sections(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the sections with how much each holds; add one."""
    procurement = procurement_for(request.user, public_id, may="edit")
    if request.method != "POST":
        return _page(request, procurement, forms.SectionForm(auto_id="section_%s"))
    form = forms.SectionForm(request.POST, auto_id="section_%s")
    if form.is_valid():
        try:
            added = actions.add_section(procurement, by=signed_in(request), title=form.cleaned_data["title"])
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The section “%(title)s” is added.") % {"title": added.title})
            return _back(request, procurement)
    return _page(request, procurement, form)


def _back(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    if request.POST.get("then") == "editor":
        return redirect("requirements:page", procurement.public_id)
    return redirect("requirements:sections", procurement.public_id)


def _page(
    request: HttpRequest, procurement: Procurement, form: forms.SectionForm, *, refusal: str = ""
) -> HttpResponse:
    counts = Counter(Requirement.objects.filter(procurement=procurement).values_list("section_id", flat=True))
    there = sections_of(procurement)
    locked = set_of(procurement).locked_at
    context: dict[str, Any] = base_of(procurement) | {
        "frame": room_frame(procurement, "sections", editing=True),
        "sections": [(each, counts[each.pk]) for each in there],
        "form": form,
        "refusal": refusal,
        "locked": locked,
        "may_edit": locked is None,
    }
    return render(
        request, "requirements/sections.html", context, status=422 if form.errors or refusal else 200
    )


@login_required
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, public_id: UUID, section_id: UUID) -> HttpResponse:
    """Give a section another title."""
    procurement = procurement_for(request.user, public_id, may="edit")
    section = section_for(procurement, section_id)
    form = forms.SectionForm(request.POST or None, initial={"title": section.title})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename_section(
                procurement, by=signed_in(request), section=section, title=form.cleaned_data["title"]
            )
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("The section is called “%(title)s”.") % {"title": section.title})
            return redirect("requirements:sections", public_id)
    context = base_of(procurement) | {
        "frame": below_frame(
            procurement, _("Rename section"), _sections_crumb(procurement), Crumb(section.title)
        ),
        "form": form,
        "section": section,
        "locked": set_of(procurement).locked_at,
    }
    return render(request, "requirements/rename_section.html", context, status=422 if form.errors else 200)


def _sections_crumb(procurement: Procurement) -> Crumb:
    return Crumb(_("Sections"), reverse("requirements:sections", args=[procurement.public_id]))


@login_required
@require_POST
def move(request: HttpRequest, public_id: UUID, section_id: UUID) -> HttpResponse:
    """Move a section with all its requirements."""
    procurement = procurement_for(request.user, public_id, may="edit")
    section = section_for(procurement, section_id)
    direction: Any = request.POST.get("direction", "")
    try:
        actions.move_section(procurement, by=signed_in(request), section=section, direction=direction)
    except Refused as refused:
        return _page(request, procurement, forms.SectionForm(auto_id="section_%s"), refusal=str(refused))
    return redirect("requirements:sections", public_id)


@login_required
@require_POST
def remove(request: HttpRequest, public_id: UUID, section_id: UUID) -> HttpResponse:
    """Remove an empty section."""
    procurement = procurement_for(request.user, public_id, may="edit")
    section: Section = section_for(procurement, section_id)
    try:
        actions.remove_section(procurement, by=signed_in(request), section=section)
    except Refused as refused:
        return _page(request, procurement, forms.SectionForm(auto_id="section_%s"), refusal=str(refused))
    messages.success(request, _("The section “%(title)s” is removed.") % {"title": section.title})
    return redirect("requirements:sections", public_id)
