"""Sections of the evaluation report: three sentences, how it was judged, agreement, and how steady it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from veien.award_model.rules.agreement import kendall_w, krippendorff_alpha
from veien.documents.rules import Block, Bullets, Paragraph, Section, Table
from veien.evaluation.queries.case import Computed
from veien.evaluation.queries.result import ResultView
from veien.evaluation.queries.result.steadiness import Steadiness, steadiness_of
from veien.evaluation.queries.words import moment, said
from veien.evaluation.rules import decimal_of, lines_of

Evidence = Mapping[str, Any]
MOST_PLACES = 5
"""The most places whose shares stand beside each other on a page."""


def in_short(view: ResultView, computed: Computed) -> Section:
    """Say in three sentences who is first, how firmly, and how it came about."""
    steady = steadiness_of(view.reading)
    firm = steady.first.lead if isinstance(steady, Steadiness) else view.steadiness[0].lead
    return Section(
        _("In three sentences"),
        (Bullets((f"{view.first.lead} {view.first.text}", firm, _came_about(computed)), numbered=True),),
    )


def _came_about(computed: Computed) -> str:
    evidence = computed.document["evidence"]
    people = {each["evaluator"] for each in evidence.get("own", ())}
    if not people:
        people = {
            each["by"] for rows in evidence.get("judged", {}).get("scores", {}).values() for each in rows
        }
    judged = ngettext("%(count)s person judged quality", "%(count)s people judged quality", len(people)) % {
        "count": len(people)
    }
    lock, opening = evidence.get("lock"), evidence.get("opening")
    if lock and opening:
        return _(
            "%(judged)s; it was locked %(locked)s, and the prices were opened after that, %(opened)s."
        ) % {
            "judged": judged,
            "locked": _at(lock["at"]),
            "opened": _at(opening["opened_at"]),
        }
    if lock:
        return _("%(judged)s; it was locked %(locked)s.") % {"judged": judged, "locked": _at(lock["at"])}
    return f"{judged}."


def _at(text: str) -> str:
    return moment(datetime.fromisoformat(text))


def how_judged(view: ResultView, computed: Computed) -> list[Section]:
    """Say who judged what and when, who locked and who opened, how far they agreed, and who dissented."""
    evidence = computed.document["evidence"]
    titles = {line.id: line.title for line in lines_of(view.reading.case)}
    blocks: list[Block] = [_steps(evidence)]
    judged = _criteria(evidence, titles)
    if judged.rows:
        blocks.append(judged)
    blocks += _agreement(evidence, titles)
    sections = [Section(_("How it was judged"), tuple(blocks))]
    if evidence.get("dissents"):
        sections.append(Section(_("Dissents"), (_dissents(evidence, titles),), level=2))
    return sections


def _steps(evidence: Evidence) -> Table:
    """Write the steps that are done once, each with its time and its people."""
    rows = []
    lock, opening = evidence.get("lock"), evidence.get("opening")
    if lock:
        rows.append((_("Judging of quality locked"), _at(lock["at"]), lock["by"]))
    if opening:
        rows.append((_("Opening of prices asked for"), _at(opening["asked_at"]), opening["asked_by"]))
        rows.append((_("Prices opened"), _at(opening["opened_at"]), opening["opened_by"]))
    for tender, done in evidence.get("judged", {}).get("rejections", {}).items():
        rows.append((_("Tender %(key)s rejected") % {"key": tender}, _at(done["at"]), done["by"]))
    return Table(
        caption=_("Steps that are done once"),
        columns=(_("Step"), _("When"), _("Who")),
        rows=tuple(rows) or ((_("None is known"), "–", "–"),),
        widths=(4, 3, 4),
    )


def _criteria(evidence: Evidence, titles: Mapping[str, str]) -> Table:
    handed: dict[str, list[str]] = defaultdict(list)
    for each in evidence.get("own", ()):
        handed[each["criterion"]].append(each["evaluator"])
    meetings = evidence.get("meetings", {})
    settled = evidence.get("judged", {}).get("scores", {})
    rows = []
    for key in dict.fromkeys([*settled, *meetings]):
        meeting = meetings.get(key, {})
        opened = _at(meeting["opened_at"]) if meeting else "–"
        why = meeting.get("without", "")
        rows.append(
            (
                titles.get(key, key),
                ", ".join(handed[key]) or "–",
                f"{opened}. {why}" if why else opened,
                ", ".join(each["by"] for each in settled.get(key, ())) or "–",
            )
        )
    return Table(
        caption=_("Who judged each criterion"),
        columns=(_("Criterion"), _("Scored alone"), _("Meeting opened"), _("Settled by")),
        rows=tuple(rows),
        widths=(3, 4, 3, 3),
    )


def _agreement(evidence: Evidence, titles: Mapping[str, str]) -> list[Block]:
    """Say how far the points that were given alone agreed, criterion by criterion, where two or more gave any."""
    given: dict[str, dict[str, dict[str, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for number, each in enumerate(evidence.get("own", ())):
        for score in each.get("scores", ()):
            if score["points"] is not None:
                unit = f"{score['tender']} {score['item']}"
                given[each["criterion"]][f"{number}"][unit] = Decimal(score["points"])
    rows = []
    for key, people in given.items():
        if len(people) > 1:
            alpha, order = krippendorff_alpha(people), kendall_w(people)
            rows.append((titles.get(key, key), str(len(people)), _figure(alpha.value), _figure(order.value)))
    if not rows:
        return []
    return [
        Paragraph(
            _(
                "Alpha says how far the points agree, W how far the order does. One is full agreement, nought is what "
                "chance would give; below about 0.67 alpha is usually held to be weak. No figure means that there is "
                "nothing to compare, as where all points are equal."
            ),
            lead=_("Points that were given alone."),
        ),
        Table(
            caption=_("How far the evaluators agreed before they met"),
            columns=(_("Criterion"), _("Evaluators"), _("Krippendorff's alpha"), _("Kendall's W")),
            rows=tuple(rows),
            numeric=(1, 2, 3),
            widths=(4, 2, 3, 3),
        ),
    ]


def _figure(value: Fraction | None) -> str:
    return "–" if value is None else said(decimal_of(value, 2), 2)


def _dissents(evidence: Evidence, titles: Mapping[str, str]) -> Table:
    return Table(
        caption=_("What was not shared by all"),
        columns=(_("Criterion"), _("Tender"), _("Who"), _("Dissent")),
        rows=tuple(
            (titles.get(each["item"], each["item"]), each["tender"], each["evaluator"], each["text"])
            for each in evidence["dissents"]
        ),
        widths=(3, 2, 3, 6),
    )


def how_steady(view: ResultView) -> Section:
    """Say what other weights would have made of the order."""
    steady = steadiness_of(view.reading)
    title = _("How steady the order is")
    if not isinstance(steady, Steadiness):
        return Section(title, (Paragraph(steady.text),), level=2)
    blocks: list[Block] = [
        Paragraph(each.text, lead=each.lead)
        for each in (steady.first, steady.interval, steady.nearest, steady.sample)
        if each is not None
    ]
    count = min(MOST_PLACES, len(steady.shares.places[0].cells))
    blocks.append(
        Table(
            caption=_("The share of all weights that give each place"),
            columns=(_("Tender"), *(_("Place %(place)s") % {"place": at + 1} for at in range(count))),
            rows=tuple((row.label, *row.cells[:count]) for row in steady.shares.places),
            numeric=tuple(range(1, count + 1)),
            widths=(4, *([2] * count)),
        )
    )
    blocks.append(
        Table(
            caption=_("How far each weight may go before the first place changes"),
            columns=(_("Criterion"), _("Weight now"), _("Lowest"), _("Highest")),
            rows=tuple((row.title, row.now, row.low, row.high) for row in steady.shares.intervals),
            numeric=(1, 2, 3),
            widths=(4, 2, 2, 2),
        )
    )
    return Section(title, tuple(blocks), level=2)
