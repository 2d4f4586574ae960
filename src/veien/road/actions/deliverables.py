"""Deliverables: brought as a file, or made by the program from the procurement's own data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.documents.actions import on_paper
from veien.files import actions as files
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.organisations.queries import template_of
from veien.road.models import DeliverableVersion, Procurement
from veien.road.queries import pack_of
from veien.road.rules.registry import maker_of

if TYPE_CHECKING:
    from veien.people.queries import User


_MOST_ATTEMPTS = 3


class CannotDeliver(Refused):
    """The deliverable cannot be kept or made; the message says why."""


def bring_deliverable(
    procurement: Procurement,
    *,
    by: User,
    deliverable_id: str,
    data: bytes,
    name: str,
    content_type: str,
    note: str = "",
) -> DeliverableVersion:
    """Keep a file as the next version of a deliverable.

    May: edit
    Raises: CannotDeliver if the pack has no such deliverable; files.CannotKeep if the file is empty or too large.
    Logs: road.deliverable_brought
    """
    return _keep(procurement, by, deliverable_id, data, name=name, content_type=content_type, note=note)


def make_deliverable(
    procurement: Procurement, *, by: User, deliverable_id: str, ending: str, note: str = ""
) -> DeliverableVersion:
    """Let the program make the next version of a deliverable from the procurement's own data.

    May: edit
    Raises: CannotDeliver if no room makes it, or the room has not enough to make it from.
    Logs: road.deliverable_made
    """
    maker = maker_of(deliverable_id)
    if maker is None or ending not in maker.formats:
        raise CannotDeliver(_("Veien does not make this document in this version. Bring it as a file."))
    template = template_of(procurement.buyer)
    for _attempt in range(_MOST_ATTEMPTS):
        # The version stands on the last page before the row is written: should somebody be quicker, it is made anew.
        number = _last_version(procurement, deliverable_id) + 1
        with on_paper(version=str(number), template=template):
            made = maker.make(procurement, procurement.language, ending)
        try:
            return _keep(
                procurement,
                by,
                deliverable_id,
                made.data,
                name=made.name,
                content_type=made.content_type,
                note=note,
                made_as=number,
            )
        except _Overtaken:
            continue
    raise CannotDeliver(_("Somebody else is making the same document. Try again in a moment."))


@contextmanager
def draft_paper(procurement: Procurement) -> Iterator[None]:
    """Let what is made inside, to be read and not kept, say that it is a draft, on the buyer's own template."""
    with translation.override(procurement.language):
        version = _("draft, without a version")
    with on_paper(version=version, template=template_of(procurement.buyer)):
        yield


class _Overtaken(Exception):
    """Another version was kept while this one was made."""


def _last_version(procurement: Procurement, deliverable_id: str) -> int:
    rows = DeliverableVersion.objects.filter(procurement=procurement, deliverable=deliverable_id)
    last: int | None = rows.aggregate(last=Max("version"))["last"]
    return last or 0


def _keep(
    procurement: Procurement,
    by: User,
    deliverable_id: str,
    data: bytes,
    *,
    name: str,
    content_type: str,
    note: str,
    made_as: int | None = None,
) -> DeliverableVersion:
    """Keep bytes as the next version; what Veien made bears its number already, ``made_as``."""
    try:
        pack_of(procurement).deliverable(deliverable_id)
    except LookupError as problem:
        raise CannotDeliver(_("There is no such deliverable on this road.")) from problem
    is_made = made_as is not None
    action = "road.deliverable_made" if is_made else "road.deliverable_brought"
    with recorded(procurement.public_id, action, by=by, subject=f"deliverable:{deliverable_id}") as entry:
        last = _last_version(procurement, deliverable_id)
        if made_as is not None and made_as != last + 1:
            raise _Overtaken
        file = files.keep(data, name=name, content_type=content_type)
        version = DeliverableVersion.objects.create(
            procurement=procurement,
            deliverable=deliverable_id,
            version=last + 1,
            file=file,
            made_by=by,
            made_at=clock.now(),
            note=note,
            is_made_by_veien=is_made,
        )
        entry.content = {
            "deliverable": deliverable_id,
            "version": version.version,
            "file": file.name,
            "sha256": file.sha256,
            "note": note,
        }
    return version
