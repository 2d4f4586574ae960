"""What each tenderer is told of the result: a list for the buyer, a page and a file for each."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.evaluation import queries
from veien.evaluation.forms.extract import ExtractChoices
from veien.evaluation.queries.case import Computed
from veien.evaluation.queries.extract import extract_of, secrets_of
from veien.evaluation.queries.extract_report import ENDINGS, chosen_sentence, made_extract, standing_sentence
from veien.evaluation.queries.law import law_notes
from veien.evaluation.rules import TenderStanding
from veien.evaluation.views.alternatives import result_tabs
from veien.evaluation.views.frames import MAY_TELL, granted, room_frame
from veien.files.queries import download
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.web.rules.frame import Crumb


def _procurement(request: HttpRequest, public_id: UUID) -> Procurement:
    """Give a procurement to a person who may draw up extracts in it.

    Raises: Http404 if there is none, or the person may not.
    """
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    if not granted(procurement) & MAY_TELL:
        raise Http404
    return procurement


@login_required
@require_GET
def extracts(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the tenders with the extract of each, or say what is missing before there can be any."""
    procurement = _procurement(request, public_id)
    computed = queries.computed_of(procurement)
    context = {
        "procurement": procurement,
        "frame": room_frame(procurement, "result", title=_("What each tenderer is told")),
        "tabs": result_tabs(procurement, "extracts"),
        "missing": computed.missing,
        "is_ranked": computed.result is not None,
        "tenders": computed.standing.tenders,
        "notes": law_notes(procurement),
    }
    return render(request, "evaluation/extracts.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def extract(request: HttpRequest, public_id: UUID, tender_id: UUID) -> HttpResponse:
    """Show what one tenderer is told, as it will read it."""
    procurement = _procurement(request, public_id)
    computed = queries.computed_of(procurement)
    if computed.result is None:
        return redirect("evaluation:extracts", public_id)
    form = _form(request, computed, tender_id)
    is_wrong = request.method == "POST" and not form.is_valid()
    return _page(request, procurement, computed, form, tender_id, status=422 if is_wrong else 200)


@login_required
@require_http_methods(["GET", "POST"])
def extract_file(request: HttpRequest, public_id: UUID, tender_id: UUID, ending: str) -> HttpResponse:
    """Download what one tenderer is told as PDF or Word, in the procurement's language."""
    procurement = _procurement(request, public_id)
    if ending not in ENDINGS:
        raise Http404
    computed = queries.computed_of(procurement)
    if computed.result is None:
        return redirect("evaluation:extracts", public_id)
    form = _form(request, computed, tender_id)
    if request.method == "POST" and not form.is_valid():
        return _page(request, procurement, computed, form, tender_id, status=422)
    choices = form.choices()
    told = extract_of(computed, tender_id, choices)
    made = made_extract(procurement, computed, told, choices, ending=ending)
    return download(made.data, name=made.name, content_type=made.content_type)


def _tender(computed: Computed, tender_id: UUID) -> TenderStanding:
    found = next((each for each in computed.standing.tenders if each.public_id == tender_id), None)
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, computed: Computed, tender_id: UUID) -> ExtractChoices:
    tender = _tender(computed, tender_id)
    held = computed.result["tenders"] if computed.result else {}
    first = [key for key, each in held.items() if each["rank"] == 1]
    data = request.POST if request.method == "POST" else None
    return ExtractChoices(data, secrets=secrets_of(computed, tender, first))


def _page(
    request: HttpRequest,
    procurement: Procurement,
    computed: Computed,
    form: ExtractChoices,
    tender_id: UUID,
    *,
    status: int,
) -> HttpResponse:
    told = extract_of(computed, tender_id, form.choices())
    listed = reverse("evaluation:extracts", args=[procurement.public_id])
    crumbs = (Crumb(_("What each tenderer is told"), listed), Crumb(told.tender.key))
    context = {
        "procurement": procurement,
        "frame": room_frame(procurement, "result", title=told.tender.name, crumbs=crumbs),
        "told": told,
        "form": form,
        "standing_said": standing_sentence(told),
        "chosen_said": chosen_sentence(told),
        "notes": law_notes(procurement),
    }
    return render(request, "evaluation/extract.html", context, status=status)
