"""The letter with a question to a tenderer, and all questions as Excel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from veien.documents import actions as documents
from veien.documents.rules import Callout, Column, Paragraph, Report, Section, Sheet
from veien.evaluation.queries.clarifying import ClarificationRow
from veien.evaluation.queries.files import DOCX, XLSX
from veien.evaluation.queries.words import moment
from veien.foundation import clock
from veien.road.queries import Procurement
from veien.road.rules.registry import Made

COLUMNS = (
    Column("ref", gettext_lazy("Number"), kind="readonly", width=10),
    Column("tender", gettext_lazy("Tender"), kind="readonly", width=26),
    Column("about", gettext_lazy("Concerns"), kind="readonly", width=34),
    Column("state", gettext_lazy("State"), kind="readonly", width=18),
    Column("question", gettext_lazy("Question"), kind="text", width=60),
    Column("proposed_by", gettext_lazy("Proposed by"), kind="readonly", width=22),
    Column("sent", gettext_lazy("Sent"), kind="readonly", width=20),
    Column("due", gettext_lazy("Answer by"), kind="readonly", width=20),
    Column("answer", gettext_lazy("Answer"), kind="text", width=60),
    Column("answered", gettext_lazy("Answered"), kind="readonly", width=20),
    Column("dropped", gettext_lazy("Why it is not asked"), kind="text", width=40),
)


def letter_of(procurement: Procurement, row: ClarificationRow) -> Report:
    """Write the letter with a question that is sent, in the procurement's language."""
    with translation.override(procurement.language):
        sent = localdate(row.sent_at) if row.sent_at else localdate(clock.now())
        about = row.about or _("the tender as a whole")
        return Report(
            title=_("Question about your tender"),
            subtitle=procurement.title,
            language=procurement.language,
            is_example=procurement.is_example,
            meta=(
                (_("To"), row.tender_name),
                (_("From"), procurement.buyer.name),
                (_("Number"), row.ref),
                (_("Date"), sent.strftime("%d.%m.%Y")),
                (_("Concerns"), _("price, %(about)s") % {"about": about} if row.is_about_price else about),
                (_("Answer by"), moment(row.answer_due_at) if row.answer_due_at else ""),
            ),
            sections=(
                Section(_("Question"), tuple(Paragraph(each) for each in _paragraphs(row.question))),
                Section(_("What an answer can and cannot do"), (Callout(_("Note"), cannot_improve()),)),
            ),
        )


def _paragraphs(text: str) -> list[str]:
    return [each.strip() for each in text.split("\n") if each.strip()] or [text]


def cannot_improve() -> str:
    """Say, in the active language, that an answer explains the tender and does not change it."""
    return _(
        "The question asks what your tender means. The answer explains what already stands in the tender; it does not "
        "change or improve it, and nothing new that is offered in it is taken into account."
    )


def made_letter(procurement: Procurement, row: ClarificationRow, ending: str) -> Made:
    """Make the letter as ``pdf`` or ``docx``."""
    report = letter_of(procurement, row)
    with translation.override(procurement.language):
        name = _("Question %(ref)s") % {"ref": row.ref}
    if ending == "pdf":
        return Made(f"{name}.pdf", "application/pdf", documents.build_report_pdf(report, at=clock.now()))
    return Made(f"{name}.docx", DOCX, documents.build_report_docx(report, at=clock.now()))


def made_list(procurement: Procurement, rows: Sequence[ClarificationRow]) -> Made:
    """Make all questions and answers as Excel, in the active language."""
    title = _("Questions to tenderers")
    sheet = Sheet(
        name=_("Questions"),
        title=_("Questions to tenderers: %(title)s") % {"title": procurement.title},
        notes=(_("What is changed here is not read back."),),
        columns=COLUMNS,
        rows=tuple(_cells(row) for row in rows),
        protected=True,
    )
    language = translation.get_language() or "nb"
    data = documents.build_workbook([sheet], at=clock.now(), title=title, language=language)
    return Made(f"{title}.xlsx", XLSX, data)


def _cells(row: ClarificationRow) -> dict[str, object]:
    about = row.about
    return {
        "ref": row.ref,
        "tender": row.tender,
        "about": _("price, %(about)s") % {"about": about} if row.is_about_price else about,
        "state": row.state_word,
        "question": row.question,
        "proposed_by": row.proposed_by,
        "sent": _at(row.sent_at),
        "due": _at(row.answer_due_at),
        "answer": row.answer,
        "answered": _at(row.answered_at),
        "dropped": row.dropped_reason,
    }


def _at(at: datetime | None) -> str:
    return f"{localtime(at):%Y-%m-%d %H:%M}" if at else ""
