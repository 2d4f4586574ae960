"""What the document room makes: workbooks, reports as PDF and Word, and slides."""

from veien.documents.actions.paper import on_paper
from veien.documents.actions.pdf import build_pdf, build_report_pdf
from veien.documents.actions.sample import sample_on
from veien.documents.actions.slides import PPTX, build_slides
from veien.documents.actions.word import build_report_docx
from veien.documents.actions.word_template import CannotUseTemplate, TemplateCheck, read_template
from veien.documents.actions.workbooks import build_workbook

__all__ = [
    "PPTX",
    "CannotUseTemplate",
    "TemplateCheck",
    "build_pdf",
    "build_report_docx",
    "build_report_pdf",
    "build_slides",
    "build_workbook",
    "on_paper",
    "read_template",
    "sample_on",
]
