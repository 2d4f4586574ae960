"""Writing what an alternative costs and gives: one line with all its words, or many lines as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, Unpack

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
from veien.business_case.models import Alternative, Assumption, Line, Quantity
from veien.business_case.queries.rows import row_of
from veien.business_case.rules.document import LineRow, key_for
from veien.business_case.rules.editing import with_lines
from veien.documents.rules import clean_text
from veien.goals.queries import Goal

if TYPE_CHECKING:
    from veien.people.queries import User


class LineWords(TypedDict, total=False):
    """What is written about a line."""

    title: str
    part: str
    service_area: str
    kind: str
    benefit: str
    amount: Decimal | None
    quantity: Quantity | None
    unit_amount: Decimal | None
    assumption: Assumption | None
    share: Decimal
    realised: Decimal
    growth: Decimal
    first_year: int
    last_year: int
    ramp: Mapping[str, str]
    shape: str
    low: Decimal | None
    mode: Decimal | None
    high: Decimal | None
    integration: bool
    source: str
    goal: Goal | None
    text: str


LINE_FIELDS = tuple(LineWords.__annotations__)
_ONE_LINE = ("title", "service_area", "source")
_SEVERAL_LINES = ("text",)


class Written(NamedTuple):
    """A line of a table: the line it was, or None for a new one, the revision that was read, and its words."""

    line: Line | None
    revision: int
    words: LineWords


def add_line(alternative: Alternative, *, by: User, **words: Unpack[LineWords]) -> Line:
    """Add a line, last in its part.

    May: edit
    Raises: CannotWrite with every fault at its field.
    Logs: business_case.line_added
    """
    line = fitted_line(Line(alternative=alternative), words)
    chain, subject = alternative.case.procurement.public_id, f"case-line:{line.public_id}"
    with recorded(chain, "business_case.line_added", by=by, subject=subject) as entry:
        keep_lines(alternative, [(0, line)], in_table=False)
        entry.content = told({"alternative": alternative.title, **words_of(line)})
    return line


def change_line(line: Line, *, by: User, revision: int, **words: Unpack[LineWords]) -> Line:
    """Change a line; words that are left out stay as they are. Nothing is logged when nothing differs.

    May: edit
    Raises: CannotWrite with every fault at its field; ChangedMeanwhile if somebody else wrote first.
    Logs: business_case.line_changed
    """
    if revision == line.revision and not _differs(line, words):
        return line
    alternative = line.alternative
    chain, subject = alternative.case.procurement.public_id, f"case-line:{line.public_id}"
    with recorded(chain, "business_case.line_changed", by=by, subject=subject) as entry:
        current = _current(line, revision)
        before = words_of(current)
        fitted_line(current, words)
        keep_lines(alternative, [(0, current)], in_table=False)
        entry.content = {"alternative": alternative.title, "line": current.title} | differences(
            before, words_of(current)
        )
    return current


def remove_line(line: Line, *, by: User) -> None:
    """Remove a line.

    May: edit
    Logs: business_case.line_removed
    """
    alternative = line.alternative
    chain, subject = alternative.case.procurement.public_id, f"case-line:{line.public_id}"
    with recorded(chain, "business_case.line_removed", by=by, subject=subject) as entry:
        queued(alternative.case.procurement)
        entry.content = told({"alternative": alternative.title, **words_of(line)})
        line.delete()


def write_lines(alternative: Alternative, *, by: User, rows: Sequence[Written]) -> int:
    """Write many lines of an alternative at once: all of them or none. Gives how many differ; 0 is not logged.

    May: edit
    Raises: CannotWrite with every fault at its field, the number of the row before it (``2-growth``);
        ChangedMeanwhile if somebody else wrote one of the lines first.
    Logs: business_case.lines_written
    """
    wanted = [
        (at, each)
        for at, each in enumerate(rows)
        if each.line is None or each.revision != each.line.revision or _differs(each.line, each.words)
    ]
    if not wanted:
        return 0
    chain, subject = alternative.case.procurement.public_id, f"alternative:{alternative.public_id}"
    with recorded(chain, "business_case.lines_written", by=by, subject=subject) as entry:
        queued(alternative.case.procurement)
        lines, changes = [], []
        for at, each in wanted:
            line = Line(alternative=alternative) if each.line is None else _current(each.line, each.revision)
            before = {} if each.line is None else words_of(line)
            lines.append((at, fitted_line(line, each.words, at=at)))
            changes.append({"line": line.title, **differences(before, words_of(line))})
        keep_lines(alternative, lines, in_table=True)
        entry.content = {"alternative": alternative.title, "lines": changes}
    return len(wanted)


def words_of(line: Line) -> dict[str, Any]:
    """Give what is written about a line."""
    return {name: getattr(line, name) for name in LINE_FIELDS}


def _differs(line: Line, words: LineWords) -> bool:
    probe = {**words_of(line), **words}
    return bool(differences(words_of(line), probe)["after"])


def _current(line: Line, revision: int) -> Line:
    rows = Line.objects.select_for_update(of=("self",)).select_related("quantity", "assumption", "goal")
    current = rows.filter(pk=line.pk).first()
    if current is None:
        raise CannotWrite([("", _("“%(line)s” was removed while you wrote.") % {"line": line.title})])
    current.alternative = line.alternative
    if current.revision != revision:
        raise ChangedMeanwhile(current)
    return current


def fitted_line(line: Line, words: LineWords, *, at: int | None = None) -> Line:
    """Put words into a line, and take away what cannot stand beside them. A part of use cases, not one itself.

    Raises: CannotWrite without a title, or a benefit of no kind.
    """
    for name, value in words.items():
        setattr(line, name, _tidy(name, value))
    if not line.title:
        raise CannotWrite([(_field(at, "title"), _("Say in a few words what the line is."))])
    if line.kind == Line.Kind.COST:
        line.benefit = ""
    elif not line.benefit:
        raise CannotWrite([(_field(at, "benefit"), _("Say which kind of benefit it is."))])
    if line.benefit == Line.Benefit.QUALITY:
        line.ramp, line.shape = {}, ""
        line.share = line.realised = Decimal(1)
        line.growth = Decimal(0)
    if line.benefit != Line.Benefit.SAVED_TIME:
        line.realised = Decimal(1)
    if line.assumption is not None:
        line.unit_amount = None
    if not line.shape:
        line.low = line.mode = line.high = None
    return line


def _tidy(name: str, value: Any) -> Any:
    if name in _ONE_LINE:
        return " ".join(clean_text(str(value)).split())
    return clean_text(str(value)) if name in _SEVERAL_LINES else value


def _field(at: int | None, name: str) -> str:
    return name if at is None else f"{at}-{name}"


def keep_lines(alternative: Alternative, lines: Sequence[tuple[int, Line]], *, in_table: bool) -> None:
    """Check lines in their case, then keep them; new ones last. A part of use cases, inside their transaction.

    Raises: CannotWrite with every fault at its field; ``in_table`` writes the number of the row before it.
    """
    case = queued(alternative.case.procurement)
    rows = Line.objects.filter(alternative=alternative)
    taken = set(rows.values_list("key", flat=True))
    last = rows.aggregate(last=Max("position"))["last"] or 0
    found: dict[int, int | None] = {}
    held = []
    for number, (at, line) in enumerate(lines):
        if line.pk is None:
            line.key = key_for(line.title, taken, fallback="line")
            taken.add(line.key)
            last += 1
            line.position = last
        pk = -number if line.pk is None else line.pk
        found[pk] = at if in_table else None
        held.append(row_of_line(line, pk=pk))

    def field_of(what: str, pk: int, field: str) -> str | None:
        return _field(found[pk], _FORM_FIELDS.get(field, field)) if what == "line" and pk in found else None

    refuse_faults(with_lines(row_of(case), alternative.pk, held), field_of)
    for at, line in lines:
        try:
            clean(line)
        except CannotWrite as refused:
            raise CannotWrite(
                [(_field(at if in_table else None, f), text) for f, text in refused.at]
            ) from refused
        line.revision += line.pk is not None
        line.save()


_FORM_FIELDS = {"": "amount"}


def row_of_line(line: Line, *, pk: int) -> LineRow:
    """Give a line as the rules see it; a line that says two amounts or half of one keeps them, to be refused."""
    unit_amount = line.unit_amount if line.assumption is None else line.assumption.figure
    return LineRow(
        pk=pk,
        key=line.key,
        title=line.title,
        part=line.part,
        kind=line.kind,
        benefit=line.benefit,
        amount=line.amount,
        quantity=line.quantity.key if line.quantity is not None else "",
        unit_amount=unit_amount,
        share=line.share,
        realised=line.realised,
        growth=line.growth,
        first_year=line.first_year,
        last_year=line.last_year,
        ramp=line.ramp,
        shape=line.shape,
        low=line.low,
        mode=line.mode,
        high=line.high,
        integration=line.integration,
        source=line.source,
        text=line.text,
    )
