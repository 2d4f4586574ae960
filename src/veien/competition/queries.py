"""Reading the competition: whether it is published, and what is missing until it can be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from veien.competition.models import Competition
from veien.criteria.queries import Gaps, Problem, gaps_of
from veien.requirements.queries import Requirement
from veien.road.queries import Procurement

__all__ = ["Check", "Competition", "Lack", "checklist_of", "competition_of", "is_published", "lacks_of"]

_PAGES = {
    "": "requirements:page",
    "page": "criteria:page",
    "model": "criteria:model",
    "prices": "criteria:prices",
    "requirements": "criteria:requirements",
}


def competition_of(procurement: Procurement) -> Competition | None:
    """Give the published competition, or None while it is not. One query."""
    return Competition.objects.filter(procurement=procurement).select_related("published_by").first()


def is_published(procurement: Procurement) -> bool:
    """Say whether the competition is published. One query."""
    return Competition.objects.filter(procurement=procurement).exists()


@dataclass(frozen=True)
class Lack:
    """One thing that is missing, and the page on which it is mended."""

    sentence: str
    url: str


@dataclass(frozen=True)
class Check:
    """One point of the checklist: what must be there, why, what it lacks, and where it is found."""

    title: Any
    why: Any
    url: str
    lacks: tuple[Lack, ...]

    @property
    def is_done(self) -> bool:
        """Say whether nothing is missing."""
        return not self.lacks


def checklist_of(procurement: Procurement) -> list[Check]:
    """Give all that must be there before publication, point by point. A fixed number of queries."""
    gaps = gaps_of(procurement)
    to = _Addresses(procurement)
    none_yet: tuple[Lack, ...] = ()
    if not Requirement.objects.filter(procurement=procurement).exists():
        none_yet = (Lack(_("There are no requirements yet."), to.page(_PAGES[""])),)
    points = (
        (
            _("The requirements are written"),
            _("They say what you buy, and are locked at publication."),
            "",
            none_yet,
        ),
        (
            _("Every should-requirement is judged"),
            _("By a criterion, or knowingly by none."),
            "requirements",
            none_yet or to.lacks(gaps.requirements),
        ),
        (
            _("The method is chosen"),
            _("How price and quality become an order."),
            "model",
            to.lacks(gaps.model),
        ),
        *_points_of_criteria(gaps, to),
    )
    return [Check(title, why, to.page(_PAGES[place]), lacks) for title, why, place, lacks in points]


def _points_of_criteria(gaps: Gaps, to: _Addresses) -> list[tuple[str, str, str, tuple[Lack, ...]]]:
    first: tuple[Lack, ...] = ()
    if not gaps.has_criteria:
        first = (Lack(_("Write the criteria first."), to.page("criteria:page")),)
    return [
        (
            _("Criteria and weights are complete"),
            _("Weights add up to exactly 100 % in every group."),
            "page",
            to.lacks(gaps.criteria),
        ),
        (
            _("Every criterion has anchors"),
            _("What gives full points, and what gives the fewest."),
            "page",
            first or to.lacks(gaps.anchors),
        ),
        (
            _("The price form has its lines"),
            _("What tenderers put a price on."),
            "prices",
            first or to.lacks(gaps.prices),
        ),
    ]


def lacks_of(procurement: Procurement) -> list[Lack]:
    """Give everything that is missing before publication; empty where nothing is."""
    return [lack for check in checklist_of(procurement) for lack in check.lacks]


class _Addresses:
    """Knows where each problem of the award model is mended."""

    def __init__(self, procurement: Procurement) -> None:
        self._id = procurement.public_id

    def page(self, route: str) -> str:
        """Give the address of a room's page."""
        return reverse(route, args=[self._id])

    def lacks(self, problems: Iterable[Problem]) -> tuple[Lack, ...]:
        """Turn problems into lacks with an address."""
        return tuple(self._lack(problem) for problem in problems)

    def _lack(self, problem: Problem) -> Lack:
        node = problem.criterion
        sentence = f"{node.title}: {problem.sentence}" if node is not None else problem.sentence
        if problem.place in ("criterion", "weighing") and node is not None:
            return Lack(sentence, reverse("criteria:criterion", args=[self._id, node.public_id]))
        return Lack(sentence, self.page(_PAGES[problem.place]))
