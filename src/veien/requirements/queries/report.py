"""The requirement specification as a report, in the procurement's own language."""

from __future__ import annotations

from itertools import groupby

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from veien.documents.rules import Block, KeyFigure, KeyFigures, Paragraph, Report, Section, Table
from veien.foundation.clock import OSLO
from veien.foundation.errors import Refused
from veien.requirements.models import Requirement
from veien.requirements.queries.rows import RequirementRow, requirement_rows, set_of
from veien.road.queries import Procurement


class NothingToSpecify(Refused):
    """There are no requirements yet; the message says what to do first."""


def specification_of(procurement: Procurement, language: str) -> Report:
    """Make the specification as tenderers read it: how to read it, then section by section. Three queries.

    Raises: NothingToSpecify if there is no requirement.
    """
    rows = requirement_rows(procurement)
    kept = set_of(procurement)
    with translation.override(language):
        if not rows:
            raise NothingToSpecify(_("There are no requirements yet. Write the first one."))
        meta = [(_("Contracting authority"), procurement.buyer.name)]
        if kept.locked_at is not None:
            moment = date_format(kept.locked_at.astimezone(OSLO), "DATETIME_FORMAT")
            meta += [(_("Locked"), moment), (_("Digest of the requirements"), kept.locked_digest)]
        sections = [
            _section(title, list(group)) for title, group in groupby(rows, key=lambda row: row.section_title)
        ]
        return Report(
            title=_("Requirement specification"),
            subtitle=procurement.title,
            language=language,
            is_example=procurement.is_example,
            meta=tuple(meta),
            sections=(_how_to_read(rows), *sections),
        )


def _how_to_read(rows: list[RequirementRow]) -> Section:
    musts = sum(row.obligation == "must" for row in rows)
    figures = KeyFigures(
        (
            KeyFigure(_("Requirements"), str(len(rows))),
            KeyFigure(_("Must"), str(musts)),
            KeyFigure(_("Should"), str(len(rows) - musts)),
        )
    )
    blocks: list[Block] = [
        figures,
        Paragraph(
            _("has to be met. A tender that does not meet all of them is rejected."),
            lead=_("A must-requirement"),
        ),
        Paragraph(
            _("is weighed: how well a tender meets it counts when tenders are compared."),
            lead=_("A should-requirement"),
        ),
        Paragraph(
            _(
                "Each requirement says how it is to be answered. Answer in the answer form, under the reference of"
                " the requirement, and enclose what is asked for."
            ),
            lead=_("Answers."),
        ),
    ]
    return Section(_("How to read the requirements"), tuple(blocks))


def _section(title: str, rows: list[RequirementRow]) -> Section:
    table = Table(
        columns=(_("Reference"), _("Requirement"), _("Obligation"), _("How to answer")),
        rows=tuple((row.ref, _said(row), _obligation(row), how_to_answer(row)) for row in rows),
        widths=(14, 48, 11, 27),
    )
    return Section(title, (table,))


def _said(row: RequirementRow) -> str:
    return f"{row.title}\n{row.text}" if row.text else row.title


def _obligation(row: RequirementRow) -> str:
    return str(Requirement.Obligation(row.obligation).label)


def how_to_answer(row: RequirementRow) -> str:
    """Say in words how a requirement is answered, in the active language."""
    parts = []
    if row.answer:
        answer = str(Requirement.Answer(row.answer).label)
        parts.append(f"{answer} ({row.unit})" if row.unit else answer)
    if row.evidence:
        parts.append(row.evidence)
    return "\n".join(parts)
