"""Open questions that other rooms want the market to answer and that are not in the dialogue yet."""

from __future__ import annotations

from veien.market.models import Question
from veien.market.rules import OpenQuestion, question_sources
from veien.road.queries import Procurement


def brought_by(procurement: Procurement) -> list[tuple[str, OpenQuestion]]:
    """Give the questions of other rooms, each with its room. One query besides those of the rooms."""
    there = set(Question.objects.filter(procurement=procurement).values_list("source", flat=True))
    return [
        (room, each)
        for room, provider in question_sources().items()
        for each in provider(procurement)
        if f"{room}:{each.key}"[:200] not in there
    ]
