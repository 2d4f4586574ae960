"""What is asked of the suppliers themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.strategy.actions.writing import CannotWrite, cleaned, current, filled, kept, queued, told
from veien.strategy.models import Demand

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement

WORDS = ("area", "kind", "text", "figure", "likeness", "equivalent", "relying", "reason")


def add_demand(procurement: Procurement, *, by: User, **words: Any) -> Demand:
    """Draft a demand on the supplier: area, kind, text, figure, likeness, equivalent, relying, reason.

    Units: ``figure`` is money for turnover and insurance, years for accounts and experience, else a number.
    May: edit
    Raises: CannotWrite if area, kind or text is missing or the figure is below zero.
    Logs: strategy.demand_added
    """
    row = Demand(procurement=procurement, revision=0)
    subject = f"demand:{row.public_id}"
    with recorded(procurement.public_id, "strategy.demand_added", by=by, subject=subject) as entry:
        queued(procurement)
        last = Demand.objects.filter(procurement=procurement).aggregate(last=Max("position"))["last"]
        row.position = (last or 0) + 1
        filled(row, told(row, WORDS) | cleaned(words, WORDS))
        _refuse(row)
        kept(row)
        entry.content = told(row, WORDS)
    return row


def change_demand(row: Demand, *, by: User, revision: int | None, **words: Any) -> Demand:
    """Change a demand.

    May: edit
    Raises: CannotWrite as ``add_demand``; ChangedMeanwhile if somebody else wrote first.
    Logs: strategy.demand_changed
    """
    chain, subject = row.procurement.public_id, f"demand:{row.public_id}"
    with recorded(chain, "strategy.demand_changed", by=by, subject=subject) as entry:
        found = current(row, revision)
        before = told(found, WORDS)
        filled(found, cleaned(words, WORDS))
        _refuse(found)
        kept(found)
        entry.content = {"before": before, "after": told(found, WORDS)}
    return found


def remove_demand(row: Demand, *, by: User) -> None:
    """Take a demand away.

    May: edit
    Raises: CannotWrite if it is gone already.
    Logs: strategy.demand_removed
    """
    chain, subject = row.procurement.public_id, f"demand:{row.public_id}"
    with recorded(chain, "strategy.demand_removed", by=by, subject=subject) as entry:
        found = current(row, None)
        entry.content = told(found, WORDS)
        found.delete()


def _refuse(row: Demand) -> None:
    if row.figure is not None and row.figure < 0:
        raise CannotWrite(_("The figure cannot be below zero."), field="figure")
