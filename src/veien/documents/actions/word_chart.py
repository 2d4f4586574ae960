"""A bar chart as Word itself draws it, so that it can be read aloud, copied and changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

SERIES = ("0B4F5C", "2F7D4F", "D49A3A", "6C9AA5", "B4540A", "52626C")
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_EMU_PER_CM = 360_000
_WIDTH_CM = 16


def add_chart(document: Document, bars: Mapping[str, Any], *, number: int, language: str, wide: int) -> None:
    """Put a bar chart in a paragraph of its own, at most ``wide`` across, with its description in words."""
    package = document.part.package
    part = Part(
        PackURI(f"/word/charts/chart{number}.xml"),
        _CONTENT_TYPE,
        _chart_xml(bars, language).encode(),
        package,
    )
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    paragraph = document.add_paragraph()
    height = 1.4 + 0.95 * len(bars["rows"]) + (0.8 if bars["legend"] else 0)
    size = (min(wide, _WIDTH_CM * _EMU_PER_CM), round(height * _EMU_PER_CM))
    drawing = _drawing_xml(relation, number=number, alt=bars["alt"], name=bars["caption"], size=size)
    paragraph.add_run()._r.append(parse_xml(drawing))


def _drawing_xml(relation: str, *, number: int, alt: str, name: str, size: tuple[int, int]) -> str:
    wide, high = size
    return (
        f'<w:drawing xmlns:w="{_WORD}" xmlns:wp="{_PLACED}" xmlns:a="{_DRAWING}" xmlns:r="{_RELATIONS}">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{1000 + number}" name={quoteattr(name or f"Chart {number}")} descr={quoteattr(alt)}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART}">'
        f'<c:chart xmlns:c="{_CHART}" r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def _chart_xml(bars: Mapping[str, Any], language: str) -> str:
    rows = bars["rows"]
    count = len(rows[0]["parts"])
    labels = [f"{row['label']}: {row['shown']}" if row["shown"] else row["label"] for row in rows]
    series = "".join(_series_xml(bars, at, labels) for at in range(count))
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if bars["legend"] else ""
    longest = f'<c:max val="{bars["longest"]:f}"/>' if bars["longest"] else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_DRAWING}"><c:lang val={quoteattr(language)}/>'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        '<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="45"/><c:overlap val="100"/>'
        '<c:axId val="11"/><c:axId val="12"/></c:barChart>'
        '<c:catAx><c:axId val="11"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"{_line('D5DBD8')}{_letters('1B2830')}"
        '<c:crossAx val="12"/><c:crosses val="autoZero"/></c:catAx>'
        '<c:valAx><c:axId val="12"/>'
        f'<c:scaling><c:orientation val="minMax"/>{longest}<c:min val="0"/></c:scaling>'
        '<c:delete val="1"/><c:axPos val="t"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="none"/><c:crossAx val="11"/><c:crosses val="autoZero"/></c:valAx>'
        f'</c:plotArea>{legend}<c:plotVisOnly val="1"/></c:chart><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        "</c:chartSpace>"
    )


def _series_xml(bars: Mapping[str, Any], at: int, labels: list[str]) -> str:
    name = bars["legend"][at] if at < len(bars["legend"]) else bars["caption"]
    values = [format(row["parts"][at], "f") for row in bars["rows"]]
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:v>{escape(name)}</c:v></c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{SERIES[at]}"/></a:solidFill></c:spPr>'
        f'<c:invertIfNegative val="0"/><c:cat><c:strLit>{_points(labels)}</c:strLit></c:cat>'
        f"<c:val><c:numLit><c:formatCode>General</c:formatCode>{_points(values)}</c:numLit></c:val></c:ser>"
    )


def _points(values: list[str]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(value)}</c:v></c:pt>' for at, value in enumerate(values))
    return f'<c:ptCount val="{len(values)}"/>{points}'


def _line(colour: str) -> str:
    return f'<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln></c:spPr>'


def _letters(colour: str) -> str:
    return (
        '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"><a:solidFill>'
        f'<a:srgbClr val="{colour}"/></a:solidFill><a:latin typeface="Calibri"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )
