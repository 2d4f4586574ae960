"""Reading organisations, and who may do what with them."""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from veien.files.queries import content_of
from veien.organisations.models import Organisation, WordTemplate

__all__ = ["Organisation", "WordTemplate", "buyers", "organisations", "template_of"]

LOG_TITLES = {
    "organisations.added": _("Added an organisation"),
    "organisations.changed": _("Changed an organisation"),
    "organisations.template_kept": _("Took a Word template into use"),
    "organisations.template_removed": _("Took a Word template out of use"),
}
"""This room's log entries in people's words; the road, which shows logs, registers them."""


class Member(Protocol):
    """A person as this room sees one: people live a floor higher in the house."""

    @property
    def pk(self) -> Any:
        """The person's key."""

    @property
    def full_name(self) -> str:
        """The person's name."""

    @property
    def organisation(self) -> Organisation | None:
        """Where the person works."""

    @property
    def is_organisation_admin(self) -> bool:
        """Whether the person may act for the organisation."""


def organisations(*, text: str = "", kind: str = "") -> QuerySet[Organisation]:
    """Give organisations by name; ``text`` is sought in name and number."""
    rows = Organisation.objects.order_by("name", "pk")
    if kind:
        rows = rows.filter(kind=kind)
    if text.strip():
        bare = "".join(each for each in text if each not in " \u00a0-.")
        found = rows.filter(name__icontains=text.strip())
        rows = found | rows.filter(number__startswith=bare) if bare.isdecimal() else found
    return rows


def buyers() -> QuerySet[Organisation]:
    """Give municipalities and other public buyers by name."""
    return Organisation.objects.exclude(kind=Organisation.Kind.SUPPLIER).order_by("name", "pk")


def is_buyer(organisation: Organisation) -> bool:
    """Say whether an organisation buys: a municipality or another public buyer."""
    return organisation.kind != Organisation.Kind.SUPPLIER


def may_list(user: Member | AnonymousUser) -> bool:
    """Say whether a person may see and add organisations: the people of buyers may."""
    organisation: Organisation | None = getattr(user, "organisation", None)
    return organisation is not None and is_buyer(organisation)


def changeable(user: Member, rows: list[Organisation]) -> set[int]:
    """Give the keys of those organisations that a person may change. One query, whatever their number.

    May: an organisation's own admins; where an organisation has no people, the admins of any buyer.
    """
    if not may_list(user) or not user.is_organisation_admin:
        return set()
    keys = {each.pk for each in rows}
    with_people = set(
        Organisation.objects.filter(pk__in=keys, people__isnull=False).values_list("pk", flat=True).distinct()
    )
    own = user.organisation.pk if user.organisation else None
    return {key for key in keys if key == own or key not in with_people}


def organisation_for(user: Member, public_id: UUID) -> Organisation:
    """Give an organisation to a person who may change it.

    Raises: Http404 if there is none, or the person may not.
    """
    organisation = Organisation.objects.filter(public_id=public_id).first()
    if organisation is None or organisation.pk not in changeable(user, [organisation]):
        raise Http404
    return organisation


def word_template(organisation: Organisation) -> WordTemplate | None:
    """Give an organisation's Word template, if it has one."""
    rows = WordTemplate.objects.filter(organisation=organisation)
    return rows.select_related("file", "kept_by").first()


def template_of(organisation: Organisation) -> bytes | None:
    """Give the bytes of an organisation's Word template; None where documents are written in Veien's own look."""
    found = word_template(organisation)
    return content_of(found.file) if found else None
