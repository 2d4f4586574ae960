"""The charts: readable by a machine, complete, inside their frame, with a table that says the same."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from veien.web.rules import charts
from veien.web.rules.charts.bars import GAP

SVG = "{http://www.w3.org/2000/svg}"
FIGURES = some.decimals(0, 100, places=2)
SIGNED = some.decimals(-100, 100, places=2)
WORDS = some.text(max_size=30)
NAMED = {"title": "T & <b>", "desc": "What it shows.", "key": "k"}
DAY = some.dates(date(2015, 1, 1), date(2019, 12, 31))


def drawings(markup: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(f"<figure>{markup}</figure>"))


def frame_of(drawn: ElementTree.Element) -> tuple[float, float]:
    left, top, width, height = (float(part) for part in drawn.attrib["viewBox"].split())
    assert (left, top) == (0, 0)
    return width, height


def is_named(drawn: ElementTree.Element) -> bool:
    ids = {part.attrib["id"]: part for part in drawn if "id" in part.attrib}
    name = ids[drawn.attrib["aria-labelledby"]]
    about = ids[drawn.attrib["aria-describedby"]]
    return name.text == "T & <b>" and about.text == "What it shows." and drawn.attrib["role"] == "img"


def all_bars_inside(drawn: ElementTree.Element) -> bool:
    width, height = frame_of(drawn)
    for bar in drawn.iter(f"{SVG}rect"):
        x, y, w, h = (float(bar.attrib[name]) for name in ("x", "y", "width", "height"))
        if x < -0.1 or w < 0 or x + w > width + 0.1 or y < 0 or y + h > height + 0.1:
            return False
    return True


@given(some.lists(some.tuples(WORDS, SIGNED), max_size=8))
@settings(max_examples=30, deadline=None)
def test_bars_stand_in_both_drawings_and_in_the_table(rows: list[tuple[str, Decimal]]) -> None:
    given_rows = [charts.BarRow(label, value, str(value)) for label, value in rows]
    both = drawings(charts.bar(given_rows, **NAMED))
    assert [drawn.attrib["class"] for drawn in both] == ["chart-wide", "chart-narrow"]
    for drawn in both:
        assert is_named(drawn)
        assert all_bars_inside(drawn)
        assert len(list(drawn.iter(f"{SVG}rect"))) == len(rows)
    twin = charts.bar_twin(given_rows, label="Who", value="What")
    assert twin.rows == tuple((label, str(value)) for label, value in rows)


@given(some.lists(some.tuples(WORDS, some.lists(FIGURES, min_size=3, max_size=3)), min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
def test_stacked_parts_add_up_to_the_length_of_the_bar(rows: list[tuple[str, list[Decimal]]]) -> None:
    stacked = [
        charts.StackedRow(
            name, tuple(charts.Part(f"P{at}", value, str(value)) for at, value in enumerate(parts)), "sum"
        )
        for name, parts in rows
    ]
    highest = max(sum(parts) for _, parts in rows)
    for drawn in drawings(charts.stacked_bar(stacked, **NAMED)):
        assert is_named(drawn)
        assert all_bars_inside(drawn)
        bars = list(drawn.iter(f"{SVG}rect"))
        assert len(bars) == 3 * len(rows)
        if highest > 1:
            ends = [float(bar.attrib["x"]) + float(bar.attrib["width"]) for bar in bars[2::3]]
            longest = max(range(len(rows)), key=lambda at: sum(rows[at][1]))
            assert (
                ends[longest] >= max(ends) - GAP - 0.2
            )  # a part ends a gap before the next one, the last too


def test_a_part_too_small_for_words_shows_its_number_and_its_title() -> None:
    row = charts.StackedRow("A", (charts.Part("Price", 90, "90"), charts.Part("Safety", 3, "3.00")), "93")
    wide, narrow = drawings(charts.stacked_bar([row], **NAMED))
    assert "Price 90" in {line.text for line in wide.iter(f"{SVG}text")}
    assert "Safety: 3.00" in {title.text for title in narrow.iter(f"{SVG}title")}
    assert "2" in {line.text for line in wide.iter(f"{SVG}text")}


def test_the_twin_of_a_stacked_bar_has_a_column_for_every_part() -> None:
    row = charts.StackedRow("A", (charts.Part("Price", 1, "1,0"), charts.Part("Safety", 2, "2,0")), "3,0")
    twin = charts.stacked_twin([row], name="Tenderer", total="Sum")
    assert twin == charts.Twin(("Tenderer", "Price", "Safety", "Sum"), (("A", "1,0", "2,0", "3,0"),))
    assert charts.stacked_twin([], name="Tenderer", total="Sum").headings == ("Tenderer", "Sum")


@given(some.lists(some.lists(some.tuples(SIGNED, SIGNED), max_size=30), max_size=7))
@settings(max_examples=30, deadline=None)
def test_every_line_and_mark_stays_inside(lines: list[list[tuple[Decimal, Decimal]]]) -> None:
    series = [charts.LineSeries(f"S{at}", tuple(points)) for at, points in enumerate(lines)]
    axis = charts.Axis("x", ((0, "0"), (50, "50"), (100, "100")))
    for drawn in drawings(
        charts.line(series, x_axis=axis, y_axis=axis, markers=[charts.Marker(40, "now")], **NAMED)
    ):
        assert is_named(drawn)
        width, height = frame_of(drawn)
        paths = [
            part for part in drawn.iter(f"{SVG}path") if part.attrib.get("class", "").startswith("line l")
        ]
        assert len(paths) == len([points for points in lines if points])
        for part in paths:
            spots = [spot.split() for spot in part.attrib["d"][1:].split(" L")]
            assert all(0 <= float(x) <= width and 0 <= float(y) <= height for x, y in spots)


def test_lines_differ_by_dash_and_mark_and_not_only_by_colour() -> None:
    points = ((0, 1), (1, 2))
    series = [charts.LineSeries(label, points, ("1", "2")) for label in ("A", "B")]
    axis = charts.Axis("x", ((0, "0"), (1, "1")))
    drawn = drawings(charts.line(series, x_axis=axis, y_axis=axis, **NAMED))[0]
    dashes = [
        part.attrib.get("stroke-dasharray")
        for part in drawn.iter(f"{SVG}path")
        if "line l" in str(part.attrib)
    ]
    assert len(set(dashes)) == 2
    assert list(drawn.iter(f"{SVG}circle"))
    assert list(drawn.iter(f"{SVG}rect"))
    twin = charts.line_twin(series, x_title="Weight", x_texts=("0", "1", "2"))
    assert twin.rows == (("0", "1", "1"), ("1", "2", "2"), ("2", "", ""))


@given(some.lists(WORDS, max_size=8), some.data())
@settings(max_examples=30, deadline=None)
def test_a_spider_stays_inside_its_frame(axes: list[str], data: some.DataObject) -> None:
    values = some.tuples(*(FIGURES for _ in axes))
    series = [
        charts.SpiderSeries(f"S{at}", one, tuple(str(value) for value in one))
        for at, one in enumerate(data.draw(some.lists(values, max_size=4)))
    ]
    for drawn in drawings(charts.spider(axes, series, most=10, **NAMED)):
        assert is_named(drawn)
        width, height = frame_of(drawn)
        for mark in drawn.iter(f"{SVG}circle"):
            assert 0 <= float(mark.attrib["cx"]) <= width
            assert 0 <= float(mark.attrib["cy"]) <= height
    twin = charts.spider_twin(axes, series, name="Criterion")
    assert len(twin.rows) == len(axes)


@given(some.lists(some.tuples(WORDS, DAY, some.none() | some.integers(0, 400)), max_size=8), DAY)
@settings(max_examples=30, deadline=None)
def test_a_timeline_shows_every_row_on_one_calendar(
    rows: list[tuple[str, date, int | None]], today: date
) -> None:
    listed = [
        charts.TimelineRow(label, day, None if days is None else day + timedelta(days), "when")
        for label, day, days in rows
    ]
    markup = charts.timeline(listed, ticks=[(date(2016, 1, 1), "2016")], today=(today, "today"), **NAMED)
    for drawn in drawings(markup):
        assert is_named(drawn)
        assert all_bars_inside(drawn)
        assert len(list(drawn.iter(f"{SVG}g"))) == len(rows)
    assert len(charts.timeline_twin(listed, what="What", when="When").rows) == len(rows)


def test_a_later_start_stands_further_right() -> None:
    first = charts.TimelineRow("A", date(2016, 1, 1), date(2016, 2, 1), "January")
    second = charts.TimelineRow("B", date(2016, 3, 1), date(2016, 4, 1), "March")
    wide = drawings(charts.timeline([first, second], ticks=[], **NAMED))[0]
    a, b = wide.iter(f"{SVG}rect")
    assert float(a.attrib["x"]) + float(a.attrib["width"]) < float(b.attrib["x"])


@pytest.mark.parametrize("lines", [False, True])
def test_the_legend_numbers_and_names_every_series(lines: bool) -> None:
    markup = ElementTree.fromstring(charts.legend(["Price", "Safety <1>"], lines=lines))
    assert [item.findtext("span") for item in markup.iter("li")] == ["Price", "Safety <1>"]
    assert all(svg.attrib["aria-hidden"] == "true" for svg in markup.iter("svg"))
