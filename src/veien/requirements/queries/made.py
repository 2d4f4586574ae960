"""The requirement specification made into a file: PDF, Word or Excel."""

from __future__ import annotations

from django.utils import translation

from veien.documents import actions as documents
from veien.foundation import clock
from veien.requirements.queries.report import specification_of
from veien.requirements.queries.workbook import CONTENT_TYPE, build_requirements_workbook
from veien.road.queries import Procurement
from veien.road.rules.registry import Made

FORMATS = ("pdf", "docx", "xlsx")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def make_specification(procurement: Procurement, language: str, ending: str) -> Made:
    """Make the requirement specification as a document.

    Raises: NothingToSpecify if there is no requirement.
    """
    said = specification_of(procurement, language)
    if ending == "pdf":
        data, content_type = documents.build_report_pdf(said, at=clock.now()), "application/pdf"
    elif ending == "docx":
        data, content_type = documents.build_report_docx(said, at=clock.now()), DOCX
    else:
        with translation.override(language):
            data, content_type = build_requirements_workbook(procurement), CONTENT_TYPE
    return Made(name=f"{said.title}.{ending}", content_type=content_type, data=data)
