"""What every change begins with: nobody else is changing, and nothing is locked."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from veien.criteria.models import AwardModel
from veien.foundation.errors import Refused
from veien.road.queries import Procurement


class CannotChange(Refused):
    """The award model cannot be changed in this way; the message says why."""


class Locked(CannotChange):
    """The competition is published: the award model stands as it is."""


class Overtaken(CannotChange):
    """Somebody else changed the same thing in the meantime; ``now`` is how it stands."""

    def __init__(self, message: object, *, now: object) -> None:
        super().__init__(message)
        self.now = now


def locked_sentence(model: AwardModel) -> str:
    """Say since when the model stands."""
    when = date_format(timezone.localtime(model.locked_at), "DATE_FORMAT") if model.locked_at else ""
    return _(
        "The competition was published on %(date)s. Since then criteria, weights and the price form stand as they "
        "are, so that everybody competes by the same rules."
    ) % {"date": when}


def open_for_change(procurement: Procurement) -> AwardModel | None:
    """Keep other writers out until the transaction ends, and give the model as it stands.

    Raises: Locked if the competition is published.
    """
    Procurement.objects.select_for_update(no_key=True).get(pk=procurement.pk)
    model = AwardModel.objects.filter(procurement=procurement).first()
    if model is not None and model.locked_at is not None:
        raise Locked(locked_sentence(model))
    return model


def overtaken(now: object) -> Overtaken:
    """Say that somebody else was faster."""
    return Overtaken(
        _("Somebody else changed this while you were writing. Look at both versions and choose."), now=now
    )
