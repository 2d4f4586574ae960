"""The assumption book: figures with their sources, written here or taken over from another procurement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Unpack

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
from veien.business_case.models import Assumption, BusinessCase
from veien.business_case.queries.rows import row_of
from veien.business_case.rules.words import AssumptionWords
from veien.documents.rules import clean_text

if TYPE_CHECKING:
    from veien.people.queries import User


ASSUMPTION_FIELDS = tuple(AssumptionWords.__annotations__)


def add_assumption(case: BusinessCase, *, by: User, **words: Unpack[AssumptionWords]) -> Assumption:
    """Write a figure into the book, last.

    May: edit
    Raises: CannotWrite if it has no name, or one that is taken.
    Logs: business_case.assumption_added
    """
    made = _fitted(Assumption(case=case), words)
    chain, subject = case.procurement.public_id, f"assumption:{made.public_id}"
    with recorded(chain, "business_case.assumption_added", by=by, subject=subject) as entry:
        _add(queued(case.procurement), made)
        entry.content = told(assumption_words(made))
    return made


def change_assumption(
    assumption: Assumption, *, by: User, revision: int, **words: Unpack[AssumptionWords]
) -> Assumption:
    """Change a figure of the book; every driver and line that takes it from there follows.

    Nothing is logged when nothing differs.
    May: edit
    Raises: CannotWrite if what rests on it cannot be computed with it; ChangedMeanwhile if somebody else wrote first.
    Logs: business_case.assumption_changed
    """
    held = assumption_words(assumption)
    if revision == assumption.revision and not differences(held, {**held, **words})["after"]:
        return assumption
    procurement = assumption.case.procurement
    subject = f"assumption:{assumption.public_id}"
    with recorded(procurement.public_id, "business_case.assumption_changed", by=by, subject=subject) as entry:
        case = queued(procurement)
        current = Assumption.objects.select_for_update().get(pk=assumption.pk)
        if current.revision != revision:
            raise ChangedMeanwhile(current)
        current.case = case
        before = assumption_words(current)
        _fitted(current, words)
        _free_title(current)
        clean(current)
        current.revision += 1
        current.save(update_fields=[*words, "revision"])
        refuse_faults(row_of(case), lambda _what, _pk, _field: None)
        entry.content = {"assumption": current.title} | differences(before, assumption_words(current))
    return current


def remove_assumption(assumption: Assumption, *, by: User) -> None:
    """Take a figure out of the book.

    May: edit
    Raises: CannotWrite if a driver or a line takes its figure from it.
    Logs: business_case.assumption_removed
    """
    procurement = assumption.case.procurement
    subject = f"assumption:{assumption.public_id}"
    with recorded(procurement.public_id, "business_case.assumption_removed", by=by, subject=subject) as entry:
        queued(procurement)
        used = [*assumption.quantities.values_list("key", flat=True)]
        used += assumption.lines.values_list("title", flat=True)
        if used:
            said = _(
                "These take their figure from it: %(names)s. Let them take it from somewhere else first."
            )
            raise CannotWrite([("", said % {"names": ", ".join(used)})])
        entry.content = told(assumption_words(assumption))
        assumption.delete()


def take_over(case: BusinessCase, *, by: User, rows: Sequence[AssumptionWords]) -> int:
    """Take many figures into the book: all or none. A figure whose name stands there already is left as it is.

    Gives how many are new; 0 is not logged.
    May: edit
    Raises: CannotWrite if one of them cannot be kept.
    Logs: business_case.assumptions_taken_over
    """
    held = {
        title.casefold() for title in Assumption.objects.filter(case=case).values_list("title", flat=True)
    }
    fresh = []
    for words in rows:
        made = _fitted(Assumption(case=case), words)
        if made.title.casefold() not in held:
            held.add(made.title.casefold())
            fresh.append(made)
    if not fresh:
        return 0
    chain = case.procurement.public_id
    with recorded(chain, "business_case.assumptions_taken_over", by=by, subject="assumptions") as entry:
        current = queued(case.procurement)
        for made in fresh:
            _add(current, made)
        entry.content = {"assumptions": [told(assumption_words(each)) for each in fresh]}
    return len(fresh)


def assumption_words(assumption: Assumption) -> dict[str, Any]:
    """Give what is written about an assumption."""
    return {name: getattr(assumption, name) for name in ASSUMPTION_FIELDS}


def _fitted(assumption: Assumption, words: AssumptionWords) -> Assumption:
    for name, value in words.items():
        if name == "note":
            value = clean_text(str(value))
        elif isinstance(value, str):
            value = " ".join(clean_text(value).split())
        setattr(assumption, name, value)
    if not assumption.title:
        raise CannotWrite([("title", _("Say in a few words what is assumed."))])
    if assumption.figure is None:
        raise CannotWrite([("figure", _("Write the figure."))])
    return assumption


def _free_title(assumption: Assumption) -> None:
    rows = Assumption.objects.filter(case=assumption.case, title=assumption.title).exclude(pk=assumption.pk)
    if rows.exists():
        raise CannotWrite([("title", _("The book has a figure of this name already."))])


def _add(case: BusinessCase, made: Assumption) -> None:
    made.case = case
    _free_title(made)
    clean(made)
    last = Assumption.objects.filter(case=case).aggregate(last=Max("position"))["last"] or 0
    made.position = last + 1
    made.save()
