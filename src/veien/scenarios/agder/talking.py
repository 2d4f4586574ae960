"""The market dialogue: plan, note, invitation, conference, meetings alone, what came in, what was told and learned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from veien.foundation import clock
from veien.goals.queries.lines import open_questions_of
from veien.market.actions import joining, meetings, planning, rows
from veien.market.queries.kinds import KINDS
from veien.market.queries.ways import agenda_in, ways
from veien.market.rules import question_sources
from veien.needs.queries import Need
from veien.people.queries import User
from veien.road.queries import Procurement
from veien.scenarios.agder import walking
from veien.scenarios.agder.data import read

Found = dict[str, Any]


def at(text: str) -> datetime:
    """Give a time of the data, written as it is on a clock in Norway."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=clock.OSLO)


def talk(
    procurement: Procurement, needs: Mapping[str, Need], goals: Mapping[str, Any], people: Mapping[str, User]
) -> None:
    """Hold the dialogue from the first look at the market until nobody knows more than the others."""
    told, by = read("market"), people["negotiator"]
    held = invite(procurement, needs, told, by=people["purchaser"])
    asked = bring_questions(procurement, told, by=by)
    planning.publish_invitation(procurement, by=people["purchaser"])
    reach_out(procurement, told, by=people["purchaser"])
    firms = let_in(procurement, told, held)
    sit_together(told, held, firms, by=by)
    tell(procurement, told["told"][0], by=by)
    sit_alone(told, held, firms, asked, by=by)
    tell(procurement, told["told"][1], by=by)
    came = take_in(procurement, told, by=by)
    end(told, held, "written", by=by)
    tell(procurement, told["told"][2], by=by)
    known: dict[str, Mapping[str, Any]] = {"came": came, "needs": needs, "goals": goals, "questions": asked}
    learn(procurement, told, known, by=by)
    walking.until(told["plan"]["ends_on"])
    planning.close_invitation(procurement, by=people["purchaser"])


def invite(
    procurement: Procurement, needs: Mapping[str, Need], told: Mapping[str, Any], *, by: User
) -> Found:
    """Plan the dialogue, write its note and its invitation, and plan the activities; give these by key."""
    planning.write_plan(procurement, by=by, revision=0, words=told["plan"])
    note = {key: value for key, value in told["note"].items() if key != "needs"}
    shown = [needs[key] for key in told["note"]["needs"]]
    planning.write_note(procurement, by=by, revision=0, words=note, needs=shown)
    planning.write_invitation(procurement, by=by, revision=0, words=told["invitation"])
    held = {}
    for row in told["activities"]:
        way = ways()[row["way"]]
        words = {key: row[key] for key in ("title", "place", "about", "is_public")}
        words |= {"starts_at": at(row["starts_at"]), "ends_at": at(row["ends_at"])}
        words["agenda"] = agenda_in(way, procurement.language)
        held[row["key"]] = meetings.add_activity(procurement, way, by=by, words=words)
    end(told, held, "survey", by=by)
    slots = told["slots"] | {"first": at(told["slots"]["first"])}
    meetings.add_slots(held["alone"], by=by, **slots)
    return held


def bring_questions(procurement: Procurement, told: Mapping[str, Any], *, by: User) -> Found:
    """Bring the open questions of the goals, add two of the dialogue's own; give them by what they are about."""
    about = {str(each.public_id): each.about for each in open_questions_of(procurement)}
    asked: Found = {}
    for question in question_sources()["goals"](procurement):
        asked[about[question.key]] = rows.bring_question(procurement, question, by=by, room="goals")
    for row in told["questions"]:
        words = {key: row[key] for key in ("text", "theme", "why")}
        asked[row["key"]] = rows.add_row(KINDS["question"], procurement, by=by, words=words)
    return asked


def reach_out(procurement: Procurement, told: Mapping[str, Any], *, by: User) -> None:
    """Let the invitation reach those whom nobody knows yet."""
    for row in told["outreach"]:
        walking.until(row["done_on"])
        rows.add_row(KINDS["outreach"], procurement, by=by, words=row)


def let_in(procurement: Procurement, told: Mapping[str, Any], held: Found) -> Found:
    """Let the firms register themselves and book a time; give their registrations by key."""
    found: Found = {}
    times = list(held["alone"].slots.order_by("starts_at"))
    for row in told["firms"]:
        walking.until(row["day"])
        words = {key: row.get(key, "") for key in ("name", "firm", "org_number", "email", "note")}
        words["country"] = row.get("country", "NO")
        chosen = [held[key].public_id for key in row["activities"]]
        found[row["key"]], _is_new = joining.register(procurement, by=None, words=words, activities=chosen)
        if "slot" in row:
            joining.book_slot(found[row["key"]], times[row["slot"]].public_id)
    return found


def sit_together(told: Mapping[str, Any], held: Found, firms: Found, *, by: User) -> None:
    """Hold the conference: who came, what was remembered, how it went."""
    end(told, held, "conference", by=by)
    stayed_away = {firms[row["key"]].pk for row in told["firms"] if row.get("came") is False}
    came = {part.pk: part.registration_id not in stayed_away for part in held["conference"].parts.all()}
    meetings.mark_attendance(held["conference"], by=by, came=came)


def end(told: Mapping[str, Any], held: Found, key: str, *, by: User) -> None:
    """Write down how an activity went on the day that it ended, and tick what was remembered."""
    row = next(each for each in told["activities"] if each["key"] == key)
    walking.until(row["day"])
    words = {"outcome": row["outcome"]}
    meetings.change_activity(held[key], by=by, revision=held[key].revision, words=words)
    for item in held[key].items.order_by("position") if row["is_public"] else ():
        meetings.tick_item(item, by=by, is_done=True)


def sit_alone(told: Mapping[str, Any], held: Found, firms: Found, asked: Found, *, by: User) -> None:
    """Write minutes of every meeting alone, with the answers to the questions that all were asked."""
    activity = held["alone"]
    end(told, held, "alone", by=by)
    meetings.mark_attendance(activity, by=by, came={part.pk: True for part in activity.parts.all()})
    for key, row in told["meetings"].items():
        slot = activity.slots.get(registration=firms[key])
        meetings.write_minutes(
            slot,
            by=by,
            revision=slot.revision,
            minutes=row["minutes"],
            is_confidential=row.get("is_confidential", False),
            answers={asked[about].pk: text for about, text in row["answers"].items()},
        )


def take_in(procurement: Procurement, told: Mapping[str, Any], *, by: User) -> Found:
    """Keep what came in and what was seen on visits; give both by key."""
    came: Found = {}
    for row in told["inputs"]:
        walking.until(row["received_on"])
        words = {key: value for key, value in row.items() if key not in ("key", "file")}
        upload = (row["file"].encode(), "Innspill.txt", "text/plain") if "file" in row else None
        came[row["key"]] = rows.add_row(KINDS["input"], procurement, by=by, words=words, upload=upload)
    walking.until(max(row["told_on"] for row in told["visits"]))
    for row in told["visits"]:
        words = {key: value for key, value in row.items() if key != "key"}
        came[row["key"]] = rows.add_row(KINDS["visit"], procurement, by=by, words=words)
    return came


def tell(procurement: Procurement, row: Mapping[str, Any], *, by: User) -> None:
    """Write down what one was told, and publish it to all on the page of the invitation."""
    walking.until(row["published_on"])
    words = {key: row[key] for key in ("told_to", "sort", "told_on", "what")}
    line = rows.add_row(KINDS["told"], procurement, by=by, words=words)
    rows.publish_told(line, by=by, text=row["what"])


def learn(
    procurement: Procurement, told: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]], *, by: User
) -> None:
    """Write down what was learned, and what it changes."""
    tied = {"came_from": "came", "visit": "came", "need": "needs", "goal": "goals", "question": "questions"}
    for row in told["learnings"]:
        words = {key: known[tied[key]][value] if key in tied else value for key, value in row.items()}
        rows.add_row(KINDS["learning"], procurement, by=by, words=words)
