"""The kinds of rows that are listed and written alike: questions, input, visits, outreach, lessons, the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from veien.market.models import Input, Learning, Numbered, Outreach, Question, Told, Visit
from veien.road.queries import Procurement


@dataclass(frozen=True)
class Kind:
    """One kind of row: its table, its words, and how pages speak of it.

    ``columns`` are the words a list shows besides the first; ``sealed`` are words that the log never repeats.
    """

    key: str
    model: type[Numbered]
    fields: tuple[str, ...]
    head: str
    columns: tuple[str, ...]
    title: Any
    add: Any
    lead: Any
    why: Any
    sealed: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


KINDS = {
    each.key: each
    for each in (
        Kind(
            "question",
            Question,
            ("text", "theme", "why"),
            "text",
            ("theme", "why"),
            _("Questions to all"),
            _("Add a question"),
            _("The same questions go to every supplier, so that the answers can be laid side by side."),
            _("Ask about what should be achieved. A question that names a product shuts the others out."),
        ),
        Kind(
            "input",
            Input,
            ("firm", "received_on", "theme", "title", "text", "is_confidential"),
            "title",
            ("firm", "received_on", "theme", "is_confidential"),
            _("What came in"),
            _("Keep an input"),
            _("Answers, papers and advice from suppliers, each with a mark when it is confidential."),
            _(
                "Ask each supplier what it wants kept to yourselves, and mark it. Trade secrets are not shared."
            ),
            sealed=("firm", "title", "text"),
        ),
        Kind(
            "visit",
            Visit,
            ("host", "solution", "visited_on", "who", "seen", "told_on"),
            "host",
            ("solution", "visited_on", "told_on"),
            _("Reference visits"),
            _("Write down a visit"),
            _("What you saw in ordinary use, and that suppliers know whom you visit."),
            _("Talk with those who use it at night and in weekends, without the supplier in the room."),
        ),
        Kind(
            "outreach",
            Outreach,
            ("channel", "what", "done_on", "by_whom", "link"),
            "what",
            ("channel", "done_on", "by_whom"),
            _("Outreach"),
            _("Write down an outreach"),
            _(
                "Where suppliers were reached, when and by whom: the invitation should reach more than those you know."
            ),
            _(
                "A notice alone reaches few. Small and new firms are found through clusters, users and trade papers."
            ),
        ),
        Kind(
            "learning",
            Learning,
            ("text", "theme", "came_from", "visit", "becomes", "need", "goal", "question", "proposal"),
            "text",
            ("theme", "came_from", "becomes"),
            _("Lessons"),
            _("Write down a lesson"),
            _("What you learned, and which need, goal, question or requirement it changes."),
            _("A lesson that changes nothing is soon forgotten. Say what it becomes."),
            links=("came_from", "visit", "need", "goal", "question"),
        ),
        Kind(
            "told",
            Told,
            ("told_to", "sort", "told_on", "what"),
            "what",
            ("told_to", "sort", "told_on"),
            _("Equal treatment"),
            _("Write down what somebody was told"),
            _("What one supplier was told or given that others were not, until it is published to all."),
            _("Write it down the same day. Decision 1 warns while anything here is open."),
        ),
    )
}
"""Every kind by its key, in the order of the tabs."""

EMPTY = "–"
SHORT = {"is_confidential": _("Confidential")}
"""What a word is called over a column, where its full name is too long for one."""


def kind_of(key: str) -> Kind:
    """Give a kind by its key.

    Raises: Http404 if there is none.
    """
    if key not in KINDS:
        raise Http404
    return KINDS[key]


def rows_of(kind: Kind, procurement: Procurement) -> QuerySet[Any]:
    """Give the rows of a kind with what they link to. One query."""
    rows = kind.model._default_manager.filter(procurement=procurement)
    more = (*kind.links, "file") if kind.key == "input" else kind.links
    return rows.select_related(*more) if more else rows


def narrowed(kind: Kind, rows: QuerySet[Any], text: str, loose: bool) -> QuerySet[Any]:
    """Narrow rows to those that hold a text, and to those that still hang loose."""
    if text:
        found = Q()
        for field in _texts(kind):
            found |= Q(**{f"{field}__icontains": text})
        rows = rows.filter(found & ~Q(is_confidential=True) if kind.key == "input" else found)
    return rows.filter(LOOSE[kind.key]) if loose and kind.key in LOOSE else rows


LOOSE = {
    "told": Q(published_at=None),
    "learning": Q(becomes=""),
    "visit": Q(told_on=None),
}
"""What makes a row hang loose, for the kinds that can."""


def _texts(kind: Kind) -> list[str]:
    return [
        name
        for name in kind.fields
        if kind.model._meta.get_field(name).get_internal_type() in {"CharField", "TextField"}
        and not getattr(kind.model._meta.get_field(name), "choices", None)
    ]


def row_for(kind: Kind, procurement: Procurement, public_id: UUID) -> Any:
    """Give one row of a kind in a procurement that the caller has been let into.

    Raises: Http404 if there is none.
    """
    found = rows_of(kind, procurement).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    found.procurement = procurement
    return found


def is_hidden(row: Any, *, may_edit: bool) -> bool:
    """Tell whether what a row says is kept from the reader: confidential, and the reader does not write here."""
    return bool(getattr(row, "is_confidential", False)) and not may_edit


def words_of(row: Any, fields: Iterable[str]) -> dict[str, Any]:
    """Give what is written in a row."""
    return {field: getattr(row, field) for field in fields}


def told_to_log(words: dict[str, Any]) -> dict[str, Any]:
    """Write words so that the log can keep them: linked rows by their number."""
    return {
        key: getattr(value, "ref", str(value)) if isinstance(value, Model) else value
        for key, value in words.items()
    }


def label_of(model: type[Model], field: str) -> str:
    """Give what a word is called on pages."""
    return str(getattr(model._meta.get_field(field), "verbose_name", field))


def heading_of(model: type[Model], field: str) -> str:
    """Give what a word is called over a column."""
    return str(SHORT.get(field) or label_of(model, field))


def shown(row: Any, field: str) -> str:
    """Write a word of a row as people read it."""
    display = getattr(row, f"get_{field}_display", None)
    return written(display() if display else getattr(row, field))


def written(value: Any) -> str:
    """Write a value as people read it."""
    if value in (None, ""):
        return EMPTY
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return date_format(value, "SHORT_DATE_FORMAT") if hasattr(value, "year") else str(value)
