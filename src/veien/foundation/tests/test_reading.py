"""What is read is what is written, or it is refused with its place."""

import json
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from veien.foundation.reading import BadDocument, Fault, path_of, read_document


def read(text: str | bytes, **how: object) -> object:
    data = text.encode() if isinstance(text, str) else text
    return read_document(data, name="case.yaml", **how)  # type: ignore[arg-type]


def faults(text: str | bytes, **how: object) -> list[str]:
    with pytest.raises(BadDocument) as caught:
        read(text, **how)
    assert caught.value.faults
    return [fault.line() for fault in caught.value.faults]


def test_plain_yaml_is_read_as_it_stands() -> None:
    text = 'a: 1\nb: [two, "3", -4]\nc: {d: true, e: false, f: null, g: ~, h: }\n'
    assert read(text) == {
        "a": 1,
        "b": ["two", "3", -4],
        "c": {"d": True, "e": False, "f": None, "g": None, "h": None},
    }


def test_words_that_older_yaml_turns_into_booleans_stay_words() -> None:
    words = ["NO", "no", "on", "off", "yes", "y", "n", "True", "FALSE"]
    assert read(f"[{', '.join(words)}]") == words
    assert read("no: nb\nyes: 1") == {"no": "nb", "yes": 1}


def test_days_stay_text_unless_asked_for() -> None:
    assert read("on: 2026-05-01") == {"on": "2026-05-01"}
    assert read("on: 2026-05-01\nat: 2026-05-01T12:00:00", dates=True) == {
        "on": date(2026, 5, 1),
        "at": "2026-05-01T12:00:00",
    }
    assert faults("on: 2026-02-30", dates=True) == [
        "line 1, on: 2026-02-30 is no day in the calendar. Write a day that exists, as YYYY-MM-DD."
    ]


@pytest.mark.parametrize(
    "word",
    ["1.5", "1e5", "1.5E-3", "-0.25", ".5", "5.", ".inf", "-.INF", ".nan", "NaN", "Infinity"]
    + ["010", "0x1F", "0b11", "0o17", "1_000", "+5", "12:30", "190:20:30.15", "007"],
)
def test_every_number_that_is_no_plain_whole_number_is_refused(word: str) -> None:
    assert len(faults(f"a: {word}")) == 1
    assert read(f"a: '{word}'") == {"a": word}


def test_unquoted_decimals_are_exact_where_they_are_allowed() -> None:
    assert read("a: 0.1\nb: 2\nc: 1e-3", unquoted_decimals=True) == {
        "a": Decimal("0.1"),
        "b": 2,
        "c": Decimal("0.001"),
    }
    assert read('{"a": 0.1}', unquoted_decimals=True) == {"a": Decimal("0.1")}
    assert len(faults("a: .inf\nb: 010", unquoted_decimals=True)) == 2


def test_each_fault_of_yaml_is_told_with_its_line_and_path() -> None:
    text = (
        "criteria:\n  - {id: a}\n  - id: b\n    weight: 0.5\n    weight: 1\n  - &x c\n  - *x\n  - !!str 5\n"
    )
    assert faults(text) == [
        'line 4, criteria[1].weight: 0.5 is a decimal without quotes. Write it in quotes: "0.5".',
        "line 5, criteria[1].weight: The key weight stands more than once. Keep one of them.",
        "line 6, criteria[2]: &x names a place to refer to. Take the mark away.",
        "line 7, criteria[3]: *x refers to another place. Write the value itself.",
        "line 8, criteria[4]: The tag tag:yaml.org,2002:str is not read. Take the tag away.",
    ]


def test_merge_keys_are_refused() -> None:
    assert "line 1, (top): A merge key (<<) is not read. Write the keys out." in faults("<<: {a: 1}\nb: 2")


def test_keys_are_text() -> None:
    assert faults("1: a") == ["line 1, (top): The key 1 is not text. Put the key in quotes."]
    assert faults("? [a]\n: b") == ["line 1, (top): A key is a list or a mapping. Write the key as text."]


def test_each_fault_of_json_is_told_with_its_path() -> None:
    assert faults('{"a": 1.0, "b": [NaN, {"c d": 1, "c d": 2}], "e": -Infinity}') == [
        'a: 1.0 is a decimal without quotes. Write it in quotes: "1.0".',
        "b[0]: NaN is no number. Write a number, or leave the key out.",
        'b[1]["c d"]: The key c d stands more than once. Keep one of them.',
        "e: -Infinity is no number. Write a number, or leave the key out.",
    ]


def test_flow_yaml_is_read_though_it_begins_as_json() -> None:
    assert read("{a: 1, b: [x, y]}") == {"a": 1, "b": ["x", "y"]}
    assert read('  {"a": 1,}') == {"a": 1}


def test_broken_json_is_told_as_json() -> None:
    (line,) = faults('{"a": 1')
    assert line.startswith("line 1, column 8: This is not valid JSON: ")


def test_broken_yaml_is_told_with_its_line() -> None:
    (line,) = faults("a: [1\nb: 2\n")
    assert line.startswith("line 2, column ")
    assert "This is not valid YAML: " in line


@pytest.mark.parametrize("text", ["", "  \n ", "# only a remark\n", "\ufeff"])
def test_an_empty_file_is_refused(text: str) -> None:
    assert faults(text) == ["case.yaml: The file is empty. Write the document in it."]


def test_several_documents_are_refused() -> None:
    assert faults("a: 1\n---\nb: 2\n") == ["line 2: The file holds several documents. Keep one of them."]


def test_a_mark_of_byte_order_is_no_part_of_the_text() -> None:
    assert read(b"\xef\xbb\xbfa: 1") == {"a": 1}
    assert read(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


def test_text_that_is_not_utf_8_is_refused_with_its_line() -> None:
    assert faults("a: 1\nb: ø".encode("latin-1")) == [
        "line 2: The text is not UTF-8. Save the file with the encoding UTF-8."
    ]


def test_a_file_that_is_too_large_is_refused() -> None:
    assert read("a: 12345", most_bytes=8) == {"a": 12345}
    assert faults("a: 123456", most_bytes=8) == [
        "case.yaml: The file is larger than 8 bytes. Split it or make it smaller."
    ]


@pytest.mark.parametrize("opening", ["[", "- ", '{"a":'])
def test_depth_is_bounded_before_it_hurts(opening: str) -> None:
    assert "nested deeper than 100 levels" in faults(opening * 50_000)[0]


def test_a_hundred_levels_are_read_and_one_more_is_refused() -> None:
    for left, right in (("[", "]"), ("[a, ", "]")):
        read(left * 100 + right * 100)
        assert "nested deeper" in faults(left * 101 + right * 101)[0]


@pytest.mark.parametrize("form", ["[{}]", "- {}"])
def test_a_whole_number_has_at_most_a_thousand_digits(form: str) -> None:
    assert read(form.format("9" * 1000)) == [int("9" * 1000)]
    assert "more than 1000 digits" in faults(form.format("9" * 1001))[0]
    assert "more than 1000 digits" in faults(form.format("9" * 100_000))[0]


def test_half_a_letter_is_refused() -> None:
    assert faults('{"a": ["\\ud800"]}') == [
        "a[0]: The text holds half of a letter (a lone surrogate). Write the letter itself."
    ]
    assert faults('{"\\udfff": 1}')
    assert read('{"a": "\\ud83d\\ude00"}') == {"a": "\U0001f600"}


def test_a_thousand_faults_are_told_up_to_a_hundred() -> None:
    assert len(faults("[" + "1.5, " * 1000 + "1]")) == 100
    assert len(faults("- 1.5\n" * 1000)) == 100


def test_the_parser_without_libyaml_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: 1\nb: NO\nc: '2'\nd: |\n  lines\n  of text\n"
    with_libyaml = read(text)
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert read(text) == with_libyaml == {"a": 1, "b": "NO", "c": "2", "d": "lines\nof text\n"}
    assert len(faults("a: &x 1.5\nb: *x")) == 2


def test_reading_json_does_not_load_a_yaml_parser() -> None:
    code = (
        "import sys; from veien.foundation.reading import read_document as read;"
        "read(b'{\"a\": 1}', name='x'); assert 'yaml' not in sys.modules;"
        "read(b'a: 1', name='x'); assert 'yaml' in sys.modules; assert 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_places_are_written_so_that_they_can_be_found() -> None:
    assert path_of([]) == "(top)"
    assert path_of(["criteria", 1, "weight"]) == "criteria[1].weight"
    assert path_of(["a b", 0]) == '["a b"][0]'


def refusals(data: bytes | str) -> list[Fault]:
    try:
        read(data)
    except BadDocument as refused:
        return refused.faults
    return []


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
)


@given(st.lists(PLAIN) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), PLAIN))
def test_json_is_read_back_as_it_was(value: object) -> None:
    assert read(json.dumps(value)) == value
    assert read(json.dumps(value, ensure_ascii=False)) == value


@given(st.binary(max_size=60) | st.text(alphabet="{}[]:,-&*!<>|'\"#\n ab01.", max_size=40))
def test_whatever_comes_is_read_or_refused_with_a_sentence(data: bytes | str) -> None:
    assert all(fault.where and fault.what.endswith(".") and fault.mend for fault in refusals(data))
