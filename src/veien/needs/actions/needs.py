"""What people do with the needs themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.needs.models import Inquiry, Need, NeedInquiry, NeedSeries
from veien.needs.queries import rests_on
from veien.needs.rules.needs import FIELDS, NeedWords, Where, changes, cleaned, moved

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement

MOST_IMPORTED = 500


class CannotWrite(Refused):
    """The need cannot be kept as it is written; the message says why."""


class CannotRemove(Refused):
    """Something further along the road rests on the need; the message says what."""


class ChangedMeanwhile(Refused):
    """Somebody else wrote first; ``current`` is what stands now."""

    def __init__(self, current: Need) -> None:
        super().__init__(_("Somebody else changed this need while you wrote."))
        self.current = current


def add_need(
    procurement: Procurement, *, by: User, inquiries: Iterable[UUID] = (), **words: Unpack[NeedWords]
) -> Need:
    """Write down a need, last in the list, with the inquiries that it rests on.

    May: edit
    Raises: CannotWrite if it has no title, something in it is too long or unknown, or an inquiry is not there.
    Logs: needs.need_added
    """
    need = _checked(Need(procurement=procurement, **cleaned(words)))
    with recorded(
        procurement.public_id, "needs.need_added", by=by, subject=f"need:{need.public_id}"
    ) as entry:
        entry.content = write_need(need, inquiries=inquiries)
    return need


def write_need(need: Need, *, inquiries: Iterable[UUID] = ()) -> dict[str, object]:
    """Write a new need as a part of a use case, last in the list; gives what the log says of it.

    Raises: CannotWrite as for ``add_need``.
    """
    chosen = _inquiries(need.procurement, inquiries)
    _give_places(need.procurement, [_checked(need)])
    need.save()
    _rest(need, chosen)
    said = {"number": need.ref, **words_of(need)}
    return said | {"rests_on": _refs(chosen)} if chosen else said


def change_need(
    need: Need,
    *,
    by: User,
    revision: int,
    inquiries: Iterable[UUID] | None = None,
    **words: Unpack[NeedWords],
) -> Need:
    """Change what is written about a need; words that are left out stay as they are, and so do the inquiries.

    ``revision`` is the one the writer read. Nothing is logged when nothing differs.
    May: edit
    Raises: CannotWrite as for ``add_need``; ChangedMeanwhile if somebody else wrote first.
    Logs: needs.need_changed
    """
    wanted = cleaned(words)
    chosen = None if inquiries is None else _inquiries(need.procurement, inquiries)
    if revision == need.revision and not _differs(need, wanted, chosen):
        return need
    chain, subject = need.procurement.public_id, f"need:{need.public_id}"
    with recorded(chain, "needs.need_changed", by=by, subject=subject) as entry:
        current = Need.objects.select_for_update().get(pk=need.pk)
        current.procurement = need.procurement
        if current.revision != revision:
            raise ChangedMeanwhile(current)
        before, after = dict(words_of(current)), dict[str, object](wanted)
        for field, text in wanted.items():
            setattr(current, field, text)
        _checked(current)
        current.revision += 1
        current.save(update_fields=[*wanted, "revision"])
        if chosen is not None:
            before["rests_on"], after["rests_on"] = _refs(_resting(current)), _refs(chosen)
            _rest(current, chosen)
        entry.content = {"number": current.ref, **changes(before, after)}
    return current


def remove_need(need: Need, *, by: User) -> None:
    """Remove a need that nothing further along rests on. Its number is not used again.

    May: edit
    Raises: CannotRemove naming what rests on it.
    Logs: needs.need_removed
    """
    resting = rests_on(need)
    if resting:
        raise CannotRemove(_resting_sentence([each.label for each in resting]))
    chain, subject = need.procurement.public_id, f"need:{need.public_id}"
    try:
        with recorded(chain, "needs.need_removed", by=by, subject=subject) as entry:
            entry.content = {"number": need.ref, **words_of(need), "rests_on": _refs(_resting(need))}
            need.delete()
    except ProtectedError as problem:
        raise CannotRemove(_resting_sentence([str(each) for each in problem.protected_objects])) from problem


def move_need(need: Need, *, by: User, where: Where) -> None:
    """Move a need one step, or to a place counted from 1. Nothing is logged when it stands there already.

    May: edit
    Logs: needs.need_moved
    """
    rows = Need.objects.filter(procurement=need.procurement).order_by("position", "pk")
    keys = list(rows.values_list("pk", flat=True))
    if moved(keys, need.pk, where) == keys:
        return
    chain, subject = need.procurement.public_id, f"need:{need.public_id}"
    with recorded(chain, "needs.need_moved", by=by, subject=subject) as entry:
        lock_needs(need.procurement)
        keys = list(rows.values_list("pk", flat=True))
        order = moved(keys, need.pk, where)
        places = {pk: place for place, pk in enumerate(order, start=1)}
        shifted = [each for each in rows.only("pk", "position") if each.position != places[each.pk]]
        for each in shifted:
            each.position = places[each.pk]
        Need.objects.bulk_update(shifted, ["position"])
        entry.content = {
            "number": need.ref,
            "before": {"place": keys.index(need.pk) + 1},
            "after": {"place": places[need.pk]},
        }


def import_needs(procurement: Procurement, *, by: User, rows: Sequence[NeedWords]) -> int:
    """Write down many needs at once: all of them, or none. Gives how many.

    May: edit
    Raises: CannotWrite if there are none or too many, or one of them is refused.
    Logs: needs.needs_imported
    """
    if not 0 < len(rows) <= MOST_IMPORTED:
        raise CannotWrite(
            _("Between 1 and %(most)s needs can be imported at once.") % {"most": MOST_IMPORTED}
        )
    needs = [_checked(Need(procurement=procurement, **cleaned(row))) for row in rows]
    with recorded(procurement.public_id, "needs.needs_imported", by=by, subject="needs:import") as entry:
        _give_places(procurement, needs)
        Need.objects.bulk_create(needs)
        entry.content = {"needs": [{"number": each.ref, **words_of(each)} for each in needs]}
    return len(needs)


def _inquiries(procurement: Procurement, public_ids: Iterable[UUID]) -> list[Inquiry]:
    wanted = set(public_ids)
    if not wanted:
        return []
    found = Inquiry.objects.filter(procurement=procurement, public_id__in=wanted).order_by("number")
    if len(found) != len(wanted):
        raise CannotWrite(_("What you chose is no longer there. Choose again."), field="inquiries")
    return list(found)


def _resting(need: Need) -> list[Inquiry]:
    return list(Inquiry.objects.filter(carried_needs__need=need).order_by("number"))


def _refs(inquiries: Iterable[Inquiry]) -> list[str]:
    return [each.ref for each in inquiries]


def _differs(need: Need, wanted: Mapping[str, object], chosen: Sequence[Inquiry] | None) -> bool:
    if changes(words_of(need), wanted)["after"]:
        return True
    return chosen is not None and _refs(chosen) != _refs(_resting(need))


def _rest(need: Need, chosen: Sequence[Inquiry]) -> None:
    """Let a need rest on these inquiries and on no others."""
    links = NeedInquiry.objects.filter(need=need)
    links.exclude(inquiry__in=chosen).delete()
    there = set(links.values_list("inquiry_id", flat=True))
    NeedInquiry.objects.bulk_create(
        NeedInquiry(need=need, inquiry=each) for each in chosen if each.pk not in there
    )


def words_of(need: Need) -> dict[str, object]:
    """Give what is written about a need."""
    return {field: getattr(need, field) for field in FIELDS}


def _checked(need: Need) -> Need:
    if not need.title:
        raise CannotWrite(_("Say the need in a few words."), field="title")
    try:
        need.clean_fields(exclude={"procurement", "number", "position", "added_at"})
    except ValidationError as problem:
        field, texts = next(iter(problem.message_dict.items()))
        raise CannotWrite(texts[0], field=field) from problem
    return need


def lock_needs(procurement: Procurement) -> NeedSeries:
    """Wait until nobody else writes needs of a procurement; a part of a use case."""
    NeedSeries.objects.get_or_create(procurement=procurement)
    return NeedSeries.objects.select_for_update().get(procurement=procurement)


def _give_places(procurement: Procurement, needs: Sequence[Need]) -> None:
    series = lock_needs(procurement)
    last: int = Need.objects.filter(procurement=procurement).aggregate(last=Max("position"))["last"] or 0
    for step, need in enumerate(needs, start=1):
        need.number, need.position, need.added_at = series.last_number + step, last + step, clock.now()
    series.last_number += len(needs)
    series.save(update_fields=["last_number"])


def _resting_sentence(labels: Sequence[str]) -> str:
    named = ", ".join(labels[:5]) + (" …" if len(labels) > 5 else "")
    return _(
        "This need cannot be removed, because this rests on it: %(what)s. Take it off the need there first."
    ) % {"what": named}
