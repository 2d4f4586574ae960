"""What people do with service journeys: write down the steps of today and of tomorrow, and draw needs from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.needs.actions.mapping import CannotMap, changed, fits, last_place, need_of, words_in
from veien.needs.models import Journey, JourneyStep, Need, When
from veien.needs.rules.inquiries import tidied
from veien.needs.rules.mapping import (
    JOURNEY_FIELDS,
    MOST_MINUTES,
    MOST_PER_WEEK,
    MOST_STEPS,
    STEP_FIELDS,
    JourneyWords,
    StepWords,
)
from veien.needs.rules.needs import Where, moved
from veien.web.rules.numbers import written_number

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement


def add_journey(procurement: Procurement, *, by: User, **words: Unpack[JourneyWords]) -> Journey:
    """Begin a journey through a service.

    May: edit
    Raises: CannotMap if it has no name, or a figure is out of range.
    Logs: needs.journey_added
    """
    journey = Journey(procurement=procurement, **tidied(words, JOURNEY_FIELDS))
    _check_journey(journey)
    subject = f"journey:{journey.public_id}"
    with recorded(procurement.public_id, "needs.journey_added", by=by, subject=subject) as entry:
        journey.position = last_place(Journey.objects.filter(procurement=procurement))
        journey.save()
        entry.content = words_in(journey, JOURNEY_FIELDS)
    return journey


def change_journey(journey: Journey, *, by: User, revision: int, **words: Unpack[JourneyWords]) -> Journey:
    """Change what is written about a journey as a whole.

    May: edit
    Raises: CannotMap as for ``add_journey``; MappedMeanwhile if somebody else wrote first.
    Logs: needs.journey_changed
    """
    log = (journey.procurement, "needs.journey_changed", f"journey:{journey.public_id}")
    found: Journey = changed(
        journey, words, by=by, revision=revision, log=log, check=_check_journey, fields=JOURNEY_FIELDS
    )
    return found


def remove_journey(journey: Journey, *, by: User) -> None:
    """Remove a journey and its steps; needs that came of them stay.

    May: edit
    Logs: needs.journey_removed, with every step
    """
    chain, subject = journey.procurement.public_id, f"journey:{journey.public_id}"
    with recorded(chain, "needs.journey_removed", by=by, subject=subject) as entry:
        steps = journey.steps.order_by("when", "position", "pk")
        entry.content = {
            **words_in(journey, JOURNEY_FIELDS),
            "steps": [{"when": each.when, **words_in(each, STEP_FIELDS)} for each in steps],
        }
        journey.delete()


def add_step(
    journey: Journey, *, by: User, when: str, place: int | None = None, **words: Unpack[StepWords]
) -> JourneyStep:
    """Write down a step, last or at a place counted from 1.

    May: edit
    Raises: CannotMap if it does not say what happens, a figure is out of range, or there are too many steps.
    Logs: needs.step_added
    """
    step = JourneyStep(journey=journey, when=when, **tidied(words, STEP_FIELDS))
    _check_step(step)
    chain, subject = journey.procurement.public_id, f"step:{step.public_id}"
    with recorded(chain, "needs.step_added", by=by, subject=subject) as entry:
        _lock(journey)
        step.position = _room_for(journey, when, 1)
        step.save()
        if place is not None:
            _put(step, place)
        entry.content = {"journey": journey.title, "when": when, **words_in(step, STEP_FIELDS)}
    return step


def change_step(step: JourneyStep, *, by: User, revision: int, **words: Unpack[StepWords]) -> JourneyStep:
    """Change a step.

    May: edit
    Raises: CannotMap as for ``add_step``; MappedMeanwhile if somebody else wrote first.
    Logs: needs.step_changed
    """
    log = (step.journey.procurement, "needs.step_changed", f"step:{step.public_id}")
    found: JourneyStep = changed(
        step, words, by=by, revision=revision, log=log, check=_check_step, fields=STEP_FIELDS
    )
    return found


def remove_step(step: JourneyStep, *, by: User) -> None:
    """Remove a step; a need that came of it stays.

    May: edit
    Logs: needs.step_removed
    """
    journey = step.journey
    chain, subject = journey.procurement.public_id, f"step:{step.public_id}"
    with recorded(chain, "needs.step_removed", by=by, subject=subject) as entry:
        entry.content = {"journey": journey.title, "when": step.when, **words_in(step, STEP_FIELDS)}
        step.delete()


def move_step(step: JourneyStep, *, by: User, where: Where) -> None:
    """Move a step among those of its own time. Nothing is logged when it stands there already.

    May: edit
    Logs: needs.step_moved
    """
    journey = step.journey
    keys = _keys(journey, step.when)
    if moved(keys, step.pk, where) == keys:
        return
    chain, subject = journey.procurement.public_id, f"step:{step.public_id}"
    with recorded(chain, "needs.step_moved", by=by, subject=subject) as entry:
        _lock(journey)
        before = _keys(journey, step.when).index(step.pk) + 1
        after = _put(step, where)
        entry.content = {
            "journey": journey.title,
            "step": step.title,
            "before": {"place": before},
            "after": {"place": after},
        }


def copy_to_wanted(journey: Journey, *, by: User, step: JourneyStep | None = None) -> int:
    """Carry a step of today, or all that are not carried yet, over to what is wanted; gives how many.

    What hurts stays with today; the carried step remembers which one it was.
    May: edit
    Raises: CannotMap if there is nothing to carry, or there would be too many steps.
    Logs: needs.steps_carried
    """
    subject = f"journey:{journey.public_id}"
    with recorded(journey.procurement.public_id, "needs.steps_carried", by=by, subject=subject) as entry:
        _lock(journey)
        rows = journey.steps.filter(when=When.TODAY, becomes=None).order_by("position", "pk")
        chosen = [each for each in rows if step is None or each.pk == step.pk]
        if not chosen:
            raise CannotMap(_("Every step of today that you chose stands among the wanted ones already."))
        place = _room_for(journey, When.WANTED, len(chosen))
        JourneyStep.objects.bulk_create(
            JourneyStep(
                journey=journey,
                when=When.WANTED,
                position=place + count,
                actor=each.actor,
                title=each.title,
                minutes=each.minutes,
                comes_from=each,
            )
            for count, each in enumerate(chosen)
        )
        entry.content = {"journey": journey.title, "steps": [each.title for each in chosen]}
    return len(chosen)


def need_from_step(step: JourneyStep, *, by: User) -> Need:
    """Make a need of what hurts in a step, or of what could be better; never of the step itself.

    A wanted step often names a solution, so the need is drawn from the pain of the step it comes from.
    May: edit
    Raises: CannotMap if nothing is said that a need could be made of, or a need came of it already.
    Logs: needs.need_added
    """
    origin = step.comes_from
    ground = step.pain or (origin.pain if origin else "") or step.chance
    if not ground:
        raise CannotMap(
            _(
                "Say first what hurts or what could be better in this step. The need is made of that, because a step"
                " often names a solution."
            )
        )
    journey = step.journey
    words = {
        "title": ground,
        "statement": ground if len(ground) > 120 else "",
        "holder": step.actor[:1].upper() + step.actor[1:],
        "evidence_kind": Need.EvidenceKind.DOCUMENT.value,
        "evidence": _("Service journey “%(title)s”") % {"title": journey.title},
    }
    come = {"journey": journey.title, "step": step.title, "when": step.when}
    return need_of(step, by=by, procurement=journey.procurement, words=words, origin=come)


def _check_journey(journey: Journey) -> None:
    if not journey.title:
        raise CannotMap(_("Say which service it is a journey through."), field="title")
    if journey.per_week is not None and not 0 <= journey.per_week <= MOST_PER_WEEK:
        raise CannotMap(
            _("Between 0 and %(most)s times a week in the whole service. Leave it empty if you do not know.")
            % {"most": written_number(MOST_PER_WEEK, get_language() or "nb")},
            field="per_week",
        )
    fits(journey)


def _check_step(step: JourneyStep) -> None:
    if not step.title:
        raise CannotMap(_("Say what happens in the step."), field="title")
    if step.minutes is not None and not 0 <= step.minutes <= MOST_MINUTES:
        raise CannotMap(
            _("Between 0 and %(most)s minutes, which is a week. Write longer waiting in words.")
            % {"most": written_number(MOST_MINUTES, get_language() or "nb")},
            field="minutes",
        )
    fits(step)


def _lock(journey: Journey) -> None:
    Journey.objects.select_for_update().get(pk=journey.pk)


def _keys(journey: Journey, when: str) -> list[int]:
    return list(journey.steps.filter(when=when).order_by("position", "pk").values_list("pk", flat=True))


def _room_for(journey: Journey, when: str, count: int) -> int:
    rows = journey.steps.filter(when=when)
    if rows.count() + count > MOST_STEPS:
        raise CannotMap(
            _("A journey has at most %(most)s steps. Divide it into two journeys.") % {"most": MOST_STEPS}
        )
    return last_place(rows)


def _put(step: JourneyStep, where: Where) -> int:
    """Put a step at its place and count the places anew; gives the place."""
    order = moved(_keys(step.journey, step.when), step.pk, where)
    places = {pk: place for place, pk in enumerate(order, start=1)}
    rows = [each for each in step.journey.steps.filter(pk__in=places) if each.position != places[each.pk]]
    for each in rows:
        each.position = places[each.pk]
    JourneyStep.objects.bulk_update(rows, ["position"])
    return places[step.pk]
