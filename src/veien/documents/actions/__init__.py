"""What the document room makes: workbooks, reports as PDF and Word, and slides."""

from veien.documents.actions.pdf import build_pdf, build_report_pdf
from veien.documents.actions.slides import PPTX, build_slides
from veien.documents.actions.word import build_report_docx
from veien.documents.actions.workbooks import build_workbook

__all__ = ["PPTX", "build_pdf", "build_report_docx", "build_report_pdf", "build_slides", "build_workbook"]
