"""What the page on buying together shows: who is asked, and the points as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from veien.collaboration.queries import Member
from veien.strategy.models import PointStand
from veien.strategy.queries.pack import pack
from veien.strategy.queries.strategy import Strategy
from veien.web.rules.charts import BarRow, bar
from veien.web.rules.numbers import in_language

if TYPE_CHECKING:
    from veien.road.queries import Procurement


def member_choices(procurement: Procurement) -> list[tuple[int, UUID, str]]:
    """Give the organisations that take part or may join, the lead first. One query."""
    rows = Member.objects.filter(procurement=procurement).order_by("standing", "organisation__name", "pk")
    return list(rows.values_list("pk", "public_id", "organisation__name"))


def options_of(procurement: Procurement) -> set[int]:
    """Give the keys of those who may join and need not: their doubt speaks against nothing. One query."""
    found = Member.objects.filter(procurement=procurement, standing=Member.Standing.OPTION)
    return set(found.values_list("pk", flat=True))


def picture_of(found: Strategy, language: str) -> str:
    """Draw a bar a point, to the right where it speaks for, to the left where it speaks against; no sum."""
    words = dict(PointStand.Strength.choices)
    rows, said = [], []
    for each in pack().points:
        stand = found.points.get(each.id)
        if stand is None or not stand.strength:
            continue
        label = in_language(each.text, language)
        shown = str(words[stand.strength])
        rows.append(BarRow(label, stand.strength if each.side == "for" else -stand.strength, shown))
        side = _("for") if each.side == "for" else _("against")
        said.append(f"{label}: {shown} ({side})")
    if not rows:
        return ""
    title = _("What speaks for and against buying together")
    return bar(rows, title=title, desc="; ".join(said), key="strategy-together")
