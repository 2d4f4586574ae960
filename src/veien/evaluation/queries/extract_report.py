"""The extract for one tenderer as a document, for PDF and Word."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from veien.documents import actions as documents
from veien.documents.rules import Block, Callout, KeyFigure, KeyFigures, Paragraph, Report, Section, Table
from veien.evaluation.queries.case import Computed
from veien.evaluation.queries.download import stem_of
from veien.evaluation.queries.extract import Choices, Extract, extract_of
from veien.foundation import clock
from veien.road.queries import Procurement
from veien.road.rules.registry import Made

ENDINGS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def made_extract(
    procurement: Procurement, computed: Computed, extract: Extract, choices: Choices, *, ending: str
) -> Made:
    """Make the extract as ``pdf`` or ``docx``, in the procurement's language."""
    with translation.override(procurement.language):
        told = extract_of(computed, extract.tender.public_id, choices)
        report = extract_report(procurement, told)
        build = documents.build_report_pdf if ending == "pdf" else documents.build_report_docx
        data = build(report, at=clock.now())
    return Made(f"{stem_of(procurement)}-{told.tender.key.lower()}.{ending}", ENDINGS[ending], data)


def extract_report(procurement: Procurement, told: Extract) -> Report:
    """Write the extract, in the active language."""
    sections = [Section(_("The result for your tender"), _standing(told))]
    if told.rows:
        sections.append(Section(_("Points on every criterion"), _points(told)))
    if told.musts:
        sections.append(Section(_("Must-requirements"), _musts(told)))
    if told.has_reasons:
        sections.append(Section(_("Reasons"), _reasons(told)))
    if told.chosen and (told.words or told.shows_chosen):
        sections.append(Section(_("What set the chosen tender apart"), _apart(told)))
    return Report(
        title=_("The evaluation of your tender"),
        subtitle=procurement.title,
        language=translation.get_language() or procurement.language,
        is_example=procurement.is_example or told.tender.is_invented,
        meta=(
            (_("Contracting authority"), procurement.buyer.name),
            (_("Tenderer"), told.tender.name),
        ),
        sections=tuple(sections),
    )


def standing_sentence(told: Extract) -> str:
    """Say in a sentence where the tender stands."""
    if told.tender.is_rejected:
        return _("The tender is rejected and was not ranked.")
    if not told.place:
        return _("The tender competed, but has no place in the ranking.")
    values = {"place": told.place, "count": told.competing}
    if told.is_chosen and told.chosen:
        return _("The tender shares the first place among %(count)s ranked tenders.") % values
    if told.is_chosen:
        return _("The tender is ranked first of %(count)s.") % values
    return _("The tender is ranked number %(place)s of %(count)s.") % values


def chosen_sentence(told: Extract) -> str:
    """Name the chosen tenderer, or those who share the first place; nothing where it is this one alone."""
    if not told.chosen:
        return ""
    names = ", ".join(told.chosen)
    if told.is_chosen or len(told.chosen) > 1:
        return (
            _("First place is shared with %(names)s.") % {"names": names}
            if told.is_chosen
            else (_("First place is shared by %(names)s.") % {"names": names})
        )
    return _("Ranked first: %(names)s.") % {"names": names}


def _standing(told: Extract) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph(standing_sentence(told))]
    if told.place:
        figures = [KeyFigure(_("Place"), told.place)]
        if told.price:
            figures.append(KeyFigure(_("Your evaluated price"), told.price))
        blocks.append(KeyFigures(tuple(figures)))
    if told.grounds:
        blocks.append(Callout(_("Ground"), "; ".join(told.grounds), tone="warning"))
    named = chosen_sentence(told)
    if named:
        blocks.append(Paragraph(named))
    return tuple(blocks)


def _points(told: Extract) -> tuple[Block, ...]:
    columns = [_("Criterion"), _("Weight"), _("Your points")]
    if told.shows_chosen:
        columns.append(_("The chosen tender's points"))
    rows = tuple(
        (
            f"{'– ' * row.depth}{row.title}",
            row.weight or "–",
            row.points,
            *((row.chosen,) if told.shows_chosen else ()),
        )
        for row in told.rows
    )
    widths = (5, 2, 2, 3) if told.shows_chosen else (6, 2, 2)
    return (
        Table(
            columns=tuple(columns),
            rows=rows,
            numeric=tuple(range(1, len(columns))),
            caption=_("Points on every criterion, as they count"),
            widths=widths,
        ),
    )


def _musts(told: Extract) -> tuple[Block, ...]:
    if not told.failed:
        text = _("%(met)s of %(musts)s must-requirements are judged as met, none as not met.")
        return (Paragraph(text % {"met": told.met, "musts": told.musts}),)
    return (
        Table(
            columns=(_("Must-requirement"), _("Title"), _("Ground")),
            rows=told.failed,
            caption=_("Must-requirements that are not met"),
            widths=(2, 4, 6),
        ),
    )


def _reasons(told: Extract) -> tuple[Block, ...]:
    return (
        Table(
            columns=(_("Criterion"), _("Your points"), _("Reason")),
            rows=tuple((row.title, row.points, row.reason) for row in told.rows if row.reason),
            numeric=(1,),
            caption=_("The reasons for your points"),
            widths=(3, 2, 7),
        ),
    )


def _apart(told: Extract) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph(each) for each in told.words.split("\n\n") if each.strip()]
    if told.shows_chosen:
        blocks.append(Paragraph(_("Its points stand beside yours in the table of points.")))
    return tuple(blocks)
