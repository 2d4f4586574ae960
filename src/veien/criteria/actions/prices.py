"""Writing the price form that tenderers fill in."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.criteria.actions.opening import CannotChange, open_for_change, overtaken
from veien.criteria.models import PriceLine
from veien.criteria.rules import key_of
from veien.criteria.rules.prices import OwnCost
from veien.road.queries import Procurement

if TYPE_CHECKING:
    from veien.people.queries import User

MOST_YEARS = 30
OPTIONS = ("", "counts", "outside")


def add_price_line(
    procurement: Procurement,
    *,
    by: User,
    title: str,
    unit: str,
    volume: Decimal,
    period: str = "once",
    years: int = 1,
    note: str = "",
    key: str = "",
    own_cost: OwnCost | None = None,
    option: str = "",
) -> PriceLine:
    """Add a line last in the price form.

    ``option`` is empty for what is bought, ``counts`` or ``outside`` for an option within or beside the evaluated
    cost. With ``own_cost`` the tenderers state a quantity instead of a price.
    Units: ``volume`` in ``unit``, above zero; ``years`` counts only where the line is paid yearly.
    May: edit
    Raises: Locked after publication; CannotChange, with the field.
    Logs: criteria.price_line_added
    """
    with recorded(procurement.public_id, "criteria.price_line_added", by=by) as entry:
        open_for_change(procurement)
        lines = PriceLine.objects.filter(procurement=procurement)
        taken = set(lines.values_list("key", flat=True))
        if key in taken:
            raise CannotChange(_("Another line has this key."), field="key")
        last: int | None = lines.aggregate(last=Max("position"))["last"]
        line = PriceLine(
            procurement=procurement,
            key=key or key_of(title, taken, otherwise="line"),
            position=0 if last is None else last + 1,
            title=title.strip(),
            unit=unit.strip(),
            volume=volume,
            period=period,
            years=years if period == "yearly" else 1,
            note=note.strip(),
        )
        _set_kind(line, own_cost, option)
        _check(line)
        line.save()
        entry.subject = f"price_line:{line.public_id}"
        entry.content = _content(line)
    return line


def change_price_line(
    procurement: Procurement,
    *,
    by: User,
    line: PriceLine,
    title: str,
    unit: str,
    volume: Decimal,
    period: str,
    years: int = 1,
    note: str = "",
    own_cost: OwnCost | None = None,
    option: str = "",
    revision: int | None = None,
) -> PriceLine:
    """Change a line of the price form; ``revision`` is the one the reader saw.

    May: edit
    Raises: Locked after publication; Overtaken if somebody else changed it meanwhile; CannotChange, with the field.
    Logs: criteria.price_line_changed
    """
    subject = f"price_line:{line.public_id}"
    with recorded(procurement.public_id, "criteria.price_line_changed", by=by, subject=subject) as entry:
        open_for_change(procurement)
        found = _again(procurement, line)
        if revision is not None and found.revision != revision:
            raise overtaken(found)
        before = _content(found)
        found.title, found.unit, found.note = title.strip(), unit.strip(), note.strip()
        found.volume, found.period = volume, period
        found.years = years if period == "yearly" else 1
        _set_kind(found, own_cost, option)
        found.revision += 1
        _check(found)
        found.save()
        entry.content = {"after": _content(found), "before": before}
    return found


def remove_price_line(procurement: Procurement, *, by: User, line: PriceLine) -> None:
    """Take a line out of the price form.

    May: edit
    Raises: Locked after publication.
    Logs: criteria.price_line_removed
    """
    subject = f"price_line:{line.public_id}"
    with recorded(procurement.public_id, "criteria.price_line_removed", by=by, subject=subject) as entry:
        open_for_change(procurement)
        found = _again(procurement, line)
        entry.content = _content(found)
        found.delete()


def move_price_line(procurement: Procurement, *, by: User, line: PriceLine, step: int) -> None:
    """Move a line up (-1) or down (1) in the price form.

    May: edit
    Raises: Locked after publication.
    Logs: criteria.price_line_moved
    """
    subject = f"price_line:{line.public_id}"
    with recorded(procurement.public_id, "criteria.price_line_moved", by=by, subject=subject) as entry:
        open_for_change(procurement)
        found = _again(procurement, line)
        lines = list(PriceLine.objects.filter(procurement=procurement).order_by("position", "pk"))
        here = next(index for index, each in enumerate(lines) if each.pk == found.pk)
        there = min(max(here + step, 0), len(lines) - 1)
        lines.insert(there, lines.pop(here))
        for position, each in enumerate(lines):
            if each.position != position:
                PriceLine.objects.filter(pk=each.pk).update(position=position)
        entry.content = {"key": found.key, "title": found.title, "from": here + 1, "to": there + 1}


def _again(procurement: Procurement, line: PriceLine) -> PriceLine:
    found = PriceLine.objects.filter(procurement=procurement, pk=line.pk).first()
    if found is None:
        raise CannotChange(_("The line is no longer there."))
    return found


def _set_kind(line: PriceLine, own_cost: OwnCost | None, option: str) -> None:
    if option not in OPTIONS:
        raise CannotChange(_("Say whether it is an option."), field="option")
    line.kind = PriceLine.Kind.PRICE if own_cost is None else PriceLine.Kind.COST
    line.unit_cost = None if own_cost is None else own_cost.unit_cost
    line.cost_source = "" if own_cost is None else own_cost.source.strip()
    line.is_option, line.counts = bool(option), option != "outside"


def _check(line: PriceLine) -> None:
    if not line.title:
        raise CannotChange(_("Say what is priced."), field="title")
    if not line.unit:
        raise CannotChange(_("Say per what the price is given."), field="unit")
    if not line.volume.is_finite() or line.volume <= 0:
        raise CannotChange(_("Write a volume above zero."), field="volume")
    if line.period not in PriceLine.Period.values:
        raise CannotChange(_("Say whether it is paid once or every year."), field="period")
    if not 1 <= line.years <= MOST_YEARS:
        raise CannotChange(_("Write between 1 and %(most)s years.") % {"most": MOST_YEARS}, field="years")
    if line.unit_cost is not None:
        _check_cost(line, line.unit_cost)


def _check_cost(line: PriceLine, unit_cost: Decimal) -> None:
    if not unit_cost.is_finite() or unit_cost <= 0:
        raise CannotChange(_("Write a cost above zero."), field="unit_cost")
    if not line.cost_source:
        raise CannotChange(_("Say where the cost comes from."), field="cost_source")


def _content(line: PriceLine) -> dict[str, Any]:
    content: dict[str, Any] = {
        "key": line.key,
        "title": line.title,
        "unit": line.unit,
        "volume": line.volume,
        "period": line.period,
        "years": line.years,
        "note": line.note,
    }
    if line.unit_cost is not None:
        content |= {"unit_cost": line.unit_cost, "cost_source": line.cost_source}
    if line.is_option:
        content["option"] = "counts" if line.counts else "outside"
    return content
