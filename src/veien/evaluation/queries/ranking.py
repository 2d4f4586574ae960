"""The ranking without its evidence: what was reckoned last is taken over as far as its figures stand."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from threading import Lock
from typing import Any

from django.utils import translation

from veien import __version__
from veien.award_model.rules import Case, Known, check_case, evaluate, with_tenders
from veien.award_model.rules import Tender as Offer
from veien.criteria.queries import award_model_document
from veien.criteria.rules import made_up_tenders
from veien.evaluation.queries.points import BEHIND, Key, points_of
from veien.evaluation.queries.words import ground_of
from veien.evaluation.rules import Standing
from veien.evaluation.rules.standing import OPENED
from veien.foundation.faults import BadDocument
from veien.road.queries import Procurement, stamp_of
from veien.road.rules.keeping import Kept
from veien.tenders.queries import evaluated_prices

ENGINE = f"veien {__version__}"
"""Who computed a result, as ``veien evaluate`` says it."""


class Bench:
    """The model of a procurement, checked once, and what was reckoned by it; one thread works at it at a time."""

    def __init__(self, procurement: Procurement, standing: Standing) -> None:
        head = award_model_document(procurement, tree=standing.tree, items=standing.items)
        tenders = made_up_tenders(head, standing.tree)
        self.case = check_case({**head, "tenders": tenders})
        self.keys: Mapping[Key, str] = {item.place: item.key for item in standing.items}
        self.prices: Mapping[str, Decimal] = {}
        if standing.prices == OPENED:
            self.prices = evaluated_prices(procurement)
        self.known = Known()
        self.told: dict[int, tuple[Mapping[Key, Decimal], dict[str, Decimal]]] = {}
        self.lock = Lock()

    def points(self, tender: int, given: Mapping[Key, Decimal]) -> Mapping[str, Decimal]:
        """Give a tender's points by the ids of the document; those told before where they are the very same.

        Raises: KeyError where points were given on what is judged no more.
        """
        before = self.told.get(tender)
        if before is None or before[0] is not given:
            keys = self.keys
            before = self.told[tender] = (given, {keys[place]: points for place, points in given.items()})
        return before[1]


_BENCHES: Kept[Bench] = Kept(most=8)


def quick_ranking(procurement: Procurement, standing: Standing) -> tuple[Case, dict[str, Any]] | None:
    """Give case and result as the document gives them, save the digest of the document.

    Shape: None where something is wrong with the model or a figure, for the document to say what. Three queries where
    only scores changed, twelve the first time.
    """
    try:
        bench = _bench_of(procurement, standing)
        with bench.lock:
            case = with_tenders(bench.case, _offers(procurement, standing, bench))
            return case, evaluate(case, engine=ENGINE, known=bench.known)
    except (BadDocument, KeyError):
        return None


def _bench_of(procurement: Procurement, standing: Standing) -> Bench:
    stamp = stamp_of(procurement, BEHIND)
    if stamp is None:
        return Bench(procurement, standing)
    key = (procurement.public_id, standing.prices, procurement.title, procurement.currency)
    return _BENCHES.given(key, stamp, lambda: Bench(procurement, standing))


def _offers(procurement: Procurement, standing: Standing, bench: Bench) -> list[Offer]:
    """Give the tenders with their points by the ids of the document."""
    points = points_of(procurement).by_tender
    with translation.override(procurement.language):
        return [
            Offer(
                id=each.key,
                name=each.name,
                price=bench.prices.get(each.key),
                points=bench.points(each.pk, points.get(each.pk, {})),
                rejected=ground_of(each, standing) or None,
            )
            for each in standing.tenders
        ]
