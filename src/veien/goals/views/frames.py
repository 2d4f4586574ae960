"""The head of the room's pages: where they stand beside each other, and the way to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from veien.goals.queries.shown import TITLES
from veien.road.queries import Procurement, frame_of
from veien.web.rules.frame import Crumb, Frame, Tab


def may_edit(procurement: Procurement) -> bool:
    """Tell whether the reader may write here."""
    return "edit" in procurement.granted  # type: ignore[attr-defined]


def goals_frame(
    procurement: Procurement, tab: str, *, title: str = "", crumbs: tuple[Crumb, ...] = ()
) -> Frame:
    """Make the head of a page; ``tab`` is ``page``, ``parts``, or the word for a sort of lines.

    A page below a tab gives its own title and the crumbs that lead to it, the last without an address.
    """
    places = _places(procurement)
    name, url = places[tab]
    way = [] if tab == "page" and not title else [Crumb(places["page"][0], places["page"][1])]
    if title and tab != "page":
        way.append(Crumb(name, url))
    tabs = tuple(Tab(text, place, is_current=key == tab) for key, (text, place) in places.items())
    end = crumbs or (Crumb(title or name),)
    return frame_of(procurement, title or name, crumbs=(*way, *end), tabs=tabs)


def _places(procurement: Procurement) -> dict[str, tuple[str, str]]:
    here = reverse("goals:page", args=[procurement.public_id])
    places = {"page": (_("Goals"), here), "parts": (_("Technology's part"), f"{here}technology/")}
    return places | {what: (str(title), f"{here}{what}/") for what, title in TITLES.items()}
