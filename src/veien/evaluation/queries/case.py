"""The case of a procurement in the fixed format, and what the engine makes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count
from django.utils import translation

from veien.audit.queries import entries_of
from veien.award_model.rules import Case, check_case, evaluate
from veien.criteria.queries import award_model_document
from veien.criteria.queries.prices import price_form_content
from veien.evaluation.models import MustJudgement, Score
from veien.evaluation.queries.evidence import evidence_of
from veien.evaluation.queries.missing import Missing, missing_of, missing_of_faults
from veien.evaluation.queries.ranking import ENGINE, quick_ranking
from veien.evaluation.queries.standing import standing_of
from veien.evaluation.queries.words import ground_of
from veien.evaluation.rules import Offered, Standing, document_with
from veien.evaluation.rules.standing import OPENED
from veien.foundation.canonical import digest_of
from veien.foundation.faults import BadDocument
from veien.road.queries import Procurement
from veien.tenders.queries import Tender, evaluated_prices


@dataclass(frozen=True)
class Computed:
    """The case of a procurement as it stands, and its result where there can be one.

    Shape: ``case`` and ``result`` are None where ``missing`` says what stands in the way.
    """

    standing: Standing
    document: Mapping[str, Any]
    case: Case | None
    result: Mapping[str, Any] | None
    missing: tuple[Missing, ...] = ()


def computed_of(procurement: Procurement) -> Computed:
    """Compute the ranking as far as the tenders are judged.

    Shape: the same figures as ``veien evaluate`` gives for ``document``. Twenty-six queries, whatever the number of
    tenders, criteria and requirements.
    """
    standing = standing_of(procurement)
    return _computed(procurement, standing, case_of(procurement, standing=standing))


def ranked_now(procurement: Procurement, standing: Standing) -> Computed:
    """Compute the ranking for those who only ask for places and figures: the evidence is left out.

    Shape: as ``computed_of``, save the document and its digest. Five queries; none while people's work is not done.
    """
    if not standing.may_rank:
        return Computed(standing, {}, None, None)
    quick = quick_ranking(procurement, standing)
    if quick is not None:
        case, result = quick
        return Computed(standing, {}, case, result)
    document = _document(procurement, standing)
    document.pop("evidence")
    return _computed(procurement, standing, document)


def _computed(procurement: Procurement, standing: Standing, document: dict[str, Any]) -> Computed:
    lacking = missing_of(procurement, standing)
    if lacking:
        return Computed(standing, document, None, None, tuple(lacking))
    try:
        case = check_case(document)
    except BadDocument as bad:
        found = missing_of_faults(procurement, document, bad.faults)
        return Computed(standing, document, None, None, tuple(found))
    return Computed(standing, document, case, evaluate(case, engine=ENGINE))


def case_of(procurement: Procurement, *, standing: Standing | None = None) -> dict[str, Any]:
    """Give the whole case in the format ``veien-evaluation/1``, with the reasons and digests as evidence.

    Shape: what is rejected says so in the procurement's own language; missing points are left out.
    """
    standing = standing or standing_of(procurement)
    return _document(
        procurement,
        standing,
        met=_met(procurement),
        digests=_digests(procurement, standing),
        judging=evidence_of(procurement),
    )


def _document(
    procurement: Procurement,
    standing: Standing,
    *,
    met: Mapping[int, int] | None = None,
    digests: Mapping[str, Any] | None = None,
    judging: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    head = award_model_document(procurement, tree=standing.tree, items=standing.items)
    prices = evaluated_prices(procurement) if standing.prices == OPENED else {}
    points, reasons = _scores(procurement)
    with translation.override(procurement.language):
        offers = [
            Offered(
                key=each.key,
                name=each.name,
                price=prices.get(each.key),
                points=points.get(each.pk, {}),
                reasons=reasons.get(each.pk, {}),
                rejected=ground_of(each, standing),
                met=(met or {}).get(each.pk, 0),
                not_met={failed.ref: failed.ground for failed in each.failed},
            )
            for each in standing.tenders
        ]
    return document_with(head, offers, digests=digests or {}, judging=judging)


def _scores(procurement: Procurement) -> tuple[dict[int, dict[str, Decimal]], dict[int, dict[str, str]]]:
    """Give points and reasons by tender and by the key of the item. One query."""
    points: dict[int, dict[str, Decimal]] = defaultdict(dict)
    reasons: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Score.objects.filter(tender__procurement=procurement, criterion__kind="quality")
    for tender, criterion, item, given, reason in rows.order_by("criterion__key", "item").values_list(
        "tender_id", "criterion__key", "item", "points", "reason"
    ):
        key = f"{criterion}/{item}" if item else criterion
        points[tender][key], reasons[tender][key] = given, reason
    return points, reasons


def _met(procurement: Procurement) -> dict[int, int]:
    rows = MustJudgement.objects.filter(tender__procurement=procurement, passed=True)
    return dict(rows.values("tender_id").annotate(count=Count("pk")).values_list("tender_id", "count"))


def _digests(procurement: Procurement, standing: Standing) -> dict[str, Any]:
    """Give what the case rests on: what publication locked, the forms as they came, and the log up to now."""
    forms = Tender.objects.filter(procurement=procurement).values_list(
        "key", "price_file__sha256", "answer_file__sha256"
    )
    newest = entries_of(procurement.public_id, most=1)
    return {
        "requirements": standing.requirements_digest,
        "criteria": standing.criteria_digest,
        "price_lines": price_lines_digest(procurement),
        "forms": {key: {"price": price, "answers": answers} for key, price, answers in sorted(forms)},
        "log": {
            "entries": newest[0].number if newest else 0,
            "head": newest[0].hash if newest else "",
        },
    }


def price_lines_digest(procurement: Procurement) -> str:
    """Give the digest of the price form. One query where it only asks for unit prices, else four."""
    return digest_of(price_form_content(procurement))


def result_of(procurement: Procurement) -> Mapping[str, Any] | None:
    """Give the result as ``veien evaluate`` computes it from ``case_of``, or None while something is missing."""
    return computed_of(procurement).result
