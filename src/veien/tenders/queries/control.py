"""The control of prices: what is odd in each tender, and what people made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from veien.foundation.canonical import digest_of
from veien.road.queries import Procurement
from veien.tenders.models import FindingAnswer
from veien.tenders.queries.costs import Costs, TenderCost, costs_of
from veien.tenders.rules import Finding, findings_of


@dataclass(frozen=True, slots=True)
class Answered:
    """What a person made of a finding."""

    outcome: str
    note: str
    by: str
    at: datetime
    revision: int

    @property
    def label(self) -> str:
        """Name the outcome in the active language."""
        return str(FindingAnswer.Outcome(self.outcome).label)


@dataclass(frozen=True, slots=True)
class Controlled:
    """A finding, and the answer to it where there is one."""

    finding: Finding
    answer: Answered | None


@dataclass(frozen=True)
class TenderControl:
    """One tender: what it costs line by line, and what is odd about it."""

    cost: TenderCost
    findings: tuple[Controlled, ...]

    @property
    def left(self) -> int:
        """Count the findings that nobody has answered."""
        return sum(each.answer is None for each in self.findings)


@dataclass(frozen=True)
class Control:
    """The control of all prices."""

    costs: Costs
    tenders: tuple[TenderControl, ...]

    @property
    def left(self) -> int:
        """Count the findings that nobody has answered."""
        return sum(each.left for each in self.tenders)


def control_of(procurement: Procurement) -> Control:
    """Give what is odd in every tender's prices, with the answers. Four queries, seven where the form has more.

    Whoever shows it to a person asks ``may_see_prices`` first.
    """
    costs = costs_of(procurement)
    found = findings_of(costs.rules.lines, {each.tender.pk: each.lines for each in costs.tenders})
    answers = _answers(procurement)
    tenders = tuple(
        TenderControl(
            each,
            tuple(
                Controlled(finding, answers.get((each.tender.pk, each.tender.version, *finding.place)))
                for finding in found[each.tender.pk]
            ),
        )
        for each in costs.tenders
    )
    return Control(costs, tenders)


def _answers(procurement: Procurement) -> dict[tuple[int, int, int, str], Answered]:
    rows = FindingAnswer.objects.filter(tender__procurement=procurement)
    fields = ("outcome", "note", "answered_by__full_name", "answered_at", "revision")
    return {
        (tender, version, line, kind): Answered(*answer)
        for tender, version, line, kind, *answer in rows.values_list(
            "tender_id", "version", "line_id", "kind", *fields
        )
    }


def answer_values(answer: FindingAnswer) -> dict[str, Any]:
    """Give what an answer says, as its digest is taken of it and as the log tells it once the prices are open."""
    return {
        "tender": answer.tender.key,
        "version": answer.version,
        "line": answer.line.key,
        "kind": answer.kind,
        "outcome": answer.outcome,
        "note": answer.note,
        "by": answer.answered_by.full_name,
        "salt": answer.salt,
    }


def digest_of_answer(answer: FindingAnswer) -> str:
    """Give the digest by which the log knows an answer before the prices are open."""
    return digest_of(answer_values(answer))


def control_record(procurement: Procurement) -> dict[str, Any]:
    """Give what the log tells when prices are opened: every tender's cost, every correction, every answer.

    Shape: amounts as decimal numbers; the answers with the salts by which their digests can be taken again.
    """
    costs = costs_of(procurement)
    answers = FindingAnswer.objects.filter(tender__procurement=procurement)
    ordered = answers.select_related("tender", "line", "answered_by").order_by("pk")
    return {
        "costs": {each.key: each.evaluated for each in costs.tenders},
        "corrected": {
            each.key: {
                line.line.key: {"came": line.received, "counts": line.unit_price} for line in corrected
            }
            for each in costs.tenders
            if (corrected := [line for line in each.lines if line.is_corrected])
        },
        "control": [answer_values(each) for each in ordered],
    }
