"""Must-requirements against tenders: the matrix, and the page of one tender."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from veien.evaluation.models import MustJudgement, MustReview
from veien.evaluation.rules import Standing, TenderStanding
from veien.requirements.queries import RequirementRow, must_rows
from veien.road.queries import Procurement
from veien.tenders.queries import Answer, AnswerRow, Tender, shown_value

MET, FAILED, OPEN = "met", "failed", "open"


@dataclass(frozen=True, slots=True)
class MustCell:
    """One must-requirement against one tender. ``is_doubtful`` where the tenderer answers no, or nothing."""

    tender: TenderStanding
    state: str
    ground: str
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class MustRow:
    """One must-requirement against all tenders."""

    requirement: RequirementRow
    cells: tuple[MustCell, ...]


@dataclass(frozen=True)
class MustWish:
    """What the matrix is narrowed to. ``state`` is met, failed, open, doubtful or empty."""

    text: str = ""
    state: str = ""

    @property
    def is_on(self) -> bool:
        """Tell whether anything is asked for."""
        return bool(self.text.strip() or self.state)

    def lets_through(self, row: MustRow) -> bool:
        """Tell whether a row is wanted: every word stands in it, and a cell is in the state asked for."""
        said = f"{row.requirement.ref} {row.requirement.title} {row.requirement.text}".casefold()
        if not all(word in said for word in self.text.casefold().split()):
            return False
        if self.state == "doubtful":
            return any(cell.is_doubtful for cell in row.cells)
        return not self.state or any(cell.state == self.state for cell in row.cells)


def must_matrix(procurement: Procurement, standing: Standing, wish: MustWish | None = None) -> list[MustRow]:
    """Give every must-requirement against every tender, all or those wanted. Four queries."""
    judged = judgements_of(procurement)
    doubtful = doubtful_answers(procurement)
    rows = [
        MustRow(
            requirement,
            tuple(_cell(each, requirement.pk, judged, doubtful) for each in standing.tenders),
        )
        for requirement in must_rows(procurement)
    ]
    return rows if wish is None or not wish.is_on else [row for row in rows if wish.lets_through(row)]


def _cell(
    tender: TenderStanding,
    requirement: int,
    judged: dict[tuple[int, int], tuple[bool, str]],
    doubtful: Collection[tuple[int, int]],
) -> MustCell:
    found = judged.get((tender.pk, requirement))
    is_doubtful = (tender.pk, requirement) in doubtful
    if found is None:
        return MustCell(tender, OPEN, "", is_doubtful)
    passed, ground = found
    return MustCell(tender, MET if passed else FAILED, ground, is_doubtful)


def judgements_of(procurement: Procurement) -> dict[tuple[int, int], tuple[bool, str]]:
    """Give whether each tender meets each must-requirement, and the ground, by both keys. One query."""
    rows = MustJudgement.objects.filter(tender__procurement=procurement)
    return {
        (tender, requirement): (passed, ground)
        for tender, requirement, passed, ground in rows.values_list(
            "tender_id", "requirement_id", "passed", "ground"
        )
    }


_SAYS_NO = Q(value="") | Q(value="no", requirement__answer="yes_no")


def doubtful_answers(procurement: Procurement) -> set[tuple[int, int]]:
    """Give where a tenderer answers no to a must-requirement, or nothing, by both keys. One query."""
    rows = Answer.objects.filter(_SAYS_NO, tender__procurement=procurement, requirement__obligation="must")
    return set(rows.values_list("tender_id", "requirement_id"))


@dataclass(frozen=True, slots=True)
class TenderMust:
    """One must-requirement with one tender's answer, and how it is judged: met, failed or open."""

    requirement: RequirementRow
    answer: AnswerRow
    state: str
    ground: str
    by: str = ""
    at: datetime | None = None

    @property
    def is_doubtful(self) -> bool:
        """Tell whether the tenderer answers no, or nothing: then somebody must look."""
        return not self.answer.value or (self.requirement.answer == "yes_no" and self.answer.value == "no")


def musts_of(tender: Tender) -> list[TenderMust]:
    """Give a tender's must-requirements in the order of the specification. Four queries."""
    answers = {
        key: (value, comment)
        for key, value, comment in Answer.objects.filter(
            tender=tender, requirement__obligation="must"
        ).values_list("requirement_id", "value", "comment")
    }
    judged = {
        key: (passed, ground, by, at)
        for key, passed, ground, by, at in MustJudgement.objects.filter(tender=tender).values_list(
            "requirement_id", "passed", "ground", "judged_by__full_name", "judged_at"
        )
    }
    found = []
    for row in must_rows(tender.procurement):
        value, comment = answers.get(row.pk, ("", ""))
        answer = AnswerRow(tender.pk, row.pk, value, comment, shown_value(value, row.answer, row.unit))
        if row.pk not in judged:
            found.append(TenderMust(row, answer, OPEN, ""))
            continue
        passed, ground, by, at = judged[row.pk]
        found.append(TenderMust(row, answer, MET if passed else FAILED, ground, by, at))
    return found


def review_revision(tender: Tender) -> int:
    """Give how many times the tender's must-requirements have been judged. One query."""
    found = MustReview.objects.filter(tender=tender).values_list("revision", flat=True).first()
    return found or 0
