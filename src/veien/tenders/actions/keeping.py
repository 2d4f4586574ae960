"""Reading both forms together, and keeping what they say. Parts of use cases; they write no entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from veien.competition.queries import Competition
from veien.files.actions import keep
from veien.files.queries import StoredFile
from veien.road.queries import Procurement
from veien.tenders.models import Answer, PriceAnswer, Tender
from veien.tenders.queries import XLSX, FormFault, form_file_name, read_answer_form, read_price_form
from veien.tenders.queries.reading import ReadPrices
from veien.tenders.queries.sheets import Form

_BATCH = 500


@dataclass(frozen=True)
class ReadForms:
    """What the forms say; None where a form was not handed in."""

    prices: ReadPrices | None
    answers: Mapping[int, tuple[str, str]] | None
    faults: tuple[FormFault, ...]


def read_forms(
    procurement: Procurement,
    competition: Competition,
    price_data: bytes | None,
    answer_data: bytes | None,
    *,
    zero_is_meant: bool,
) -> ReadForms:
    """Read the forms that were handed in, and gather the faults of both."""
    faults: list[FormFault] = []
    prices: ReadPrices | None = None
    answers: Mapping[int, tuple[str, str]] | None = None
    if price_data is not None:
        read = read_price_form(procurement, competition, price_data)
        zeros = () if zero_is_meant else read.zeros
        faults += [FormFault("price", each) for each in (*read.faults, *zeros)]
        prices = read
    if answer_data is not None:
        said = read_answer_form(procurement, competition, answer_data)
        faults += [FormFault("answer", each) for each in said.faults]
        answers = said.answers
    return ReadForms(prices, answers, tuple(faults))


def keep_form(data: bytes, name: str, form: Form, procurement: Procurement) -> StoredFile:
    """Keep an uploaded form under the name it came with, or under the form's own."""
    return keep(data, name=name or form_file_name(procurement, form), content_type=XLSX)


def keep_values(tender: Tender, forms: ReadForms) -> None:
    """Put what was read in the place of what stood there."""
    if forms.prices is not None:
        PriceAnswer.objects.filter(tender=tender).delete()
        PriceAnswer.objects.bulk_create(
            [
                PriceAnswer(
                    tender=tender,
                    line_id=line,
                    unit_price=price,
                    currency=forms.prices.currencies.get(line, ""),
                    stated_sum=forms.prices.sums.get(line),
                )
                for line, price in forms.prices.prices.items()
            ],
            batch_size=_BATCH,
        )
    if forms.answers is not None:
        Answer.objects.filter(tender=tender).delete()
        Answer.objects.bulk_create(
            [
                Answer(tender=tender, requirement_id=requirement, value=value, comment=comment)
                for requirement, (value, comment) in forms.answers.items()
            ],
            batch_size=_BATCH,
        )


def told(tender: Tender, forms: ReadForms) -> dict[str, Any]:
    """Say for the log what the forms in use are: their digests, and how much is answered.

    Nothing of the prices, not even how many are zero: those who give points read the log too.
    """
    said: dict[str, Any] = {"version": tender.version}
    if forms.prices is not None:
        said["price_form"] = tender.price_file.sha256
    if forms.answers is not None:
        said["answer_form"] = tender.answer_file.sha256
        said["answered"] = sum(bool(value) for value, _comment in forms.answers.values())
        said["asked"] = len(forms.answers)
    return said
