"""Adding, changing and removing alternatives. Today's practice is always there and cannot be removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db.models import Max
from django.utils.translation import gettext as _

from veien.audit.actions import recorded
from veien.business_case.actions.writing import (
    CannotWrite,
    ChangedMeanwhile,
    clean,
    differences,
    queued,
    refuse_faults,
    told,
)
from veien.business_case.models import Alternative, BusinessCase, Line
from veien.business_case.queries.rows import row_of
from veien.business_case.rules.document import key_for
from veien.documents.rules import clean_text

if TYPE_CHECKING:
    from veien.people.queries import User


class AlternativeWords(TypedDict, total=False):
    """What is written about an alternative."""

    title: str
    text: str


def add_alternative(
    case: BusinessCase, *, by: User, like: Alternative | None = None, **words: Unpack[AlternativeWords]
) -> Alternative:
    """Add an alternative, last; with ``like`` it begins with a copy of that one's lines.

    May: edit
    Raises: CannotWrite if it has no name of its own, or there are too many.
    Logs: business_case.alternative_added
    """
    made = Alternative(case=case, **_tidy(words))
    _named(made)
    chain, subject = case.procurement.public_id, f"alternative:{made.public_id}"
    with recorded(chain, "business_case.alternative_added", by=by, subject=subject) as entry:
        current = queued(case.procurement)
        rows = Alternative.objects.filter(case=current)
        made.key = key_for(made.title, set(rows.values_list("key", flat=True)), fallback="alternative")
        made.position = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
        clean(made)
        made.save()
        copied = _copied(like, made) if like is not None else 0
        refuse_faults(row_of(current), lambda _what, _pk, _field: "")
        entry.content = told({**_words(made), "lines": copied, "like": str(like or "")})
    return made


def change_alternative(
    alternative: Alternative, *, by: User, revision: int, **words: Unpack[AlternativeWords]
) -> Alternative:
    """Change what an alternative is called and how it is described. Nothing is logged when nothing differs.

    May: edit
    Raises: CannotWrite if it has no name of its own; ChangedMeanwhile if somebody else wrote first.
    Logs: business_case.alternative_changed
    """
    wanted = _tidy(words)
    if revision == alternative.revision and not differences(_words(alternative), wanted)["after"]:
        return alternative
    chain, subject = alternative.case.procurement.public_id, f"alternative:{alternative.public_id}"
    with recorded(chain, "business_case.alternative_changed", by=by, subject=subject) as entry:
        current = Alternative.objects.select_for_update().get(pk=alternative.pk)
        if current.revision != revision:
            raise ChangedMeanwhile(current)
        entry.content = differences(_words(current), wanted)
        for name, value in wanted.items():
            setattr(current, name, value)
        _named(current)
        clean(current)
        current.revision += 1
        current.save(update_fields=[*wanted, "revision"])
    return current


def remove_alternative(alternative: Alternative, *, by: User) -> None:
    """Remove an alternative with its lines.

    May: edit
    Raises: CannotWrite for today's practice.
    Logs: business_case.alternative_removed
    """
    if alternative.is_null:
        raise CannotWrite(
            [("", _("Today’s practice is what all others are held against. It cannot be removed."))]
        )
    chain, subject = alternative.case.procurement.public_id, f"alternative:{alternative.public_id}"
    with recorded(chain, "business_case.alternative_removed", by=by, subject=subject) as entry:
        queued(alternative.case.procurement)
        entry.content = told({**_words(alternative), "lines": alternative.lines.count()})
        alternative.delete()


def _copied(like: Alternative, made: Alternative) -> int:
    lines = list(Line.objects.filter(alternative=like).order_by("position", "pk"))
    fresh = []
    for line in lines:
        held = {
            field.attname: getattr(line, field.attname)
            for field in Line._meta.concrete_fields
            if field.name not in ("id", "public_id", "alternative", "revision")
        }
        fresh.append(Line(alternative=made, **held))
    Line.objects.bulk_create(fresh)
    return len(fresh)


def _named(alternative: Alternative) -> None:
    if not alternative.title:
        raise CannotWrite([("title", _("Give the alternative a name."))])
    others = Alternative.objects.filter(case=alternative.case).exclude(pk=alternative.pk)
    if alternative.title.casefold() in {each.casefold() for each in others.values_list("title", flat=True)}:
        raise CannotWrite([("title", _("Another alternative has this name already."))])


def _tidy(words: AlternativeWords) -> dict[str, str]:
    held = {name: clean_text(str(value)) for name, value in words.items()}
    if "title" in held:
        held["title"] = " ".join(held["title"].split())
    return held


def _words(alternative: Alternative) -> dict[str, str]:
    return {"title": alternative.title, "text": alternative.text}
