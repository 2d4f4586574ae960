"""The case printed in the formats page, figure by figure."""

from __future__ import annotations

from decimal import Decimal

from veien.business_case.rules import check_case, gaps_of, reckon
from veien.business_case.tests.cases import case_of, line, printed, result_of
from veien.foundation.canonical import digest_of


def test_the_printed_case_gives_its_result() -> None:
    result = result_of(printed())
    assert result.pop("alternatives").keys() == {"today", "cameras"}
    assert result == {
        "format": "veien-business-case-result/1",
        "input_sha256": digest_of(printed()),
        "engine": "veien test",
    }


def test_today_has_no_figures_beside_itself() -> None:
    assert result_of(printed(), samples=10)["alternatives"]["today"] == {
        "flows": ["0"] * 6,
        "npv": "0",
        "saved_time": None,
        "shares": {"Kristiansand": "0.00", "Lillesand": "0.00"},
    }


def test_the_measure_by_hand() -> None:
    """40 users x 14 visits x 52 weeks x 20 minutes are 9,706 2/3 hours; three quarters of them at 520 an hour."""
    cameras = result_of(printed())["alternatives"]["cameras"]
    assert Decimal(40 * 14 * 52 * 20) / 60 * 520 * Decimal("0.75") == 3_785_600
    assert cameras["flows"] == ["-600000", "1736800", "3473600", "3473600", "3473600", "3473600"]
    rate = Decimal("1.04")
    by_hand = -600_000 + 1_736_800 / rate + sum(3_473_600 / rate**year for year in range(2, 6))
    assert abs(Decimal(cameras["npv"]) - by_hand) < Decimal("1e-12")
    beside = cameras["against_null"]
    assert beside["npv"] == cameras["npv"]
    assert (beside["payback_year"], beside["discounted_payback_year"]) == (1, 1)
    assert list(beside["break_even"]) == ["setup", "devices", "time"]
    assert abs(Decimal(beside["break_even"]["setup"]) - (1 + by_hand / 600_000)) < Decimal("1e-11")
    assert [row["line"] for row in cameras["tornado"]] == ["time"]
    assert sum(map(Decimal, cameras["shares"].values())) == -round(by_hand, 2)


def test_what_is_freed_and_what_is_taken_home_are_kept_apart() -> None:
    document = printed()
    document["alternatives"][1]["lines"][2]["realised"] = "0.25"
    saved = result_of(document)["alternatives"]["cameras"]["saved_time"]
    assert saved["freed"] == ["0", "1892800", *["3785600"] * 4]
    assert saved["realised"] == ["0", "473200", *["946400"] * 4]


def test_a_quality_line_counts_nothing_and_has_no_break_even() -> None:
    quality = {"id": "calm", "kind": "benefit", "benefit": "quality", "text": "Nobody is woken at night."}
    document = printed()
    before = result_of(document)["alternatives"]["cameras"]
    document["alternatives"][1]["lines"].append(quality)
    after = result_of(document)["alternatives"]["cameras"]
    assert after["against_null"]["break_even"].pop("calm") is None
    assert after == before


def test_numbers_may_be_whole_numbers_without_quotes() -> None:
    document = case_of([line("buy", -100, 0), line("gain", 60, 1, 2)], years=2, rate="0")
    plain = case_of(
        [
            {"id": "buy", "kind": "cost", "amount": 100, "years": ["0", "0"]},
            {"id": "gain", "kind": "benefit", "benefit": "avoided_cost", "amount": 60, "years": [1, "2"]},
        ],
        years=2,
        rate="0",
    )
    assert result_of(plain)["alternatives"] == result_of(document)["alternatives"]


def test_a_fixed_factor_is_drawn_as_it_is_and_changes_no_plain_sum() -> None:
    fixed = {"shape": "fixed", "mode": "0.5"}
    drawn = result_of(case_of([line("gain", 100, 0, uncertainty=fixed)]), samples=3)["alternatives"]["new"]
    assert drawn["npv"] == "100"
    assert drawn["tornado"] == []
    assert drawn["simulation"] == {
        "samples": 3,
        "seed": 1,
        "p10": "50",
        "p50": "50",
        "p90": "50",
        "mean": "50",
        "share_above_zero": "1",
    }


def test_what_a_case_is_likely_to_have_forgotten() -> None:
    document = case_of([line("buy", -1, 0, part="technology", source="a list of prices"), line("run", -1, 1)])
    gaps = [(gap.alternative, gap.kind, gap.what) for gap in gaps_of(check_case(document))]
    assert gaps == [
        ("new", "integration", ""),
        ("new", "part", "services"),
        ("new", "part", "contract"),
        ("new", "part", "implementation"),
        ("new", "source", "run"),
    ]
    document["alternatives"][1]["lines"][1]["integration"] = True
    assert "integration" not in {gap.kind for gap in gaps_of(check_case(document))}


def test_the_engine_is_named_by_whoever_computes() -> None:
    assert reckon(check_case(printed()), engine="veien 9")["engine"] == "veien 9"
