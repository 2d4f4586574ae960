"""The first page: the map, what is done, the checklist, the plans; the measures as a list; the workbook."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from veien.anchoring import forms, queries
from veien.anchoring.models import Stakeholder
from veien.anchoring.queries.workbook import XLSX, as_workbook
from veien.anchoring.rules import MapWords, map_svg
from veien.files.queries import download
from veien.foundation import clock
from veien.road.queries import Procurement, frame_of, pack_of, procurement_for, road_of
from veien.web.rules.frame import Crumb, Frame, Tab

LANE = "anchoring"


@login_required
@require_GET
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who must stand behind the purchase, what is planned and done, and the plans it stands in."""
    procurement = procurement_for(request.user, public_id)
    rows = queries.stakeholders_of(procurement)
    standing = queries.standing_of(procurement, today=clock.today())
    context = {
        "procurement": procurement,
        "frame": frame(procurement, _("Anchoring"), here="page"),
        "rows": [{"row": each, "advice": advice_word(each.advice)} for each in rows],
        "map": map_svg([each.place for each in rows], _words(rows)) if rows else "",
        "standing": standing,
        "phases": _phases(procurement, standing),
        "plans": queries.plan_links_of(procurement),
        "brief": queries.brief_of(procurement),
        "may_edit": "edit" in procurement.granted,  # type: ignore[attr-defined]
    }
    return render(request, "anchoring/page.html", context)


def advice_word(kind: str) -> str:
    """Say in a few words what to do with a stakeholder."""
    return {
        "win": _("talk with them first"),
        "use": _("let them carry it"),
        "listen": _("listen to them"),
        "inform": _("keep them informed"),
    }[kind]


def _words(rows: list[queries.StakeholderRow]) -> MapWords:
    against = sum(each.advice == "win" for each in rows)
    return MapWords(
        title=_("Map of stakeholders"),
        desc=_(
            "%(count)s stakeholders; %(against)s of them have much influence and are not for it. The table below has "
            "the same numbers."
        )
        % {"count": len(rows), "against": against},
        attitude=_("Attitude"),
        influence=_("Influence"),
        attitudes=tuple(str(label) for label in Stakeholder.Attitude.labels),
    )


def _phases(procurement: Procurement, standing: queries.Standing) -> list[dict[str, Any]]:
    """Give for each phase the checklist of the guide's lane, and how many measures are done."""
    found = road_of(procurement)
    language = get_language() or "nb"
    lanes = zip(found.standing.pack.lanes, found.standing.lanes, strict=True)
    checks = next((each for lane, each in lanes if lane.id == LANE), ())
    return [
        {
            "id": phase.phase.id,
            "number": phase.number,
            "title": phase.phase.title.in_language(language),
            "checks": [
                {
                    "title": each.activity.title.in_language(language),
                    "id": each.activity.id,
                    "is_done": each.is_done,
                }
                for each in checks
                if each.activity.phase == phase.phase.id
            ],
            "done": standing.by_phase.get(phase.phase.id, (0, 0))[0],
            "measures": standing.by_phase.get(phase.phase.id, (0, 0))[1],
        }
        for phase in found.standing.phases
    ]


def phase_choices(procurement: Procurement) -> list[tuple[str, str]]:
    """Give the phases of the road as choices."""
    language = get_language() or "nb"
    return [(each.id, each.title.in_language(language)) for each in pack_of(procurement).phases]


@login_required
@require_GET
def measures(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """List the measures, narrowed to a phase or a state."""
    procurement = procurement_for(request.user, public_id)
    phases = phase_choices(procurement)
    narrow = forms.NarrowMeasures(request.GET, phases=phases, auto_id="narrow_%s")
    narrowed = narrow.narrowed()
    today = clock.today()
    names = dict(phases)
    rows = queries.measures_of(procurement, today=today, **narrowed)
    context = {
        "procurement": procurement,
        "frame": frame(procurement, _("Measures"), here="measures"),
        "narrow": narrow,
        "is_narrowed": any(narrowed.values()),
        "rows": [
            {
                "measure": each,
                "phase": names.get(each.phase, each.phase),
                "people": sorted(one.name for one in each.stakeholders.all()),
                "is_late": each.done_on is None and each.due_on is not None and each.due_on < today,
            }
            for each in rows
        ],
        "may_edit": "edit" in procurement.granted,  # type: ignore[attr-defined]
    }
    return render(request, "anchoring/measures.html", context)


@login_required
@require_GET
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give everything of anchoring as a workbook."""
    procurement = procurement_for(request.user, public_id)
    data = as_workbook(procurement, get_language() or "nb", today=clock.today())
    return download(data, name=_("Anchoring") + ".xlsx", content_type=XLSX)


def frame(procurement: Procurement, title: str, *, here: str = "", crumb: str = "") -> Frame:
    """Make the head of a page of the room, with its pages side by side."""
    first = reverse("anchoring:page", args=[procurement.public_id])
    pages = (
        ("page", pgettext("tab", "Overview")),
        ("measures", _("Measures")),
        ("invitations", _("Invitations")),
        ("brief", _("Page for politicians")),
    )
    tabs = tuple(
        Tab(name, reverse(f"anchoring:{key}", args=[procurement.public_id]), key == here)
        for key, name in pages
    )
    way = (
        (Crumb(_("Anchoring")),) if here == "page" else (Crumb(_("Anchoring"), first), Crumb(crumb or title))
    )
    return frame_of(procurement, title, crumbs=way, tabs=tabs if here else ())
