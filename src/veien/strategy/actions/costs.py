"""What it costs to own, rent and lease."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.business_case.queries import case_of
from veien.strategy.actions.writing import CannotWrite, cleaned, current, filled, kept, told
from veien.strategy.models import OwnershipLine

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement

WORDS = ("way", "title", "amount", "first_year", "last_year", "source")


def add_cost(procurement: Procurement, *, by: User, **words: Any) -> OwnershipLine:
    """Write down a cost of owning, renting or leasing: way, title, amount, first_year, last_year, source.

    Units: ``amount`` is money a year, VAT excluded; below zero is money back. Years are those of the business case.
    May: edit
    Raises: CannotWrite if no business case is begun, the years do not fit it, or title or source is missing.
    Logs: strategy.cost_added
    """
    row = OwnershipLine(procurement=procurement, revision=0)
    subject = f"cost:{row.public_id}"
    with recorded(procurement.public_id, "strategy.cost_added", by=by, subject=subject) as entry:
        _fill(row, procurement, words)
        kept(row)
        entry.content = told(row, WORDS)
    return row


def change_cost(row: OwnershipLine, *, by: User, revision: int | None, **words: Any) -> OwnershipLine:
    """Change a cost.

    May: edit
    Raises: CannotWrite as ``add_cost``; ChangedMeanwhile if somebody else wrote first.
    Logs: strategy.cost_changed
    """
    chain, subject = row.procurement.public_id, f"cost:{row.public_id}"
    with recorded(chain, "strategy.cost_changed", by=by, subject=subject) as entry:
        found = current(row, revision)
        before = told(found, WORDS)
        _fill(found, row.procurement, words)
        kept(found)
        entry.content = {"before": before, "after": told(found, WORDS)}
    return found


def remove_cost(row: OwnershipLine, *, by: User) -> None:
    """Take a cost away.

    May: edit
    Raises: CannotWrite if it is gone already.
    Logs: strategy.cost_removed
    """
    chain, subject = row.procurement.public_id, f"cost:{row.public_id}"
    with recorded(chain, "strategy.cost_removed", by=by, subject=subject) as entry:
        found = current(row, None)
        entry.content = told(found, WORDS)
        found.delete()


def _fill(row: OwnershipLine, procurement: Procurement, words: dict[str, Any]) -> None:
    case = case_of(procurement)
    if case is None:
        raise CannotWrite(_("Begin the business case first: its years and its rate are used here."))
    filled(row, told(row, WORDS) | cleaned(words, WORDS))
    if row.last_year < row.first_year:
        raise CannotWrite(_("The last year cannot be before the first."), field="last_year")
    if row.last_year > case.years:
        said = _("The business case ends with year %(years)s.") % {"years": case.years}
        raise CannotWrite(said, field="last_year")
