"""Files: the record, the report, the table of points, and records that were kept."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.http import require_GET

from veien.evaluation import queries
from veien.evaluation.queries.download import JSON, as_file, record_name
from veien.evaluation.queries.files import DOCX, XLSX, made_form, made_ranking, made_sheets
from veien.files.queries import content_of, download
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import procurement_for

FORMATS = {"pdf": "application/pdf", "docx": DOCX}


@login_required
@require_GET
def record(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Download the record as it stands now, for ``veien evaluate``."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    computed = queries.computed_of(procurement)
    if computed.result is None:
        return _not_yet(request, public_id, computed)
    return download(as_file(computed.document), name=record_name(procurement), content_type=JSON)


@login_required
@require_GET
def report(request: HttpRequest, public_id: UUID, ending: str) -> HttpResponse:
    """Download the evaluation report as PDF or Word, in the procurement's language."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    if ending not in FORMATS:
        raise Http404
    computed = queries.computed_of(procurement)
    if computed.result is None:
        return _not_yet(request, public_id, computed)
    made = made_ranking(procurement, computed, procurement.language, ending)
    return download(made.data, name=made.name, content_type=made.content_type)


@login_required
@require_GET
def excel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Download the result as Excel with formulas that compute it anew, in the reader's language."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    computed = queries.computed_of(procurement)
    if computed.result is None:
        return _not_yet(request, public_id, computed)
    made = made_sheets(procurement, computed, translation.get_language() or "nb")
    return download(made.data, name=made.name, content_type=XLSX)


@login_required
@require_GET
def workbook(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Download points, reasons and must-requirements as Excel, in the reader's language."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    try:
        made = made_form(procurement, translation.get_language() or "nb", "xlsx")
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("evaluation:scores", public_id)
    return download(made.data, name=made.name, content_type=XLSX)


@login_required
@require_GET
def kept(request: HttpRequest, public_id: UUID, record_id: UUID, part: str) -> HttpResponse:
    """Download a record that was kept, or its result, as it was then."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    found = queries.record_for(procurement, record_id)
    if part not in ("record", "result"):
        raise Http404
    file = found.file if part == "record" else found.result_file
    return download(content_of(file), name=file.name, content_type=file.content_type)


def _not_yet(request: HttpRequest, public_id: UUID, computed: queries.Computed) -> HttpResponse:
    """Say on the result page why there is no file yet."""
    if computed.missing:
        messages.error(request, computed.missing[0].sentence)
    return redirect("evaluation:result", public_id)
