"""What is still open and goes into the dialogue, and what the project is given leave to buy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.strategy.actions.writing import (
    CannotWrite,
    checked,
    cleaned,
    current,
    filled,
    kept,
    queued,
    told,
)
from veien.strategy.models import Mandate, StrategyQuestion

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement

WORDS = ("about", "text", "answer")
GIVEN = (
    "may_buy",
    "left_out",
    "budget",
    "budget_source",
    "contract_by",
    "in_use_by",
    "decides",
    "back_when",
)


def add_question(procurement: Procurement, *, by: User, **words: Any) -> StrategyQuestion:
    """Leave a question open: about, text. The market dialogue can take it in.

    May: edit
    Raises: CannotWrite if it has no words, or is about no part of the strategy.
    Logs: strategy.question_added
    """
    row = StrategyQuestion(procurement=procurement, revision=0)
    subject = f"question:{row.public_id}"
    with recorded(procurement.public_id, "strategy.question_added", by=by, subject=subject) as entry:
        filled(row, told(row, WORDS) | cleaned(words, WORDS))
        kept(row)
        entry.content = told(row, WORDS)
    return row


def change_question(
    row: StrategyQuestion, *, by: User, revision: int | None, **words: Any
) -> StrategyQuestion:
    """Change a question, or write what was learned. An answered question is no longer asked.

    May: edit
    Raises: CannotWrite as ``add_question``; ChangedMeanwhile if somebody else wrote first.
    Logs: strategy.question_changed
    """
    chain, subject = row.procurement.public_id, f"question:{row.public_id}"
    with recorded(chain, "strategy.question_changed", by=by, subject=subject) as entry:
        found = current(row, revision)
        before = told(found, WORDS)
        filled(found, cleaned(words, WORDS))
        kept(found)
        entry.content = {"before": before, "after": told(found, WORDS)}
    return found


def remove_question(row: StrategyQuestion, *, by: User) -> None:
    """Take a question away.

    May: edit
    Raises: CannotWrite if it is gone already.
    Logs: strategy.question_removed
    """
    chain, subject = row.procurement.public_id, f"question:{row.public_id}"
    with recorded(chain, "strategy.question_removed", by=by, subject=subject) as entry:
        found = current(row, None)
        entry.content = told(found, WORDS)
        found.delete()


def write_mandate(
    procurement: Procurement, *, by: User, revision: int | None = None, **words: Any
) -> Mandate:
    """Write what the project may buy: may_buy, left_out, budget, budget_source, contract_by, in_use_by, decides,
    back_when.

    Units: ``budget`` is money, VAT excluded, in the currency of the procurement.
    May: edit
    Raises: CannotWrite if what or who is missing, an amount has no source, or the days are the wrong way round;
    ChangedMeanwhile if somebody else wrote first.
    Logs: strategy.mandate_written
    """
    with recorded(procurement.public_id, "strategy.mandate_written", by=by, subject="mandate") as entry:
        queued(procurement)
        row = Mandate.objects.filter(procurement=procurement).first()
        row = checked(row or Mandate(procurement=procurement, revision=0), revision)
        before = told(row, GIVEN)
        filled(row, told(row, GIVEN) | cleaned(words, GIVEN))
        _refuse_mandate(row)
        kept(row)
        entry.content = {"before": before, "after": told(row, GIVEN)}
    return row


def _refuse_mandate(row: Mandate) -> None:
    if not row.may_buy:
        raise CannotWrite(_("Say what may be bought."), field="may_buy")
    if not row.decides:
        raise CannotWrite(_("Say who decides what along the way."), field="decides")
    if row.budget is not None and row.budget < 0:
        raise CannotWrite(_("The amount cannot be below zero."), field="budget")
    if row.budget is not None and not row.budget_source:
        raise CannotWrite(
            _("Say where the money comes from: the budget, the plan, the decision."), field="budget_source"
        )
    if row.contract_by and row.in_use_by and row.in_use_by < row.contract_by:
        raise CannotWrite(_("It cannot be in use before the agreement is signed."), field="in_use_by")
