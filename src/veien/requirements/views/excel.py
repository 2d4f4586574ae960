"""The specification in and out of Excel, and as a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from veien.documents.rules import MOST_BYTES
from veien.files.queries import download
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.requirements import actions, forms
from veien.requirements.models import StagedImport
from veien.requirements.queries import set_of
from veien.requirements.queries.history import field_labels, shown
from veien.requirements.queries.imports import plan_for, staged_import_for
from veien.requirements.queries.made import FORMATS, make_specification
from veien.requirements.queries.workbook import CONTENT_TYPE, build_requirements_workbook
from veien.requirements.rules import COMPARED, Plan, Written
from veien.requirements.views.frames import base_of, below_frame, may_edit, room_frame
from veien.road.actions import draft_paper
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb


@login_required
@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the specification as a workbook that can be taken in again."""
    procurement = procurement_for(request.user, public_id)
    name = f"{_('Requirements')} {procurement.title}.xlsx"
    return download(build_requirements_workbook(procurement), name=name, content_type=CONTENT_TYPE)


@login_required
@require_GET
def document(request: HttpRequest, public_id: UUID, ending: str) -> HttpResponse:
    """Give the specification as a document in the procurement's language."""
    procurement = procurement_for(request.user, public_id)
    if ending not in FORMATS:
        raise Http404
    try:
        with draft_paper(procurement):
            made = make_specification(procurement, procurement.language, ending)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("requirements:page", public_id)
    return download(made.data, name=made.name, content_type=made.content_type)


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what can be downloaded; take a workbook, and show what it would change or what is wrong in it."""
    changing = request.method == "POST"
    procurement = procurement_for(request.user, public_id, may="edit" if changing else "view")
    if not changing:
        return _upload_page(request, procurement, forms.UploadForm())
    form = forms.UploadForm(request.POST, request.FILES)
    faults: tuple[Any, ...] = ()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > MOST_BYTES:
                most = MOST_BYTES // 1024 // 1024
                raise actions.CannotImport(_("The file is larger than %(most)s MB.") % {"most": most})
            staged = actions.stage_import(
                procurement, by=signed_in(request), data=file.read(), name=file.name
            )
        except actions.CannotImport as refused:
            form.add_error("file", str(refused))
            faults = refused.faults
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("requirements:preview", public_id, staged.public_id)
    return _upload_page(request, procurement, form, faults)


def _upload_page(
    request: HttpRequest, procurement: Procurement, form: forms.UploadForm, faults: tuple[Any, ...] = ()
) -> HttpResponse:
    kept = set_of(procurement)
    editing = may_edit(procurement, kept)
    context = base_of(procurement) | {
        "frame": room_frame(procurement, "import", editing=editing),
        "form": form,
        "faults": faults,
        "may_edit": editing,
        "locked": kept.locked_at,
        "formats": [("pdf", "PDF"), ("docx", "Word")],
    }
    return render(request, "requirements/import.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, public_id: UUID, import_id: UUID) -> HttpResponse:
    """Show what a workbook would change, field by field; do it when somebody says so."""
    procurement = procurement_for(request.user, public_id, may="edit")
    staged = staged_import_for(procurement, import_id)
    if request.method != "POST":
        return _preview_page(request, procurement, staged)
    form = forms.ApplyForm(request.POST)
    form.is_valid()
    try:
        plan = actions.apply_import(
            procurement,
            by=signed_in(request),
            staged=staged,
            seen_digest=form.cleaned_data.get("seen", ""),
            remove_missing=form.cleaned_data["remove_missing"],
        )
    except actions.Outdated as late:
        return _preview_page(request, procurement, staged, refusal=str(late), status=409)
    except Refused as refused:
        return _preview_page(request, procurement, staged, refusal=str(refused), status=422)
    removed = len(plan.missing) if form.cleaned_data["remove_missing"] else 0
    counts = {"new": len(plan.new), "changed": len(plan.changed), "removed": removed}
    said = _("The workbook is taken in: %(new)s new, %(changed)s changed, %(removed)s removed.")
    messages.success(request, said % counts)
    return redirect("requirements:page", public_id)


@dataclass(frozen=True)
class ShownChange:
    """One field that becomes another, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class ShownRow:
    """A requirement in the preview: what it is called, what it says or what changes in it."""

    ref: str
    title: str
    section: str
    facts: tuple[tuple[str, str], ...] = ()
    changes: tuple[ShownChange, ...] = ()


def _preview_page(
    request: HttpRequest,
    procurement: Procurement,
    staged: StagedImport,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    plan = plan_for(procurement, staged)
    kept = set_of(procurement)
    made_from = staged.made_from
    up = Crumb(_("Excel"), reverse("requirements:import", args=[procurement.public_id]))
    context = base_of(procurement) | {
        "frame": below_frame(
            procurement, _("Look over the changes"), up, Crumb(_("Changes")), lead=_lead(plan)
        ),
        "staged": staged,
        "plan": plan,
        "digest": plan.digest(),
        "is_applied": staged.applied_at is not None,
        "new": [_new_row(each) for each in plan.new],
        "changed": [_changed_row(plan, number) for number in range(len(plan.changed))],
        "is_foreign": bool(made_from) and made_from != str(procurement.public_id),
        "locked": kept.locked_at,
        "refusal": refusal,
        "does_something": plan.does_something or bool(plan.missing),
    }
    return render(request, "requirements/preview.html", context, status=status)


def _lead(plan: Plan) -> str:
    if not plan.does_something and not plan.missing:
        return _("The workbook says the same as Veien. There is nothing to change.")
    return ngettext(
        "Nothing is changed yet. The file has %(count)s requirement.",
        "Nothing is changed yet. The file has %(count)s requirements.",
        len(plan.order),
    ) % {"count": len(plan.order)}


def _new_row(row: Written) -> ShownRow:
    labels = field_labels()
    fields = [field for field in COMPARED if field not in ("ref", "title", "section") and getattr(row, field)]
    facts = tuple((labels[field], shown(field, getattr(row, field))) for field in fields)
    return ShownRow(row.ref, row.title, row.section, facts=facts)


def _changed_row(plan: Plan, number: int) -> ShownRow:
    labels = field_labels()
    each = plan.changed[number]
    changes = tuple(
        ShownChange(labels[one.field], shown(one.field, one.old), shown(one.field, one.new))
        for one in each.fields
    )
    return ShownRow(each.old.ref, each.old.title, each.old.section, changes=changes)
