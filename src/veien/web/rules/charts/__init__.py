"""Charts as SVG, drawn on the server. Pure: figures and finished texts in, markup out.

Every chart has a name and a description for screen readers and a twin in words (``Twin``), which the page shows as a
table beside it. The caller formats every figure; a chart never does. Colour is never alone: parts carry their name,
their figure or their number in the legend, lines carry a mark and a dash of their own.
"""

from veien.web.rules.charts.bars import BarRow, Part, StackedRow, bar, bar_twin, stacked_bar, stacked_twin
from veien.web.rules.charts.lines import Axis, LineSeries, Marker, line, line_twin
from veien.web.rules.charts.spiders import SpiderSeries, spider, spider_twin
from veien.web.rules.charts.timelines import TimelineRow, timeline, timeline_twin
from veien.web.rules.charts.twins import Twin, legend

__all__ = [
    "Axis",
    "BarRow",
    "LineSeries",
    "Marker",
    "Part",
    "SpiderSeries",
    "StackedRow",
    "TimelineRow",
    "Twin",
    "bar",
    "bar_twin",
    "legend",
    "line",
    "line_twin",
    "spider",
    "spider_twin",
    "stacked_bar",
    "stacked_twin",
    "timeline",
    "timeline_twin",
]
