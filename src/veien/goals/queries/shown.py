"""How the lines beside the goals read: the same words on the page, in the workbook and in the document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from veien.goals.models import Line, OpenQuestion, PlanLink, Position, SignOff, WorkStep
from veien.goals.queries.lines import is_outdated, is_to_remind

TITLES: dict[str, Any] = {
    "work": gettext_lazy("Ways of working"),
    "positions": gettext_lazy("Municipalities"),
    "plans": gettext_lazy("Plans and strategies"),
    "questions": gettext_lazy("Open questions"),
    "sign-off": gettext_lazy("Who agrees"),
}
"""What each sort of line is called where they stand side by side."""

COLUMNS: dict[str, tuple[tuple[str, Any], ...]] = {
    "work": (
        ("title", gettext_lazy("What is done")),
        ("actor", gettext_lazy("Who does it")),
        ("change", gettext_lazy("Compared with today")),
        ("training", gettext_lazy("Training it takes")),
    ),
    "positions": (
        ("member", gettext_lazy("Who")),
        ("stance", gettext_lazy("Where it stands")),
        ("wants", gettext_lazy("What it wants")),
        ("gave_up", gettext_lazy("What it gave up")),
        ("settled_on", gettext_lazy("Settled on")),
    ),
    "plans": (
        ("title", gettext_lazy("Plan or strategy")),
        ("place", gettext_lazy("Paragraph or page")),
        ("says", gettext_lazy("How the purchase serves it")),
        ("goal", pgettext_lazy("one goal", "Goal")),
        ("checked_on", gettext_lazy("Last looked up")),
    ),
    "questions": (
        ("text", gettext_lazy("The question")),
        ("why", gettext_lazy("Why we ask")),
        ("to_dialogue", gettext_lazy("To the dialogue")),
        ("answer", gettext_lazy("The answer")),
        ("answered_on", gettext_lazy("Answered on")),
    ),
    "sign-off": (
        ("name", gettext_lazy("Name")),
        ("role", gettext_lazy("Role")),
        ("stands_for", gettext_lazy("Speaks for")),
        ("answer", gettext_lazy("Answer")),
        ("answered_on", gettext_lazy("Answered on")),
        ("note", gettext_lazy("Note")),
    ),
}
"""What a list shows of each sort; the first names the line."""

GROUPS = {"work": "place", "positions": "goal", "plans": "kind", "questions": "about"}
"""The word by which a list is parted."""

A_YEAR = timedelta(days=365)


def told(line: Line, field: str) -> str:
    """Write one word of a line as people read it, in the language of the reader."""
    value = getattr(line, field)
    display = getattr(line, f"get_{field}_display", None)
    if display is not None:
        return str(display())
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    if field == "member":
        return str(value.organisation.name)
    return str(value) if value else ""


def loose_of(line: Line, *, today: date, digest: str) -> str:
    """Say what is left to do with a line, in a few words; nothing when nothing is."""
    if isinstance(line, WorkStep):
        return _loose_step(line)
    if isinstance(line, Position):
        is_open = line.stance != "agrees" and not line.gave_up
        return _("no compromise yet") if is_open else ""
    if isinstance(line, PlanLink):
        return _loose_plan(line, today)
    if isinstance(line, OpenQuestion):
        return "" if line.answer else _("no answer yet")
    return _loose_signer(line, today, digest) if isinstance(line, SignOff) else ""


def _loose_step(step: WorkStep) -> str:
    if step.change != "stops" and not step.actor:
        return _("nobody does it yet")
    if step.change in ("new", "changed") and not step.training:
        return _("training not said")
    return ""


def _loose_plan(plan: PlanLink, today: date) -> str:
    if plan.checked_on is None:
        return _("not looked up")
    return _("looked up over a year ago") if today - plan.checked_on > A_YEAR else ""


def _loose_signer(signer: SignOff, today: date, digest: str) -> str:
    if is_to_remind(signer, today):
        return _("time to remind")
    if signer.answer == "waiting":
        return _("no answer yet")
    if signer.answer == "refused":
        return _("does not agree")
    return _("the goals were changed afterwards") if is_outdated(signer, digest) else ""


@dataclass(frozen=True)
class Group:
    """The lines of a list that belong together, in their order; ``value`` is the word that they share."""

    title: str
    value: str
    lines: tuple[Line, ...]


def grouped(what: str, lines: Iterable[Line]) -> list[Group]:
    """Part a list by the word that its sort is parted by; lines keep their order."""
    field = GROUPS.get(what, "")
    found: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        key = (
            (told(line, field), str(getattr(line, f"{field}_id", getattr(line, field))))
            if field
            else ("", "")
        )
        found.setdefault(key, []).append(line)
    return [Group(title, value, tuple(rows)) for (title, value), rows in found.items()]


def fits(what: str, line: Line, find: str) -> bool:
    """Tell whether every word that is sought stands somewhere in a line."""
    fields = {*(key for key, _title in COLUMNS[what]), *([GROUPS[what]] if what in GROUPS else [])}
    text = " ".join(told(line, field) for field in sorted(fields)).casefold()
    return all(word in text for word in find.casefold().split())
