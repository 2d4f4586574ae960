"""What a question can concern: a criterion, a requirement in it, or a must-requirement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from veien.criteria.queries import Criterion, tree_of
from veien.criteria.queries.judged import requirement_keys_by_leaf
from veien.requirements.queries import Requirement
from veien.road.queries import Procurement


@dataclass(frozen=True)
class About:
    """The choices of a form, and what each stands for.

    Shape: a value is ``c`` and the key of a criterion, or ``r``, that key or nothing, a dot and the requirement's
    key.
    """

    choices: list[tuple[str, Any]]
    criteria: Mapping[int, Criterion]
    requirements: Mapping[int, Requirement]
    first: str = ""

    def of(self, value: str) -> tuple[Criterion | None, Requirement | None]:
        """Give what a choice stands for."""
        if value.startswith("c"):
            return self.criteria[int(value[1:])], None
        if value.startswith("r"):
            criterion, _dot, requirement = value[1:].partition(".")
            found = self.criteria[int(criterion)] if criterion else None
            return found, self.requirements[int(requirement)]
        return None, None


def about_of(procurement: Procurement, *, only: str = "") -> About:
    """Give what a question can concern; with ``only``, the public id of a criterion, that one comes first chosen.

    Four queries.
    """
    leaves = tree_of(procurement).quality()
    criteria = {each.pk: each for each in Criterion.objects.filter(procurement=procurement, kind="quality")}
    keys = requirement_keys_by_leaf(procurement)
    rows = Requirement.objects.filter(procurement=procurement).order_by("section__position", "position", "pk")
    requirements = {each.pk: each for each in rows}
    choices: list[tuple[str, Any]] = []
    for leaf in leaves:
        under = [
            (f"r{leaf.pk}.{pk}", f"{requirements[pk].ref} {requirements[pk].title}")
            for pk in keys.get(leaf.pk, ())
            if pk in requirements
        ]
        choices.append((leaf.title, [(f"c{leaf.pk}", leaf.title), *under]))
    musts = [
        (f"r.{each.pk}", f"{each.ref} {each.title}")
        for each in requirements.values()
        if each.obligation == "must"
    ]
    if musts:
        choices.append((_("Must-requirements"), musts))
    first = next((f"c{leaf.pk}" for leaf in leaves if str(leaf.public_id) == only), "")
    return About(choices, criteria, requirements, first)
