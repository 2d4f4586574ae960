"""The case back in from Excel: shown first with what is new and what differs, kept only when somebody says so."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from veien.business_case import actions, forms
from veien.business_case.models import BusinessCase
from veien.business_case.queries import things
from veien.business_case.queries.living import names_of
from veien.business_case.queries.living.reading import Rows, read_case
from veien.business_case.views.frames import context_of, frame
from veien.documents.queries import CannotRead, CellFault
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import procurement_for

SALT = "veien.business_case.import"
HOURS = 8 * 3600


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a workbook, and show what it would change, or what is wrong in which cell."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = things.case_for(procurement)
    form = forms.Upload()
    faults: list[CellFault] = []
    if request.method == "POST":
        form = forms.Upload(request.POST, request.FILES)
        if form.is_valid():
            read, faults = _read(case, form.cleaned_data["file"].read())
            if not faults:
                changes, faults = _tried(case, read)
                if changes is not None:
                    return _preview(request, case, read, changes)
            form.add_error("file", _("Nothing was read in: something in the workbook must be mended first."))
    head = frame(procurement, _("Excel"), tab="workbook_import")
    context = context_of(procurement, case, head, form=form, faults=faults)
    return render(request, "business_case/import.html", context, status=422 if form.errors else 200)


def _read(case: BusinessCase, data: bytes) -> tuple[dict[str, Rows], list[CellFault]]:
    try:
        return read_case(case, data)
    except CannotRead as refused:
        return {}, list(refused.faults)


def _tried(case: BusinessCase, read: dict[str, Rows]) -> tuple[actions.Changes | None, list[CellFault]]:
    try:
        return actions.try_import(case, drivers=read["drivers"], lines=read["lines"]), []
    except actions.CannotWrite as refused:
        return None, [_fault(name, text) for name, text in refused.at]


def _fault(name: str, text: str) -> CellFault:
    names = names_of()
    sheet, _dash, row = name.partition("-")
    place = _("row %(number)s") % {"number": row} if row else ""
    return CellFault(
        {"drivers": names.drivers, "lines": names.lines}.get(sheet, ""), place, "content", text, ""
    )


def _preview(
    request: HttpRequest, case: BusinessCase, read: dict[str, Rows], changes: actions.Changes
) -> HttpResponse:
    procurement = case.procurement
    kept = {"procurement": str(procurement.public_id), **read}
    blocks = (
        (_("New drivers"), changes.new_drivers),
        (_("Drivers that differ"), changes.changed_drivers),
        (_("New lines"), changes.new_lines),
        (_("Lines that differ"), changes.changed_lines),
    )
    context = context_of(
        procurement,
        case,
        frame(procurement, _("Excel"), tab="workbook_import"),
        changes=changes,
        blocks=[block for block in blocks if block[1]],
        signed=signing.dumps(kept, salt=SALT, compress=True),
    )
    return render(request, "business_case/preview.html", context)


@login_required
@require_POST
def apply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep what was shown: all of it, or nothing."""
    procurement = procurement_for(request.user, public_id, may="edit")
    case = things.case_for(procurement)
    try:
        kept = signing.loads(request.POST.get("rows", ""), salt=SALT, max_age=HOURS)
    except signing.BadSignature:
        kept = {}
    if kept.get("procurement") != str(public_id):
        messages.error(request, _("What was read from the workbook is no longer here. Upload it once more."))
        return redirect("business_case:workbook_import", public_id)
    try:
        count = actions.import_case(case, by=signed_in(request), drivers=kept["drivers"], lines=kept["lines"])
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("business_case:workbook_import", public_id)
    said = ngettext("%(count)s change is kept.", "%(count)s changes are kept.", count)
    messages.success(request, said % {"count": count})
    return redirect("business_case:page", public_id)
