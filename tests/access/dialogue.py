"""A market dialogue with something at every address: made in a world that has none."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any


def dialogue_in(world: Any) -> Any:
    """Give the open invitation, an activity with a booked time, somebody registered, an input and a ledger row."""
    from veien.market import models

    procurement = world.procurement
    if not models.Activity.objects.filter(procurement=procurement, title="For the walk").exists():
        _begin(procurement, world.people["leader"] if hasattr(world, "people") else world.leader)
    activity = models.Activity.objects.filter(procurement=procurement, title="For the walk").get()
    return SimpleNamespace(
        invitation=models.Invitation.objects.get(procurement=procurement),
        activity=activity,
        slot=activity.slots.order_by("starts_at")[0],
        registration=models.Registration.objects.get(procurement=procurement, email="ola@firm.test"),
        input=models.Input.objects.filter(procurement=procurement).exclude(file=None).order_by("pk")[0],
        told=models.Told.objects.filter(procurement=procurement, published_at=None).order_by("pk")[0],
        question=models.Question.objects.filter(procurement=procurement).order_by("pk")[0],
    )


def _begin(procurement: Any, by: Any) -> None:
    from veien.foundation import clock
    from veien.market import actions, models
    from veien.market.queries.kinds import KINDS
    from veien.market.queries.ways import ways

    day, starts_at = clock.today(), clock.now() + timedelta(days=40)
    note, invitation = (
        model.objects.filter(procurement=procurement).values_list("revision", flat=True).first() or 0
        for model in (models.Note, models.Invitation)
    )
    words: dict[str, Any] = {"background": "Nights are long."}
    actions.write_note(procurement, by=by, revision=note, words=words, needs=[])
    words = {"contact": "Kari, kari@example.test", "register_by": None}
    actions.write_invitation(procurement, by=by, revision=invitation, words=words)
    words = {"title": "For the walk", "starts_at": starts_at, "is_public": True}
    activity = actions.add_activity(procurement, ways()["one-to-one"], by=by, words=words)
    slots = actions.add_slots(activity, by=by, first=starts_at, minutes=30, pause=10, count=3)
    actions.publish_invitation(procurement, by=by)
    person = {
        "name": "Ola",
        "firm": "Firm A",
        "country": "NO",
        "org_number": "",
        "email": "ola@firm.test",
        "note": "",
    }
    joined, _is_new = actions.register(procurement, by=None, words=person, activities=[activity.public_id])
    actions.book_slot(joined, slots[0].public_id)
    words = {"text": "Who answers at night?", "theme": "operation", "why": ""}
    actions.add_row(KINDS["question"], procurement, by=by, words=words)
    words = {"firm": "Firm A", "received_on": day, "theme": "legal", "title": "Advice", "text": "Ask early."}
    actions.add_row(
        KINDS["input"], procurement, by=by, words=words, upload=(b"Paper.", "paper.txt", "text/plain")
    )
    words = {"told_to": "Firm A", "sort": "said", "told_on": day, "what": "We have 312 homes."}
    actions.add_row(KINDS["told"], procurement, by=by, words=words)
