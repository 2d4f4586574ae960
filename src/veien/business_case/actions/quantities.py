"""Drivers: what the lines are counted by."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.db.models import Max
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.business_case.actions.writing import (
    CannotWrite,
    ChangedMeanwhile,
    clean,
    differences,
    queued,
    refuse_faults,
    told,
)
from veien.business_case.models import Assumption, BusinessCase, Quantity
from veien.business_case.queries.rows import row_of
from veien.business_case.rules.document import CaseRow, QuantityRow
from veien.business_case.rules.editing import users_of, with_quantity
from veien.business_case.rules.figures import is_word
from veien.business_case.rules.formula import MARKS
from veien.documents.rules import clean_text
from veien.needs.queries.key_figures import KeyFigure

if TYPE_CHECKING:
    from veien.people.queries import User


class QuantityWords(TypedDict, total=False):
    """What is written about a driver: one of a number, a figure of the book, or factors."""

    key: str
    number: Decimal | None
    assumption: Assumption | None
    key_figure: KeyFigure | None
    key_figure_year: int | None
    factors: list[str]
    divide: str
    unit: str
    source: str
    text: str


QUANTITY_FIELDS = tuple(QuantityWords.__annotations__)
_FORMULA = ("number", "factors", "divide", "product")
_FORM_FIELDS = dict.fromkeys(("", *_FORMULA), "formula")


def add_quantity(case: BusinessCase, *, by: User, **words: Unpack[QuantityWords]) -> Quantity:
    """Add a driver, last.

    May: edit
    Raises: CannotWrite if its name is taken, or it cannot be computed.
    Logs: business_case.quantity_added
    """
    made = fitted_quantity(Quantity(case=case), words)
    chain, subject = case.procurement.public_id, f"quantity:{made.public_id}"
    with recorded(chain, "business_case.quantity_added", by=by, subject=subject) as entry:
        current = queued(case.procurement)
        made.case = current
        made.position = (
            Quantity.objects.filter(case=current).aggregate(last=Max("position"))["last"] or 0
        ) + 1
        checked_quantity(current, made)
        made.save()
        entry.content = told(quantity_words(made))
    return made


def change_quantity(
    quantity: Quantity, *, by: User, revision: int, **words: Unpack[QuantityWords]
) -> Quantity:
    """Change a driver; with a new name, what is made of it calls it by that. Nothing is logged when nothing differs.

    May: edit
    Raises: CannotWrite if its name is taken, or something cannot be computed; ChangedMeanwhile if somebody else
        wrote first.
    Logs: business_case.quantity_changed
    """
    held = quantity_words(quantity)
    if revision == quantity.revision and not differences(held, {**held, **words})["after"]:
        return quantity
    procurement = quantity.case.procurement
    subject = f"quantity:{quantity.public_id}"
    with recorded(procurement.public_id, "business_case.quantity_changed", by=by, subject=subject) as entry:
        case = queued(procurement)
        rows = Quantity.objects.select_for_update(of=("self",)).select_related("assumption", "key_figure")
        current = rows.get(pk=quantity.pk)
        current.case = case
        if current.revision != revision:
            raise ChangedMeanwhile(current)
        before = quantity_words(current)
        fitted_quantity(current, words)
        after = checked_quantity(case, current)
        current.revision += 1
        current.save()
        if before["key"] != current.key:
            _rename(case, after.quantities, current.pk)
        entry.content = {"driver": current.key} | differences(before, quantity_words(current))
    return current


def remove_quantity(quantity: Quantity, *, by: User) -> None:
    """Remove a driver.

    May: edit
    Raises: CannotWrite if another driver or a line is counted by it.
    Logs: business_case.quantity_removed
    """
    procurement = quantity.case.procurement
    subject = f"quantity:{quantity.public_id}"
    with recorded(procurement.public_id, "business_case.quantity_removed", by=by, subject=subject) as entry:
        case = queued(procurement)
        used = users_of(row_of(case), quantity.key)
        if used:
            said = _("These are counted by it: %(names)s. Let them be counted by something else first.")
            raise CannotWrite([("", said % {"names": ", ".join(used)})])
        entry.content = told(quantity_words(quantity))
        quantity.delete()


def quantity_words(quantity: Quantity) -> dict[str, Any]:
    """Give what is written about a driver."""
    return {name: getattr(quantity, name) for name in QUANTITY_FIELDS}


def fitted_quantity(quantity: Quantity, words: QuantityWords) -> Quantity:
    """Put words into a driver. A part of use cases, not one itself.

    Raises: CannotWrite without a name, or without exactly one figure.
    """
    for name, value in words.items():
        if name == "text":
            value = clean_text(str(value))
        elif isinstance(value, str):
            value = " ".join(clean_text(value).split())
        setattr(quantity, name, value)
    if quantity.number is None:
        quantity.key_figure = quantity.key_figure_year = None
    if not quantity.key:
        raise CannotWrite([("key", _("Give the driver a name."))])
    if not is_word(quantity.key) or set(quantity.key) & set(MARKS):
        said = _(
            "Call the driver by words that do not begin with a figure, without the marks × * / = ? and ~."
        )
        raise CannotWrite([("key", said)])
    if quantity.assumption is not None and (quantity.number is not None or quantity.factors):
        said = _("Write a figure or a product, or take the figure from the book. Not both.")
        raise CannotWrite([("formula", said)])
    if quantity.assumption is None and quantity.number is None and not quantity.factors:
        raise CannotWrite([("formula", _("Write a figure, or what it is a product of."))])
    return quantity


def checked_quantity(case: BusinessCase, quantity: Quantity) -> CaseRow:
    """Check a driver in its case, and give the case as it would stand. A part of use cases, not one itself.

    Raises: CannotWrite if its name is taken, or something cannot be computed with it.
    """
    rows = Quantity.objects.filter(case=case, key=quantity.key).exclude(pk=quantity.pk)
    if rows.exists():
        raise CannotWrite([("key", _("There is a driver of this name already."))])
    number = quantity.number if quantity.assumption is None else quantity.assumption.figure
    row = QuantityRow(
        pk=quantity.pk or 0,
        key=quantity.key,
        number=number,
        factors=tuple(quantity.factors),
        divide=quantity.divide,
        unit=quantity.unit,
        source=quantity.source,
        text=quantity.text,
    )
    after = with_quantity(row_of(case), row)

    def field_of(what: str, pk: int, field: str) -> str | None:
        return _FORM_FIELDS.get(field, field) if what == "quantity" and pk == row.pk else None

    refuse_faults(after, field_of)
    clean(quantity)
    return after


def _rename(case: BusinessCase, rows: Iterable[QuantityRow], own: int) -> None:
    """Let the drivers that are made of a renamed one call it by its new name."""
    held = {each.pk: each for each in rows}
    for other in Quantity.objects.filter(case=case).exclude(pk=own):
        row = held[other.pk]
        if tuple(other.factors) != row.factors or other.divide != row.divide:
            other.factors, other.divide = list(row.factors), row.divide
            other.revision += 1
            other.save(update_fields=["factors", "divide", "revision"])
