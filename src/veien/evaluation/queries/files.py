"""The room's documents as files."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from veien.documents import actions as documents
from veien.documents.rules import Report
from veien.evaluation.queries.case import Computed
from veien.evaluation.queries.download import JSON, as_file, record_name, stem_of
from veien.evaluation.queries.living import living_sheets
from veien.evaluation.queries.report import NothingToReport, form_report, ranking_report
from veien.evaluation.queries.standing import standing_of
from veien.evaluation.queries.workbook import sheets_of
from veien.foundation import clock
from veien.road.queries import Procurement
from veien.road.rules.registry import Made

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def made_ranking(procurement: Procurement, computed: Computed, language: str, ending: str) -> Made:
    """Make the evaluation report as ``pdf`` or ``docx``, or the record itself as ``json``.

    Raises: NothingToReport while the tenders cannot be ranked.
    """
    report = ranking_report(procurement, computed, language)
    if ending == "json":
        return Made(record_name(procurement), JSON, as_file(computed.document))
    return _made(report, ending)


def made_sheets(procurement: Procurement, computed: Computed, language: str) -> Made:
    """Make the result as a workbook whose formulas compute it anew.

    Raises: NothingToReport while the tenders cannot be ranked.
    """
    with translation.override(language):
        if computed.case is None or computed.result is None:
            raise NothingToReport(_("The tenders cannot be ranked yet."))
        sheets = living_sheets(computed.case, computed.result, title=procurement.title)
        data = documents.build_workbook(sheets, at=clock.now(), title=procurement.title, language=language)
    return Made(f"{stem_of(procurement)}-result.xlsx", XLSX, data)


def made_form(procurement: Procurement, language: str, ending: str) -> Made:
    """Make the completed evaluation form as ``pdf``, ``docx`` or ``xlsx``.

    Raises: NothingToReport while there is no tender.
    """
    if ending != "xlsx":
        return _made(form_report(procurement, language), ending)
    with translation.override(language):
        standing = standing_of(procurement)
        if not standing.tenders:
            raise NothingToReport(_("No tender has been received yet."))
        title = _("Completed evaluation form")
        sheets = sheets_of(procurement, standing)
        data = documents.build_workbook(sheets, at=clock.now(), title=title, language=language)
    return Made(f"{title}.xlsx", XLSX, data)


def _made(report: Report, ending: str) -> Made:
    if ending == "pdf":
        data, content_type = documents.build_report_pdf(report, at=clock.now()), "application/pdf"
    else:
        data, content_type = documents.build_report_docx(report, at=clock.now()), DOCX
    return Made(f"{report.title}.{ending}", content_type, data)
