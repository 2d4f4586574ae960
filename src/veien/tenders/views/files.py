"""Files out: the two forms to fill in, and the forms as they were received."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from veien.files.queries import content_of, download
from veien.people.queries import signed_in
from veien.road.queries import procurement_for
from veien.tenders import queries
from veien.tenders.views.sealing import back_from_shut_prices


@login_required
@require_GET
def form_file(request: HttpRequest, public_id: UUID, form: str) -> HttpResponse:
    """Give one of the two empty forms; there is none before publication."""
    procurement = procurement_for(signed_in(request), public_id)
    try:
        if form == "price":
            data, name = queries.price_form(procurement), queries.form_file_name(procurement, "price")
        elif form == "answer":
            data, name = queries.answer_form(procurement), queries.form_file_name(procurement, "answer")
        else:
            raise Http404
    except queries.NotPublished as early:
        raise Http404 from early
    return download(data, name=name, content_type=queries.XLSX)


@login_required
@require_GET
def received_file(request: HttpRequest, public_id: UUID, tender_id: UUID, file_id: UUID) -> HttpResponse:
    """Give a form as it was received, of whichever version; a price form only to those who see prices."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    tender = queries.tender_for(procurement, tender_id)
    for version in queries.versions_of(tender):
        for file in (version.price_file, version.answer_file):
            if file.public_id == file_id:
                if file == version.price_file and not queries.may_see_prices(procurement):
                    return back_from_shut_prices(request, "tenders:tender", public_id, tender_id)
                return download(content_of(file), name=file.name, content_type=file.content_type)
    raise Http404
