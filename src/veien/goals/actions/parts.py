"""Saying what technology does for each need that a goal answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.goals.actions.goals import CannotWrite, ChangedMeanwhile
from veien.goals.models import Goal, GoalNeed
from veien.goals.rules import tidied
from veien.needs.rules import changes

if TYPE_CHECKING:
    from veien.people.queries import User


def say_parts(goal: Goal, *, by: User, revision: int, parts: Mapping[int, tuple[str, str]]) -> Goal:
    """Say technology's part in a goal, need by need: ``parts`` gives weight and words for the key of a need.

    Needs that are left out stay as they are. Nothing is logged when nothing differs.
    May: edit
    Raises: CannotWrite if a need is not one that the goal answers, or a text is too long or a weight unknown;
    ChangedMeanwhile if somebody else wrote first.
    Logs: goals.parts_said
    """
    chain, subject = goal.procurement.public_id, f"goal:{goal.public_id}"
    if revision == goal.revision and not _differs(goal, parts):
        return goal
    with recorded(chain, "goals.parts_said", by=by, subject=subject) as entry:
        current = Goal.objects.select_for_update().get(pk=goal.pk)
        current.procurement = goal.procurement
        if current.revision != revision:
            raise ChangedMeanwhile(current)
        links = {each.need_id: each for each in current.goal_needs.select_related("need")}
        before = {each.need.ref: [each.weight, each.contribution] for each in links.values()}
        for key, (weight, contribution) in parts.items():
            link = links.get(key)
            if link is None:
                raise CannotWrite(_("The goal no longer answers one of the needs. Look through them again."))
            link.weight, link.contribution = weight, str(tidied({"text": contribution})["text"])
            _check(link)
        GoalNeed.objects.bulk_update(links.values(), ["weight", "contribution"])
        current.revision += 1
        current.save(update_fields=["revision"])
        after = {each.need.ref: [each.weight, each.contribution] for each in links.values()}
        entry.content = {"number": current.ref, **changes(before, after)}
    return current


def _differs(goal: Goal, parts: Mapping[int, tuple[str, str]]) -> bool:
    stands = {each.need_id: (each.weight, each.contribution) for each in goal.goal_needs.all()}
    return any(stands.get(key) != part for key, part in parts.items())


def _check(link: GoalNeed) -> None:
    try:
        link.clean_fields(exclude={"goal", "need"})
    except ValidationError as problem:
        field, texts = next(iter(problem.message_dict.items()))
        raise CannotWrite(texts[0], field=f"{field}-{link.need_id}") from problem
