"""Writing the value estimate: what holds for it, its rows, and taking rows over from the business case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from veien.audit.actions import recorded
from veien.business_case.queries import Alternative, outcome_of
from veien.collaboration.queries import Member
from veien.documents.rules import clean_text
from veien.foundation.errors import Refused
from veien.needs.rules import changes
from veien.strategy.models import ValueEstimate, ValueRow
from veien.strategy.queries.value import CostLine, cost_lines, estimate_of
from veien.strategy.rules import value as rules

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement

VALUE_LOG_TITLES = {
    "strategy.value_begun": gettext_lazy("Began the value estimate"),
    "strategy.value_terms_changed": gettext_lazy("Changed what holds for the value estimate"),
    "strategy.value_row_added": gettext_lazy("Added to the value estimate"),
    "strategy.value_rows_added": gettext_lazy("Added an amount for each municipality to the value estimate"),
    "strategy.value_row_changed": gettext_lazy("Changed a part of the value estimate"),
    "strategy.value_row_removed": gettext_lazy("Removed a part of the value estimate"),
    "strategy.value_taken_over": gettext_lazy("Took the value over from the business case"),
}
FAULTS = {
    "months": gettext_lazy("Write how many months the agreement runs, from 1 to 600."),
    "extension_months": gettext_lazy("Write the months of all extensions together, from 0 to 600."),
    "title": gettext_lazy("Say in a few words what is paid for."),
    "source": gettext_lazy("Say where the figure comes from: a quote, an account, another municipality."),
    "amount": gettext_lazy("Write an amount."),
    "below_zero": gettext_lazy("A value is not below zero. Write what is paid, or 0."),
    "hundredths": gettext_lazy("Write at most two decimals."),
    "too_large": gettext_lazy("The amount is too large to be right."),
    "member": gettext_lazy("That organisation does not take part in this procurement."),
}


class TermWords(TypedDict, total=False):
    """What holds for the whole estimate. Units: months."""

    buyer: str
    category: str
    placed_on: date
    term: str
    months: int
    extension_months: int
    note: str


class RowWords(TypedDict, total=False):
    """What is written about a row; ``member`` is the key of a member, or None for all of them.

    Units: ``amount`` is money in the currency of the procurement, VAT excluded; ``per`` is once or year.
    """

    member: int | None
    title: str
    amount: Decimal
    per: str
    is_option: bool
    contract: str
    source: str


TERM_FIELDS = tuple(TermWords.__annotations__)
ROW_FIELDS = tuple(RowWords.__annotations__)


class CannotEstimate(Refused):
    """The estimate cannot be kept as it is written. ``at`` holds a field and a sentence for each fault."""

    def __init__(self, at: Iterable[tuple[str, str]]) -> None:
        self.at = list(at)
        field, sentence = self.at[0]
        super().__init__(sentence, field=field)


class EstimateChangedMeanwhile(Refused):
    """Somebody else wrote first; ``current`` is what stands now."""

    def __init__(self, current: ValueEstimate | ValueRow) -> None:
        super().__init__(_("Somebody else changed this while you wrote."))
        self.current = current


def write_terms(
    procurement: Procurement, *, by: User, revision: int = 0, **words: Unpack[TermWords]
) -> ValueEstimate:
    """Begin the estimate, or change what holds for all of it; words that are left out stay as they are.

    Nothing is logged when nothing differs. ``revision`` is 0 where none is begun.
    May: edit
    Raises: CannotEstimate with every fault at its field; EstimateChangedMeanwhile if somebody else wrote first.
    Logs: strategy.value_begun, strategy.value_terms_changed
    """
    kept = estimate_of(procurement)
    if kept is not None and kept.revision == revision and not changes(_terms(kept), _tidied(words))["after"]:
        return kept
    action = "strategy.value_begun" if kept is None else "strategy.value_terms_changed"
    with recorded(procurement.public_id, action, by=by, subject="value-estimate") as entry:
        current = _locked(procurement)
        if current is not None and current.revision != revision:
            raise EstimateChangedMeanwhile(current)
        before = {} if current is None else _terms(current)
        found = current or ValueEstimate(procurement=procurement, revision=0)
        for name, value in _tidied(words).items():
            setattr(found, name, value)
        _refuse(rules.faults_of_terms(_terms(found)))
        _clean(found, exclude={"procurement", "alternative"})
        found.revision += 1
        found.save()
        entry.content = changes(before, _terms(found)) if before else _terms(found)
    return found


def add_row(procurement: Procurement, *, by: User, **words: Unpack[RowWords]) -> ValueRow:
    """Add a part of the value, last in the list.

    May: edit
    Raises: CannotEstimate with every fault at its field; Http404 where no estimate is begun.
    Logs: strategy.value_row_added
    """
    row = ValueRow()
    with recorded(
        procurement.public_id, "strategy.value_row_added", by=by, subject=f"value-row:{row.public_id}"
    ) as entry:
        row.estimate = _begun(procurement)
        _fit(row, words)
        row.position = _last(row.estimate) + 1
        row.save()
        entry.content = _told(row)
    return row


def add_rows(
    procurement: Procurement,
    *,
    by: User,
    amounts: Mapping[int, Decimal],
    **words: Unpack[RowWords],
) -> list[ValueRow]:
    """Add the same part of the value for several members, each with its own amount; all of them or none.

    ``amounts`` is by the key of the member.
    May: edit
    Raises: CannotEstimate with every fault at its field, an amount at ``amount-KEY``; Http404 where none is begun.
    Logs: strategy.value_rows_added
    """
    if not amounts:
        raise CannotEstimate([("", _("Write an amount for at least one municipality."))])
    with recorded(
        procurement.public_id, "strategy.value_rows_added", by=by, subject="value-estimate"
    ) as entry:
        estimate = _begun(procurement)
        last, made = _last(estimate), []
        faults: dict[tuple[str, str], None] = {}
        for place, (member, amount) in enumerate(amounts.items(), start=1):
            row = ValueRow(estimate=estimate, position=last + place)
            try:
                _fit(row, {**words, "member": member, "amount": amount})
            except CannotEstimate as refused:
                faults |= {(_at(field, member), sentence): None for field, sentence in refused.at}
            made.append(row)
        if faults:
            raise CannotEstimate(list(faults))
        ValueRow.objects.bulk_create(made)
        entry.content = {"rows": [_told(row) for row in made]}
    return made


def change_row(row: ValueRow, *, by: User, revision: int, **words: Unpack[RowWords]) -> ValueRow:
    """Change a row; words that are left out stay as they are. Nothing is logged when nothing differs.

    A row that was taken over and gets another amount is a row of its own from then on.
    May: edit
    Raises: CannotEstimate with every fault at its field; EstimateChangedMeanwhile if somebody else wrote first.
    Logs: strategy.value_row_changed
    """
    if revision == row.revision and not changes(_words(row), _tidied(words))["after"]:
        return row
    chain, subject = row.estimate.procurement.public_id, f"value-row:{row.public_id}"
    with recorded(chain, "strategy.value_row_changed", by=by, subject=subject) as entry:
        estimate = _begun(row.estimate.procurement)
        current = ValueRow.objects.select_related("member__organisation").filter(pk=row.pk).first()
        if current is None:
            raise Http404
        current.estimate = estimate
        if current.revision != revision:
            raise EstimateChangedMeanwhile(current)
        before, stood = _told(current), (current.amount, current.per)
        _fit(current, words)
        if (current.amount, current.per) != stood:
            current.is_taken_over, current.line_id = False, None
        current.revision += 1
        current.save()
        entry.content = {"row": current.title, **changes(before, _told(current))}
    return current


def remove_row(row: ValueRow, *, by: User) -> None:
    """Remove a row. What stood in it stays in the log.

    May: edit
    Logs: strategy.value_row_removed
    """
    chain, subject = row.estimate.procurement.public_id, f"value-row:{row.public_id}"
    with recorded(chain, "strategy.value_row_removed", by=by, subject=subject) as entry:
        _begun(row.estimate.procurement)
        entry.content = _told(row)
        row.delete()


def take_over(
    procurement: Procurement,
    *,
    by: User,
    alternative: UUID,
    keys: Collection[str],
    years: tuple[int, int],
) -> list[ValueRow]:
    """Take costs of an alternative over as rows; they take the place of what was taken over before.

    ``keys`` name the lines, ``years`` the first and the last year of the case that the agreement covers.
    May: edit
    Raises: CannotEstimate if nothing is chosen, or the years lie outside the case; Http404 where no estimate is begun
        or the case has no such alternative.
    Logs: strategy.value_taken_over
    """
    with recorded(
        procurement.public_id, "strategy.value_taken_over", by=by, subject="value-estimate"
    ) as entry:
        estimate = _begun(procurement)
        chosen, lines = _chosen(procurement, alternative, keys, years)
        ValueRow.objects.filter(estimate=estimate, is_taken_over=True).delete()
        words = {"alternative": chosen.title, "first": years[0], "last": years[1]}
        source = _("Business case, “%(alternative)s”, years %(first)s to %(last)s") % words
        last = _last(estimate)
        made = [
            ValueRow(
                estimate=estimate,
                title=each.title,
                amount=max(each.total, Decimal(0)),
                per=rules.ONCE,
                source=source[:300],
                line_id=each.pk,
                is_taken_over=True,
                position=last + number,
            )
            for number, each in enumerate(lines, start=1)
        ]
        ValueRow.objects.bulk_create(made)
        estimate.alternative, (estimate.first_year, estimate.last_year) = chosen, years
        estimate.revision += 1
        estimate.save()
        entry.content = {**words, "rows": [_told(row) for row in made]}
    return made


def _chosen(
    procurement: Procurement, alternative: UUID, keys: Collection[str], years: tuple[int, int]
) -> tuple[Alternative, list[CostLine]]:
    """Give the alternative and those of its costs that are taken over, or refuse them."""
    case = outcome_of(procurement)
    chosen = Alternative.objects.filter(case=case.kept, public_id=alternative).first() if case else None
    if case is None or chosen is None or case.case is None:
        raise Http404
    if case.kept.currency != procurement.currency:
        said = _("The business case is in %(case)s and the procurement in %(own)s.")
        raise CannotEstimate([("", said % {"case": case.kept.currency, "own": procurement.currency})])
    if not 0 <= years[0] <= years[1] <= case.case.years:
        said = _("Write years of the business case, from 0 to %(last)s, the first one first.")
        raise CannotEstimate([("last_year", said % {"last": case.case.years})])
    lines = [each for each in cost_lines(case, chosen.key, *years) if each.key in keys]
    if not lines:
        raise CannotEstimate([("lines", _("Choose at least one cost that is paid to the supplier."))])
    return chosen, lines


def _locked(procurement: Procurement) -> ValueEstimate | None:
    found = ValueEstimate.objects.select_for_update().filter(procurement=procurement).first()
    if found is not None:
        found.procurement = procurement
    return found


def _begun(procurement: Procurement) -> ValueEstimate:
    found = _locked(procurement)
    if found is None:
        raise Http404
    return found


def _last(estimate: ValueEstimate) -> int:
    return ValueRow.objects.filter(estimate=estimate).aggregate(last=Max("position"))["last"] or 0


def _fit(row: ValueRow, words: Mapping[str, Any]) -> None:
    """Put words into a row, and refuse what is wrong in it."""
    for name, value in _tidied(words).items():
        setattr(row, "member_id" if name == "member" else name, value)
    _refuse(rules.faults_of_row(_words(row)))
    if row.member_id is not None:
        procurement = row.estimate.procurement_id
        member = Member.objects.select_related("organisation").filter(
            procurement_id=procurement, pk=row.member_id
        )
        row.member = member.first()
        if row.member is None:
            raise CannotEstimate([("member", str(FAULTS["member"]))])
    _clean(row, exclude={"estimate", "member", "line", "position"})


def _tidied(words: Mapping[str, Any]) -> dict[str, Any]:
    """Tidy what was written: texts without stray ends, on one line but for the remark."""
    found = {}
    for name, value in words.items():
        text = clean_text(value) if isinstance(value, str) else value
        found[name] = " ".join(text.split()) if isinstance(text, str) and name != "note" else text
    return found


def _refuse(faults: Mapping[str, str]) -> None:
    if faults:
        raise CannotEstimate([(field, str(FAULTS[code])) for field, code in faults.items()])


def _clean(thing: models.Model, *, exclude: set[str]) -> None:
    try:
        thing.clean_fields(exclude=exclude)
    except ValidationError as problem:
        at = [(field, text) for field, texts in problem.message_dict.items() for text in texts]
        raise CannotEstimate(at) from problem


def _terms(estimate: ValueEstimate) -> dict[str, object]:
    return {name: getattr(estimate, name) for name in TERM_FIELDS}


def _words(row: ValueRow) -> dict[str, object]:
    return {name: row.member_id if name == "member" else getattr(row, name) for name in ROW_FIELDS}


def _told(row: ValueRow) -> dict[str, object]:
    """Give a row as people read it in the log."""
    return _words(row) | {"member": row.member.organisation.name if row.member is not None else ""}


def _at(field: str, member: int) -> str:
    return f"amount-{member}" if field in ("amount", "member") else field
