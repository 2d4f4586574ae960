"""Whatever is wrong with a file: exit 2, a line per fault with where and how to mend it, soon and in little memory."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from veien.command.tests.test_evaluate import CASE

MOST_SECONDS = 20  # a machine at work; on a quiet one the slowest takes a few
MOST_MEMORY = 700_000_000

A_PRICE = 'price: "1000000"'
LONG = "9" * 100_000


def evaluated(text: str) -> subprocess.CompletedProcess[str]:
    """Run the command on standard input, in a process that may not use more memory than is said here."""
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "veien.command.main", "evaluate", "-", "--json"],
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY)),
    )
    assert time.monotonic() - begun < MOST_SECONDS
    return done


FAULTS = {
    "an unknown key": (("currency: NOK", "currency: NOK\ncolour: red"), ["colour"]),
    "an unknown key deep inside": (("name: Firm A,", "name: Firm A, colour: red,"), ["tenders[0].colour"]),
    "weights of 0.9999": (('weight: "0.5", kind', 'weight: "0.4999", kind'), ["criteria"]),
    "a weight that is a float": (('weight: "1"', "weight: 1.0"), ["line 12, criteria[1].children[0].weight"]),
    "a price that is a float": ((A_PRICE, "price: 1000000.00"), ["line 14, tenders[0].price"]),
    "a price with letters": ((A_PRICE, 'price: "1000000 kr"'), ["tenders[0].price"]),
    "a price with a comma": ((A_PRICE, 'price: "1000000,00"'), ["tenders[0].price"]),
    "a number of 100,000 digits": ((A_PRICE, f"price: {LONG}"), ["line 14, tenders[0].price"]),
    "the same in quotes": ((A_PRICE, f'price: "{LONG}"'), ["tenders[0].price"]),
    "points of 100,000 digits": (('use: "6"', f'use: "{LONG}"'), ["tenders[0].points.use"]),
    "not a number": ((A_PRICE, "price: NaN"), ["line 14, tenders[0].price"]),
    "not a number in YAML": ((A_PRICE, "price: .nan"), ["line 14, tenders[0].price"]),
    "not a number in quotes": ((A_PRICE, 'price: "NaN"'), ["tenders[0].price"]),
    "a price of nothing": ((A_PRICE, 'price: "0"'), ["tenders[0].price"]),
    "a missing price": ((f"{A_PRICE}, ", ""), ["tenders[0].price"]),
    "a missing score": (('points: {use: "6"}', "points: {}"), ["tenders[0].points.use"]),
    "two tenders of the same id": (("{id: B", "{id: A"), ["tenders[1].id"]),
    "two criteria of the same id": (("- id: quality", "- id: price"), ["criteria[1].id"]),
    "the same key twice": (("currency: NOK", "currency: NOK\ncurrency: SEK"), ["line 5, currency"]),
    "children and a kind": (("  - id: quality", "  - id: quality\n    kind: quality"), ["criteria[1]"]),
    "neither children nor a kind": ((', kind: price, model', ', model'), ["criteria[0]"]),
    "an anchor": (("criteria:", "criteria: &all"), ["line 7, criteria"]),
    "a criterion inside itself": (
        ("- id: quality\n    weight", "- &me\n    id: quality\n    parts: [*me]\n    weight"),
        ["line 9, criteria[1]", "line 11, criteria[1].parts[0]"],
    ),
    "a merge key": (("  - id: quality", "  - <<: {id: quality}\n    id: quality"), ["line 9, criteria[1]"]),
    "a tag": (("currency: NOK", "currency: !!python/object:os.system NOK"), ["line 4, currency"]),
}  # fmt: skip


@pytest.mark.parametrize(("change", "places"), FAULTS.values(), ids=FAULTS.keys())
def test_each_fault_is_told_where_it_is_and_how_to_mend_it(
    change: tuple[str, str], places: list[str]
) -> None:
    assert change[0] in CASE
    done = evaluated(CASE.replace(*change, 1))
    assert (done.returncode, done.stdout) == (2, "")
    lines = done.stderr.splitlines()
    assert [line.split(": ")[0] for line in lines] == places
    for line in lines:
        assert 20 < len(line) < 250
        assert line.count(". ") >= 1  # what is wrong, and how to mend it
        assert line.endswith(".") or line.endswith('"')


def test_all_rejected_leaves_nothing_to_rank() -> None:
    done = evaluated(CASE.replace('"}}', '"}, rejected: late}'))
    assert done.returncode == 2
    assert "tenders: Every tender is rejected. There must be one that is not." in done.stderr


HUGE: dict[str, Callable[[], str]] = {
    "50 MB of comments": lambda: "#" * 50_000_000,
    "50 MB of tenders": lambda: '{"tenders": [' + '{"id":"A"},' * 4_600_000 + "{}]}",
    "19 MB of tenders": lambda: '{"tenders": [' + '{"id":"A"},' * 1_700_000 + "{}]}",
    "brackets without an end": lambda: "[" * 15_000_000,
    "mappings without an end": lambda: '{"a":' * 3_000_000,
    "a text without an end": lambda: '"' + "a" * 15_000_000,
    "names of names of names": lambda: (
        "n0: &n0 [x]\n" + "".join(f"n{n}: &n{n} [*n{n - 1}, *n{n - 1}]\n" for n in range(1, 30))
    ),
    "criteria inside criteria": lambda: (
        "criteria:\n" + "".join(f"{' ' * n}- children:\n" for n in range(1, 2000))
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("made", HUGE.values(), ids=HUGE.keys())
def test_a_file_that_is_too_much_is_refused_soon_and_in_little_memory(made: Callable[[], str]) -> None:
    done = evaluated(made())
    assert (done.returncode, done.stdout) == (2, "")
    assert 1 <= len(done.stderr.splitlines()) <= 100
    assert "Traceback" not in done.stderr
    assert len(done.stderr) < 20_000


@pytest.mark.slow
def test_a_file_of_faults_is_told_a_thousand_of_them() -> None:
    unknown = "".join(f"k{number}: 1\n" for number in range(300_000))
    done = evaluated(CASE + unknown)
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert len(lines) == 1001
    assert lines[-1] == "(top): There are more than 1000 faults. Mend these first."
