"""Names, lateness, sums and what a filled form must keep."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veien.criteria.rules import PriceRow
from veien.tenders import rules

DUE = datetime(2026, 12, 1, 11, 0, 0, tzinfo=UTC)
MONEY = st.decimals(min_value=0, max_value=10**9, places=4)
WORDS = st.text(alphabet="abcÅø 12\n", max_size=12)


def line(volume: str = "4200", period: str = "once", years: int = 1, pk: int = 1) -> PriceRow:
    return PriceRow(pk, uuid4(), f"line-{pk}", "Alarm", "piece", Decimal(volume), period, years, "")


def test_short_names_run_from_a_to_z_and_on() -> None:
    taken: list[str] = []
    for _number in range(28):
        taken.append(rules.next_key(taken))
    assert taken[:3] == ["A", "B", "C"]
    assert taken[25:] == ["Z", "AA", "AB"]


def test_a_short_name_that_was_freed_is_the_next_one() -> None:
    assert rules.next_key({"A", "C"}) == "B"
    assert rules.next_key({"A", "C", "b"}) == "D"


@given(st.sets(st.sampled_from("ABCDEFGH")))
def test_a_new_short_name_is_never_taken(taken: set[str]) -> None:
    assert rules.next_key(taken) not in taken


def test_a_tender_on_the_second_of_the_deadline_is_in_time() -> None:
    assert not rules.is_late(DUE, DUE)
    assert rules.lateness(DUE, DUE) == timedelta()


def test_a_tender_one_second_after_the_deadline_is_late() -> None:
    assert rules.is_late(DUE + timedelta(seconds=1), DUE)
    assert rules.lateness(DUE + timedelta(seconds=1), DUE) == timedelta(seconds=1)


def test_a_yearly_line_counts_once_for_every_year() -> None:
    found = rules.priced(line("4200", "yearly", 4), Decimal("99.50"))
    assert found.amount == Decimal("1671600")


def test_the_evaluated_price_is_the_sum_of_all_lines() -> None:
    lines = [
        rules.priced(line("4200"), Decimal("1200")),
        rules.priced(line("10", "yearly", 3, 2), Decimal("0.5")),
    ]
    assert rules.evaluated_price(lines) == Decimal("5040015.00")
    assert str(rules.evaluated_price(lines)) == "5040015.00"


def test_a_sum_of_very_small_and_very_large_amounts_loses_nothing() -> None:
    lines = [
        rules.priced(line("999999999999"), rules.MOST_UNIT_PRICE),
        rules.priced(line("0.0001"), Decimal("0.0001")),
    ]
    assert rules.evaluated_price(lines) == Decimal("99999999999899900000000.00010001")


@given(st.lists(st.tuples(MONEY, MONEY), max_size=8))
def test_the_order_of_lines_does_not_change_the_price(pairs: list[tuple[Decimal, Decimal]]) -> None:
    lines = [rules.priced(line(str(volume)), price) for volume, price in pairs]
    assert rules.evaluated_price(lines) == rules.evaluated_price(lines[::-1])


@given(MONEY)
def test_shortening_keeps_the_amount_and_two_decimals(amount: Decimal) -> None:
    short = rules.shortened(amount)
    assert short == amount
    exponent = short.as_tuple().exponent
    assert isinstance(exponent, int)
    assert exponent <= -2


def test_the_lowest_price_is_marked_for_all_who_ask_it() -> None:
    assert rules.lowest_of({1: Decimal(5), 2: Decimal(4), 3: Decimal("4.00")}) == {2, 3}


@pytest.mark.parametrize("prices", [{}, {1: Decimal(4)}, {1: Decimal(4), 2: Decimal("4.0")}])
def test_no_price_is_the_lowest_where_there_is_nothing_to_compare(prices: dict[int, Decimal]) -> None:
    assert rules.lowest_of(prices) == frozenset()


def row(key: str, **words: str | None) -> rules.FoundRow:
    return rules.FoundRow(key, words, {"key": f"A{key}", **dict.fromkeys(words, f"B{key}")})


SENT = {"1": {"unit": "piece"}, "2": {"unit": "year"}}


def compared(*found: rules.FoundRow) -> list[tuple[str, str, str]]:
    problems = rules.compare_rows(SENT, found, named_by="key")
    return [(each.kind, each.key, each.cell) for each in problems]


def test_a_form_that_came_back_as_it_was_sent_has_no_problem() -> None:
    assert compared(row("2", unit="year"), row("1", unit=" piece\n")) == []


def test_a_row_that_is_gone_is_missing() -> None:
    assert compared(row("2", unit="year")) == [("missing", "1", "")]


def test_a_row_of_the_tenderers_own_is_unknown() -> None:
    assert compared(row("1", unit="piece"), row("2", unit="year"), row("9", unit="")) == [
        ("unknown", "9", "A9")
    ]


def test_a_row_that_stands_twice_is_named_once() -> None:
    assert compared(row("1", unit="piece"), row("1", unit="box"), row("2", unit="year")) == [
        ("twice", "1", "A1")
    ]


def test_changed_words_of_the_buyer_are_named_with_their_cell() -> None:
    assert compared(row("1", unit="box"), row("2", unit="year")) == [("changed", "1", "B1")]


def test_a_cell_that_could_not_be_read_is_not_called_changed() -> None:
    assert compared(row("1", unit=None), row("2", unit="year")) == []


@given(st.dictionaries(WORDS, st.fixed_dictionaries({"unit": WORDS})), st.randoms())
def test_the_order_of_rows_and_extra_spaces_never_matter(
    sent: dict[str, dict[str, str]], random: object
) -> None:
    found = [rules.FoundRow(key, {"unit": f" {words['unit']} "}, {}) for key, words in sent.items()]
    random.shuffle(found)  # type: ignore[attr-defined]
    assert rules.compare_rows(sent, found, named_by="key") == []


@pytest.mark.parametrize(
    ("wish", "wanted"),
    [
        (rules.AnswerFilter(), True),
        (rules.AnswerFilter(text="ALARM night"), True),
        (rules.AnswerFilter(text="alarm door"), False),
        (rules.AnswerFilter(obligation="should"), False),
        (rules.AnswerFilter(section=3), True),
        (rules.AnswerFilter(section=4), False),
        (rules.AnswerFilter(state="open"), False),
        (rules.AnswerFilter(state="answered"), True),
    ],
)
def test_a_filter_lets_through_what_fits_in_every_part(wish: rules.AnswerFilter, wanted: bool) -> None:
    texts = ("Alarm reaches the centre", "Also at night")
    assert wish.lets_through(obligation="must", section=3, texts=texts, is_open=False) is wanted
