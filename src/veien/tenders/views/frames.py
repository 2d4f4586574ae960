"""What the room's pages share: the head with its tabs, and the links to rooms further along."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.road.queries import Procurement, frame_of
from veien.road.rules.registry import tool_by_id
from veien.tenders.rules import shortened
from veien.tenders.views.sealing import shut_sentence, sight_of
from veien.web.rules.frame import Crumb, Frame, Tab
from veien.web.rules.numbers import written_number


def room_frame(procurement: Procurement, place: str, *, lead: str = "") -> Frame:
    """Make the head of one of the room's pages: ``page``, ``prices``, ``control`` or ``answers``."""
    titles = {
        "page": _("Tenders"),
        "answers": _("Answers side by side"),
        "prices": _("Prices side by side"),
        "control": _("Price control"),
    }
    tabs = tuple(
        Tab(title, reverse(f"tenders:{name}", args=[procurement.public_id]), is_current=name == place)
        for name, title in titles.items()
    )
    here = (Crumb(titles["page"]),) if place == "page" else (way_in(procurement), Crumb(titles[place]))
    return frame_of(procurement, titles[place], crumbs=here, tabs=tabs, lead=lead)


def way_in(procurement: Procurement) -> Crumb:
    """Give the step to the room's first page."""
    return Crumb(_("Tenders"), reverse("tenders:page", args=[procurement.public_id]))


def granted(procurement: Procurement) -> frozenset[str]:
    """Give what the reader may do here."""
    found: frozenset[str] = procurement.granted  # type: ignore[attr-defined]
    return found


def page_of_tool(procurement: Procurement, tool_id: str) -> str:
    """Give the address of another room's page; empty where the reader may not go or the room has none."""
    tool = tool_by_id(tool_id)
    if tool is None or tool.may not in granted(procurement):
        return ""
    try:
        return reverse(tool.url_name, args=[procurement.public_id])
    except NoReverseMatch:
        return ""


def figure(amount: Decimal) -> str:
    """Write a price in the reader's language: whole ones without decimals, others with two or all they have."""
    short = shortened(amount)
    places = 0 if short == short.to_integral_value() else None
    return written_number(short, get_language() or "nb", places=places)


def shared(procurement: Procurement, frame: Frame) -> dict[str, Any]:
    """Give what every template of the room needs. At most three queries."""
    return {
        "sight": sight_of(procurement),
        "shut_sentence": shut_sentence(),
        "procurement": procurement,
        "frame": frame,
        "currency": procurement.currency,
        "may_receive": "judge_price" in granted(procurement),
    }
