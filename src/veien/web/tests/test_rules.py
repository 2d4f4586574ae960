"""The pure half of the page frame: figures, tables, text measures."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as some

from veien.web.rules.numbers import (
    in_language,
    initials_of,
    short_digest,
    written_money,
    written_number,
)
from veien.web.rules.svg import Box, clean
from veien.web.rules.table import Column, table_page
from veien.web.rules.text import fitted, shortened, text_width, wrapped

COLUMNS = (Column("ref", "Number"), Column("title", "Title"), Column("note", "Note", can_sort=False))
LANGUAGES = ("nb", "sv", "da", "en")
THEME = Path(__file__).resolve().parent.parent / "static" / "web" / "theme.css"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("nb", "31\u00a0250\u00a0000,50"),
        ("sv", "31\u00a0250\u00a0000,50"),
        ("da", "31.250.000,50"),
        ("en", "31,250,000.50"),
    ],
)
def test_a_figure_is_written_as_each_language_writes_it(language: str, shown: str) -> None:
    assert written_number(Decimal("31250000.50"), language) == shown


@pytest.mark.parametrize(
    ("language", "currency", "shown"),
    [
        ("nb", "NOK", "1\u00a0560\u00a0000\u00a0kr"),
        ("sv", "NOK", "1\u00a0560\u00a0000\u00a0NOK"),
        ("da", "DKK", "1.560.000\u00a0kr"),
        ("en", "NOK", "NOK\u00a01,560,000"),
    ],
)
def test_only_the_readers_own_krone_is_called_krone(language: str, currency: str, shown: str) -> None:
    assert written_money(Decimal(1560000), currency, language) == shown


def test_an_amount_with_oere_shows_two_decimals_and_nothing_shows_a_dash() -> None:
    assert written_money(Decimal("10.5"), "NOK", "nb") == "10,50\u00a0kr"
    assert written_money(None, "NOK", "nb") == written_number(None, "nb") == "\u2013"


@given(some.decimals(-(10**15), 10**15, places=4), some.sampled_from(LANGUAGES))
def test_a_written_figure_can_be_read_back(value: Decimal, language: str) -> None:
    written = written_number(value, language).replace("\u2212", "-").replace("\u00a0", "")
    read = written.replace(".", "").replace(",", ".") if language != "en" else written.replace(",", "")
    assert Decimal(read) == value


@given(some.decimals(allow_nan=True, allow_infinity=True), some.integers(0, 6))
def test_any_decimal_can_be_shown_with_fixed_places(value: Decimal, places: int) -> None:
    if value.is_finite() and abs(value) < Decimal(10) ** 18:
        shown = written_number(value, "nb", places=places)
        assert len(shown.partition(",")[2]) == places
    elif not value.is_finite():
        assert written_number(value, "nb", places=places) == str(value)


def test_a_digest_is_cut_to_what_the_eye_compares() -> None:
    assert short_digest("0123456789abcdef" * 4) == "01234567\u2026cdef"
    assert short_digest("short") == "short"


@pytest.mark.parametrize(
    ("name", "letters"), [("Kari Nordmann", "KN"), ("kari.leder@example.org", "KL"), ("Ola", "O"), ("", "?")]
)
def test_initials_stand_for_a_person(name: str, letters: str) -> None:
    assert initials_of(name) == letters


def test_a_missing_language_falls_back_to_one_that_is_there() -> None:
    assert in_language({"nb": "krav", "da": "krav!"}, "sv") == "krav"
    assert in_language({"sv": "krav", "nb": "nei"}, "sv-se") == "krav"
    assert in_language("plain", "nb") == "plain"
    assert in_language(None, "nb") == ""
    assert in_language({}, "nb") == ""


def test_a_table_is_cut_where_the_address_says() -> None:
    table = table_page(COLUMNS, {"page": "2", "sort": "-title", "q": "alarm"}, total=120, size=50)
    assert (table.start, table.stop, table.first_shown, table.last_page) == (50, 100, 51, 3)
    assert table.order_by == "-title"
    assert dict(parse_qsl(table.next_url[1:])) == {"q": "alarm", "sort": "-title", "page": "3"}


def test_a_heading_turns_its_own_order_and_starts_others_rising() -> None:
    table = table_page(COLUMNS, {"sort": "ref"}, total=3)
    ref, title, note = table.headings
    assert (ref.sort, ref.url) == ("ascending", "?sort=-ref")
    assert (title.sort, title.url) == ("none", "?sort=title")
    assert (note.sort, note.url) == ("", "")


@given(
    some.dictionaries(some.sampled_from(("sort", "page", "q")), some.text(max_size=8)), some.integers(0, 9999)
)
def test_no_address_leads_outside_the_table(address: dict[str, str], total: int) -> None:
    table = table_page(COLUMNS, address, total=total, order="ref", size=25)
    assert 0 <= table.start <= max(total, 0)
    assert table.start <= table.stop <= total
    assert 1 <= table.page <= table.last_page
    assert table.order in {"ref", "title"}
    shown = [link.number for link in table.pages if not link.is_gap]
    assert shown == sorted(set(shown))
    assert not table.pages or {1, table.page, table.last_page} <= set(shown)


@given(some.text(max_size=60), some.floats(30, 400))
def test_wrapping_loses_no_letter_and_keeps_to_its_lines(words: str, width: float) -> None:
    lines = wrapped(words, width, 13)
    assert 1 <= len(lines) <= 3
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", words)


@given(some.lists(some.text("abcæøå", min_size=1, max_size=14), min_size=2, max_size=8), some.floats(60, 300))
def test_a_line_is_cut_after_a_whole_word(pieces: list[str], width: float) -> None:
    kept = shortened(" ".join(pieces), width, 13).removesuffix("…").split(" ")
    assert kept == pieces[: len(kept)] or (len(kept) == 1 and pieces[0].startswith(kept[0]))


@given(some.text(min_size=1, max_size=80), some.floats(40, 300))
def test_what_is_fitted_fits(words: str, width: float) -> None:
    assert text_width(shortened(words, width, 13), 13) <= width
    lines = fitted(words, width, 13)
    assert len(lines) <= 2
    assert all(text_width(line, 13) <= width for line in lines)


def test_even_lines_are_chosen_and_numbers_stay_with_their_word() -> None:
    assert wrapped("Beslutning 1: Skal vi anskaffe?", 92, 13) == ("Beslutning 1:", "Skal vi", "anskaffe?")
    assert wrapped("Gjennomføre anskaffelsen", 92, 13) == ("Gjennomføre", "anskaffelsen")


def test_boxes_that_only_touch_do_not_overlap() -> None:
    box = Box(0, 0, 10, 10)
    assert not box.overlaps(Box(10, 0, 20, 10))
    assert box.overlaps(Box(9, 9, 20, 20))
    assert box.moved(x=5).overlaps(box)
    assert not box.moved(y=30).overlaps(box.grown(5))


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert clean('a\x00\x0b<"\ud800&') == "a&lt;&quot;&amp;"


PAIRS = (
    ("ink", "paper", 4.5), ("ink", "card", 4.5), ("ink-soft", "paper", 4.5), ("ink-soft", "card", 4.5),
    ("ink-soft", "sunken", 4.5), ("ink-soft", "phase-odd", 4.5), ("ink-soft", "phase-even", 4.5),
    ("ink", "phase-odd", 4.5), ("ink", "phase-even", 4.5), ("ink", "fjord-soft", 4.5), ("ink", "sun-soft", 4.5),
    ("fjord", "paper", 4.5), ("fjord", "card", 4.5), ("fjord", "fjord-soft", 4.5), ("fjord-hover", "paper", 4.5),
    ("on-fjord", "fjord", 4.5), ("on-fjord", "fjord-hover", 4.5), ("fjord-strong", "fjord-soft", 4.5),
    ("decision-strong", "decision-soft", 4.5), ("decision-strong", "phase-odd", 4.5),
    ("decision-strong", "phase-even", 4.5), ("on-decision", "decision", 4.5), ("sun-strong", "sun-soft", 4.5),
    ("sun-strong", "phase-odd", 4.5), ("sun-strong", "phase-even", 4.5), ("sun-strong", "card", 4.5),
    ("danger", "card", 4.5), ("danger", "paper", 4.5), ("danger-strong", "danger-soft", 4.5),
    ("on-danger", "danger", 4.5), ("fjord", "danger-soft", 4.5), ("fjord", "sun-soft", 4.5),
    ("edge", "card", 3), ("edge", "paper", 3), ("stop-edge", "phase-odd", 3), ("stop-edge", "phase-even", 3),
    ("decision", "phase-odd", 3), ("decision", "phase-even", 3), ("sun", "phase-odd", 3), ("thread", "card", 3),
    ("focus", "paper", 3), ("focus", "card", 3), ("focus", "focus-inner", 3),
    *((f"on-series-{number}", f"series-{number}", 4.5) for number in range(1, 7)),
)  # fmt: skip


def colours() -> dict[str, tuple[str, str]]:
    found = re.findall(r"--([\w-]+):light-dark\((#[0-9a-f]{6}),(#[0-9a-f]{6})\)", THEME.read_text("utf-8"))
    return {name: (light, dark) for name, light, dark in found}


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_every_colour_can_be_told_from_its_ground_in_light_and_dark(
    front: str, ground: str, least: float
) -> None:
    for place in (0, 1):
        pair = sorted((brightness(colours()[front][place]), brightness(colours()[ground][place])))
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= least
