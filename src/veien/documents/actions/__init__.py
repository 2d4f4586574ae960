"""What the document room makes: workbooks, and reports as PDF and Word."""

from veien.documents.actions.pdf import build_pdf, build_report_pdf
from veien.documents.actions.word import build_report_docx
from veien.documents.actions.workbooks import build_workbook

__all__ = ["build_pdf", "build_report_docx", "build_report_pdf", "build_workbook"]
