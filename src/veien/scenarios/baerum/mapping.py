"""The needs and all that is mapped beside them: who was asked, why, the journey, figures, flows and operation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from veien.needs import actions as needs
from veien.needs.actions.asking import add_why, guess_solution, judge_guess, need_from_why
from veien.needs.actions.innovation import settle_innovation
from veien.needs.actions.wording import mean_word
from veien.needs.queries import Need
from veien.scenarios.baerum.data import read
from veien.scenarios.baerum.stage import Stage, until


def ask(stage: Stage, *, since: date, before: date) -> None:
    """Hold and write down the conversations between two days, each on its day."""
    for row in sorted(read("inquiries")["inquiries"], key=lambda each: each["held_on"]):
        if since <= row["held_on"] < before:
            until(row["held_on"], hour=15)
            words = {key: value for key, value in row.items() if key != "key"}
            stage.inquiries[row["key"]] = needs.add_inquiry(stage.procurement, by=stage.leader, **words)


def ask_why(stage: Stage) -> dict[str, Any]:
    """Grow the five-why tree; give its boxes by key."""
    boxes: dict[str, Any] = {}
    for row in read("needs")["whys"]:
        boxes[row["key"]] = add_why(
            stage.procurement, by=stage.leader, text=row["text"], under_box=boxes.get(row.get("under", ""))
        )
    return boxes


def write_needs(stage: Stage, boxes: dict[str, Any]) -> None:
    """Write the needs on their grounds: of the tree, of steps and stories, and one that first named a solution."""
    told = read("needs")
    row = told["need_of_why"]
    need = need_from_why(boxes[row["why"]], by=stage.leader)
    stage.needs[row["key"]] = _reworded(stage, need, row)
    for row in told["needs"]:
        first = told["first_wording"]
        if row["key"] == first["key"]:
            words = {key: first[key] for key in ("title", "statement")}
            need = needs.add_need(stage.procurement, by=stage.people["carer"], **words)
            stage.needs[row["key"]] = _reworded(stage, need, row)
        elif row["key"] in stage.steps:
            need = needs.need_from_step(stage.steps[row["key"]], by=stage.leader)
            stage.needs[row["key"]] = _reworded(stage, need, row)
        else:
            stage.needs[row["key"]] = needs.add_need(
                stage.procurement, by=stage.leader, inquiries=_asked(stage, row), **_words(row)
            )
    _tell_stories(stage)
    _look_at_wording(stage)


def _words(row: dict[str, Any]) -> dict[str, Any]:
    fields = ("title", "statement", "holder", "evidence_kind", "evidence", "quote", "horizon", "area")
    return {key: row[key] for key in fields if key in row}


def _asked(stage: Stage, row: dict[str, Any]) -> list[Any]:
    return [stage.inquiries[key].public_id for key in row.get("rests_on", ())]


def _reworded(stage: Stage, need: Need, row: dict[str, Any]) -> Need:
    return needs.change_need(
        need,
        by=stage.leader,
        revision=need.revision,
        inquiries=_asked(stage, row) if "rests_on" in row else None,
        **_words(row),
    )


def _tell_stories(stage: Stage) -> None:
    told, drawn = read("inquiries"), read("needs")["of_stories"]
    personas = {}
    for row in told["personas"]:
        words = {key: value for key, value in row.items() if key not in ("key", "seen_in")}
        seen = [stage.inquiries[key].public_id for key in row["seen_in"]]
        personas[row["key"]] = needs.add_persona(stage.procurement, by=stage.leader, inquiries=seen, **words)
    for row in told["stories"]:
        words = {key: row[key] for key in ("as_who", "wants", "so_that")}
        story = needs.add_story(stage.procurement, by=stage.leader, persona=personas[row["persona"]], **words)
        need = needs.need_from_story(story, by=stage.leader)
        stage.needs[drawn[row["key"]]["key"]] = _reworded(stage, need, drawn[row["key"]])


def _look_at_wording(stage: Stage) -> None:
    told = read("needs")
    for row in told["needs"]:
        for word, reason in row.get("meant", {}).items():
            mean_word(stage.needs[row["key"]], by=stage.leader, word=word, reason=reason)
    for row in told["depends"]:
        on = stage.needs.get(row.get("on", ""))
        needs.connect_need(stage.needs[row["need"]], by=stage.leader, on=on, outside=row.get("outside", ""))
    row = told["guess"]
    guess = guess_solution(stage.needs[row["need"]], by=stage.people["economist"], guess=row["guess"])
    judge_guess(guess, by=stage.leader, gives_away=row["gives_away"])


def draw_journey(stage: Stage) -> None:
    """Draw the journey today, carry its steps over and say how they should be; keep the steps that needs come of."""
    told, by = read("mapping")["journey"], stage.people["carer"]
    words = {"title": told["title"], "dwelling": told["dwelling"], "per_week": Decimal(told["per_week"])}
    journey = needs.add_journey(stage.procurement, by=by, **words)
    today = []
    for row in told["today"]:
        today.append(needs.add_step(journey, by=by, when="today", **_step_words(row)))
        if "need" in row:
            stage.steps[row["need"]] = today[-1]
    for row in told["wanted"]:
        needs.copy_to_wanted(journey, by=by, step=today[row["from"]])
        step = today[row["from"]].becomes.get()
        step = needs.change_step(step, by=by, revision=step.revision, **_step_words(row))
        if "need" in row:
            stage.steps[row["need"]] = step


def _step_words(row: dict[str, Any]) -> Any:
    minutes = Decimal(row["minutes"]) if "minutes" in row else None
    words = {key: row.get(key, "") for key in ("actor", "title", "pain", "chance")}
    return {**words, "minutes": minutes}


def map_service(stage: Stage) -> None:
    """Write the key figures, map flows, operation and responsibility."""
    _count(stage)
    _map_flows(stage)
    _ask_operation(stage)


def _count(stage: Stage) -> None:
    for row in read("mapping")["figures"]:
        words = {key: value for key, value in row.items() if key not in ("key", "follows")}
        for key in ("value", "growth_percent"):
            if key in words:
                words[key] = Decimal(words[key])
        figure = needs.add_figure(stage.procurement, by=stage.people["office"], **words)
        if "follows" in row:
            table = row["follows"]
            figure = needs.follow_table(
                figure,
                by=stage.people["economist"],
                people={int(year): Decimal(count) for year, count in table["people"].items()},
                source=table["source"],
                ages=(table["from"], table["to"]),
            )
        stage.figures[row["key"]] = figure


def _map_flows(stage: Stage) -> None:
    told = read("mapping")
    systems = {}
    for row in told["systems"]:
        words = {key: value for key, value in row.items() if key != "key"}
        systems[row["key"]] = needs.add_system(stage.procurement, by=stage.people["adviser"], **words)
    for row in told["flows"]:
        flow = needs.add_flow(
            stage.procurement,
            by=stage.people["protection"],
            start=systems[row["start"]],
            end=systems[row["end"]],
            when=row["when"],
            information=row["information"],
            sort=row["sort"],
            legal_ground=told["grounds"][row["ground"]],
        )
        drawn = told["need_of_flow"]
        if row.get("key") == drawn["key"]:
            need = needs.need_from_flow(flow, by=stage.people["adviser"])
            stage.needs[drawn["key"]] = _reworded(stage, need, drawn)


def _ask_operation(stage: Stage) -> None:
    told = read("mapping")
    for row in told["operation"]:
        asked = needs.add_operation(
            stage.procurement,
            by=stage.people["adviser"],
            kind=row["kind"],
            statement=row["statement"],
            figure=Decimal(row["figure"]),
            unit=row["unit"],
            reason=row["reason"],
        )
        if row.get("as_need"):
            need = needs.need_from_operation(asked, by=stage.people["adviser"])
            stage.needs[row["key"]] = needs.change_need(
                need,
                by=stage.people["adviser"],
                revision=need.revision,
                holder="Brukere og hjemmetjenesten",
                horizon="short",
            )
    titles = [row["title"] for row in told["tasks"]]
    needs.add_tasks(stage.procurement, by=stage.people["adviser"], titles=titles)
    keys = dict(stage.procurement.responsibility_tasks.values_list("title", "pk"))
    for when in ("today", "wanted"):
        parts = {keys[row["title"]]: row[when] for row in told["tasks"]}
        needs.share_out(stage.procurement, by=stage.people["adviser"], when=when, parts=parts)


def settle_newness(stage: Stage) -> None:
    """Say how new the answer may be, with the checklist answered after the dialogue."""
    told = read("needs")["innovation"]
    settle_innovation(
        stage.procurement,
        by=stage.purchaser,
        revision=0,
        height=told["height"],
        need_class=told["need_class"],
        answers=told["answers"],
        reason=told["reason"],
    )
