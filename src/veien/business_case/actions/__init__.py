"""Writing the business case. One function is one use case, one transaction and one log entry."""

from veien.business_case.actions.alternatives import (
    add_alternative,
    change_alternative,
    remove_alternative,
)
from veien.business_case.actions.book import (
    add_assumption,
    change_assumption,
    remove_assumption,
    take_over,
)
from veien.business_case.actions.case import CaseWords, begin_case, change_case, change_key
from veien.business_case.actions.imports import Changes, import_case, try_import
from veien.business_case.actions.lines import (
    LineWords,
    Written,
    add_line,
    change_line,
    remove_line,
    write_lines,
)
from veien.business_case.actions.quantities import (
    QuantityWords,
    add_quantity,
    change_quantity,
    remove_quantity,
)
from veien.business_case.actions.writing import CannotWrite, ChangedMeanwhile
from veien.business_case.rules.words import AssumptionWords

__all__ = [
    "AssumptionWords",
    "CannotWrite",
    "CaseWords",
    "ChangedMeanwhile",
    "Changes",
    "LineWords",
    "QuantityWords",
    "Written",
    "add_alternative",
    "add_assumption",
    "add_line",
    "add_quantity",
    "begin_case",
    "change_alternative",
    "change_assumption",
    "change_case",
    "change_key",
    "change_line",
    "change_quantity",
    "remove_alternative",
    "remove_assumption",
    "remove_line",
    "remove_quantity",
    "take_over",
    "try_import",
    "write_lines",
    "import_case",
]
