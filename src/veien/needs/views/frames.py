"""The head of the room's pages: where they stand beside each other, and the way to them."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from veien.road.queries import Procurement, frame_of
from veien.web.rules.frame import Crumb, Frame, Tab

TABS: tuple[tuple[str, object], ...] = (
    ("page", gettext_lazy("Needs")),
    ("inquiries", gettext_lazy("Conversations and observations")),
    ("personas", gettext_lazy("Personas and stories")),
    ("connections", gettext_lazy("Horizon and connections")),
    ("whys", gettext_lazy("Five whys")),
    ("innovation", gettext_lazy("How new")),
    ("journeys", gettext_lazy("Journeys, figures and flows")),
)
"""The pages side by side: name of the address, and what the tab is called."""


def may_edit(procurement: Procurement) -> bool:
    """Tell whether the reader may write here."""
    return "edit" in procurement.granted  # type: ignore[attr-defined]


def export_address(request: HttpRequest, name: str, procurement: Procurement) -> str:
    """Give the address of a workbook with the filters and the order of the list it stands under."""
    query = request.GET.urlencode()
    return reverse(f"needs:{name}", args=[procurement.public_id]) + (f"?{query}" if query else "")


def needs_frame(
    procurement: Procurement, tab: str, *, title: str = "", lead: str = "", crumbs: tuple[Crumb, ...] = ()
) -> Frame:
    """Make the head of a page; ``tab`` is the url name of the tab it belongs to.

    A page below a tab gives its own title and the crumbs that lead to it, the last without an address.
    """
    here = [procurement.public_id]
    names = {name: str(text) for name, text in TABS}
    way: list[Crumb] = []
    if tab != "page":
        way.append(Crumb(_("Needs"), reverse("needs:page", args=here)))
    if title:
        way.append(Crumb(names[tab], reverse(f"needs:{tab}", args=here)))
    end = crumbs or (Crumb(title or names[tab]),)
    tabs = tuple(
        Tab(text, reverse(f"needs:{name}", args=here), is_current=name == tab) for name, text in names.items()
    )
    return frame_of(procurement, title or names[tab], lead=lead, crumbs=(*way, *end), tabs=tabs)
