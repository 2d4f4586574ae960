"""Needs in and out of Excel. What is read from a file is shown first, and kept only when somebody says so."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from veien.documents.queries import CannotRead, CellFault
from veien.documents.rules import MOST_BYTES
from veien.files.queries import download
from veien.foundation.errors import Refused
from veien.needs import actions, forms, queries
from veien.needs.queries import excel
from veien.needs.rules import NeedWords
from veien.needs.views.listing import list_columns
from veien.needs.views.wording import narrowed_by_wording
from veien.people.queries import signed_in
from veien.road.queries import Procurement, frame_of, procurement_for
from veien.web.rules.frame import Crumb
from veien.web.rules.table import table_page

SALT = "veien.needs.import"
HOURS = 8 * 3600


@login_required
@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the list of needs as a workbook: those that the filter lets through, in the order they are shown in."""
    procurement = procurement_for(request.user, public_id)
    narrow = forms.Narrow(request.GET, queries.known_in(procurement))
    narrowed = narrowed_by_wording(procurement, narrow.narrowed())
    table = table_page(list_columns(), request.GET.dict(), total=0, order="place")
    data = excel.list_as_workbook(procurement, queries.needs_of(procurement, narrowed, order=table.order_by))
    return download(data, name=_("Needs") + ".xlsx", content_type=excel.XLSX)


@login_required
@require_GET
def form_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the workbook to fill in."""
    procurement_for(request.user, public_id, may="edit")
    return download(excel.empty_form(), name=_("Needs to import") + ".xlsx", content_type=excel.XLSX)


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a workbook, and show what was read or what is wrong in which cell."""
    procurement = procurement_for(request.user, public_id, may="edit")
    if request.method != "POST":
        return _upload_page(request, procurement, forms.UploadNeeds())
    form = forms.UploadNeeds(request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, procurement, form)
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        form.add_error(
            "file", _("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1024 // 1024}
        )
        return _upload_page(request, procurement, form)
    try:
        rows, faults = excel.read_form(file.read(), most_rows=actions.MOST_IMPORTED)
    except CannotRead as refused:
        rows, faults = [], refused.faults
    if faults:
        form.add_error("file", _("Nothing was imported: something in the workbook must be mended first."))
        return _upload_page(request, procurement, form, faults)
    return _preview_page(request, procurement, rows)


@login_required
@require_POST
def apply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep the needs that were shown: all of them, or none."""
    procurement = procurement_for(request.user, public_id, may="edit")
    try:
        kept = signing.loads(request.POST.get("rows", ""), salt=SALT, max_age=HOURS)
    except signing.BadSignature:
        kept = {}
    if kept.get("procurement") != str(public_id):
        messages.error(request, _("What was read from the workbook is no longer here. Upload it once more."))
        return redirect("needs:import", public_id)
    try:
        count = actions.import_needs(procurement, by=signed_in(request), rows=kept["rows"])
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("needs:import", public_id)
    said = ngettext("%(count)s need is imported.", "%(count)s needs are imported.", count)
    messages.success(request, said % {"count": count})
    return redirect("needs:page", public_id)


def _upload_page(
    request: HttpRequest,
    procurement: Procurement,
    form: forms.UploadNeeds,
    faults: tuple[CellFault, ...] = (),
) -> HttpResponse:
    context = _frame(procurement) | {"form": form, "faults": faults}
    return render(request, "needs/import.html", context, status=422 if form.errors else 200)


def _preview_page(request: HttpRequest, procurement: Procurement, rows: list[NeedWords]) -> HttpResponse:
    kept = {"procurement": str(procurement.public_id), "rows": rows}
    titles = {each.title.casefold() for each in queries.need_choices(procurement)}
    context = _frame(procurement) | {
        "rows": rows,
        "there_already": [row["title"] for row in rows if row["title"].casefold() in titles],
        "signed": signing.dumps(kept, salt=SALT, compress=True),
    }
    return render(request, "needs/preview.html", context)


def _frame(procurement: Procurement) -> dict[str, object]:
    way = Crumb(_("Needs"), reverse("needs:page", args=[procurement.public_id]))
    title = _("Import needs from Excel")
    return {
        "procurement": procurement,
        "frame": frame_of(procurement, title, crumbs=(way, Crumb(_("Import")))),
    }
