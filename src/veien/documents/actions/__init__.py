"""What the document room makes: workbooks, and reports as PDF and Word."""

from veien.documents.actions.workbooks import build_workbook

__all__ = ["build_workbook"]
