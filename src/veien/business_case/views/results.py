"""The uncertain lines drawn many times, the comparison on one page, and the files that others compute from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from veien.business_case.queries import things
from veien.business_case.queries.drawn import MOST_RUNS, RUNS, drawn_of
from veien.business_case.queries.living import case_workbook
from veien.business_case.queries.outcome import computed
from veien.business_case.queries.report import comparison_report
from veien.business_case.queries.standing import against_chart, missing_in, standings_of
from veien.business_case.rules import DEFAULT_SEED
from veien.business_case.views.frames import context_of, frame
from veien.business_case.views.overview import faults_of
from veien.documents import actions as documents
from veien.files.queries import download
from veien.foundation import clock
from veien.road.actions import draft_paper
from veien.road.queries import Procurement, procurement_for

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Choice:
    """How often to draw, as a link."""

    runs: int
    is_chosen: bool


@login_required
@require_GET
def simulation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Draw the uncertain lines, and show what the result can come to. Nothing is drawn until somebody asks."""
    procurement = procurement_for(request.user, public_id)
    case = things.case_for(procurement)
    found = computed(case)
    runs, seed = _whole(request, "runs", 0, MOST_RUNS), _whole(request, "seed", DEFAULT_SEED, 2**32)
    context = context_of(
        procurement,
        case,
        frame(procurement, _("Uncertainty"), tab="simulation"),
        choices=[Choice(each, each == runs) for each in RUNS],
        runs=runs,
        seed=seed,
        seed_text=str(seed),
        uncertain=_uncertain(found.case),
        **faults_of(found),
    )
    if runs and found.case is not None:
        context["drawn"] = drawn_of(found, runs=runs, seed=seed)
    return render(request, "business_case/simulation.html", context)


def _whole(request: HttpRequest, name: str, usual: int, most: int) -> int:
    typed = request.GET.get(name, "")
    return min(int(typed), most) if typed.isascii() and typed.isdigit() and len(typed) < 12 else usual


def _uncertain(case: Any) -> int:
    lines = [line for each in case.alternatives for line in each.lines] if case is not None else []
    return sum(line.is_uncertain for line in lines)


@login_required
@require_GET
def compare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show all alternatives on one page that a councillor understands, and that prints on one sheet."""
    procurement = procurement_for(request.user, public_id)
    case = things.case_for(procurement)
    found = computed(case)
    head = frame(procurement, _("On one page"), tab="compare")
    context = context_of(procurement, case, head, **faults_of(found))
    if found.case is not None:
        standings = standings_of(found)
        context |= {
            "standings": standings,
            "missing": [each for each in missing_in(standings) if each.is_required],
            "against_chart": against_chart(standings, case.currency),
            "has_time": any(each.totals.freed for each in standings),
            "has_quality": any(each.quality for each in standings),
            "first_year": str(case.start_year),
            "last_year": str(case.start_year + case.years),
            "rate": case.discount_rate.scaleb(2).normalize(),
            "book": things.assumptions_of(case)[:8],
        }
    return render(request, "business_case/compare.html", context)


@login_required
@require_GET
def compare_file(request: HttpRequest, public_id: UUID, ending: str) -> HttpResponse:
    """Give the comparison as PDF or Word, in the reader's language."""
    procurement = procurement_for(request.user, public_id)
    found = computed(things.case_for(procurement))
    if ending not in ("pdf", "docx") or found.case is None:
        raise Http404
    said = comparison_report(found, (get_language() or "nb")[:2])
    name = f"{said.title} – {procurement.title}.{ending}"
    with draft_paper(procurement):
        if ending == "pdf":
            data, content_type = documents.build_report_pdf(said, at=clock.now()), "application/pdf"
        else:
            data, content_type = documents.build_report_docx(said, at=clock.now()), DOCX
    return download(data, name=name, content_type=content_type)


@login_required
@require_GET
def document(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the case as the file that ``veien business-case`` reads: the same figures without an account."""
    procurement = procurement_for(request.user, public_id)
    found = computed(things.case_for(procurement))
    data = json.dumps(found.document, ensure_ascii=False, indent=2).encode()
    return download(data, name=_name(procurement, "json"), content_type="application/json")


@login_required
@require_GET
def workbook(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the case as a workbook whose formulas give the same figures as the page."""
    procurement = procurement_for(request.user, public_id)
    found = computed(things.case_for(procurement))
    if found.case is None:
        raise Http404
    return download(case_workbook(found), name=_name(procurement, "xlsx"), content_type=XLSX)


def _name(procurement: Procurement, ending: str) -> str:
    return f"{_('Business case')} – {procurement.title}.{ending}"
