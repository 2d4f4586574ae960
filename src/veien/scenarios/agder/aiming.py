"""The vision, the eight goals, how work changes, where the municipalities stand, and who agrees."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from veien.collaboration.queries import Member
from veien.foundation import clock
from veien.goals.actions import goals, lines, parts
from veien.goals.queries.lines import lines_of
from veien.methods.queries import roles
from veien.needs.queries import Need
from veien.people.queries import User
from veien.road.queries import Procurement
from veien.scenarios.agder.data import read


def set_goals(
    procurement: Procurement, found: Mapping[str, Need], figures: Mapping[str, Any], *, by: User
) -> dict[str, Any]:
    """Write the vision and the eight goals, with technology's part in each; give the goals by key."""
    told = read("goals")
    begins = [found[key].pk for key in told["vision_needs"]]
    goals.write_vision(procurement, by=by, text=told["vision"], needs=begins)
    titles, made = roles(), {}
    for row in told["goals"]:
        made[row["key"]] = goals.add_goal(
            procurement,
            by=by,
            needs=[found[key].pk for key in row["needs"]],
            title=row["title"],
            kind=row["kind"],
            unit=row["unit"],
            baseline=Decimal(row["baseline"]),
            baseline_source=row["baseline_source"],
            target=Decimal(row["target"]),
            owner=titles[row["owner_role"]].title.in_language("nb"),
            due_on=row["due_on"],
            measure=row["measure"],
            horizon=row["horizon"],
            key_figure=figures[row["key_figure"]].pk if "key_figure" in row else None,
        )
    for row in told["goals"]:
        goal = made[row["key"]]
        if "parent" in row:
            goal = goals.change_goal(goal, by=by, revision=goal.revision, parent=made[row["parent"]].pk)
        said = {found[key].pk: (weight, words) for key, (weight, words) in row["parts"].items()}
        made[row["key"]] = parts.say_parts(goal, by=by, revision=goal.revision, parts=said)
    return made


def describe_work(procurement: Procurement, made: Mapping[str, Any], *, by: User) -> None:
    """Say how work changes where people live, which plans the goals serve, and what nobody here can answer."""
    told = read("aiming")
    for row in told["work"]:
        lines.add_line(procurement, "work", by=by, words=row)
    for row in told["plans"]:
        lines.add_line(procurement, "plans", by=by, words=_tied(row, made))
    for row in told["questions"]:
        words = {key: value for key, value in row.items() if key not in ("answer", "answered_on")}
        lines.add_line(procurement, "questions", by=by, words=_tied(words, made))


def answer_questions(procurement: Procurement, *, by: User) -> None:
    """Write down what the questions were answered, once the suppliers and the services have been asked."""
    answers = {row["text"]: row for row in read("aiming")["questions"]}
    for line in lines_of(procurement, "questions"):
        row = answers[getattr(line, "text")]  # noqa: B009 - the sort is known here and not to the type
        words = {key: row[key] for key in ("answer", "answered_on")}
        lines.change_line(line, by=by, revision=line.revision, words=words)


def settle(procurement: Procurement, made: Mapping[str, Any], *, by: User) -> None:
    """Keep where the municipalities stand and what they gave up, and let those who must agree to the goals."""
    told = read("aiming")
    members = dict(
        Member.objects.filter(procurement=procurement).values_list("organisation__name", "pk").order_by("pk")
    )
    for row in told["positions"]:
        words = _tied(row, made) | {"member": members[row["member"]]}
        lines.add_line(procurement, "positions", by=by, words=words)
    today = clock.today()
    for row in told["sign_off"]:
        words = {"answer": "agreed", "answered_on": today} | row
        lines.add_line(procurement, "sign-off", by=by, words=words)


def _tied(row: Mapping[str, Any], made: Mapping[str, Any]) -> dict[str, Any]:
    """Name the goal by its key in the tables."""
    return dict(row) | ({"goal": made[row["goal"]].pk} if "goal" in row else {})
