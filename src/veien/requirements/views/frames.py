"""What all pages of the room have in common: the head, the tabs, and whether this reader may change anything."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from veien.requirements.queries import RequirementSet
from veien.road.queries import Procurement, frame_of
from veien.web.rules.frame import Crumb, Frame, Tab

TABS = ("page", "proposals", "figures", "sections", "import")


def may_edit(procurement: Procurement, kept: RequirementSet) -> bool:
    """Say whether the reader may change the specification as it stands."""
    return "edit" in procurement.granted and kept.locked_at is None  # type: ignore[attr-defined]


def room_frame(procurement: Procurement, current: str, *, lead: str = "", editing: bool = True) -> Frame:
    """Make the head of one of the pages that stand side by side."""
    titles = {
        "page": _("Requirements"),
        "proposals": _("From the dialogue"),
        "figures": _("Figures"),
        "sections": _("Sections"),
        "import": _("Excel"),
    }
    shown = [name for name in TABS if editing or name != "sections"]
    tabs = tuple(
        Tab(titles[name], reverse(f"requirements:{name}", args=[procurement.public_id]), name == current)
        for name in shown
    )
    crumbs: tuple[Crumb, ...] = (Crumb(titles["page"]),)
    if current != "page":
        crumbs = (page_crumb(procurement), Crumb(titles[current]))
    title = titles["page"] if current == "page" else f"{titles['page']}: {titles[current]}"
    return frame_of(procurement, title, crumbs=crumbs, tabs=tabs, lead=lead)


def page_crumb(procurement: Procurement) -> Crumb:
    """Give the step back to the list."""
    return Crumb(_("Requirements"), reverse("requirements:page", args=[procurement.public_id]))


def below_frame(procurement: Procurement, title: str, *crumbs: Crumb, lead: str = "") -> Frame:
    """Make the head of a page below the list."""
    return frame_of(procurement, title, crumbs=(page_crumb(procurement), *crumbs), lead=lead)


def base_of(procurement: Procurement) -> dict[str, Any]:
    """Give what every template of the room needs."""
    return {
        "procurement": procurement,
        "base": reverse("requirements:page", args=[procurement.public_id]),
        "needs_base": reverse("needs:page", args=[procurement.public_id]),
    }


def is_part(request: HttpRequest) -> bool:
    """Say whether only a part of the page is asked for."""
    return request.headers.get("HX-Request") == "true"
