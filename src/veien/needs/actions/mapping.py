"""What all that is mapped beside the needs has in common when it is written: kept, changed, removed, made a need of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.foundation.errors import Refused
from veien.needs.actions.needs import write_need
from veien.needs.models import Need
from veien.needs.rules.inquiries import tidied
from veien.needs.rules.mapping import need_title
from veien.needs.rules.needs import changes

if TYPE_CHECKING:
    from collections.abc import Callable

    from veien.people.queries import User
    from veien.road.queries import Procurement


class CannotMap(Refused):
    """What was mapped cannot be kept as it is written, or cannot go; the message says why."""


class MappedMeanwhile(Refused):
    """Somebody else wrote first; ``current`` is what stands now."""

    def __init__(self, current: Any) -> None:
        super().__init__(_("Somebody else changed this while you wrote."))
        self.current = current


def words_in(row: models.Model, fields: Collection[str]) -> dict[str, object]:
    """Give what is written in a row of the map."""
    return {field: getattr(row, field) for field in fields}


def fits(row: models.Model, *, exclude: Collection[str] = ()) -> None:
    """Refuse what the table does not take.

    Raises: CannotMap naming the field.
    """
    own = {field.name for field in row._meta.concrete_fields if field.is_relation}
    try:
        row.clean_fields(exclude=own | {"position", "public_id", *exclude})
    except ValidationError as problem:
        field, texts = next(iter(problem.message_dict.items()))
        raise CannotMap(texts[0], field=field) from problem


def last_place(rows: models.QuerySet[Any]) -> int:
    """Give the place after the last row."""
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


def changed(
    row: Any,
    words: Mapping[str, object],
    *,
    by: User,
    revision: int,
    log: tuple[Procurement, str, str],
    check: Callable[[Any], None],
    fields: Collection[str],
    more: Mapping[str, Any] | None = None,
) -> Any:
    """Change a row of the map as one use case; words that are left out stay. Nothing is logged when nothing differs.

    Shape: ``log`` is the procurement, the action and the subject; ``more`` are fields that hold another row.
    Raises: CannotMap from ``check``; MappedMeanwhile if somebody else wrote first.
    """
    wanted = tidied(words, fields) | dict(more or {})
    if revision == row.revision and not changes(words_in(row, wanted), wanted)["after"]:
        return row
    procurement, action, subject = log
    with recorded(procurement.public_id, action, by=by, subject=subject) as entry:
        current = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
        if current.revision != revision:
            raise MappedMeanwhile(current)
        before = words_in(current, wanted)
        for field, value in wanted.items():
            setattr(current, field, value)
        check(current)
        current.revision += 1
        current.save(update_fields=[*wanted, "revision"])
        entry.content = {"what": str(current), **changes(_plain(before), _plain(wanted))}
    return current


def _plain(words: Mapping[str, object]) -> dict[str, object]:
    return {key: str(value) if isinstance(value, models.Model) else value for key, value in words.items()}


def need_of(
    row: Any, *, by: User, procurement: Procurement, words: Mapping[str, str], origin: Mapping[str, object]
) -> Need:
    """Make a need of a row of the map as one use case, and link the row to it.

    Raises: CannotMap if a need came of it already.
    Logs: needs.need_added
    """
    told = dict(words) | {"title": need_title(words["title"])}
    need = Need(procurement=procurement, **told)
    with recorded(
        procurement.public_id, "needs.need_added", by=by, subject=f"need:{need.public_id}"
    ) as entry:
        current = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
        if current.need_id is not None:
            raise CannotMap(_("A need has come of this already."))
        said = write_need(need)
        current.need, current.revision = need, current.revision + 1
        current.save(update_fields=["need", "revision"])
        entry.content = said | {"from": dict(origin)}
    return need
