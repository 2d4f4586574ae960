"""Fields in which an evaluator gives own points: made, read, kept, and set beside what another window kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from veien.criteria.queries import Criterion, Item
from veien.evaluation import actions
from veien.evaluation.forms.own import GiveOwn
from veien.evaluation.models import PrivateNote
from veien.evaluation.queries.clarifying import ClarificationRow
from veien.evaluation.queries.own import OwnRow
from veien.evaluation.queries.words import said, typed_points
from veien.evaluation.rules import TenderStanding, tidied
from veien.foundation.errors import Refused
from veien.people.queries import User
from veien.road.queries import Procurement
from veien.tenders.queries import AnswerRow, Tender


@dataclass
class Cell:
    """One tender on one item: the form, what stands, and what another window kept meanwhile."""

    tender: TenderStanding
    item: Item
    row: OwnRow | None
    note: PrivateNote | None
    form: GiveOwn
    answer: AnswerRow | None = None
    asked: Sequence[ClarificationRow] = ()
    theirs: OwnRow | None = None
    their_note: str = ""

    @property
    def key(self) -> tuple[int, str]:
        """Give the tender and the requirement."""
        return self.tender.pk, self.item.ref

    @property
    def points(self) -> str:
        """Write the points that stand."""
        return _points(self.row)

    @property
    def their_points(self) -> str:
        """Write the points that another window kept."""
        return _points(self.theirs)

    @property
    def is_whole(self) -> bool:
        """Tell whether both points and reason are kept."""
        return self.row is not None and self.row.is_whole

    @property
    def faults(self) -> list[dict[str, str]]:
        """Say what must be mended, each with the id of its field."""
        if not self.form.is_bound:
            return []
        found = []
        for name in ("points", "reason", "note"):
            bound = self.form[name]
            found += [
                {"id": bound.id_for_label, "label": self.tender.label, "text": str(text)}
                for text in bound.errors
            ]
        return found


@dataclass
class Outcome:
    """What became of the fields that were sent."""

    refusal: str = ""
    is_late: bool = False
    kept: list[Cell] = field(default_factory=list)
    noted: list[Cell] = field(default_factory=list)
    missing: frozenset[int] = frozenset()

    @property
    def is_kept(self) -> bool:
        """Tell whether everything was kept."""
        return not self.refusal and not self.is_late


def _points(row: OwnRow | None) -> str:
    return said(row.points) if row is not None and row.points is not None else ""


def _digest(*texts: str) -> str:
    return sha256("\0".join(tidied(text) for text in texts).encode()).hexdigest()[:16]


def _typed(row: OwnRow | None) -> tuple[str, str]:
    if row is None:
        return "", ""
    return (typed_points(row.points) if row.points is not None else ""), row.reason


def _reading(row: OwnRow | None, note: PrivateNote | None) -> dict[str, Any]:
    """Say what a page has before the eyes of its reader when it shows these."""
    points, reason = _typed(row)
    text = note.text if note else ""
    return {
        "points": points,
        "reason": reason,
        "note": text,
        "read": f"{row.revision if row else 0}.{_digest(points, reason)}",
        "note_read": f"{note.revision if note else 0}.{_digest(text)}",
    }


def tokens_of(cell: Cell, outcome: Outcome) -> dict[str, str]:
    """Give the hidden fields that say what a page has read, by their ids, for what was just kept of a cell."""
    reading = _reading(cell.row, cell.note)
    names = [("read", outcome.kept), ("note_read", outcome.noted)]
    prefix = prefix_of(cell.tender, cell.item)
    kept = [name for name, cells in names if any(each.key == cell.key for each in cells)]
    return {f"{prefix}-{name}": reading[name] for name in kept}


def prefix_of(tender: TenderStanding, item: Item) -> str:
    """Name the fields of a tender on an item."""
    return f"{tender.key}-{item.criterion.pk}-{item.requirement_pk or 0}"


def fresh_cell(tender: TenderStanding, item: Item, row: OwnRow | None, note: PrivateNote | None) -> Cell:
    """Make the fields as they are kept."""
    form = GiveOwn(
        initial=_reading(row, note),
        prefix=prefix_of(tender, item),
        auto_id="id_%s",
        use_required_attribute=False,
    )
    return Cell(tender, item, row, note, form)


def sent_cell(cell: Cell, data: QueryDict) -> Cell:
    """Take what was typed into the fields; fields that were not sent stay as they are kept."""
    prefix = prefix_of(cell.tender, cell.item)
    if f"{prefix}-points" not in data:
        return cell
    form = GiveOwn(data, prefix=prefix, auto_id="id_%s", use_required_attribute=False)
    form.is_valid()
    return replace(cell, form=form, theirs=None, their_note="")


def keep_cells(
    procurement: Procurement,
    by: User,
    criterion: Criterion,
    cells: Sequence[Cell],
    tenders: Mapping[int, Tender],
) -> Outcome:
    """Keep what was typed on one criterion: the notes one by one, the points and reasons all or none."""
    outcome = Outcome()
    sent = [cell for cell in cells if cell.form.is_bound]
    for cell in sent:
        _keep_note(procurement, by, criterion, cell, tender=tenders[cell.tender.pk], outcome=outcome)
    chosen = [cell for cell in sent if _is_touched(cell)]
    if any(cell.form.errors.get("points") for cell in chosen):
        outcome.refusal = _("Nothing is kept yet. Mend what is marked.")
        return outcome
    scores = [
        actions.Own(
            tenders[cell.tender.pk],
            cell.item.ref,
            _said(cell, "points"),
            _said(cell, "reason"),
            _revision(_said(cell, "read")),
        )
        for cell in chosen
    ]
    by_key = {cell.key: cell for cell in chosen}
    try:
        if scores:
            actions.keep_own_scores(procurement, by=by, criterion=criterion, scores=scores)
    except actions.CannotKeepOwn as refused:
        outcome.refusal = str(refused)
        for fault in refused.faults:
            by_key[fault.tender.pk, fault.item].form.add_error(fault.field, fault.sentence)
    except actions.KeptElsewhere as late:
        outcome.is_late = True
        for key, row in late.current.items():
            by_key[key].theirs = row
    except Refused as refused:
        outcome.refusal = str(refused)
    else:
        outcome.kept += sent
    return outcome


def _said(cell: Cell, name: str) -> str:
    return str(cell.form.cleaned_data.get(name, cell.form.data.get(cell.form.add_prefix(name), "")))


def _revision(read: str) -> int:
    number = read.partition(".")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0


def _is_touched(cell: Cell) -> bool:
    """Tell whether the fields differ from what the page showed, so that an untouched field never undoes another's."""
    return _said(cell, "read").partition(".")[2] != _digest(
        _said(cell, "points").strip(), _said(cell, "reason")
    )


def _keep_note(
    procurement: Procurement, by: User, criterion: Criterion, cell: Cell, *, tender: Tender, outcome: Outcome
) -> None:
    text, read = _said(cell, "note"), _said(cell, "note_read")
    if cell.form.add_prefix("note") not in cell.form.data or read.partition(".")[2] == _digest(text):
        return
    try:
        actions.keep_note(
            procurement,
            by=by,
            tender=tender,
            criterion=criterion,
            item=cell.item.ref,
            text=text,
            revision=_revision(read),
        )
        outcome.noted.append(cell)
    except actions.NotedElsewhere as late:
        outcome.is_late = True
        cell.note, cell.their_note = late.current, late.current.text
    except Refused as refused:
        outcome.refusal = str(refused)
        cell.form.add_error("note", str(refused))


def beside(cells: Iterable[Cell]) -> list[Cell]:
    """Set what another window kept beside what was typed; keeping again then replaces it knowingly."""
    found = []
    for cell in cells:
        if not cell.form.is_bound or cell.faults:
            found.append(cell)
            continue
        reading = _reading(cell.theirs or cell.row, cell.note)
        typed = {name: _said(cell, name) for name in ("points", "reason", "note")}
        form = GiveOwn(
            initial={**reading, **typed},
            prefix=prefix_of(cell.tender, cell.item),
            auto_id="id_%s",
            use_required_attribute=False,
        )
        found.append(replace(cell, form=form))
    return found
