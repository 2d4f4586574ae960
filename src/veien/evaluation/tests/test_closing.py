"""The end of judging: quality locked, prices asked for by one and opened by another; every refusal, and the page."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from veien.audit.queries import entries_of
from veien.evaluation import actions
from veien.evaluation.actions.locking import withdraw_price_asking
from veien.evaluation.actions.refusing import IsPartial
from veien.evaluation.models import QualityLock
from veien.evaluation.queries import standing_of
from veien.evaluation.queries.case import computed_of
from veien.evaluation.queries.closing import closing_of
from veien.evaluation.tests.cast import judge_and_score, make_case
from veien.road.models import RoleHolding
from veien.tenders.actions import ask_opening, confirm_opening
from veien.tenders.models import PriceOpening
from veien.tenders.queries import price_state

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


@pytest.fixture
def case(procurement: Any, leader: Any, nurse: Any) -> Any:
    """Everything judged, nothing locked."""
    made = make_case(procurement, leader, keys="ABE")
    judge_and_score(made, nurse, is_closed=False)
    return made


@pytest.fixture
def locked(case: Any, nurse: Any) -> Any:
    actions.lock_quality(case.procurement, by=nurse)
    return case


@pytest.fixture
def asked(locked: Any, leader: Any) -> Any:
    actions.ask_to_open_prices(locked.procurement, by=leader)
    return locked


def url(procurement: Any) -> str:
    return reverse("evaluation:lock", args=[procurement.public_id])


def page(client_of: ClientOf, user: Any, procurement: Any) -> str:
    return client_of(user).get(url(procurement)).content.decode()


def declare_conflict(procurement: Any, user: Any) -> None:
    from veien.foundation import clock

    RoleHolding.objects.filter(procurement=procurement, user=user).update(
        declaration="conflict", declared_at=clock.now(), declared_text="A sister works there."
    )


def titles(procurement: Any) -> list[str]:
    return [each.action for each in entries_of(procurement.public_id, subject="evaluation:closing")]


def test_two_people_open_the_prices_after_a_third_has_locked_quality(
    asked: Any, leader: Any, buyer: Any, nurse: Any
) -> None:
    actions.open_prices(asked.procurement, by=buyer)
    assert price_state(asked.procurement) == "open"
    assert computed_of(asked.procurement).result is not None
    assert titles(asked.procurement) == [
        "evaluation.prices_opened",
        "evaluation.price_opening_asked",
        "evaluation.quality_locked",
    ]
    entry = entries_of(asked.procurement.public_id, most=1)[0]
    assert entry.content["costs"] == {"A": "1000000.00", "B": "1250000.00", "E": "700000.00"}
    assert (entry.content["asked_by"], entry.content["opened_by"]) == (leader.full_name, buyer.full_name)


def test_quality_is_not_locked_while_something_is_missing(procurement: Any, leader: Any, nurse: Any) -> None:
    make_case(procurement, leader, keys="AB")
    with pytest.raises(actions.CannotLock):
        actions.lock_quality(procurement, by=nurse)
    assert not QualityLock.objects.exists()


def test_quality_is_locked_once(locked: Any, nurse: Any) -> None:
    with pytest.raises(actions.CannotLock):
        actions.lock_quality(locked.procurement, by=nurse)
    assert QualityLock.objects.count() == 1


def test_prices_are_not_asked_for_before_quality_is_locked(case: Any, leader: Any) -> None:
    with pytest.raises(actions.CannotOpenPrices):
        actions.ask_to_open_prices(case.procurement, by=leader)


def test_of_two_who_ask_the_second_is_told(asked: Any, buyer: Any) -> None:
    with pytest.raises(actions.CannotOpenPrices):
        actions.ask_to_open_prices(asked.procurement, by=buyer)
    assert PriceOpening.objects.count() == 1


def test_the_one_who_asked_cannot_confirm_and_the_table_says_so_too(asked: Any, leader: Any) -> None:
    with pytest.raises(actions.CannotOpenPrices):
        actions.open_prices(asked.procurement, by=leader)
    with pytest.raises(IntegrityError), transaction.atomic():
        confirm_opening(asked.procurement, by=leader)
    assert price_state(asked.procurement) == "asked"


def test_the_table_holds_one_asking_even_past_the_actions(asked: Any, buyer: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ask_opening(asked.procurement, by=buyer)


def test_nothing_is_confirmed_that_nobody_asked_for_or_that_is_open(
    locked: Any, leader: Any, buyer: Any
) -> None:
    with pytest.raises(actions.CannotOpenPrices):
        actions.open_prices(locked.procurement, by=buyer)
    actions.ask_to_open_prices(locked.procurement, by=leader)
    actions.open_prices(locked.procurement, by=buyer)
    with pytest.raises(actions.CannotOpenPrices):
        actions.open_prices(locked.procurement, by=buyer)
    with pytest.raises(actions.CannotOpenPrices):
        withdraw_price_asking(locked.procurement, by=buyer)


@pytest.mark.parametrize("who", ["leader", "buyer"])
def test_a_wish_can_be_withdrawn_by_both(asked: Any, leader: Any, buyer: Any, who: str) -> None:
    withdraw_price_asking(asked.procurement, by={"leader": leader, "buyer": buyer}[who])
    assert price_state(asked.procurement) == "sealed"
    with pytest.raises(actions.CannotOpenPrices):
        withdraw_price_asking(asked.procurement, by=leader)
    with pytest.raises(actions.CannotOpenPrices):
        actions.open_prices(asked.procurement, by=buyer)


def test_taking_quality_up_again_withdraws_the_wish_and_says_why(asked: Any, nurse: Any) -> None:
    actions.take_up_quality(asked.procurement, by=nurse, reason="An answer in B was overlooked.")
    assert price_state(asked.procurement) == "sealed"
    assert not standing_of(asked.procurement).is_locked
    assert entries_of(asked.procurement.public_id, most=1)[0].why == "An answer in B was overlooked."


@pytest.mark.parametrize("reason", ["", "  ", "...", "x" * 10_001])
def test_quality_is_not_taken_up_without_a_reason(locked: Any, nurse: Any, reason: str) -> None:
    with pytest.raises(actions.CannotLock) as refused:
        actions.take_up_quality(locked.procurement, by=nurse, reason=reason)
    assert refused.value.field == "reason"
    assert standing_of(locked.procurement).is_locked


def test_quality_stands_for_good_once_prices_are_open(asked: Any, buyer: Any, nurse: Any) -> None:
    actions.open_prices(asked.procurement, by=buyer)
    with pytest.raises(actions.CannotLock):
        actions.take_up_quality(asked.procurement, by=nurse, reason="We saw the price.")
    assert standing_of(asked.procurement).is_locked


def test_whoever_declares_a_conflict_takes_no_step(asked: Any, nurse: Any, leader: Any, buyer: Any) -> None:
    for user in (nurse, leader, buyer):
        declare_conflict(asked.procurement, user)
    steps: list[Callable[[], object]] = [
        lambda: actions.lock_quality(asked.procurement, by=nurse),
        lambda: actions.take_up_quality(asked.procurement, by=nurse, reason="Because."),
        lambda: actions.ask_to_open_prices(asked.procurement, by=leader),
        lambda: actions.open_prices(asked.procurement, by=buyer),
        lambda: withdraw_price_asking(asked.procurement, by=leader),
    ]
    for step in steps:
        with pytest.raises(IsPartial):
            step()


def test_where_one_person_alone_may_open_the_page_says_whom_to_ask(
    locked: Any, leader: Any, client_of: ClientOf
) -> None:
    closing = closing_of(locked.procurement)
    assert closing.lacks_an_opener
    text = page(client_of, leader, locked.procurement)
    assert f"Only {leader.full_name} may open prices here." in text
    assert reverse("road:roles", args=[locked.procurement.public_id]) in text


def test_a_second_person_with_a_conflict_does_not_count(locked: Any, buyer: Any) -> None:
    assert not closing_of(locked.procurement).lacks_an_opener
    declare_conflict(locked.procurement, buyer)
    assert closing_of(locked.procurement).lacks_an_opener


def test_where_no_price_is_judged_there_is_nothing_to_open(
    case: Any, nurse: Any, leader: Any, client_of: ClientOf
) -> None:
    from veien.criteria.models import Criterion

    Criterion.objects.filter(pk=case.price.pk).delete()
    Criterion.objects.filter(pk=case.environment.pk).update(weight=Decimal("0.7"))
    actions.lock_quality(case.procurement, by=nurse)
    with pytest.raises(actions.CannotOpenPrices):
        actions.ask_to_open_prices(case.procurement, by=leader)
    text = page(client_of, leader, case.procurement)
    assert text.count("not needed") == 2
    assert "there is nothing to open" in text


def test_the_page_leads_from_step_to_step(
    case: Any, nurse: Any, leader: Any, buyer: Any, owner: Any, client_of: ClientOf
) -> None:
    def press(user: Any, step: str, **more: str) -> int:
        return client_of(user).post(url(case.procurement), {"step": step, **more}).status_code

    assert 'value="lock"' in page(client_of, nurse, case.procurement)
    assert 'value="lock"' not in page(client_of, leader, case.procurement)
    assert press(leader, "ask") == 422
    assert press(nurse, "lock") == 302
    assert press(nurse, "ask") == 404
    assert press(leader, "lock") == 404
    assert 'value="ask"' in page(client_of, leader, case.procurement)
    assert press(leader, "ask") == 302
    assert 'value="open"' not in page(client_of, leader, case.procurement)
    assert buyer.full_name in page(client_of, leader, case.procurement)
    assert press(leader, "open") == 422
    assert press(leader, "withdraw") == 302
    assert press(buyer, "ask") == 302
    assert 'value="open"' in page(client_of, leader, case.procurement)
    assert press(leader, "open") == 302
    assert press(leader, "open") == 422
    assert press(nurse, "take-up", reason="Late.") == 422
    assert press(buyer, "nonsense") == 422
    assert press(owner, "nonsense") == 404
    text = page(client_of, nurse, case.procurement)
    assert 'id="costs"' in text
    assert "1,250,000" in text.replace("\u00a0", ",")


def test_a_reason_that_is_missing_is_asked_for_at_its_field(
    locked: Any, nurse: Any, client_of: ClientOf
) -> None:
    answer = client_of(nurse).post(url(locked.procurement), {"step": "take-up", "reason": " . "})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'id="id_reason"' in text
    assert 'aria-invalid="true"' in text


def test_what_is_missing_is_listed_with_a_link(
    procurement: Any, leader: Any, nurse: Any, client_of: ClientOf
) -> None:
    made = make_case(procurement, leader, keys="AB")
    text = page(client_of, nurse, procurement)
    assert reverse("evaluation:musts_of", args=[procurement.public_id, made.tenders["A"].public_id]) in text
    assert 'value="lock"' not in text


def test_the_page_shows_no_price_before_the_opening(
    asked: Any, leader: Any, nurse: Any, buyer: Any, client_of: ClientOf
) -> None:
    for user in (leader, nurse, buyer):
        text = page(client_of, user, asked.procurement)
        assert 'id="costs"' not in text
        bare = text.replace("\u00a0", "").replace(" ", "").replace(",", "")
        assert "1250000" not in bare
        assert "700000" not in bare
