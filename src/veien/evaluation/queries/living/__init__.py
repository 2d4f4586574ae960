"""The result as a workbook that computes: the model, the points, the prices, and formulas that give the same totals."""

from veien.evaluation.queries.living.sheets import living_sheets

__all__ = ["living_sheets"]
