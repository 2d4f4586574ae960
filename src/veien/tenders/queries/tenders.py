"""Reading tenders: the list, one of them, and what they cost."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404

from veien.competition.queries import competition_of
from veien.criteria.queries.prices import price_rules_of
from veien.criteria.rules.prices import PriceRules
from veien.requirements.queries import Requirement
from veien.road.queries import Procurement
from veien.tenders.models import Answer, FormsVersion, PriceAnswer, Tender
from veien.tenders.queries.rows import TenderRow
from veien.tenders.rules import PricedLine, evaluated_price, lateness, priced

_Figure = tuple[Decimal, str, Decimal | None, Decimal | None]
"""What came for one line: figure, currency, stated sum, corrected figure."""


def tender_for(procurement: Procurement, public_id: UUID) -> Tender:
    """Give one tender of a procurement that the caller has already been let into.

    Raises: Http404 if the procurement has none with that id.
    """
    found = Tender.objects.select_related("registered_by", "price_file", "answer_file").filter(
        procurement=procurement, public_id=public_id
    )
    tender = found.first()
    if tender is None:
        raise Http404
    tender.procurement = procurement  # the one that knows what its reader may do
    return tender


def tenders_in_order(procurement: Procurement) -> list[Tender]:
    """Give the tenders by their short names, A to Z before AA. One query."""
    rows = Tender.objects.filter(procurement=procurement)
    return sorted(rows, key=lambda tender: (len(tender.key), tender.key))


def tenders_of(procurement: Procurement, *, with_prices: bool = True) -> list[TenderRow]:
    """Give the tenders as rows, by their short names. Six queries, whatever their number, four without the prices.

    Whoever shows the rows to a person asks ``may_see_prices`` first.
    """
    tenders = tenders_in_order(procurement)
    competition = competition_of(procurement)
    if not tenders or competition is None:
        return []
    prices = breakdown_of(procurement) if with_prices else {}
    asked = Requirement.objects.filter(procurement=procurement).count()
    answered, must_open = _counts(procurement)
    return [
        TenderRow(
            pk=each.pk,
            public_id=each.public_id,
            key=each.key,
            name=each.name,
            organisation_number=each.organisation_number,
            organisation_country=each.organisation_country,
            is_invented=each.is_invented,
            received_at=each.received_at,
            late_by=lateness(each.received_at, competition.tenders_due_at),
            evaluated_price=evaluated_price(prices.get(each.pk, ())) if with_prices else None,
            answered=answered.get(each.pk, 0),
            asked=asked,
            must_open=must_open.get(each.pk, 0),
            zeros=sum(not line.unit_price for line in prices.get(each.pk, ())),
        )
        for each in tenders
    ]


def _counts(procurement: Procurement) -> tuple[dict[int, int], dict[int, int]]:
    """Count, for each tender, the answers given and the must-requirements left open. One query."""
    rows = (
        Answer.objects.filter(tender__procurement=procurement)
        .values("tender_id")
        .annotate(
            given=Count("pk", filter=~Q(value="")),
            open=Count("pk", filter=Q(value="", requirement__obligation="must")),
        )
        .values_list("tender_id", "given", "open")
    )
    found = list(rows)
    return {key: given for key, given, _open in found}, {key: left for key, _given, left in found}


def breakdown_of(
    procurement: Procurement, *, rules: PriceRules | None = None, tender: Tender | None = None
) -> dict[int, tuple[PricedLine, ...]]:
    """Give every tender's prices line by line, by the tender's database key, or those of one.

    One query with the rules in hand; else two, five where the form has more than unit prices.
    """
    rules = rules or price_rules_of(procurement)
    rows = PriceAnswer.objects.filter(tender__procurement=procurement)
    if tender is not None:
        rows = rows.filter(tender=tender)
    given: dict[int, dict[int, _Figure]] = defaultdict(dict)
    for pk, line, price, currency, stated, corrected in rows.values_list(
        "tender_id", "line_id", "unit_price", "currency", "stated_sum", "corrected"
    ):
        given[pk][line] = (price, currency, stated, corrected)
    return {pk: _on_lines(rules, figures) for pk, figures in given.items()}


def _on_lines(rules: PriceRules, figures: dict[int, _Figure]) -> tuple[PricedLine, ...]:
    found = []
    for line in rules.lines:
        if line.pk in figures:
            price, currency, stated, corrected = figures[line.pk]
            rate = rules.rate_of(currency)
            found.append(
                priced(line, price, currency=currency, rate=rate, stated=stated, corrected=corrected)
            )
    return tuple(found)


def priced_lines(tender: Tender) -> tuple[PricedLine, ...]:
    """Give one tender's prices line by line. Two queries, five where the form has more than unit prices."""
    return breakdown_of(tender.procurement, tender=tender).get(tender.pk, ())


def evaluated_prices(procurement: Procurement) -> dict[str, Decimal]:
    """Give the cost that is evaluated for each tender, by its short name.

    Three queries, six where the form has more than unit prices. Whoever shows it to a person asks first whether the
    prices are open.
    Units: the procurement's currency, without VAT: the sum of the lines that count, exact.
    """
    prices = breakdown_of(procurement)
    return {each.key: evaluated_price(prices.get(each.pk, ())) for each in tenders_in_order(procurement)}


def versions_of(tender: Tender) -> list[FormsVersion]:
    """Give the forms as they were received each time, newest first. One query."""
    rows = FormsVersion.objects.filter(tender=tender).select_related(
        "price_file", "answer_file", "registered_by"
    )
    return list(rows.order_by("-number"))


def count_of(procurement: Procurement) -> int:
    """Count the tenders. One query."""
    return Tender.objects.filter(procurement=procurement).count()


def checked_counts(procurement: Procurement) -> tuple[int, int]:
    """Count the tenders, and those of which both forms are read. One query."""
    counts = (
        Tender.objects.filter(procurement=procurement)
        .annotate(
            has_prices=Exists(PriceAnswer.objects.filter(tender=OuterRef("pk"))),
            has_answers=Exists(Answer.objects.filter(tender=OuterRef("pk"))),
        )
        .aggregate(all=Count("pk"), read=Count("pk", filter=Q(has_prices=True, has_answers=True)))
    )
    return counts["all"], counts["read"]
