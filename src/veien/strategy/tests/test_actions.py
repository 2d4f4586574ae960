"""What people do with the strategy, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from veien.audit.models import LogEntry
from veien.business_case import actions as case_actions
from veien.market.rules import question_sources
from veien.road.queries import report_of
from veien.strategy import actions
from veien.strategy.models import OwnershipLine, ServiceChoice
from veien.strategy.queries import strategy_of
from veien.strategy.queries.delivery import hints_of
from veien.strategy.queries.grounds import choices_ground, together_ground
from veien.strategy.queries.mandate_report import mandate_report
from veien.strategy.queries.report import NothingToSay, strategy_paper, strategy_report
from veien.strategy.rules import SERVICES
from veien.strategy.tests.stage import agreed, linked, whole, with_case

pytestmark = pytest.mark.django_db


def last_action(procurement: Any) -> str:
    return LogEntry.objects.filter(chain_id=procurement.public_id).order_by("-number")[0].action


def test_choices_about_money_are_refused_until_the_strategy_is_linked(procurement: Any, leader: Any) -> None:
    with_case(procurement, leader)
    for choose in (
        lambda: actions.choose_together(procurement, by=leader, chosen="alone", reason="x"),
        lambda: actions.choose_ownership(procurement, by=leader, chosen="own", reason="x"),
        lambda: actions.choose_delivery(procurement, by=leader, services={"storage": ("self", "x")}),
    ):
        with pytest.raises(actions.NotFounded):
            choose()
    assert not ServiceChoice.objects.exists()
    assert not LogEntry.objects.filter(action__startswith="strategy.").exists()


def test_linking_names_an_alternative_that_is_there(procurement: Any, leader: Any) -> None:
    chosen = with_case(procurement, leader)
    with pytest.raises(actions.CannotWrite) as refused:
        actions.link_to_case(procurement, by=leader, alternative="no-such")
    assert refused.value.field == "alternative"
    actions.link_to_case(procurement, by=leader, alternative=chosen.key)
    assert strategy_of(procurement).alternative == chosen
    assert last_action(procurement) == "strategy.linked"


def test_a_strategy_whose_alternative_goes_is_founded_no_more(procurement: Any, leader: Any) -> None:
    chosen = linked(procurement, leader)
    actions.choose_together(procurement, by=leader, chosen="together", reason="Cheaper.")
    case_actions.remove_alternative(chosen, by=leader)
    found = strategy_of(procurement)
    assert found.together == "together"
    assert not found.facts["strategy.alone_or_together_is_chosen"]
    assert together_ground(procurement).status == "warning"


def test_everything_chosen_gives_every_fact_but_the_value(procurement: Any, leader: Any) -> None:
    assert not any(strategy_of(procurement).facts.values())
    whole(procurement, leader)
    missing = {name for name, is_so in strategy_of(procurement).facts.items() if not is_so}
    assert missing == {"strategy.value_is_estimated"}
    assert report_of(procurement).facts["strategy.has_mandate"]


def test_every_action_has_words_in_the_log(procurement: Any, leader: Any) -> None:
    from veien.road.rules.registry import log_title

    whole(procurement, leader)
    done = set(LogEntry.objects.filter(action__startswith="strategy.").values_list("action", flat=True))
    assert len(done) == 10
    assert all(str(log_title(each)) != each for each in done)


def test_a_point_that_holds_needs_a_reason_and_one_that_does_not_needs_none(
    procurement: Any, leader: Any
) -> None:
    with pytest.raises(actions.CannotWrite) as refused:
        actions.weigh_points(procurement, by=leader, points={"cost": (3, " ")})
    assert refused.value.field == "cost-reason"
    actions.weigh_points(procurement, by=leader, points={"cost": (0, "")})
    assert strategy_of(procurement).points["cost"].strength == 0


def test_a_service_left_out_stays_as_it_is(procurement: Any, leader: Any) -> None:
    linked(procurement, leader)
    actions.choose_delivery(procurement, by=leader, services={"storage": ("self", "We have room.")})
    actions.choose_delivery(procurement, by=leader, services={"training": ("together", "One course.")})
    found = strategy_of(procurement).services
    assert {key: each.how for key, each in found.items()} == {"storage": "self", "training": "together"}
    assert not strategy_of(procurement).has_delivery_model


@pytest.mark.parametrize(
    ("service", "said", "field"),
    [
        ("storage", ("", "why"), "storage-how"),
        ("storage", ("self", ""), "storage-reason"),
        ("cooking", ("self", "why"), "cooking"),
    ],
)
def test_a_service_without_who_or_why_is_refused_whole(
    service: str, said: tuple[str, str], field: str, procurement: Any, leader: Any
) -> None:
    linked(procurement, leader)
    services = {"training": ("self", "Fine"), service: said}
    with pytest.raises(actions.CannotWrite) as refused:
        actions.choose_delivery(procurement, by=leader, services=services)
    assert refused.value.field == field
    assert not ServiceChoice.objects.exists()


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"years": Decimal(0)}, "years"),
        ({"years": None}, "years"),
        ({"extension_years": Decimal(0)}, "extension_years"),
        ({"extensions": 11}, "extensions"),
        ({"reason": ""}, "reason"),
        ({"model": "handshake"}, "model"),
        ({"years": Decimal(4)}, "why_long"),
    ],
)
def test_an_agreement_that_does_not_add_up_is_refused_at_its_field(
    words: dict[str, Any], field: str, procurement: Any, leader: Any
) -> None:
    with pytest.raises(actions.CannotWrite) as refused:
        actions.choose_agreement(procurement, by=leader, **agreed(**words))
    assert refused.value.field == field


def test_a_long_framework_is_kept_when_somebody_says_why(procurement: Any, leader: Any) -> None:
    words = agreed(years=Decimal(6), why_long="The platform is written off over eight years.")
    kept = actions.choose_agreement(procurement, by=leader, **words)
    assert kept.longest == 8


def test_a_writer_who_read_an_older_version_is_stopped(procurement: Any, leader: Any) -> None:
    linked(procurement, leader)
    first = actions.choose_together(procurement, by=leader, chosen="alone", reason="x", revision=0)
    with pytest.raises(actions.ChangedMeanwhile) as late:
        actions.choose_together(procurement, by=leader, chosen="together", reason="y", revision=0)
    assert late.value.current.revision == first.revision
    assert strategy_of(procurement).together == "alone"


def test_a_cost_must_fit_the_business_case(procurement: Any, leader: Any) -> None:
    words: dict[str, Any] = {"way": "own", "title": "Units", "amount": Decimal(1), "source": "A quote"}
    with pytest.raises(actions.CannotWrite):
        actions.add_cost(procurement, by=leader, first_year=0, last_year=0, **words)
    with_case(procurement, leader)
    for years in ((3, 2), (0, 5)):
        with pytest.raises(actions.CannotWrite) as refused:
            actions.add_cost(procurement, by=leader, first_year=years[0], last_year=years[1], **words)
        assert refused.value.field == "last_year"
    kept = actions.add_cost(procurement, by=leader, first_year=0, last_year=4, **words)
    actions.change_cost(kept, by=leader, revision=1, **(words | {"amount": Decimal(2)}))
    actions.remove_cost(kept, by=leader)
    assert not OwnershipLine.objects.exists()


def test_only_a_question_without_an_answer_goes_to_the_market(procurement: Any, leader: Any) -> None:
    ask = question_sources()["strategy"]
    kept = actions.add_question(procurement, by=leader, about="ownership", text="Can units be rented?")
    (asked,) = ask(procurement)
    assert (asked.text, asked.theme) == ("Can units be rented?", "financial")
    actions.change_question(kept, by=leader, revision=1, answer="Three of five rent them out.")
    assert list(ask(procurement)) == []


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"budget": Decimal(5)}, "budget_source"),
        ({"budget": Decimal(-5), "budget_source": "x"}, "budget"),
        ({"decides": ""}, "decides"),
    ],
)
def test_a_mandate_that_leaves_something_open_is_refused(
    words: dict[str, Any], field: str, procurement: Any, leader: Any
) -> None:
    said = {"may_buy": "Alarms.", "decides": "The owner."} | words
    with pytest.raises(actions.CannotWrite) as refused:
        actions.write_mandate(procurement, by=leader, **said)
    assert refused.value.field == field


def test_the_service_lines_of_the_alternative_are_hints(procurement: Any, leader: Any) -> None:
    chosen = linked(procurement, leader)
    found = hints_of(procurement, chosen.key)
    assert found["installation"].worth == Decimal(1000)
    assert [title for title, _worth in found[""].lines] == ["Reserve"]


def test_the_first_decision_hears_what_is_chosen_and_who_stands_elsewhere(
    procurement: Any, leader: Any, buyer_org: Any
) -> None:
    from veien.collaboration.queries import Member

    assert together_ground(procurement).status == "missing"
    assert choices_ground(procurement).status == "missing"
    whole(procurement, leader)
    assert together_ground(procurement).status == "ok"
    assert choices_ground(procurement).status == "warning"  # the value is not estimated
    member = Member.objects.create(procurement=procurement, organisation=buyer_org, standing="lead")
    actions.note_stands(procurement, by=leader, stands={member.public_id: ("alone", "They have a centre.")})
    said = together_ground(procurement)
    assert said.status == "warning"
    assert member.organisation.name in str(said.sentence)
    Member.objects.filter(pk=member.pk).update(standing="option")
    assert together_ground(procurement).status == "ok"


def test_the_documents_say_what_is_chosen_and_what_is_missing(procurement: Any, leader: Any) -> None:
    with pytest.raises(NothingToSay):
        strategy_report(procurement, "nb")
    with pytest.raises(NothingToSay):
        mandate_report(procurement, "nb")
    assert strategy_paper(procurement, "en") == []
    whole(procurement, leader)
    said = str(strategy_report(procurement, "en"))
    for words in (
        "The centre is too dear alone.",
        "Safety alarms",
        "Nobody of ours",
        "Still missing",
        "A quote",
    ):
        assert words in said
    assert "5,000,000" in str(mandate_report(procurement, "en")).replace("\\xa0", ",")
    assert "The centre is too dear alone." in str(strategy_paper(procurement, "en"))


def test_the_number_of_queries_is_fixed(
    procurement: Any, leader: Any, django_assert_num_queries: Any
) -> None:
    whole(procurement, leader)
    with django_assert_num_queries(11):
        strategy_of(procurement)
    services = dict.fromkeys(SERVICES, ("self", "Changed"))
    actions.choose_delivery(procurement, by=leader, services=services)
    with django_assert_num_queries(11):
        strategy_of(procurement)
