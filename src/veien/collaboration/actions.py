"""Adding to a collaboration, changing somebody's part in it, and taking somebody out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.collaboration.models import Member
from veien.documents.rules import clean_text
from veien.foundation.errors import Refused
from veien.organisations import actions as organisations
from veien.organisations.queries import Organisation

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement

LONGEST_NOTE = 300


class CannotTakePart(Refused):
    """Somebody cannot have this part in the procurement; the message says why."""


class ChangedMeanwhile(Refused):
    """Somebody else wrote first; ``current`` is what stands now."""

    def __init__(self, current: Member) -> None:
        super().__init__(_("Somebody else changed this while you wrote."))
        self.current = current


def add_member(
    procurement: Procurement,
    *,
    by: User,
    organisation: Organisation,
    standing: str,
    joined_on: date | None = None,
    note: str = "",
) -> Member:
    """Let one organisation lead, take part, or have the right to join later.

    May: manage
    Raises: CannotTakePart if it is in already, is a firm, or another one leads.
    Logs: collaboration.member_added
    """
    (member,) = add_members(
        procurement, by=by, organisations=[organisation], standing=standing, joined_on=joined_on, note=note
    )
    return member


def add_members(
    procurement: Procurement,
    *,
    by: User,
    organisations: Sequence[Organisation],
    standing: str,
    joined_on: date | None = None,
    note: str = "",
) -> list[Member]:
    """Let several organisations in at once, on the same terms: all of them, or none.

    May: manage
    Raises: CannotTakePart as for ``add_member``, or if there is nobody to add.
    Logs: collaboration.member_added
    """
    if not organisations:
        raise CannotTakePart(_("Choose at least one."), field="organisations")
    with _alone(), recorded(procurement.public_id, "collaboration.member_added", by=by) as entry:
        _check(procurement, organisations, standing=standing, joined_on=joined_on)
        members = [
            Member(
                procurement=procurement,
                organisation=each,
                standing=standing,
                joined_on=joined_on,
                note=_note(note),
            )
            for each in organisations
        ]
        Member.objects.bulk_create(members)
        entry.subject = f"member:{members[0].public_id}" if len(members) == 1 else "members:several"
        names = [each.name for each in organisations]
        entry.content = {"organisations": names, "standing": standing, "joined_on": joined_on, "note": note}
    return members


def add_new_municipality(
    procurement: Procurement,
    *,
    by: User,
    name: str,
    country: str,
    number: str,
    population: int | None,
    population_source: str,
    standing: str,
    joined_on: date | None = None,
    note: str = "",
) -> Member:
    """Make a municipality that nobody has written in before, and let it in; both, or neither.

    May: manage
    Raises: CannotTakePart if it is known by that name already, or as for ``add_member``; CannotKeepOrganisation if
    its number is wrong.
    Logs: organisations.added in the house's chain, collaboration.member_added in the procurement's
    """
    known = Organisation.objects.filter(
        kind="municipality", country=country, name__iexact=name.strip()
    ).exists()
    if known:
        raise CannotTakePart(
            _("There is a municipality of this name already. Choose it in the list."), field="name"
        )
    with transaction.atomic():
        organisation = organisations.add_organisation(
            by=by,
            name=name,
            kind="municipality",
            country=country,
            number=number,
            population=population,
            population_source=population_source,
            is_example=procurement.is_example,
        )
        return add_member(
            procurement, by=by, organisation=organisation, standing=standing, joined_on=joined_on, note=note
        )


def change_standing(
    member: Member,
    *,
    by: User,
    standing: str,
    joined_on: date | None = None,
    note: str = "",
    revision: int | None = None,
) -> Member:
    """Change somebody's part: whoever had the right to join joins on a date, or another one takes the lead.

    ``revision`` is the one the writer read; without it, what stands is overwritten.
    May: manage
    Raises: CannotTakePart if another one leads, or somebody joins without a date; ChangedMeanwhile if somebody else
    wrote first.
    Logs: collaboration.standing_changed
    """
    chain, subject = member.procurement.public_id, f"member:{member.public_id}"
    with _alone(), recorded(chain, "collaboration.standing_changed", by=by, subject=subject) as entry:
        current = Member.objects.select_for_update().get(pk=member.pk)
        current.procurement, current.organisation = member.procurement, member.organisation
        if revision is not None and current.revision != revision:
            raise ChangedMeanwhile(current)
        _check_part(member.procurement, standing=standing, joined_on=joined_on, but=current)
        if (
            current.standing == Member.Standing.OPTION
            and standing != Member.Standing.OPTION
            and joined_on is None
        ):
            raise CannotTakePart(_("Say on which date it joins."), field="joined_on")
        before = _told(current)
        current.standing, current.joined_on, current.note = standing, joined_on, _note(note)
        current.revision += 1
        current.save(update_fields=["standing", "joined_on", "note", "revision"])
        entry.content = {"organisation": member.organisation.name, "before": before, "after": _told(current)}
    return current


def remove_member(member: Member, *, by: User) -> None:
    """Take an organisation out of the collaboration. The organisation itself stays.

    May: manage
    Raises: CannotTakePart if something rests on its part.
    Logs: collaboration.member_removed
    """
    chain, subject = member.procurement.public_id, f"member:{member.public_id}"
    try:
        with recorded(chain, "collaboration.member_removed", by=by, subject=subject) as entry:
            entry.content = {"organisation": member.organisation.name, **_told(member)}
            member.delete()
    except ProtectedError as problem:
        raise CannotTakePart(_("It cannot be taken out, because something rests on its part.")) from problem


@contextmanager
def _alone() -> Iterator[None]:
    """Say in words when the database refuses because two people wrote in the same second."""
    try:
        yield
    except IntegrityError as problem:
        raise CannotTakePart(
            _("Somebody else wrote at the same time. Look at the list, and try again.")
        ) from problem


def _check(
    procurement: Procurement, organisations: Sequence[Organisation], *, standing: str, joined_on: date | None
) -> None:
    _check_part(procurement, standing=standing, joined_on=joined_on)
    if standing == Member.Standing.LEAD and len(organisations) > 1:
        raise CannotTakePart(_("Only one can lead. Choose one, or another part."), field="standing")
    firms = [each.name for each in organisations if each.kind == Organisation.Kind.SUPPLIER]
    if firms:
        raise CannotTakePart(
            _("A firm cannot buy with you: %(names)s.") % {"names": ", ".join(firms)}, field="organisations"
        )
    here = Member.objects.filter(procurement=procurement, organisation__in=organisations)
    names = list(here.order_by("organisation__name").values_list("organisation__name", flat=True))
    if names or len({each.pk for each in organisations}) < len(organisations):
        said = ", ".join(names or [each.name for each in organisations])
        raise CannotTakePart(_("Already here: %(names)s.") % {"names": said}, field="organisations")


def _check_part(
    procurement: Procurement, *, standing: str, joined_on: date | None, but: Member | None = None
) -> None:
    if standing not in Member.Standing.values:
        raise CannotTakePart(_("Choose the part it has."), field="standing")
    if standing == Member.Standing.OPTION and joined_on is not None:
        raise CannotTakePart(_("It has not joined yet, so leave the date empty."), field="joined_on")
    if standing == Member.Standing.LEAD:
        leads = Member.objects.filter(procurement=procurement, standing="lead").select_related("organisation")
        found = (leads.exclude(pk=but.pk) if but else leads).first()
        if found is not None:
            said = _("%(name)s leads already. Give it another part first.") % {
                "name": found.organisation.name
            }
            raise CannotTakePart(said, field="standing")


def _note(text: str) -> str:
    note = " ".join(clean_text(text).split())
    if len(note) > LONGEST_NOTE:
        raise CannotTakePart(
            _("The note is longer than %(most)s characters.") % {"most": LONGEST_NOTE}, field="note"
        )
    return note


def _told(member: Member) -> dict[str, object]:
    return {"standing": str(member.standing), "joined_on": member.joined_on, "note": member.note}
