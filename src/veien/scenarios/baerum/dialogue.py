"""The market dialogue: invitation in May, conference in June, written input, one-to-one in September, and lessons."""

from __future__ import annotations

from typing import Any

from veien.market import actions as market
from veien.market.queries.kinds import KINDS
from veien.market.queries.ways import agenda_in, ways
from veien.market.rules import question_sources
from veien.scenarios.baerum.data import read
from veien.scenarios.baerum.stage import Stage, day_of, moment, until

Kept = dict[str, Any]


def invite(stage: Stage) -> Kept:
    """Plan, write the note and the questions, set up the activities, and publish; give all by key."""
    told, by = read("market"), stage.purchaser
    until(told["published_on"])
    market.write_plan(stage.procurement, by=by, revision=0, words=told["plan"])
    note = {key: value for key, value in told["note"].items() if key != "needs"}
    shown = [stage.needs[key] for key in told["note"]["needs"]]
    market.write_note(stage.procurement, by=by, revision=0, words=note, needs=shown)
    kept: Kept = {}
    for row in told["questions"]:
        words = {key: value for key, value in row.items() if key != "key"}
        kept[row["key"]] = market.add_row(KINDS["question"], stage.procurement, by=by, words=words)
    kept |= _bring_questions(stage)
    kept |= {key: _plan(stage, told[key]) for key in ("conference", "written", "meetings")}
    meetings = told["meetings"]
    market.add_slots(
        kept["meetings"],
        by=by,
        first=moment(meetings["starts"]),
        minutes=meetings["minutes"],
        pause=meetings["pause"],
        count=meetings["count"],
    )
    market.write_invitation(stage.procurement, by=by, revision=0, words=told["invitation"])
    market.publish_invitation(stage.procurement, by=by)
    for row in told["outreach"]:
        if row["done_on"] == told["published_on"]:
            market.add_row(KINDS["outreach"], stage.procurement, by=by, words=row)
    return kept


def _bring_questions(stage: Stage) -> Kept:
    """Bring the open questions of the goals into the dialogue; give them by key."""
    keys = {str(line.public_id): key for key, line in stage.questions.items()}
    return {
        keys[asked.key]: market.bring_question(stage.procurement, asked, by=stage.purchaser, room="goals")
        for asked in question_sources()["goals"](stage.procurement)
    }


def _plan(stage: Stage, row: dict[str, Any]) -> Any:
    return market.add_activity(
        stage.procurement,
        ways()[row["way"]],
        by=stage.purchaser,
        words={
            "title": row["title"],
            "starts_at": moment(row["starts"]) if "starts" in row else None,
            "ends_at": moment(row["ends"]) if "ends" in row else None,
            "place": row["place"],
            "about": row["about"],
            "agenda": row.get("agenda") or agenda_in(ways()[row["way"]], "nb"),
        },
    )


def reach_out(stage: Stage) -> None:
    """Reach suppliers in more ways than the notice, and let them register themselves."""
    told = read("market")
    for row in told["outreach"]:
        if row["done_on"] > told["published_on"]:
            until(row["done_on"], hour=12)
            market.add_row(KINDS["outreach"], stage.procurement, by=stage.purchaser, words=row)


def register(stage: Stage, kept: Kept) -> None:
    """Let the invented firms register on the page of the invitation, and book their times."""
    open_to = [each.public_id for each in (kept["conference"], kept["meetings"])]
    for row in read("market")["firms"]:
        words = {
            "name": row["name"],
            "firm": row["firm"],
            "country": row.get("country", "NO"),
            "email": row["email"],
        }
        chosen = open_to if "slot" in row else open_to[:1]
        kept[row["key"]], _is_new = market.register(
            stage.procurement, by=None, words=words, activities=chosen
        )


def confer(stage: Stage, kept: Kept) -> None:
    """Hold the conference: who came, what was handed out, and that all got it the day after."""
    told = read("market")
    conference = kept["conference"]
    until(day_of(told["conference"]["starts"]), hour=13)
    firms = {row["key"]: row["came"] for row in told["firms"]}
    parts = {each.registration_id: each.pk for each in conference.parts.all()}
    came: dict[int, bool | None] = {parts[kept[key].pk]: there for key, there in firms.items()}
    market.mark_attendance(conference, by=stage.purchaser, came=came)
    _tick(stage, conference)
    market.change_activity(
        conference,
        by=stage.purchaser,
        revision=conference.revision,
        words={"outcome": told["conference"]["outcome"]},
    )
    _publish(stage, told["told"][1])


def _publish(stage: Stage, row: dict[str, Any]) -> None:
    until(row["told_on"], hour=16)
    words = {key: row[key] for key in ("told_to", "sort", "told_on", "what")}
    told = market.add_row(KINDS["told"], stage.procurement, by=stage.purchaser, words=words)
    until(row["publish"], hour=10)
    market.publish_told(told, by=stage.purchaser, text=row["what"])


def _tick(stage: Stage, activity: Any) -> None:
    for item in activity.items.order_by("position"):
        market.tick_item(item, by=stage.purchaser, is_done=True)


def take_input(stage: Stage, kept: Kept) -> None:
    """Keep the written input as it comes, until the last day for it."""
    told = read("market")
    for row in told["input"]:
        until(row["received_on"], hour=14)
        words = {key: row[key] for key in ("firm", "received_on", "theme", "title", "text")}
        kept[row["key"]] = market.add_row(
            KINDS["input"],
            stage.procurement,
            by=stage.purchaser,
            words={**words, "is_confidential": row["secret"]},
        )
    until(day_of(told["written"]["starts"]), hour=23)
    _tick(stage, kept["written"])
    market.change_activity(
        kept["written"],
        by=stage.purchaser,
        revision=kept["written"].revision,
        words={"outcome": told["written"]["outcome"]},
    )


def visit(stage: Stage, kept: Kept) -> None:
    """Visit somebody who uses a solution, openly; and let the firms book their times of September."""
    for row in read("market")["visits"]:
        until(row["visited_on"], hour=16)
        words = {key: value for key, value in row.items() if key != "key"}
        kept[row["key"]] = market.add_row(
            KINDS["visit"], stage.procurement, by=stage.people["housing"], words=words
        )
    slots = list(kept["meetings"].slots.order_by("starts_at"))
    for row in read("market")["firms"]:
        if "slot" in row:
            market.book_slot(kept[row["key"]], slots[row["slot"]].public_id)


def meet(stage: Stage, kept: Kept) -> None:
    """Meet them one at a time with the same questions, write minutes, and publish what one was told."""
    told = read("market")
    until(day_of(told["meetings"]["starts"]), hour=15)
    for key, row in told["minutes"].items():
        slot = kept["meetings"].slots.get(registration=kept[key])
        market.write_minutes(
            slot,
            by=stage.purchaser,
            revision=slot.revision,
            minutes=row["text"],
            is_confidential=row["secret"],
            answers={kept[question].pk: text for question, text in row["answers"].items()},
        )
    came: dict[int, bool | None] = {each.pk: True for each in kept["meetings"].parts.all()}
    market.mark_attendance(kept["meetings"], by=stage.purchaser, came=came)
    _tick(stage, kept["meetings"])
    market.change_activity(
        kept["meetings"],
        by=stage.purchaser,
        revision=kept["meetings"].revision,
        words={"outcome": told["meetings"]["outcome"]},
    )
    _publish(stage, told["told"][0])


def learn(stage: Stage, kept: Kept) -> None:
    """Write down what was learned and what it becomes, and close the page of the invitation."""
    until(read("market")["plan"]["ends_on"], hour=10)
    for row in read("market")["lessons"]:
        words = {
            "text": row["text"],
            "theme": row["theme"],
            "becomes": row["becomes"],
            "proposal": row.get("proposal", ""),
            "came_from": kept.get(row.get("input", "")),
            "visit": kept.get(row.get("visit", "")),
            "need": stage.needs.get(row.get("need") or ""),
            "goal": stage.goals.get(row.get("goal", "")),
        }
        market.add_row(KINDS["learning"], stage.procurement, by=stage.purchaser, words=words)
    market.close_invitation(stage.procurement, by=stage.purchaser)
