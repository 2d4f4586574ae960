"""The vision, the five goals, and what stands beside them; then the yes of those who decide."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from veien.foundation import clock
from veien.goals import actions as goals
from veien.goals.actions.lines import add_line, change_line
from veien.goals.actions.parts import say_parts
from veien.scenarios.baerum.data import read
from veien.scenarios.baerum.stage import Stage


def set_goals(stage: Stage) -> None:
    """Write the vision, the five goals with their benefits, and technology's part in each."""
    told = read("goals")
    begins = [stage.needs[key].pk for key in told["vision_needs"]]
    goals.write_vision(stage.procurement, by=stage.owner, text=told["vision"], needs=begins)
    for row in told["goals"]:
        words: dict[str, Any] = {
            key: row[key]
            for key in ("title", "kind", "horizon", "unit", "baseline_source", "owner", "measure")
        }
        figure = stage.figures.get(row.get("figure", ""))
        goal = goals.add_goal(
            stage.procurement,
            by=stage.leader,
            needs=[stage.needs[key].pk for key in row["needs"]],
            baseline=Decimal(row["baseline"]),
            target=Decimal(row["target"]),
            due_on=row["due_on"],
            key_figure=figure.pk if figure else None,
            **words,
        )
        parts = {stage.needs[key].pk: (weight, text) for key, (weight, text) in row["needs"].items()}
        stage.goals[row["key"]] = say_parts(goal, by=stage.leader, revision=goal.revision, parts=parts)
    _describe(stage, told)


def _describe(stage: Stage, told: dict[str, Any]) -> None:
    for row in told["work"]:
        add_line(stage.procurement, "work", by=stage.leader, words=row)
    for what in ("plans", "questions"):
        for row in told[what]:
            words = {key: value for key, value in row.items() if key not in ("key", "answer")}
            words |= {"goal": stage.goals[row["goal"]].pk}
            words |= {"checked_on": clock.today()} if what == "plans" else {"to_dialogue": True}
            line = add_line(stage.procurement, what, by=stage.leader, words=words)
            if what == "questions":
                stage.questions[row["key"]] = line


def agree(stage: Stage) -> None:
    """Note who agrees to the goals as they now stand."""
    for row in read("goals")["signers"]:
        words = {**row, "answered_on": clock.today()}
        add_line(stage.procurement, "sign-off", by=stage.owner, words=words)


def answer(stage: Stage) -> None:
    """Write what the dialogue answered to the open questions of the goals."""
    for row in read("goals")["questions"]:
        line = stage.questions[row["key"]]
        words = {"answer": row["answer"], "answered_on": clock.today()}
        change_line(line, by=stage.leader, revision=line.revision, words=words)
