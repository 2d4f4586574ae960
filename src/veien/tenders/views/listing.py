"""The tenders of a procurement: what is expected now, the forms, and what has come in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from veien.competition.queries import Competition, competition_of
from veien.foundation import clock
from veien.organisations.rules import written_number
from veien.people.queries import signed_in
from veien.road.queries import Procurement, procurement_for
from veien.tenders import queries
from veien.tenders.rules import evaluation_has_begun
from veien.tenders.views.frames import page_of_tool, room_frame, shared


@dataclass(frozen=True)
class Step:
    """One step of receiving tenders: whether it is done, and whether it is the one expected now."""

    title: str
    text: str
    is_done: bool
    is_now: bool = False
    url: str = ""
    action: str = ""


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what is expected now, the two forms, and the tenders that have come in."""
    procurement = procurement_for(signed_in(request), public_id, may="view_tenders")
    competition = competition_of(procurement)
    rows = queries.tenders_of(procurement, with_prices=queries.may_see_prices(procurement))
    steps = steps_of(procurement, competition, rows)
    context = {
        **shared(procurement, room_frame(procurement, "page")),
        "competition": competition,
        "steps": steps,
        "rows": rows,
        "shown": [_shown(row) for row in rows],
        "is_open": competition is not None and clock.now() <= competition.tenders_due_at,
        "competition_url": page_of_tool(procurement, "competition"),
        "evaluation_url": page_of_tool(procurement, "evaluation"),
        "has_begun": steps[-1].is_done,
    }
    return render(request, "tenders/page.html", context)


def _shown(row: queries.TenderRow) -> dict[str, Any]:
    number = written_number(row.organisation_number, country=row.organisation_country)
    return {"tender": row, "number": number, "late": late_in_words(row) if row.is_late else ""}


def late_in_words(row: queries.TenderRow) -> str:
    """Say by how much a tender is late, in its largest unit."""
    seconds = int(row.late_by.total_seconds())
    if days := seconds // 86_400:
        return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}
    if hours := seconds // 3_600:
        return ngettext("%(n)s hour late", "%(n)s hours late", hours) % {"n": hours}
    if minutes := seconds // 60:
        return ngettext("%(n)s minute late", "%(n)s minutes late", minutes) % {"n": minutes}
    return ngettext("%(n)s second late", "%(n)s seconds late", seconds) % {"n": seconds}


def steps_of(
    procurement: Procurement, competition: Competition | None, rows: list[queries.TenderRow]
) -> list[Step]:
    """Give the steps from publication to evaluation, and say which one is expected now."""
    has_begun = bool(rows) and evaluation_has_begun(procurement)
    done = {"publish": competition is not None, "receive": bool(rows), "check": has_begun}
    now = next((name for name, is_done in done.items() if not is_done), "")
    return [
        Step(
            _("Publish the competition"),
            _("Requirements, criteria and price lines are locked. The two forms are made from them."),
            done["publish"],
            now == "publish",
            page_of_tool(procurement, "competition"),
            _("To the competition"),
        ),
        Step(
            _("Send the two forms out with the notice"),
            _("Every tenderer fills in the same price form and the same answer form."),
            done["publish"],
        ),
        Step(
            _("Register each tender"),
            _(
                "Upload both filled forms and the time of receipt. Veien reads every cell before anything is kept."
            ),
            done["receive"],
            now == "receive",
        ),
        Step(
            _("Look through what came in, then evaluate"),
            _("Late tenders and must-requirements left open are marked here and judged in the evaluation."),
            done["check"],
            now == "check",
        ),
    ]
