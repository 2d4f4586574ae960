"""Must-requirements: the matrix of all tenders, and the page on which one tender is judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from veien.evaluation import actions, forms, queries
from veien.evaluation.queries.judging import FAILED, MET, OPEN, TenderMust, review_revision
from veien.evaluation.queries.words import grounds_of
from veien.evaluation.views.frames import granted, may_reject, room_frame
from veien.foundation.errors import Refused
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.tenders.queries import Tender, tender_for
from veien.web.rules.frame import Crumb
from veien.web.rules.table import Column, table_page

ROWS = 100


@login_required
@require_GET
def matrix(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show which tender meets which must-requirement."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    standing = queries.standing_of(procurement)
    narrow = forms.NarrowMusts(request.GET)
    wish = narrow.wish()
    rows = queries.must_matrix(procurement, standing, wish) if standing.tenders else []
    columns = (Column("place", _("Requirement"), can_sort=False),)
    table = table_page(columns, request.GET.dict(), total=len(rows), size=ROWS)
    context = {
        "procurement": procurement,
        "frame": room_frame(procurement, "musts"),
        "standing": standing,
        "narrow": narrow,
        "is_narrowed": wish.is_on,
        "table": table,
        "rows": rows[table.start : table.stop],
        "may_score": "score" in granted(procurement),
    }
    return render(request, "evaluation/musts.html", context)


@dataclass(frozen=True)
class MustLine:
    """One row of the form: the must-requirement, what is chosen, the ground, and what is wrong with it."""

    must: TenderMust
    state: str
    ground: str
    fault: str = ""
    theirs: str = ""


@login_required
@require_http_methods(["GET", "POST"])
def of_tender(request: HttpRequest, public_id: UUID, tender_id: UUID) -> HttpResponse:
    """Judge one tender's must-requirements: all met, with the exceptions named."""
    is_post = request.method == "POST"
    procurement = procurement_for(signed_in(request), public_id, may="score" if is_post else "view_tenders")
    tender = tender_for(procurement, tender_id)
    tender.procurement = procurement
    if is_post:
        return _judge(request, procurement, tender)
    rows = queries.musts_of(tender)
    lines = [MustLine(row, row.state, row.ground) for row in rows]
    return _tender_page(request, procurement, tender, lines, revision=review_revision(tender))


def _judge(request: HttpRequest, procurement: Procurement, tender: Tender) -> HttpResponse:
    rows = queries.musts_of(tender)
    typed = {row.requirement.pk: _typed(request, row) for row in rows}
    failed = {key: ground for key, (state, ground) in typed.items() if state == FAILED}
    passed = [key for key, (state, _ground) in typed.items() if state == MET]
    revision = _revision(request)
    try:
        actions.judge_musts(
            procurement,
            by=signed_in(request),
            tender=tender,
            failed=failed,
            passed=passed,
            rest_met="rest_met" in request.POST,
            revision=revision,
        )
    except actions.CannotJudge as refused:
        lines = [_line(row, typed, fault=refused.faults.get(row.requirement.pk, "")) for row in rows]
        return _tender_page(
            request, procurement, tender, lines, revision=revision, refusal=str(refused), status=422
        )
    except actions.JudgedMeanwhile as late:
        lines = [_beside(row, typed) for row in late.current]
        now = review_revision(tender)
        return _tender_page(request, procurement, tender, lines, revision=now, is_late=True, status=409)
    except Refused as refused:
        lines = [_line(row, typed) for row in rows]
        return _tender_page(
            request, procurement, tender, lines, revision=revision, refusal=str(refused), status=422
        )
    return _after(request, procurement, tender)


def _after(request: HttpRequest, procurement: Procurement, tender: Tender) -> HttpResponse:
    """Say what is left, and go where the next tender waits."""
    standing = queries.standing_of(procurement)
    mine = standing.by_key(tender.key)
    if mine.musts_left:
        left = ngettext(
            "%(tender)s is kept. %(count)s must-requirement is left to judge.",
            "%(tender)s is kept. %(count)s must-requirements are left to judge.",
            mine.musts_left,
        )
        messages.success(request, left % {"tender": mine.label, "count": mine.musts_left})
        return redirect("evaluation:musts_of", procurement.public_id, tender.public_id)
    messages.success(request, _("%(tender)s: the must-requirements are judged.") % {"tender": mine.label})
    return redirect("evaluation:musts", procurement.public_id)


def _typed(request: HttpRequest, row: TenderMust) -> tuple[str, str]:
    key = row.requirement.pk
    state = request.POST.get(f"must-{key}", OPEN)
    ground = request.POST.get(f"ground-{key}", "")
    return (state if state in (MET, FAILED) else OPEN), ground


def _revision(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _line(row: TenderMust, typed: dict[int, tuple[str, str]], *, fault: str = "") -> MustLine:
    state, ground = typed[row.requirement.pk]
    return MustLine(row, state, ground, fault)


def _beside(row: TenderMust, typed: dict[int, tuple[str, str]]) -> MustLine:
    """Keep what was typed, and say what the other wrote where it differs."""
    state, ground = typed.get(row.requirement.pk, (OPEN, ""))
    same = state == row.state and (state != FAILED or ground.strip() == row.ground)
    if same:
        return MustLine(row, state, ground)
    words = {MET: _("met"), FAILED: _("not met"), OPEN: _("not judged")}
    theirs = words[row.state] + (f": {row.ground}" if row.ground else "")
    return MustLine(row, state, ground, theirs=theirs)


def _plain(line: MustLine) -> dict[str, Any]:
    """Give a row as the page reads it: the template engine is quickest with mappings, and there may be hundreds."""
    asked, answer = line.must.requirement, line.must.answer
    return {
        "pk": str(asked.pk),  # as text: a page would group the digits of a number
        "ref": asked.ref,
        "title": asked.title,
        "text": asked.text,
        "evidence": asked.evidence,
        "shown": answer.shown,
        "comment": answer.comment,
        "is_doubtful": line.must.is_doubtful,
        "judged": _judged(line.must.by, localdate(line.must.at)) if line.must.at else "",
        "state": line.state,
        "ground": line.ground,
        "fault": line.fault,
        "theirs": line.theirs,
    }


@lru_cache(maxsize=256)
def _judged_in(language: str, name: str, day: date) -> str:
    return _("Judged by %(name)s, %(day)s") % {"name": name, "day": date_format(day, "DATE_FORMAT")}


def _judged(name: str, day: date) -> str:
    """Say who judged and when; the same few words stand in hundreds of rows."""
    return _judged_in(get_language() or "", name, day)


def _tender_page(
    request: HttpRequest,
    procurement: Procurement,
    tender: Tender,
    lines: list[MustLine],
    *,
    revision: int,
    refusal: str = "",
    is_late: bool = False,
    status: int = 200,
) -> HttpResponse:
    standing = queries.standing_of(procurement)
    mine = standing.by_key(tender.key)
    title = _("Must-requirements: %(tender)s") % {"tender": mine.label}
    context: dict[str, Any] = {
        "procurement": procurement,
        "frame": room_frame(procurement, "musts", title=title, crumbs=(Crumb(mine.label),)),
        "standing": standing,
        "tender": mine,
        "grounds": grounds_of(mine, standing),
        "lines": [_plain(line) for line in lines],
        "faults": [_plain(line) for line in lines if line.fault],
        "theirs": sum(bool(line.theirs) for line in lines),
        "revision": str(revision),
        "refusal": refusal,
        "is_late": is_late,
        "is_locked": standing.is_locked,
        "may_score": "score" in granted(procurement) and not standing.is_locked,
        "may_reject": may_reject(procurement),
    }
    return render(request, "evaluation/musts_of.html", context, status=status)
