"""What every writer does first: take the set, see that it is open, and see that the values are fit to be kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from veien.audit.actions import Entry, recorded
from veien.documents.rules import clean_text
from veien.foundation.errors import Refused
from veien.needs.queries import need_choices
from veien.requirements.models import Requirement, RequirementNeed, RequirementSet
from veien.requirements.rules import ANSWERS, CATEGORIES, FIELDS, KINDS, LONGEST, OBLIGATIONS
from veien.road.queries import Procurement

if TYPE_CHECKING:
    from veien.people.queries import User

MANY = "requirements:many"
"""The subject of entries about many requirements; their content names the ids, so that each history finds them."""

CHOICES = {"obligation": OBLIGATIONS, "kind": KINDS, "category": CATEGORIES, "answer": ("", *ANSWERS)}
_LONG_TEXTS = ("text", "evidence")


class CannotWrite(Refused):
    """The specification cannot be changed like that; the message says why."""


class Locked(CannotWrite):
    """The specification is locked: the competition is published."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The requirements were locked when the competition was published. They can be read, not changed."
            )
        )


class Stale(CannotWrite):
    """Somebody else has changed the requirement since it was read."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else has changed this requirement while you were writing."))


class Nothing(Exception):
    """Nothing would change, so there is nothing to log."""


@contextmanager
def writing(procurement: Procurement, verb: str, *, by: User, subject: str = "") -> Iterator[Entry]:
    """Open a use case that writes: one transaction, one entry, one writer at a time.

    Raises: Locked if the competition is published.
    Logs: requirements.<verb>, or nothing where nothing changed.
    """
    try:
        with recorded(procurement.public_id, f"requirements.{verb}", by=by, subject=subject) as entry:
            take_set(procurement)
            yield entry
    except Nothing:
        return


def take_set(procurement: Procurement) -> RequirementSet:
    """Take the set for this transaction, so that nobody locks it or gives out the same reference meanwhile.

    Raises: Locked if the competition is published.
    """
    RequirementSet.objects.get_or_create(procurement=procurement)
    found = RequirementSet.objects.select_for_update().get(procurement=procurement)
    if found.locked_at is not None:
        raise Locked
    return found


def clean_values(values: Mapping[str, Any]) -> dict[str, str]:
    """Give fields as they are kept: texts tidied so that Excel gives them back unchanged.

    Raises: CannotWrite naming the field that is empty, too long or no choice.
    """
    cleaned = {}
    for field, value in values.items():
        text = clean_text(str(value if value is not None else ""))
        cleaned[field] = text if field in _LONG_TEXTS else " ".join(text.split())
    for field, value in cleaned.items():
        if field not in FIELDS:
            raise CannotWrite(_("A requirement has no such field."))
        if field == "title" and not value:
            raise CannotWrite(_("Give the requirement a title."), field="title")
        if field in LONGEST and len(value) > LONGEST[field]:
            raise CannotWrite(
                _("At most %(most)s characters; this has %(length)s.")
                % {"most": LONGEST[field], "length": len(value)},
                field=field,
            )
        if field in CHOICES and value not in CHOICES[field]:
            raise CannotWrite(_("Choose one from the list."), field=field)
    return cleaned


def see_that_ref_is_free(procurement: Procurement, ref: str, *, but: Requirement | None = None) -> None:
    """See that no other requirement has a reference, small and capital letters alike.

    Raises: CannotWrite if one has, or the reference is empty.
    """
    if not ref:
        raise CannotWrite(_("Give the requirement a reference."), field="ref")
    taken = Requirement.objects.filter(procurement=procurement)
    if but is not None:
        taken = taken.exclude(pk=but.pk)
    if ref.casefold() in {each.casefold() for each in taken.values_list("ref", flat=True)}:
        raise CannotWrite(
            _("Another requirement has the reference %(ref)s. Choose another one.") % {"ref": ref},
            field="ref",
        )


def need_refs(procurement: Procurement, needs: Iterable[int]) -> dict[int, str]:
    """Give the numbers of needs by their keys, in the order of the needs.

    Raises: CannotWrite if one of them is no need of the procurement.
    """
    wanted = set(needs)
    found = {each.pk: each.ref for each in need_choices(procurement) if each.pk in wanted}
    if len(found) < len(wanted):
        raise CannotWrite(_("One of the needs is no longer there. Choose again."), field="needs")
    return found


def set_needs(requirement: Requirement, needs: Iterable[int]) -> None:
    """Let a requirement answer exactly these needs; a part."""
    wanted = set(needs)
    there = set(RequirementNeed.objects.filter(requirement=requirement).values_list("need_id", flat=True))
    RequirementNeed.objects.filter(requirement=requirement, need_id__in=there - wanted).delete()
    RequirementNeed.objects.bulk_create(
        RequirementNeed(requirement=requirement, need_id=need) for need in sorted(wanted - there)
    )


def subject_of(requirement: Requirement) -> str:
    """Name a requirement as the subject of an entry."""
    return f"requirement:{requirement.public_id}"
