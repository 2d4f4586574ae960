"""The head of the room's pages: the parts of the strategy side by side."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from veien.road.queries import Procurement, frame_of
from veien.web.rules.frame import Crumb, Frame, Tab

PAGES = (
    ("page", pgettext_lazy("tab", "Overview")),
    ("value", _("Value")),
    ("together", _("Alone or together")),
    ("delivery", _("Delivery model")),
    ("agreement", _("Agreement")),
    ("ownership", _("Own or rent")),
    ("qualification", _("Suppliers")),
    ("questions", _("Questions")),
    ("mandate", _("Mandate")),
)


def may_edit(procurement: Procurement) -> bool:
    """Tell whether the reader may write here."""
    return "edit" in procurement.granted  # type: ignore[attr-defined]


def strategy_frame(procurement: Procurement, here: str, *, title: str = "", lead: str = "") -> Frame:
    """Make the head of a page; ``here`` is the part it belongs to. A page below a part gives its own title."""
    names = {
        key: (str(name), reverse(f"strategy:{key}", args=[procurement.public_id])) for key, name in PAGES
    }
    first = reverse("strategy:page", args=[procurement.public_id])
    way = [] if here == "page" and not title else [Crumb(str(_("Strategy")), first)]
    if title and here != "page":
        way.append(Crumb(*names[here]))
    own = title or (str(_("Strategy")) if here == "page" else names[here][0])
    tabs = tuple(Tab(name, url, is_current=key == here) for key, (name, url) in names.items())
    return frame_of(procurement, own, lead=lead, crumbs=(*way, Crumb(own)), tabs=tabs)
