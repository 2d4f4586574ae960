"""What the price form rests on: who writes the sums, other currencies with their rates, and assumptions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.db.models import Max
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.criteria.actions.opening import CannotChange, open_for_change, overtaken
from veien.criteria.models import CostAssumption, ExchangeRate, PriceForm
from veien.foundation import clock
from veien.road.queries import Procurement

if TYPE_CHECKING:
    from veien.people.queries import User

T = TypeVar("T", bound=ExchangeRate | CostAssumption)


def set_sums(procurement: Procurement, *, by: User, sums: str) -> None:
    """Say who writes the sum of each line: ``none``, ``computed`` (by the form) or ``filled`` (by the tenderer).

    May: edit
    Raises: Locked after publication; CannotChange, with the field.
    Logs: criteria.sums_chosen
    """
    with recorded(procurement.public_id, "criteria.sums_chosen", by=by) as entry:
        open_for_change(procurement)
        if sums not in PriceForm.Sums.values:
            raise CannotChange(_("Say who writes the sums."), field="sums")
        form = _form(procurement)
        entry.content = {"before": form.sums, "after": sums}
        form.sums = sums
        form.save(update_fields=["sums"])


def write_rate(
    procurement: Procurement,
    *,
    by: User,
    currency: str,
    rate: Decimal,
    rate_on: date,
    source: str,
    found: ExchangeRate | None = None,
    revision: int | None = None,
) -> ExchangeRate:
    """Allow another currency with the rate it counts by, or change ``found``; ``revision`` is the one the reader saw.

    Units: ``rate`` is what one unit of the currency is worth in the procurement's own.
    May: edit
    Raises: Locked after publication; Overtaken if somebody else changed it meanwhile; CannotChange, with the field.
    Logs: criteria.rate_written
    """
    with recorded(procurement.public_id, "criteria.rate_written", by=by) as entry:
        open_for_change(procurement)
        row = ExchangeRate(procurement=procurement, revision=0) if found is None else _again(found, revision)
        before = None if found is None else _rate_content(row)
        row.currency, row.rate, row.rate_on, row.source = (
            currency.strip().upper(),
            rate,
            rate_on,
            source.strip(),
        )
        _check_rate(procurement, row)
        row.revision += 1
        _form(procurement)
        row.save()
        entry.subject = f"exchange_rate:{row.public_id}"
        entry.content = {"after": _rate_content(row), "before": before}
    return row


def write_assumption(
    procurement: Procurement,
    *,
    by: User,
    title: str,
    figure: Decimal,
    unit: str,
    source: str,
    found: CostAssumption | None = None,
    revision: int | None = None,
) -> CostAssumption:
    """Write down a figure that volumes or own costs rest on, or change ``found``.

    May: edit
    Raises: Locked after publication; Overtaken if somebody else changed it meanwhile; CannotChange, with the field.
    Logs: criteria.assumption_written
    """
    with recorded(procurement.public_id, "criteria.assumption_written", by=by) as entry:
        open_for_change(procurement)
        row = _new_assumption(procurement) if found is None else _again(found, revision)
        before = None if found is None else _assumption_content(row)
        row.title, row.figure, row.unit, row.source = title.strip(), figure, unit.strip(), source.strip()
        for field, sentence in (
            ("title", _("Say what is assumed.")),
            ("source", _("Say where it comes from.")),
        ):
            if not getattr(row, field):
                raise CannotChange(sentence, field=field)
        if not row.figure.is_finite():
            raise CannotChange(_("Write a figure."), field="figure")
        row.revision += 1
        _form(procurement)
        row.save()
        entry.subject = f"cost_assumption:{row.public_id}"
        entry.content = {"after": _assumption_content(row), "before": before}
    return row


def remove_basis(procurement: Procurement, *, by: User, found: ExchangeRate | CostAssumption) -> None:
    """Take a currency or an assumption out.

    May: edit
    Raises: Locked after publication.
    Logs: criteria.price_basis_removed
    """
    with recorded(procurement.public_id, "criteria.price_basis_removed", by=by) as entry:
        open_for_change(procurement)
        row = _again(found, None)
        is_rate = isinstance(row, ExchangeRate)
        entry.subject = f"{'exchange_rate' if is_rate else 'cost_assumption'}:{row.public_id}"
        entry.content = _rate_content(row) if isinstance(row, ExchangeRate) else _assumption_content(row)
        row.delete()


def _form(procurement: Procurement) -> PriceForm:
    return PriceForm.objects.get_or_create(procurement=procurement)[0]


def _again(found: T, revision: int | None) -> T:
    row = type(found).objects.filter(pk=found.pk, procurement=found.procurement_id).first()
    if row is None:
        raise CannotChange(_("It is no longer there."))
    if revision is not None and row.revision != revision:
        raise overtaken(row)
    return cast("T", row)


def _new_assumption(procurement: Procurement) -> CostAssumption:
    last: int | None = CostAssumption.objects.filter(procurement=procurement).aggregate(last=Max("position"))[
        "last"
    ]
    return CostAssumption(procurement=procurement, position=0 if last is None else last + 1, revision=0)


def _check_rate(procurement: Procurement, row: ExchangeRate) -> None:
    if len(row.currency) != 3 or not (row.currency.isascii() and row.currency.isalpha()):
        raise CannotChange(_("A currency has three letters, such as EUR."), field="currency")
    if row.currency == procurement.currency:
        raise CannotChange(_("This is the procurement's own currency."), field="currency")
    others = ExchangeRate.objects.filter(procurement=procurement, currency=row.currency)
    if others.exclude(pk=row.pk).exists():
        raise CannotChange(_("This currency is allowed already."), field="currency")
    if not row.rate.is_finite() or row.rate <= 0:
        raise CannotChange(_("Write a rate above zero."), field="rate")
    if row.rate_on > clock.now().date():
        raise CannotChange(_("The day lies in the future."), field="rate_on")
    if not row.source:
        raise CannotChange(_("Say where it comes from."), field="source")


def _rate_content(row: ExchangeRate) -> dict[str, Any]:
    return {"currency": row.currency, "rate": row.rate, "rate_on": row.rate_on, "source": row.source}


def _assumption_content(row: CostAssumption) -> dict[str, Any]:
    return {"title": row.title, "figure": row.figure, "unit": row.unit, "source": row.source}
