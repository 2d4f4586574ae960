"""The head that all pages of the room share, and what a reader may do there."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from veien.criteria.actions.opening import locked_sentence
from veien.criteria.queries import AwardModel
from veien.road.queries import Procurement, frame_of
from veien.web.rules.frame import Crumb, Frame, Tab


def frame(procurement: Procurement, title: str, *, here: str, lead: str = "", below: bool = False) -> Frame:
    """Make the head of a page; ``here`` is the route of the tab, ``below`` says that the page lies under it."""
    pages = (
        ("criteria:page", _("Criteria and weights")),
        ("criteria:model", _("Method")),
        ("criteria:requirements", _("Requirements")),
        ("criteria:prices", _("Price form")),
        ("criteria:trial", _("Try it")),
    )
    tabs = tuple(
        Tab(name, reverse(route, args=[procurement.public_id]), route == here) for route, name in pages
    )
    start = Crumb(_("Award model"), reverse("criteria:page", args=[procurement.public_id]))
    crumbs: tuple[Crumb, ...] = (Crumb(_("Award model")),)
    if below or here != "criteria:page":
        crumbs = (start, Crumb(title))
    return frame_of(procurement, title, lead=lead, crumbs=crumbs, tabs=tabs)


def may_edit(procurement: Procurement, model: AwardModel | None) -> bool:
    """Say whether the reader may change anything: by role, and because nothing is published yet."""
    return "edit" in procurement.granted and not (model and model.locked_at)  # type: ignore[attr-defined]


def locked_note(model: AwardModel | None) -> str:
    """Say since when the model stands, or nothing while it is open."""
    return locked_sentence(model) if model is not None and model.locked_at else ""
