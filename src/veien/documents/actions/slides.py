"""Slides for a meeting: real titles and outlines, tables and charts that can be read aloud and changed."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Cm, Pt

from veien.documents.actions.labels import labels_in, moment_in
from veien.documents.actions.paper import paper
from veien.documents.rules import Bars, Bullets, Callout, KeyFigures, Paragraph, Table, clean_text, repacked
from veien.documents.rules.slides import Deck, Slide, check_deck, digest_of_deck

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_FJORD, _INK, _SOFT = RGBColor(0x0B, 0x4F, 0x5C), RGBColor(0x1B, 0x28, 0x30), RGBColor(0x52, 0x62, 0x6C)
_SUN, _WHITE, _PALE = RGBColor(0x7A, 0x37, 0x05), RGBColor(0xFF, 0xFF, 0xFF), RGBColor(0xE6, 0xF0, 0xF1)
_TAGS = {"nb": "nb-NO", "nn": "nn-NO", "sv": "sv-SE", "da": "da-DK", "en": "en-GB"}
_WIDE, _HIGH = Cm(33.867), Cm(19.05)
_LEFT, _TOP, _ROOM, _DEEP = Cm(1.8), Cm(4.1), Cm(30.2), Cm(12.6)
_TITLE_SLIDE, _CONTENT, _TITLE_ONLY = 0, 1, 5


def build_slides(deck: Deck, *, at: datetime) -> bytes:
    """Write slides as a .pptx file.

    Shape: a first slide with the pairs of ``meta``, then one slide each, then one with time and digest; the same deck
    and time give the same bytes.
    Raises: CannotBuild if a slide would not be read from the back row.
    """
    check_deck(deck)
    show = Presentation()
    show.slide_width, show.slide_height = _WIDE, _HIGH
    _describe(show, deck, at)
    labels = labels_in(deck.language)
    _first(show, deck, labels)
    for slide in deck.slides:
        _write(show, slide)
    _last(show, deck, labels, at)
    for number, made in enumerate(show.slides, start=1):
        _foot(made, deck, number, labels)
    _set_language(show, _TAGS.get(deck.language.split("-")[0], deck.language))
    target = io.BytesIO()
    show.save(target)
    return repacked(target.getvalue(), _steady)


def _describe(show: Any, deck: Deck, at: datetime) -> None:
    about = show.core_properties
    about.title, about.subject, about.author = clean_text(deck.title), clean_text(deck.subtitle), "Veien"
    about.language, about.last_modified_by, about.revision = deck.language, "Veien", 1
    about.created = about.modified = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _first(show: Any, deck: Deck, labels: dict[str, str]) -> None:
    slide = show.slides.add_slide(show.slide_layouts[_TITLE_SLIDE])
    title, under = slide.shapes.title, slide.placeholders[1]
    _place(title, Cm(5), Cm(4))
    title.text_frame.text = clean_text(deck.title)
    _look(title.text_frame, 44, _FJORD, bold=True)
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    _place(under, Cm(9.4), Cm(6))
    lines = [deck.subtitle, *(f"{name}: {value}" for name, value in deck.meta)]
    lines += [labels["example_text"]] if deck.is_example else []
    _fill(under.text_frame, lines, 20, _INK)


def _write(show: Any, slide: Slide) -> None:
    block = slide.block
    layout = _CONTENT if isinstance(block, Bullets | Paragraph | Callout) else _TITLE_ONLY
    made = show.slides.add_slide(show.slide_layouts[layout])
    _title(made, slide.title)
    if isinstance(block, Bullets):
        _body(made, list(block.items))
    elif isinstance(block, Paragraph):
        _body(made, [" ".join(filter(None, (block.lead, block.text)))])
    elif isinstance(block, Callout):
        _body(made, [block.title, block.text])
    elif isinstance(block, Table):
        _table(made, block)
    elif isinstance(block, KeyFigures):
        _figures(made, block)
    else:
        _chart(made, block)
    if slide.notes:
        made.notes_slide.notes_text_frame.text = clean_text(slide.notes)


def _title(made: Any, text: str) -> None:
    title = made.shapes.title
    _place(title, Cm(1.1), Cm(2.6))
    title.text_frame.text = clean_text(text)
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _look(title.text_frame, 32, _FJORD, bold=True)


def _body(made: Any, lines: list[str]) -> None:
    body = made.placeholders[1]
    _place(body, _TOP, _DEEP)
    letters = sum(len(line) for line in lines)
    _fill(body.text_frame, lines, 26 if letters < 400 else 22 if letters < 700 else 18, _INK)


def _table(made: Any, block: Table) -> None:
    rows, columns = len(block.rows) + 1, len(block.columns)
    frame = made.shapes.add_table(rows, columns, _LEFT, _TOP, _ROOM, Cm(1.3 * rows))
    frame.name = clean_text(block.caption) or "Table"
    table = frame.table
    shares = block.widths or (1,) * columns
    for at, share in enumerate(shares):
        table.columns[at].width = int(_ROOM * share / sum(shares))
    for number, row in enumerate((block.columns, *block.rows)):
        for at, text in enumerate(row):
            cell = table.cell(number, at)
            cell.text_frame.text = clean_text(text)
            cell.fill.solid()
            cell.fill.fore_color.rgb = _FJORD if number == 0 else _WHITE if number % 2 else _PALE
            _look(cell.text_frame, 16, _WHITE if number == 0 else _INK, bold=number == 0)
            if at in block.numeric:
                cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _figures(made: Any, block: KeyFigures) -> None:
    wide = int(_ROOM / len(block.items))
    for at, figure in enumerate(block.items):
        box = made.shapes.add_textbox(_LEFT + at * wide, Cm(6), wide, Cm(6))
        box.name = clean_text(figure.label)
        frame = box.text_frame
        frame.word_wrap = True
        _fill(frame, [figure.value, figure.label, *([figure.note] if figure.note else [])], 22, _SOFT)
        run = frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold, run.font.color.rgb = Pt(60), True, _FJORD


def _chart(made: Any, block: Bars) -> None:
    data = CategoryChartData(number_format="General")
    data.categories = [clean_text(f"{each.label}: {each.shown}") for each in block.rows]
    for at in range(len(block.rows[0].parts)):
        name = block.legend[at] if at < len(block.legend) else block.caption
        data.add_series(clean_text(name), [float(each.parts[at]) for each in block.rows])
    frame = made.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, _LEFT, _TOP, _ROOM, _DEEP, data)
    frame.name = clean_text(block.caption)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", clean_text(block.alt))
    chart = frame.chart
    chart.has_title, chart.has_legend = False, bool(block.legend)
    chart.font.size, chart.font.color.rgb = Pt(18), _INK
    chart.category_axis.reverse_order = True
    chart.category_axis.has_major_gridlines = chart.value_axis.has_major_gridlines = False
    chart.value_axis.visible, chart.value_axis.minimum_scale = False, 0
    chart.plots[0].gap_width, chart.plots[0].overlap = 45, 100
    fill = chart.plots[0].series[0].format.fill
    fill.solid()
    fill.fore_color.rgb = _FJORD


def _last(show: Any, deck: Deck, labels: dict[str, str], at: datetime) -> None:
    made = show.slides.add_slide(show.slide_layouts[_CONTENT])
    _title(made, labels["version_heading"])
    digest = digest_of_deck(deck)
    body = made.placeholders[1]
    _place(body, _TOP, _DEEP)
    version = [f"{labels['version']}: {paper().version}"] if paper().version else []
    lines = [
        f"{labels['made']}: {moment_in(deck.language, at)}",
        *version,
        labels["slides_digest_text"],
        digest,
    ]
    _fill(body.text_frame, lines, 18, _SOFT)


def _foot(made: Any, deck: Deck, number: int, labels: dict[str, str]) -> None:
    box = made.shapes.add_textbox(_LEFT, Cm(17.6), _ROOM, Cm(1))
    box.name = "Foot"
    text = f"{deck.subtitle} · {number}" if deck.subtitle else str(number)
    _fill(box.text_frame, [text + (f" · {labels['example']}" if deck.is_example else "")], 12, _SOFT)
    if deck.is_example:
        box.text_frame.paragraphs[0].runs[0].font.color.rgb = _SUN


def _place(shape: Any, top: int, height: int) -> None:
    shape.left, shape.top, shape.width, shape.height = _LEFT, top, _ROOM, height


def _fill(frame: Any, lines: list[str], size: float, colour: RGBColor) -> None:
    frame.word_wrap = True
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.text = clean_text(line)
        paragraph.space_after = Pt(8)
    _look(frame, size, colour)


def _look(frame: Any, size: float, colour: RGBColor, *, bold: bool = False) -> None:
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        for run in paragraph.runs:
            run.font.name, run.font.size, run.font.bold = "Calibri", Pt(size), bold
            run.font.color.rgb = colour


def _set_language(show: Any, tag: str) -> None:
    space = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    for made in show.slides:
        for mark in made.element.iter(f"{space}rPr", f"{space}endParaRPr"):
            mark.set("lang", tag)


def _steady(name: str, content: bytes) -> bytes:
    """Take the time of making out of the workbook behind a chart: the same slides are the same bytes."""
    if not name.endswith(".xlsx"):
        return content
    return repacked(content, _undated)


def _undated(name: str, content: bytes) -> bytes:
    if name != "docProps/core.xml":
        return content
    return re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*(<)", rb"\g<1>1980-01-01T00:00:00Z\g<2>", content)
