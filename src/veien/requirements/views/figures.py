"""The figures of a specification: how open it is, how much is must, and what hangs loose on both sides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from veien.requirements.models import Requirement
from veien.requirements.rules import Openness
from veien.requirements.rules.filters import WITHOUT_NEED
from veien.requirements.views.frames import base_of, may_edit, room_frame
from veien.requirements.views.listing import Listing, listing_of
from veien.road.queries import procurement_for
from veien.web.rules.charts import Part, StackedRow, stacked_bar
from veien.web.rules.numbers import written_number


@login_required
@require_GET
def figures(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the openness meter, the warning about musts and the orphan report, each figure with its way to the rows."""
    procurement = procurement_for(request.user, public_id)
    listing = listing_of(procurement)
    editing = may_edit(procurement, listing.kept)
    uncovered = set(listing.figures.uncovered)
    context = base_of(procurement) | {
        "frame": room_frame(procurement, "figures", editing=editing),
        "figures": listing.figures,
        "kinds": [
            (share, Requirement.Kind(share.kind).label, meaning_of(share.kind))
            for share in listing.figures.openness.shares
        ],
        "picture": openness_picture(listing.figures.openness) if listing.figures.total else "",
        "loose": [row for row in listing.rows if not row.need_ids],
        "uncovered": [each for each in listing.needs if each.pk in uncovered],
        "categories": _categories(listing),
        "needs_total": len(listing.needs),
        "without_need": WITHOUT_NEED,
        "may_edit": editing,
        "locked": listing.kept.locked_at,
    }
    return render(request, "requirements/figures.html", context)


def meaning_of(kind: str) -> str:
    """Say what a kind leaves to the market."""
    return {
        "performance": _("What shall be achieved. The tenderer finds out how."),
        "function": _("What the solution shall be able to do. The tenderer chooses the technology."),
        "standard": _("A norm or standard to follow. Needed where systems meet; narrows the choice."),
        "detail": _("Exactly how. Shuts out other ways of doing it; use it only where nothing else will do."),
    }[kind]


def openness_picture(openness: Openness) -> str:
    """Draw the shares of the kinds as one bar."""
    language = get_language() or "nb"
    parts = tuple(
        Part(
            str(Requirement.Kind(each.kind).label),
            each.count,
            f"{written_number(each.percent, language)} %",
        )
        for each in openness.shares
    )
    row = StackedRow(name=_("Kinds"), parts=parts, total=written_number(openness.total, language))
    said = "; ".join(f"{part.label} {part.text}" for part in parts)
    return stacked_bar([row], title=_("How open the requirements are"), desc=said, key="openness")


def _categories(listing: Listing) -> list[tuple[str, Any, int, int]]:
    """Count musts and shoulds in each category that is used."""
    found = []
    for value, label in Requirement.Category.choices:
        here = [row for row in listing.rows if row.category == value]
        if here:
            musts = sum(row.obligation == "must" for row in here)
            found.append((str(value), label, musts, len(here) - musts))
    return found
