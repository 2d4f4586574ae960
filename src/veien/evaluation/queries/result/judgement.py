"""What single evaluators would have made of the result, by their own points once these are revealed."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from veien.award_model.rules.stability import half_width
from veien.evaluation.models import OwnScore
from veien.evaluation.queries.result.findings import Finding
from veien.evaluation.queries.result.reading import Reading
from veien.evaluation.queries.result.steadiness import share_said
from veien.evaluation.queries.words import said
from veien.evaluation.rules import Standing
from veien.evaluation.rules.noise import Noise, noise_of
from veien.road.queries import Procurement
from veien.road.rules.keeping import Kept

_TOLD: Kept[Noise | None] = Kept(most=64)
_MOSTLY = Fraction(9, 10)


def own_points_of(procurement: Procurement, standing: Standing) -> dict[str, list[dict[str, Decimal]]]:
    """Give what each evaluator gave alone, by item: only where the meeting is opened and nothing lacks. One query.

    Shape: one entry an evaluator who gave every competing tender points on the item; no names.
    """
    keys = {each.pk: each.key for each in standing.competing}
    items = {item.place: item.key for item in standing.items}
    rows = OwnScore.objects.filter(
        tender_id__in=keys, criterion__moderation__isnull=False, points__isnull=False
    ).order_by("criterion_id", "item", "evaluator_id")
    found: dict[tuple[str, int], dict[str, Decimal]] = defaultdict(dict)
    for tender, criterion, item, evaluator, points in rows.values_list(
        "tender_id", "criterion_id", "item", "evaluator_id", "points"
    ):
        if (criterion, item) in items and points is not None:
            found[items[criterion, item], evaluator][keys[tender]] = points
    own: dict[str, list[dict[str, Decimal]]] = defaultdict(list)
    for (item, _evaluator), given in found.items():
        if len(given) == len(keys):
            own[item].append(given)
    return dict(own)


def judgement_findings(procurement: Procurement, reading: Reading) -> list[Finding]:
    """Say how often the first stays first when evaluators count alone, or each is a point stricter or milder.

    Nothing where no own points are revealed, or the method does not add points up. One query.
    """
    own = own_points_of(procurement, reading.standing)
    if not own:
        return []
    key = reading.result["input_sha256"]
    stamp = tuple((item, tuple(tuple(sorted(each.items())) for each in given)) for item, given in own.items())
    noise = _TOLD.given(key, hash(stamp), lambda: noise_of(reading.case, reading.result, own))
    return [] if noise is None else [*_by_lot(reading, noise), _by_step(reading, noise)]


def _by_lot(reading: Reading, noise: Noise) -> list[Finding]:
    if noise.by_lot is None:
        return []
    lead = _(
        "%(tender)s stays first in %(share)s of the draws where one evaluator decides each criterion alone."
    )
    text = _(
        "The evaluator is drawn by lot for each criterion, and the own points given before the meeting count."
    )
    names = {"tender": reading.label(noise.winner), "share": share_said(noise.by_lot)}
    return [Finding(lead % names, text, _kind(noise.by_lot), _working(noise), "result/evaluator-noise.md")]


def _by_step(reading: Reading, noise: Noise) -> Finding:
    lead = _(
        "%(tender)s stays first in %(share)s of the draws where evaluators are a point stricter or milder."
    )
    text = _(
        "Each evaluator's points for each tender move one down, not at all or one up by lot, and the group's points "
        "by the mean of that."
    )
    names = {"tender": reading.label(noise.winner), "share": share_said(noise.by_step)}
    return Finding(lead % names, text, _kind(noise.by_step), _working(noise), "result/evaluator-noise.md")


def _kind(share: Fraction) -> str:
    return "ok" if share >= _MOSTLY else "sun"


def _working(noise: Noise) -> tuple[str, ...]:
    width = said(Decimal(half_width(noise.draws).numerator) / half_width(noise.draws).denominator * 100)
    drawn = _(
        "%(draws)s draws with the seed %(seed)s; a share lies at most %(width)s percentage points from the true one "
        "in 95 of 100 such samples."
    ) % {"draws": said(noise.draws), "seed": noise.seed, "width": width}
    judged = ngettext(
        "Own points of up to %(count)s evaluator, on %(judged)s of %(items)s items.",
        "Own points of up to %(count)s evaluators, on %(judged)s of %(items)s items.",
        noise.evaluators,
    ) % {"count": noise.evaluators, "judged": noise.judged, "items": noise.items}
    held = _(
        "Prices and weights stay. Points stay between 0 and the scale. Sharing the first place counts as staying."
    )
    return judged, drawn, held
