"""What all writing here has in common: queueing, refusing in the reader's words, telling what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _

from veien.business_case.models import BusinessCase
from veien.business_case.queries.sayings import label_of, said
from veien.business_case.rules import check_case
from veien.business_case.rules.document import CaseRow, document_of, place_of, plain_text
from veien.foundation.errors import Refused
from veien.foundation.faults import BadDocument

if TYPE_CHECKING:
    from veien.road.queries import Procurement


class CannotWrite(Refused):
    """The business case cannot be kept as it is written. ``at`` holds a field and a sentence for each fault.

    In a table of lines a field has the number of the row before it: ``2-growth``.
    """

    def __init__(self, at: Iterable[tuple[str, str]]) -> None:
        self.at = list(dict.fromkeys(at))
        field, sentence = self.at[0]
        super().__init__(sentence, field=field)


class ChangedMeanwhile(Refused):
    """Somebody else wrote first; ``current`` is what stands now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(_("Somebody else changed this while you wrote."))
        self.current = current


def queued(procurement: Procurement) -> BusinessCase:
    """Lock the case of a procurement until the transaction ends.

    Raises: Http404 where no case is begun.
    """
    case = BusinessCase.objects.select_for_update().filter(procurement=procurement).first()
    if case is None:
        raise Http404
    case.procurement = procurement
    return case


def refuse_faults(row: CaseRow, field_of: Callable[[str, int, str], str | None]) -> None:
    """Check a case as it would stand, and refuse it with every fault at its place.

    ``field_of`` gives the form's field for a fault of what is being written, or None for a fault of something else:
    such a fault is told for the whole form, with its place named. What is wrong with the cost key is not asked here
    unless it is what is being written: a member's population changes elsewhere.
    Raises: CannotWrite
    """
    try:
        check_case(document_of(row))
    except BadDocument as bad:
        faults = bad.faults
    else:
        return
    at = []
    for fault in faults:
        place = place_of(fault, row)
        field = field_of(place.what, place.pk, place.field)
        if place.what == "key" and field is None:
            continue
        sentence = said(fault, place, row.years)
        label = "" if field is not None else label_of(place, row)
        at.append((field or "", f"{label}: {sentence}" if label else sentence))
    if at:
        raise CannotWrite(at)


def clean(thing: models.Model, *, exclude: Iterable[str] = ()) -> None:
    """Check lengths, digits and choices of a row.

    Raises: CannotWrite
    """
    try:
        thing.clean_fields(exclude={"case", "alternative", "position", "key", *exclude})
    except ValidationError as problem:
        at = [(field, text) for field, texts in problem.message_dict.items() for text in texts]
        raise CannotWrite(at) from problem


def told(words: Mapping[str, Any]) -> dict[str, Any]:
    """Write what is kept as the log keeps it: figures bare, things by their names."""
    return {name: _told(value) for name, value in words.items()}


def _told(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain_text(value)
    return str(value) if isinstance(value, models.Model) else value


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Give what differs: the old words and the new."""
    old, new = told(before), told(after)
    keys = [key for key in new if old.get(key) != new[key]]
    return {"before": {key: old.get(key) for key in keys}, "after": {key: new[key] for key in keys}}
