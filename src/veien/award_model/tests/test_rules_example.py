"""The case printed in the formats page gives exactly the printed result."""

import hashlib

from veien.award_model.rules import canonical_sha256
from veien.award_model.tests.cases import printed, result_of


def test_the_printed_case_gives_the_printed_result() -> None:
    assert result_of(printed()) == {
        "format": "veien-evaluation-result/1",
        "input_sha256": canonical_sha256(printed()),
        "engine": "veien test",
        "order": ["B", "A", "C"],
        "ties": [],
        "tenders": {
            "A": {
                "rank": 2,
                "total": "6.5",
                "points": {"price": "7", "use": "6", "quality": "6"},
                "evaluated_price": None,
            },
            "B": {
                "rank": 1,
                "total": "6.75",
                "points": {"price": "5.6", "use": "7.9", "quality": "7.9"},
                "evaluated_price": None,
            },
            "C": {
                "rank": 3,
                "total": "6",
                "points": {"price": "10", "use": "2", "quality": "2"},
                "evaluated_price": None,
            },
        },
        "rejected": {"D": "must-requirement 12 not met"},
        "pairs": [{"first": "A", "second": "B", "critical_lowest_price": "950000", "below_it": "B"}],
        "without": [{"removed": "C", "order": ["A", "B"], "reversal": True}],
        "money_per_quality_point": {"A": "142857.142857142857", "B": "223214.285714285714", "C": "70000"},
        "effective_weights": {"price": "0.427184466019", "use": "0.572815533981"},
    }


def test_the_digest_is_that_of_the_canonical_json_of_the_input_as_read() -> None:
    document = {"b": ["ø", 1, None, True], "a": {"Z": "x", "a": "y"}}
    canonical = '{"a":{"Z":"x","a":"y"},"b":["ø",1,null,true]}'
    assert canonical_sha256(document) == hashlib.sha256(canonical.encode()).hexdigest()


def test_the_digest_sees_the_difference_between_a_word_and_a_number() -> None:
    document = printed()
    document["scale"] = 10
    assert result_of(document)["input_sha256"] != result_of(printed())["input_sha256"]
    assert result_of(document)["tenders"] == result_of(printed())["tenders"]
