"""``veien law regime``: answers with grounds, or names what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from veien.command.law import run

FORMATS = Path(__file__).parents[4] / "docs" / "reference" / "formats"


def asked(**more: str) -> list[str]:
    words = {
        "country": "NO",
        "buyer": "municipal",
        "category": "goods-services",
        "value": "2400000",
        "on": "2026-05-01",
    } | more
    return ["regime", *(part for name, word in words.items() for part in (f"--{name}", word))]


def test_the_answer_is_json_with_the_grounds_of_every_threshold(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*asked(), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["regime", "thresholds", "reasons", "warnings"]
    assert answer["regime"] == "II"
    eea = next(each for each in answer["thresholds"] if each["id"] == "no-eea-other")
    assert (eea["value"], eea["currency"], eea["from"], eea["to"], eea["confidence"]) == (
        "2500000", "NOK", "2026-04-21", None, "verified-secondary",
    )  # fmt: skip
    assert "Anskaffelsessjekk" in eea["source"]
    assert any("no-eea-other is verified at second hand" in each for each in answer["warnings"])


@pytest.mark.parametrize("country", ["NO", "SE", "DK"])
def test_the_answer_follows_its_schema(country: str, capsys: pytest.CaptureFixture[str]) -> None:
    schema = json.loads((FORMATS / "veien-law-regime-result.schema.json").read_text("utf-8"))
    assert run([*asked(country=country, value="600000"), "--json"]) == 0
    jsonschema.Draft202012Validator(schema).validate(json.loads(capsys.readouterr().out))


def test_the_day_decides_which_figure_counts(capsys: pytest.CaptureFixture[str]) -> None:
    run([*asked(on="2026-04-20"), "--json"])
    assert json.loads(capsys.readouterr().out)["regime"] == "III"


def test_people_get_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(asked(country="DK", value="1611360")) == 0
    out = capsys.readouterr().out
    assert out.startswith("Regime: above\n")
    assert "1 611 360.00 DKK" in out


def test_a_missing_figure_is_named_and_nothing_is_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*asked(country="SE", value="2500000"), "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "se-other on 2026-05-01" in told.err


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ({"country": "FI"}, "--country"),
        ({"buyer": "king"}, "--buyer"),
        ({"category": "weapons"}, "--category"),
        ({"value": "2,4"}, "--value"),
        ({"value": "-1"}, "--value"),
        ({"value": "many"}, "--value"),
        ({"on": "soon"}, "--on"),
    ],
)
def test_a_wrong_word_is_told_with_its_flag(
    words: dict[str, str], place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(asked(**words)) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(place)
