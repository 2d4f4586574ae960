"""The demands on the supplier with what the checks find in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from veien.strategy.models import Demand
from veien.strategy.queries.pack import pack
from veien.strategy.rules import Demanded, Finding, Worth, findings_on


@dataclass(frozen=True)
class DemandRow:
    """A demand and what speaks against it as it stands."""

    demand: Demand
    findings: tuple[Finding, ...]

    @property
    def shuts_out(self) -> bool:
        """Tell whether a check speaks, not counting those that want a value first."""
        return any(not each.is_open for each in self.findings)


def demand_rows(
    demands: Iterable[Demand], worth: Worth, *, area: str = "", state: str = ""
) -> list[DemandRow]:
    """Check every demand; narrowed to an area, and to those with (``found``) or without (``clear``) a finding."""
    rows = []
    for each in demands:
        if area and each.area != area:
            continue
        row = DemandRow(each, findings_on(demanded(each), pack().checks, worth))
        if not state or (state == "found") == bool(row.findings):
            rows.append(row)
    return rows


def demanded(row: Demand) -> Demanded:
    """Give a demand as the checks see it."""
    return Demanded(row.kind, row.figure, row.likeness, row.equivalent, row.relying, row.reason)
