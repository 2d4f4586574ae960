"""What people write when they map a service: the words of each thing, and the limits they keep to. Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict


class JourneyWords(TypedDict, total=False):
    """What people write about a journey as a whole."""

    title: str
    dwelling: str
    per_week: Decimal | None


class StepWords(TypedDict, total=False):
    """What people write about one step."""

    actor: str
    title: str
    minutes: Decimal | None
    pain: str
    chance: str


class FigureWords(TypedDict, total=False):
    """What people write about a key figure."""

    title: str
    unit: str
    value: Decimal
    year: int
    source: str
    growth_percent: Decimal | None
    until: int | None


class SystemWords(TypedDict, total=False):
    """What people write about a system."""

    name: str
    owner: str
    is_new: bool
    is_record: bool


class FlowWords(TypedDict, total=False):
    """What people write about a flow, but for where it goes."""

    information: str
    when: str
    sort: str
    legal_ground: str
    is_both_ways: bool


class OperationWords(TypedDict, total=False):
    """What people write about what the operation asks for."""

    kind: str
    statement: str
    figure: Decimal | None
    unit: str
    reason: str


class TaskWords(TypedDict, total=False):
    """What people write about a task."""

    title: str


JOURNEY_FIELDS = tuple(JourneyWords.__annotations__)
STEP_FIELDS = tuple(StepWords.__annotations__)
FIGURE_FIELDS = tuple(FigureWords.__annotations__)
SYSTEM_FIELDS = tuple(SystemWords.__annotations__)
FLOW_FIELDS = tuple(FlowWords.__annotations__)
OPERATION_FIELDS = tuple(OperationWords.__annotations__)
TASK_FIELDS = tuple(TaskWords.__annotations__)

MOST_STEPS = 60
MOST_MINUTES = Decimal(10_080)
"""Minutes in a week: a step that takes longer is waiting, and belongs in words."""
MOST_PER_WEEK = Decimal(10_000_000)


def need_title(text: str, *, most: int = 120) -> str:
    """Make the title of a need of what people wrote: a capital first, no full stop, cut at a word where it is long."""
    line = " ".join(text.split()).rstrip(".")
    line = line[:1].upper() + line[1:]
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def plain_number(value: Decimal | None) -> Decimal | None:
    """Give a figure without the zeros that only the table keeps: 30.00 is 30."""
    if value is None:
        return None
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
