"""A case computed: the document, the checked case and the result, by the same rules as ``veien business-case``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from veien import __version__
from veien.audit.queries import last_by_room
from veien.business_case import rules
from veien.business_case.models import Alternative, BusinessCase
from veien.business_case.queries.rows import case_of, member_figures, row_of
from veien.business_case.rules.document import CaseRow, document_of
from veien.foundation.canonical import digest_of
from veien.foundation.faults import BadDocument, Fault
from veien.road.rules.keeping import Kept

if TYPE_CHECKING:
    from veien.road.queries import Procurement

_RECKONED: Kept[Any] = Kept(most=40)  # by the digest of the document: the same document has the same result

_STANDING: Kept[Any] = Kept(most=40)  # by the case and the last thing that was written to it


@dataclass(frozen=True)
class Outcome:
    """A case with all that is computed from it; ``faults`` is empty unless something outside the room broke it."""

    kept: BusinessCase
    row: CaseRow
    document: dict[str, Any]
    case: rules.Case | None
    result: dict[str, Any]
    faults: tuple[Fault, ...] = ()

    def of(self, key: str) -> dict[str, Any]:
        """Give the result of one alternative."""
        found: dict[str, Any] = self.result["alternatives"][key]
        return found


def outcome_of(procurement: Procurement) -> Outcome | None:
    """Compute the business case of a procurement, if it is begun. Five queries, six where users share the cost."""
    kept = case_of(procurement)
    return None if kept is None else computed(kept)


def computed(kept: BusinessCase) -> Outcome:
    """Compute a case from its tables, or give what it came to if nothing was written to it since.

    What others write, the members and their figures, is read every time. Inside a transaction nothing is kept: it sees
    what nobody else sees yet, and may take it back.
    """
    members = member_figures(kept) if kept.key_by else {}
    if connection.in_atomic_block:
        return _computed(kept, members)
    chain = kept.procurement.public_id
    stamp = (last_by_room(chain).get("business_case", 0), tuple(members.items()), kept.procurement.title)
    found: Outcome = _STANDING.given((kept.pk, chain), stamp, lambda: _computed(kept, members))
    return replace(found, kept=kept)


def _computed(kept: BusinessCase, members: dict[str, Decimal | None]) -> Outcome:
    row = row_of(kept, members)
    document = document_of(row)
    try:
        case, result = _RECKONED.given(digest_of(document), "", lambda: _reckoned(document))
    except BadDocument as bad:
        return Outcome(kept, row, document, None, {}, tuple(bad.faults))
    return Outcome(kept, row, document, case, result)


def _reckoned(document: dict[str, Any]) -> tuple[rules.Case, dict[str, Any]]:
    case = rules.check_case(document)
    return case, rules.reckon(case, engine=f"veien {__version__}")


@dataclass(frozen=True)
class AlternativeRow:
    """An alternative as other rooms see it.

    Units: ``npv`` and ``against_null`` are money in the currency of the case, exact to 12 decimals; ``against_null``
    is None for today's practice, and both are None while the case cannot be computed.
    """

    public_id: UUID
    key: str
    title: str
    is_null: bool
    npv: Decimal | None
    against_null: Decimal | None


def alternatives_of(procurement: Procurement) -> list[AlternativeRow]:
    """Give the alternatives of a procurement's business case, today's practice first; none where none is begun.

    Seven queries at most, whatever the number of lines.
    """
    found = outcome_of(procurement)
    if found is None:
        return []
    fields = ("public_id", "key", "title", "is_null")
    rows = Alternative.objects.filter(case=found.kept).order_by("-is_null", "position", "pk")
    return [_row(found, *values) for values in rows.values_list(*fields)]


def _row(found: Outcome, public_id: UUID, key: str, title: str, is_null: bool) -> AlternativeRow:
    if found.case is None:
        return AlternativeRow(public_id, key, title, is_null, None, None)
    held = found.of(key)
    beside = held.get("against_null")
    against = None if beside is None else Decimal(beside["npv"])
    return AlternativeRow(public_id, key, title, is_null, Decimal(held["npv"]), against)
