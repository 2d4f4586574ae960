"""Anchoring: who must stand behind the purchase, what is done so that they do, and the page for politicians."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from veien.anchoring.actions import measures, plans, stakeholders
from veien.anchoring.queries import Measure, Stakeholder
from veien.people.queries import User
from veien.road.queries import Procurement
from veien.scenarios.agder.data import read


def begin(procurement: Procurement, *, by: User) -> None:
    """Write down the stakeholders, the measures and the plans."""
    told, known = read("anchoring"), {}
    for row in told["stakeholders"]:
        words = {key: value for key, value in row.items() if key not in ("key", "views")}
        known[row["key"]] = stakeholders.add_stakeholder(procurement, by=by, **words)
    for row in told["measures"]:
        words = {key: row[key] for key in ("title", "kind", "phase", "who", "due_on")}
        meant_for = [known[key].pk for key in row["to"]]
        measures.add_measure(procurement, by=by, stakeholders=meant_for, **words)
    for row in told["plans"]:
        words = row | ({"amount": Decimal(row["amount"])} if "amount" in row else {})
        plans.add_plan_link(procurement, by=by, **words)


def invite(procurement: Procurement, *, by: User, on: Sequence[date]) -> None:
    """Write down who was invited to take part on some days, and what they answered."""
    for row in read("anchoring")["invitations"]:
        if row["invited_on"] not in on:
            continue
        words = {key: row[key] for key in ("service", "name", "into", "invited_on")}
        asked = measures.invite(procurement, by=by, **words)
        measures.answer_invitation(asked, by=by, answer=row["answer"])


def report(procurement: Procurement, *, by: User, until: date) -> None:
    """Write down what was done until a day, and what came of it."""
    told = {row["title"]: row for row in read("anchoring")["measures"]}
    for measure in Measure.objects.filter(procurement=procurement, done_on=None).order_by("pk"):
        row = told[measure.title]
        if "done_on" not in row or row["done_on"] > until:
            continue
        words = {"done_on": row["done_on"], "outcome": row["outcome"]}
        measures.change_measure(measure, by=by, revision=measure.revision, **words)
        if "file" in row:
            name, data = "Møteliste.txt", row["file"].encode()
            measures.add_measure_file(measure, by=by, data=data, name=name, content_type="text/plain")


def note_views(procurement: Procurement, *, by: User) -> None:
    """Write down how the stakeholders came to stand elsewhere than at first."""
    views = {row["name"]: row.get("views", ()) for row in read("anchoring")["stakeholders"]}
    for each in Stakeholder.objects.filter(procurement=procurement).order_by("pk"):
        for view in views[each.name]:
            stakeholders.note_view(each, by=by, **view)


def brief(procurement: Procurement, *, by: User) -> None:
    """Write the page for politicians."""
    plans.write_brief(procurement, by=by, revision=0, **read("anchoring")["brief"])
