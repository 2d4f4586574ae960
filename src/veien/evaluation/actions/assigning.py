"""Deciding who judges what: competences, assignments one by one, all at once, and by competence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.criteria.queries import Criterion, Item, is_locked, items_of
from veien.evaluation.actions.locking import refuse_when_locked
from veien.evaluation.models import Assignment, Competence, HandIn, Moderation
from veien.evaluation.queries.assigning import CATEGORIES, known_fields, proposal_of
from veien.evaluation.queries.judges import assigned_of, evaluators_of
from veien.evaluation.rules.assigning import Assigned, turns
from veien.evaluation.rules.judges import Evaluator, Place
from veien.foundation import clock
from veien.foundation.errors import Refused

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement


class CannotAssign(Refused):
    """Who judges what cannot be changed so; the message says why."""


def assign(
    procurement: Procurement, *, by: User, evaluator: User, criterion: Criterion, item: str = ""
) -> None:
    """Put an evaluator to a criterion, or to one requirement in it. Nothing is logged when it is so already.

    May: manage
    Raises: CannotAssign where it would touch what somebody has handed in, or the criterion's meeting is opened;
    QualityIsLocked.
    Logs: evaluation.assigned
    """
    one = (criterion.pk, item, evaluator.pk)
    _change(procurement, by, lambda before, _items: before | {one}, action="evaluation.assigned")


def unassign(
    procurement: Procurement, *, by: User, evaluator: User, criterion: Criterion, item: str = ""
) -> None:
    """Take an evaluator off a criterion, or off one requirement in it.

    May: manage
    Raises: as ``assign``.
    Logs: evaluation.unassigned
    """
    one = (criterion.pk, item, evaluator.pk)
    _change(procurement, by, lambda before, _items: before - {one}, action="evaluation.unassigned")


def set_assignments(
    procurement: Procurement, *, by: User, chosen: Collection[Assigned], within: Collection[Place]
) -> None:
    """Put exactly these evaluators to the criteria and requirements ``within``; all others stay as they are.

    May: manage
    Raises: as ``assign``.
    Logs: evaluation.assignments_set
    """
    places = set(within)

    def wanted(before: set[Assigned], _items: Sequence[Item]) -> set[Assigned]:
        kept = {each for each in before if each[:2] not in places}
        return kept | {each for each in chosen if each[:2] in places}

    _change(procurement, by, wanted, action="evaluation.assignments_set")


def assign_by_competence(procurement: Procurement, *, by: User, only_empty: bool = True) -> None:
    """Put everybody to what they know, on the items that nobody is assigned to, or on all of them.

    May: manage
    Raises: as ``assign``; also where no evaluator's competence matches any item.
    Logs: evaluation.assigned_by_competence
    """

    def wanted(_before: set[Assigned], items: Sequence[Item]) -> set[Assigned]:
        proposal = proposal_of(procurement, items, only_empty=only_empty)
        if proposal.before == proposal.after:
            raise CannotAssign(_("Nothing would change: no evaluator knows a field that is left to assign."))
        return set(proposal.after)

    _change(procurement, by, wanted, action="evaluation.assigned_by_competence")


def set_competences(procurement: Procurement, *, by: User, known: Mapping[int, Collection[str]]) -> None:
    """Write down which fields evaluators know, by the evaluator's key; evaluators not named stay as they are.

    May: manage
    Raises: CannotAssign for somebody outside the evaluation group, or a field that requirements do not have.
    Logs: evaluation.competences_set
    """
    group = {each.pk: each for each in evaluators_of(procurement)}
    if any(person not in group for person in known):
        raise CannotAssign(_("The person is not in the evaluation group."))
    fields = {value for value, _title in CATEGORIES}
    if any(set(each) - fields for each in known.values()):
        raise CannotAssign(_("Choose among the categories that requirements have."))
    before = known_fields(procurement)
    changed = {
        person: sorted(set(each))
        for person, each in known.items()
        if set(each) != set(before.get(person, ()))
    }
    if not changed:
        return
    with recorded(procurement.public_id, "evaluation.competences_set", by=by) as entry:
        Competence.objects.filter(procurement=procurement, evaluator__in=list(changed)).delete()
        Competence.objects.bulk_create(
            Competence(procurement=procurement, evaluator_id=person, category=category)
            for person, categories in changed.items()
            for category in categories
        )
        entry.content = {
            "competences": {group[person].name: categories for person, categories in changed.items()}
        }


def _change(
    procurement: Procurement,
    by: User,
    wanted: Callable[[set[Assigned], Sequence[Item]], set[Assigned]],
    *,
    action: str,
) -> None:
    refuse_when_locked(procurement)
    if not is_locked(procurement):
        raise CannotAssign(
            _("Who judges what is decided when the competition is published: then the criteria stand.")
        )
    items = items_of(procurement)
    before = set(assigned_of(procurement))
    if wanted(before, items) == before:
        return
    with recorded(procurement.public_id, action, by=by) as entry:
        # All criteria are taken, so that nobody hands in while it is decided who judges.
        list(Criterion.objects.select_for_update().filter(procurement=procurement).order_by("pk"))
        before = set(assigned_of(procurement))
        after = wanted(before, items)
        group = evaluators_of(procurement)
        _refuse_unknown(items, group, after - before)
        _refuse_touching(procurement, items, group, before, after)
        _write(by, items, before, after)
        entry.content = {
            "assigned": _told(items, group, after - before),
            "taken_off": _told(items, group, before - after),
        }


def _refuse_unknown(items: Sequence[Item], group: Sequence[Evaluator], added: Collection[Assigned]) -> None:
    people = {each.pk for each in group}
    places = {item.place for item in items} | {(item.criterion.pk, "") for item in items}
    if any(person not in people for _criterion, _ref, person in added):
        raise CannotAssign(_("The person is not in the evaluation group."))
    if any((criterion, ref) not in places for criterion, ref, _person in added):
        raise CannotAssign(_("This criterion takes no points."))


def _refuse_touching(
    procurement: Procurement,
    items: Sequence[Item],
    group: Sequence[Evaluator],
    before: Collection[Assigned],
    after: Collection[Assigned],
) -> None:
    mine = {"criterion__procurement": procurement}
    handed = set(HandIn.objects.filter(**mine).values_list("criterion_id", "evaluator_id"))
    opened = set(Moderation.objects.filter(**mine).values_list("criterion_id", flat=True))
    titles = {item.criterion.pk: item.criterion.title for item in items}
    for each in turns(items, group, before, after):
        names = {"name": each.evaluator.name, "criterion": titles[each.criterion_pk]}
        if each.criterion_pk in opened:
            sentence = _("The meeting over %(criterion)s is opened, so who judges it stands still.")
            raise CannotAssign(sentence % names)
        if (each.criterion_pk, each.evaluator.pk) not in handed:
            continue
        if each.lost:
            sentence = _(
                "%(name)s has handed in points on %(criterion)s that would be dropped. "
                "They must be taken back by %(name)s first."
            )
        else:
            sentence = _(
                "%(name)s has handed in points on %(criterion)s and would get more to judge there. "
                "They must be taken back by %(name)s first."
            )
        raise CannotAssign(sentence % names)


def _write(by: User, items: Sequence[Item], before: set[Assigned], after: set[Assigned]) -> None:
    gone = before - after
    if gone:
        rows = Assignment.objects.filter(criterion__in={each[0] for each in gone})
        keys = [
            pk
            for pk, criterion, ref, person in rows.values_list("pk", "criterion_id", "item", "evaluator_id")
            if (criterion, ref, person) in gone
        ]
        for start in range(0, len(keys), 500):
            Assignment.objects.filter(pk__in=keys[start : start + 500]).delete()
    requirement = {item.place: item.requirement_pk for item in items}
    Assignment.objects.bulk_create(
        Assignment(
            criterion_id=criterion,
            item=ref,
            requirement_id=requirement[criterion, ref] if ref else None,
            evaluator_id=person,
            assigned_by=by,
            assigned_at=clock.now(),
        )
        for criterion, ref, person in sorted(after - before)
    )


def _told(
    items: Sequence[Item], group: Sequence[Evaluator], rows: Collection[Assigned]
) -> list[dict[str, Any]]:
    """Tell the log who was put to what: per evaluator and criterion, with the requirements where not the whole."""
    names = {each.pk: each.name for each in group}
    titles = {item.criterion.pk: item.criterion.title for item in items}
    found: dict[tuple[int, int], list[str]] = {}
    for criterion, ref, person in sorted(rows):
        found.setdefault((person, criterion), []).append(ref)
    return [
        {
            "evaluator": names.get(person, ""),
            "criterion": titles.get(criterion, ""),
            "requirements": [ref for ref in refs if ref],
        }
        for (person, criterion), refs in found.items()
    ]
