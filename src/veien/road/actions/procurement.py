"""Starting a procurement and writing its charter."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.methods.queries import pack as read_pack
from veien.methods.rules import pack_digest
from veien.road.models import Procurement, RoleHolding

if TYPE_CHECKING:
    from veien.organisations.queries import Organisation
    from veien.people.queries import User


class CharterWords(TypedDict, total=False):
    """What people write in the charter."""

    mandate: str
    reporting: str
    funding: str
    strategy_link: str
    risk_note: str


def start_procurement(
    *,
    by: User,
    title: str,
    buyer: Organisation,
    pack_id: str,
    pack_version: str,
    summary: str = "",
    currency: str = "NOK",
    language: str = "nb",
    is_example: bool = False,
) -> Procurement:
    """Start a procurement from a method pack; whoever starts it leads it until roles are given.

    Raises: Refused if the title is empty or the pack does not exist.
    Logs: road.procurement_started
    """
    if not title.strip():
        raise Refused(_("Give the procurement a title."), field="title")
    try:
        pack = read_pack(pack_id, pack_version)
    except LookupError as problem:
        raise Refused(_("There is no such method pack."), field="pack") from problem
    procurement = Procurement(
        title=title.strip(),
        summary=summary.strip(),
        buyer=buyer,
        currency=currency,
        language=language,
        pack_id=pack_id,
        pack_version=pack_version,
        pack_digest=pack_digest(pack),
        is_example=is_example,
        started_at=clock.now(),
    )
    with recorded(procurement.public_id, "road.procurement_started", by=by) as entry:
        procurement.save()
        RoleHolding.objects.create(procurement=procurement, user=by, role="project-leader")
        entry.content = {
            "title": procurement.title,
            "buyer": buyer.name,
            "pack": f"{pack_id} {pack_version}",
            "pack_digest": procurement.pack_digest,
            "currency": currency,
            "language": language,
        }
    return procurement


class CharterChangedMeanwhile(Refused):
    """Somebody else wrote the charter first; ``current`` is what stands now."""

    def __init__(self, current: Procurement) -> None:
        super().__init__(_("Somebody else changed the charter while you wrote."))
        self.current = current


CHARTER = ("mandate", "reporting", "funding", "strategy_link", "risk_note")


def set_charter(
    procurement: Procurement, *, by: User, revision: int | None = None, **words: Unpack[CharterWords]
) -> None:
    """Write what the project is asked to do, whom it reports to and what pays for it; what is left out stays.

    ``revision`` is the one the writer read; None takes what stands for read.
    May: manage
    Raises: CharterChangedMeanwhile if somebody else wrote first.
    Logs: road.charter_written
    """
    with recorded(procurement.public_id, "road.charter_written", by=by) as entry:
        current = Procurement.objects.select_for_update().get(pk=procurement.pk)
        if revision is not None and current.charter_revision != revision:
            raise CharterChangedMeanwhile(current)
        for key in CHARTER:
            if key in words:
                setattr(procurement, key, str(words[key]).strip())  # type: ignore[literal-required]
        procurement.charter_revision = current.charter_revision + 1
        procurement.save(update_fields=[*words, "charter_revision"])
        entry.content = {key: getattr(procurement, key) for key in CHARTER if getattr(procurement, key)}


def charter_of(procurement: Procurement) -> dict[str, str]:
    """Give the written parts of the charter."""
    return {key: getattr(procurement, key) for key in CHARTER}
