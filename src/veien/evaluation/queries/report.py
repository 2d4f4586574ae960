"""The evaluation as documents: the report with the ranking, and the completed evaluation form."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from veien.criteria.queries.words import METHODS
from veien.documents.rules import (
    Bar,
    Bars,
    Bullets,
    Callout,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Report,
    Section,
    Table,
)
from veien.evaluation.queries.case import Computed
from veien.evaluation.queries.download import record_name
from veien.evaluation.queries.recompute import digest_rows
from veien.evaluation.queries.report_judging import how_judged, how_steady, in_short
from veien.evaluation.queries.result import Finding, Placed, ResultView, result_view
from veien.evaluation.queries.scoring import TenderReasons, reasons_of
from veien.evaluation.queries.standing import standing_of
from veien.evaluation.queries.words import grounds_of, said
from veien.evaluation.rules import Standing
from veien.foundation.errors import Refused
from veien.road.queries import Procurement

MOST_COLUMNS = 5
MOST_FINDINGS = 6
TENDERS_PER_TABLE = 6

Block = Paragraph | KeyFigures | Bars | Table | Bullets | Callout


class NothingToReport(Refused):
    """There is nothing to make the document of yet; the message says what is missing."""


def ranking_report(procurement: Procurement, computed: Computed, language: str) -> Report:
    """Write the evaluation report: ranking, reasons, what was rejected, the model, and how to recompute it.

    Raises: NothingToReport while the tenders cannot be ranked.
    """
    with translation.override(language):
        if computed.result is None:
            first = computed.missing[0].sentence if computed.missing else ""
            raise NothingToReport(_("The tenders cannot be ranked yet. %(missing)s") % {"missing": first})
        view = result_view(computed)
        return Report(
            title=_("Evaluation report"),
            subtitle=procurement.title,
            language=language,
            is_example=_is_example(procurement, computed.standing),
            meta=_meta(procurement, computed),
            sections=(
                in_short(view, computed),
                Section(_("Ranking"), tuple(_ranking(view))),
                Section(_("What the ranking hangs on"), tuple(_findings(view))),
                how_steady(view),
                *how_judged(view, computed),
                *_reasons(procurement, computed.standing),
                Section(_("Rejected tenders"), tuple(_rejected(view))),
                Section(_("The award model"), tuple(_model(view))),
                Section(_("Recompute it yourself"), tuple(_recompute(procurement, computed))),
            ),
        )


def form_report(procurement: Procurement, language: str) -> Report:
    """Write the completed evaluation form: for each tender the must-requirements, the points and the reasons.

    Raises: NothingToReport while there is no tender.
    """
    with translation.override(language):
        standing = standing_of(procurement)
        if not standing.tenders:
            raise NothingToReport(_("No tender has been received yet."))
        return Report(
            title=_("Completed evaluation form"),
            subtitle=procurement.title,
            language=language,
            is_example=_is_example(procurement, standing),
            meta=(
                (_("Contracting authority"), procurement.buyer.name),
                (_("Tenders"), str(len(standing.tenders))),
            ),
            sections=(
                Section(_("How far it has come"), (_progress(standing),)),
                *_reasons(procurement, standing),
            ),
        )


def _is_example(procurement: Procurement, standing: Standing) -> bool:
    return procurement.is_example or any(each.is_invented for each in standing.tenders)


def _meta(procurement: Procurement, computed: Computed) -> tuple[tuple[str, str], ...]:
    standing = computed.standing
    return (
        (_("Contracting authority"), procurement.buyer.name),
        (_("Tenders"), str(len(standing.tenders))),
        (_("Rejected"), str(len(standing.rejected))),
        (_("Currency"), procurement.currency),
    )


def _progress(standing: Standing) -> Table:
    return Table(
        caption=_("The tenders"),
        columns=(_("Tender"), _("Must-requirements judged"), _("Criteria scored"), _("Standing")),
        rows=tuple(
            (
                each.label,
                f"{each.judged} / {each.musts}",
                f"{each.scored} / {each.leaves}",
                _("rejected") if each.is_rejected else _("competes"),
            )
            for each in standing.tenders
        ),
        numeric=(1, 2),
    )


def _ranking(view: ResultView) -> list[Block]:
    blocks: list[Block] = [Paragraph(view.first.text, lead=view.first.lead)]
    if view.placed and view.placed[0].is_first:
        first = view.placed[0]
        blocks.append(KeyFigures((KeyFigure(_("Ranked first"), first.label, first.figure_said),)))
    blocks += [_bars(view), _table(view)]
    if len(view.all_columns) > len(view.columns) or len(view.columns) > MOST_COLUMNS:
        blocks += _all_points(view)
    blocks.append(Paragraph(view.rounding))
    return blocks


def _bars(view: ResultView) -> Bars:
    alt = "; ".join(f"{each.label} {each.figure_said}" for each in view.placed)
    caption = view.reading.figure_title
    if not view.has_parts:
        rows = tuple(
            Bar(_named(each), (max(each.figure, Decimal(0)),), each.figure_said) for each in view.placed
        )
        return Bars(caption=caption, alt=alt, legend=(caption,), rows=rows)
    return Bars(
        caption=caption,
        alt=alt,
        legend=tuple(name for name, _value, _text in view.placed[0].parts),
        rows=tuple(
            Bar(
                _named(each),
                tuple(max(value, Decimal(0)) for _name, value, _text in each.parts),
                each.figure_said,
                texts=tuple(text for _name, _value, text in each.parts),
            )
            for each in view.placed
        ),
        longest=view.reading.case.scale,
    )


def _named(placed: Placed) -> str:
    return f"{placed.rank}. {placed.label}" if placed.rank.isdigit() else placed.label


def _table(view: ResultView) -> Table:
    price = (_("Price"),) if view.shows_price else ()
    columns = (
        _("Place"),
        _("Tender"),
        *price,
        *(f"{each.title} {each.weight}".strip() for each in view.columns[:MOST_COLUMNS]),
        view.reading.figure_title,
    )
    rows = tuple(
        (
            each.rank,
            each.label,
            *((each.price,) if view.shows_price else ()),
            *each.points[:MOST_COLUMNS],
            each.figure_said,
        )
        for each in view.placed
    )
    return Table(
        caption=_("Points and figures"),
        columns=columns,
        rows=rows,
        numeric=tuple(range(2, len(columns))),
        widths=(2, 7, *((5,) if price else ()), *(4 for _each in view.columns[:MOST_COLUMNS]), 3),
    )


def _all_points(view: ResultView) -> list[Table]:
    """Set every criterion against the tenders, a few tenders a table so that a page holds them."""
    starts = range(0, len(view.placed), TENDERS_PER_TABLE)
    return [_points_of(view, view.placed[start : start + TENDERS_PER_TABLE]) for start in starts]


def _points_of(view: ResultView, some: Sequence[Placed]) -> Table:
    rows = tuple(
        (
            f"{'– ' * (column.depth - 1)}{column.title}",
            column.weight,
            *(each.all_points[place] for each in some),
        )
        for place, column in enumerate(view.all_columns)
    )
    columns = (_("Criterion"), _("Weight"), *(each.key for each in some))
    return Table(
        caption=_("Points on every criterion"),
        columns=columns,
        rows=rows,
        numeric=tuple(range(1, len(columns))),
    )


def _findings(view: ResultView) -> list[Block]:
    found: list[Finding] = [
        *view.steadiness[:MOST_FINDINGS],
        *(each for each in (view.money, view.weights) if each),
    ]
    blocks: list[Block] = []
    for each in found:
        blocks.append(Paragraph(each.text, lead=each.lead))
        if each.working:
            blocks.append(Bullets(each.working))
    if view.weight_rows:
        blocks.append(
            Table(
                caption=_("Weights on paper and as they acted"),
                columns=(_("Criterion"), _("On paper"), _("Acted")),
                rows=tuple((each.title, each.nominal, each.acting) for each in view.weight_rows),
                numeric=(1, 2),
            )
        )
    return blocks


def _reasons(procurement: Procurement, standing: Standing) -> list[Section]:
    sections = [Section(_("Reasons"), (Paragraph(_("Points and reasons, tender by tender.")),))]
    sections += [_tender(each, standing) for each in reasons_of(procurement, standing)]
    return sections


def _tender(reasons: TenderReasons, standing: Standing) -> Section:
    blocks: list[Block] = []
    tender = reasons.tender
    grounds = grounds_of(tender, standing)
    if grounds:
        blocks.append(Callout(_("Rejected"), "; ".join(grounds), tone="warning"))
    elif tender.musts:
        blocks.append(
            Paragraph(
                _("%(judged)s of %(musts)s must-requirements are judged, and all of these are met.")
                % {"judged": tender.judged, "musts": tender.musts}
            )
        )
    if reasons.scores:
        blocks.append(
            Table(
                caption=_("Points and reasons"),
                columns=(_("Criterion"), _("Points"), _("Reason")),
                rows=tuple((item.label, said(score.points), score.reason) for item, score in reasons.scores),
                numeric=(1,),
                widths=(2, 1, 5),
            )
        )
    if not blocks:
        blocks.append(Paragraph(_("Nothing is judged yet.")))
    return Section(tender.label, tuple(blocks), level=2)


def _rejected(view: ResultView) -> list[Block]:
    if not view.out:
        return [Paragraph(_("No tender is rejected."))]
    rows = tuple((each.tender.label, "; ".join(each.grounds)) for each in view.out)
    return [
        Table(
            caption=_("Rejected, with the ground"),
            columns=(_("Tender"), _("Ground")),
            rows=rows,
            widths=(1, 3),
        )
    ]


def _model(view: ResultView) -> list[Block]:
    method = next(each for each in METHODS if each.id == view.reading.case.method)
    blocks: list[Block] = [
        Paragraph(str(method.wins), lead=f"{method.title}."),
        Paragraph(
            _("The most points a criterion gives is %(scale)s.") % {"scale": said(view.reading.case.scale)}
        ),
    ]
    rows = tuple((f"{'– ' * (each.depth - 1)}{each.title}", each.weight or "–") for each in view.all_columns)
    blocks.append(
        Table(
            caption=_("Criteria and their weight in the whole"),
            columns=(_("Criterion"), _("Weight")),
            rows=rows,
            numeric=(1,),
        )
    )
    return blocks


def _recompute(procurement: Procurement, computed: Computed) -> list[Block]:
    name = record_name(procurement)
    case = (_("The case as it was read"), computed.result["input_sha256"] if computed.result else "")
    rows = (case, *((f"{each.title}. {each.covers}", each.value) for each in digest_rows(computed.document)))
    return [
        Paragraph(
            _(
                "Download the record from the result page and run the command below. It needs no account and no "
                "database, and gives the same figures."
            )
        ),
        Callout(_("Command"), f"veien evaluate {name}", tone="info"),
        Table(
            caption=_("Digests (SHA-256)"),
            columns=(_("Of what"), _("Digest")),
            rows=tuple((what, value or "–") for what, value in rows),
            widths=(3, 4),
        ),
    ]
