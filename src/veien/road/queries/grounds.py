"""What a decision rests on besides its documents: what the rooms say, question by question, and the advice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from veien.methods.rules import Decision as Point
from veien.methods.rules import Question
from veien.road.models import Procurement, Recommendation, RoleHolding
from veien.road.queries import _asked, _written
from veien.road.rules.registry import Choice, Ground, choice_provider, ground_providers

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIRST = {"warning": 0, "missing": 1, "ok": 2}


@dataclass(frozen=True)
class QuestionGrounds:
    """A question of a decision with all that the rooms say to it: warnings first, then what is missing."""

    question: Question
    grounds: tuple[Ground, ...]

    @property
    def warnings(self) -> tuple[Ground, ...]:
        """Those that the decision must weigh, and those that are not there."""
        return tuple(each for each in self.grounds if each.status != "ok")


def grounds_of(procurement: Procurement, point: Point) -> list[QuestionGrounds]:
    """Ask every room what it says to each question of a decision, in the reader's language."""
    written = _written(procurement)
    said: dict[str, list[Ground]] = {each.id: [] for each in point.questions}
    for question, provider in ground_providers(point.id):
        if question in said:
            said[question].append(_asked(provider, procurement, written))
    return [
        QuestionGrounds(each, tuple(sorted(said[each.id], key=lambda ground: _FIRST[ground.status])))
        for each in point.questions
    ]


def all_warnings(found: Sequence[QuestionGrounds]) -> list[Ground]:
    """Give every warning once, then everything that is missing, whichever question it stands under."""
    once: dict[tuple[str, str], Ground] = {}
    for each in found:
        for ground in each.warnings:
            once.setdefault((str(ground.title), str(ground.sentence)), ground)
    return sorted(once.values(), key=lambda ground: _FIRST[ground.status])


def choices_of(procurement: Procurement, point: str) -> list[Choice]:
    """Give the alternatives that a recommendation can name; none where no room knows any."""
    provider = choice_provider(point)
    return list(_asked(provider, procurement, _written(procurement))) if provider else []


def recommendation_of(procurement: Procurement, point: str) -> Recommendation | None:
    """Give the advice on a decision, if it is written."""
    rows = Recommendation.objects.filter(procurement=procurement, point=point)
    return rows.select_related("written_by").first()


def charter_gaps(procurement: Procurement) -> list[str]:
    """Name the parts of the charter that are not there, in the reader's language. One query."""
    roles = set(
        RoleHolding.objects.filter(
            procurement=procurement, role__in=["project-owner", "project-leader"]
        ).values_list("role", flat=True)
    )
    parts = (
        ("project-owner" in roles, _("the project owner")),
        ("project-leader" in roles, _("the project leader")),
        (bool(procurement.mandate.strip()), _("the mandate")),
        (bool(procurement.reporting.strip()), _("the reporting")),
        (bool(procurement.funding.strip()), _("the funding")),
    )
    return [name for is_there, name in parts if not is_there]


def charter_ground(procurement: Procurement) -> Ground:
    """Say whether the charter is whole, as a ground of the first decision. One query."""
    gaps = charter_gaps(procurement)
    url = reverse("road:charter", args=[procurement.public_id])
    if not gaps:
        return Ground(
            _("Charter"), _("Owner, leader, mandate, reporting and funding are settled."), url, "ok"
        )
    sentence = _("Missing in the charter: %(parts)s. No yes can be recorded without them.")
    return Ground(_("Charter"), sentence % {"parts": ", ".join(gaps)}, url, "missing")


def frozen_grounds(procurement: Procurement, point: Point) -> list[dict[str, Any]]:
    """Write down what the rooms say now, in the language of the procurement's documents, to be kept."""
    with translation.override(procurement.language):
        return [
            {
                "question": each.question.id,
                "title": str(ground.title),
                "sentence": str(ground.sentence),
                "status": ground.status,
                "url": ground.url,
                "facts": [[str(name), str(value)] for name, value in ground.facts],
            }
            for each in grounds_of(procurement, point)
            for ground in each.grounds
        ]


def frozen_recommendation(procurement: Procurement, point: str) -> dict[str, Any]:
    """Write down the advice as it stands now; nothing where none is written."""
    found = recommendation_of(procurement, point)
    if found is None:
        return {}
    return {
        "choice": found.choice,
        "choice_title": found.choice_title,
        "text": found.text,
        "written_by": found.written_by.full_name,
        "revision": found.revision,
    }
