"""Writing questions, input, visits, outreach, lessons and what somebody was told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.files import actions as files
from veien.foundation import clock
from veien.foundation.errors import Refused
from veien.market.models import Invitation, Learning, Numbered, Question, Series, Told
from veien.market.queries.kinds import KINDS, Kind, told_to_log, words_of
from veien.market.rules import OpenQuestion, changes_of, sealed, tidied

if TYPE_CHECKING:
    from veien.people.queries import User
    from veien.road.queries import Procurement


class CannotWrite(Refused):
    """What was written cannot be kept, or cannot go; the message says why."""


class ChangedMeanwhile(Refused):
    """Somebody else wrote first; ``current`` is what stands now."""

    def __init__(self, current: Any) -> None:
        super().__init__(_("Somebody else changed this while you wrote."))
        self.current = current


def add_row(
    kind: Kind,
    procurement: Procurement,
    *,
    by: User,
    words: Mapping[str, Any],
    upload: tuple[bytes, str, str] | None = None,
) -> Any:
    """Write down a row of a kind; an input may bring a file (bytes, name, type).

    May: edit
    Raises: CannotWrite if a word is missing or too long; files.CannotKeep for an empty or too large file.
    Logs: market.<kind>_added, of what came in confidence only length and digest
    """
    row = kind.model(procurement=procurement, added_by=by, **_tidy(kind.model, words))
    check(row, kind.fields)
    with recorded(procurement.public_id, f"market.{kind.key}_added", by=by) as entry:
        row.number, row.added_at = next_number(procurement, kind.key), clock.now()
        if upload is not None:
            data, name, content_type = upload
            row.file = files.keep(data, name=name, content_type=content_type)  # type: ignore[attr-defined]
        row.save()
        entry.subject = f"{kind.key}:{row.public_id}"
        entry.content = {"number": row.ref, **_told(kind, words_of(row, kind.fields))}
    return row


def change_row(kind: Kind, row: Any, *, by: User, revision: int, words: Mapping[str, Any]) -> Any:
    """Change what a row says; nothing is logged when nothing differs.

    May: edit
    Raises: CannotWrite as for ``add_row``, or for what is published already; ChangedMeanwhile.
    Logs: market.<kind>_changed
    """
    return changed(
        row,
        kind.fields,
        action=f"market.{kind.key}_changed",
        by=by,
        revision=revision,
        words=words,
        secret=kind.sealed,
    )


def changed(
    row: Any,
    fields: tuple[str, ...],
    *,
    action: str,
    by: User,
    revision: int,
    words: Mapping[str, Any],
    secret: tuple[str, ...] = (),
) -> Any:
    """Write new words into a row that may have changed meanwhile; a part of every changing use case.

    Raises: CannotWrite, ChangedMeanwhile.
    """
    wanted = _tidy(type(row), words)
    if revision == row.revision and not changes_of(words_of(row, fields), wanted)["after"]:
        return row
    with recorded(row.procurement.public_id, action, by=by, subject=subject_of(row)) as entry:
        current = type(row)._default_manager.select_for_update().get(pk=row.pk)
        current.procurement = row.procurement
        if current.revision != revision:
            raise ChangedMeanwhile(current)
        if getattr(current, "published_at", None) and isinstance(current, Told):
            raise CannotWrite(_("It is published to all and stays as it was published."))
        before = words_of(current, fields)
        for field, value in wanted.items():
            setattr(current, field, value)
        check(current, fields)
        current.revision += 1
        current.save()
        both = changes_of(before, words_of(current, fields))
        entry.content = {side: _sealed(told_to_log(found), secret) for side, found in both.items()}
    return current


def remove_row(kind: Kind, row: Any, *, by: User) -> None:
    """Take a row away; its number is not used again.

    May: edit
    Raises: CannotWrite while something rests on it, or if it is published to all.
    Logs: market.<kind>_removed
    """
    if isinstance(row, Told) and row.published_at:
        raise CannotWrite(_("It is published to all and stays as it was published."))
    file = getattr(row, "file", None)
    try:
        with recorded(
            row.procurement.public_id, f"market.{kind.key}_removed", by=by, subject=subject_of(row)
        ) as entry:
            entry.content = {"number": row.ref, **_told(kind, words_of(row, kind.fields))}
            row.delete()
            if file is not None:
                files.forget(file)
    except ProtectedError as held:
        raise CannotWrite(_("This cannot be removed, because a lesson or an answer rests on it.")) from held


def publish_told(told: Told, *, by: User, text: str, where: str = "") -> Told:
    """Publish to all what one was told: on the page of the invitation, or elsewhere and then ``where`` says where.

    May: edit
    Raises: CannotWrite if it says nothing, is published already, or there is no open page and ``where`` is empty.
    Logs: market.told_published
    """
    said = tidied({"text": text, "where": where}, several={"text"})
    if not said["text"]:
        raise CannotWrite(_("Write what all should know."), field="text")
    chain = told.procurement.public_id
    with recorded(chain, "market.told_published", by=by, subject=subject_of(told)) as entry:
        current = Told.objects.select_for_update().get(pk=told.pk)
        current.procurement = told.procurement
        is_open = Invitation.objects.filter(
            procurement=told.procurement, state=Invitation.State.OPEN
        ).exists()
        if current.published_at:
            raise CannotWrite(_("It is published to all and stays as it was published."))
        if not is_open and not said["where"]:
            raise CannotWrite(
                _("The invitation is not open. Say where else all could read it."), field="where"
            )
        current.published_text, current.published_where = str(said["text"]), str(said["where"])
        current.published_at, current.revision = clock.now(), current.revision + 1
        current.save()
        entry.content = {"number": current.ref, **said}
    return current


def bring_question(procurement: Procurement, asked: OpenQuestion, *, by: User, room: str) -> Question:
    """Bring an open question of another room into the dialogue, once.

    May: edit
    Raises: CannotWrite if it is there already.
    Logs: market.question_added
    """
    source = f"{room}:{asked.key}"[:200]
    if Question.objects.filter(procurement=procurement, source=source).exists():
        raise CannotWrite(_("This question is in the dialogue already."))
    kind = KINDS["question"]
    row = Question(
        procurement=procurement, added_by=by, text=asked.text[:500], theme=asked.theme, source=source
    )
    check(row, kind.fields)
    with recorded(procurement.public_id, "market.question_added", by=by) as entry:
        row.number, row.added_at = next_number(procurement, kind.key), clock.now()
        row.save()
        entry.subject = subject_of(row)
        entry.content = {"number": row.ref, "source": source, **_told(kind, words_of(row, kind.fields))}
    return row


def take_proposal(procurement: Procurement, public_id: Any, *, by: User, taken_as: str) -> Learning:
    """Say which requirement a lesson became; the room of requirements calls this when it has made it.

    May: edit
    Raises: Learning.DoesNotExist if the procurement has no such lesson.
    Logs: market.learning_taken
    """
    with recorded(
        procurement.public_id, "market.learning_taken", by=by, subject=f"learning:{public_id}"
    ) as entry:
        row = mark_taken(procurement, public_id, taken_as=taken_as)
        entry.content = {"number": row.ref, "taken_as": row.taken_as}
    return row


def mark_taken(procurement: Procurement, public_id: Any, *, taken_as: str) -> Learning:
    """Mark a lesson with the requirement it became; a part of the use case that makes the requirement.

    Raises: Learning.DoesNotExist if the procurement has no such lesson; CannotWrite if somebody has taken it.
    """
    row = Learning.objects.select_for_update().get(procurement=procurement, public_id=public_id)
    if row.taken_as:
        raise CannotWrite(
            _("%(lesson)s is a requirement already: %(requirement)s.")
            % {"lesson": row.ref, "requirement": row.taken_as}
        )
    row.taken_as, row.revision = taken_as[:200], row.revision + 1
    row.save(update_fields=["taken_as", "revision"])
    return row


def next_number(procurement: Procurement, kind: str) -> int:
    """Give the next number of a kind of row; a part of a use case."""
    Series.objects.get_or_create(procurement=procurement, kind=kind)
    series = Series.objects.select_for_update().get(procurement=procurement, kind=kind)
    series.last_number += 1
    series.save(update_fields=["last_number"])
    return series.last_number


def subject_of(row: Any) -> str:
    """Say in the log which row it is about."""
    if isinstance(row, Numbered):
        return f"{row._meta.model_name}:{row.public_id}"
    return str(row._meta.model_name)


def check(row: models.Model, fields: tuple[str, ...]) -> None:
    """Refuse what the table does not take.

    Raises: CannotWrite naming the field.
    """
    others = {each.name for each in row._meta.concrete_fields if each.name not in fields}
    try:
        row.clean_fields(exclude=others)
    except ValidationError as problem:
        field, texts = next(iter(problem.message_dict.items()))
        raise CannotWrite(texts[0], field=field) from problem


def _tidy(model: type[models.Model], words: Mapping[str, Any]) -> dict[str, Any]:
    several = {each.name for each in model._meta.concrete_fields if isinstance(each, models.TextField)}
    return tidied(words, several=several)


def _told(kind: Kind, words: dict[str, Any]) -> dict[str, Any]:
    return _sealed(told_to_log(words), kind.sealed)


def _sealed(words: dict[str, Any], secret: tuple[str, ...]) -> dict[str, Any]:
    return {key: sealed(str(value)) if key in secret else value for key, value in words.items()}
