"""The case as a workbook that computes: drivers, lines, years and results by formulas that give the same figures."""

from veien.business_case.queries.living.columns import Names, driver_columns, line_columns, names_of
from veien.business_case.queries.living.sheets import case_sheets, case_workbook

__all__ = ["Names", "case_sheets", "case_workbook", "driver_columns", "line_columns", "names_of"]
