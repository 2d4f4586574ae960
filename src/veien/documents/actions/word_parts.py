"""The pieces of WordprocessingML that python-docx has no function for."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph


def element(name: str, **marks: object) -> Any:
    """Make an element with its attributes: ``element("w:shd", fill="ffffff")``."""
    made = OxmlElement(name)
    for key, value in marks.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def shade_cell(cell: Any, colour: str) -> None:
    """Colour the ground of a table cell."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour))


def shade_paragraph(paragraph: WordParagraph, ground: str, edge: str) -> None:
    """Set a paragraph off with a coloured ground and an edge on its left."""
    marks = paragraph._p.get_or_add_pPr()
    borders = element("w:pBdr")
    borders.append(element("w:left", val="single", sz=24, space=8, color=edge))
    shade = element("w:shd", val="clear", color="auto", fill=ground)
    # Word reads these only in the order of its schema: borders, shade, then spacing and the rest.
    after = [marks.find(qn(f"w:{name}")) for name in ("tabs", "spacing", "ind", "jc", "rPr")]
    first = next((each for each in after if each is not None), None)
    for each in (borders, shade):
        if first is None:
            marks.append(each)
        else:
            first.addprevious(each)


def add_field(paragraph: WordParagraph, code: str) -> None:
    """Write a field that Word computes, such as the page number."""
    parts: tuple[tuple[str, str], ...] = (
        ("begin", ""),
        ("", code),
        ("separate", ""),
        ("text", "1"),
        ("end", ""),
    )
    for kind, text in parts:
        if kind == "text":
            made = element("w:t")
            made.text = text
        elif kind:
            made = element("w:fldChar", fldCharType=kind)
        else:
            made = element("w:instrText")
            made.set(qn("xml:space"), "preserve")
            made.text = f" {text} "
        paragraph.add_run()._r.append(made)


def repeat_header(table: WordTable) -> None:
    """Mark the first row as the header, repeated on every page, and keep rows whole."""
    for at, row in enumerate(table.rows):
        marks = row._tr.get_or_add_trPr()
        marks.append(element("w:cantSplit"))
        if at == 0:
            marks.append(element("w:tblHeader"))


def describe_table(table: WordTable, title: str) -> None:
    """Give a table the title that a screen reader says."""
    marks = table._tbl.tblPr
    look = marks.find(qn("w:tblLook"))
    caption = element("w:tblCaption", val=title)
    if look is None:
        marks.append(caption)
    else:
        look.addnext(caption)


def line_rows(table: WordTable, colour: str) -> None:
    """Draw thin lines between the rows of a table and none between its columns."""
    borders = element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(f"w:{side}", val="single", sz=4, space=0, color=colour))
    marks = table._tbl.tblPr
    look = marks.find(qn("w:tblLook"))
    layout = marks.find(qn("w:tblLayout"))
    before = layout if layout is not None else look
    if before is None:
        marks.append(borders)
    else:
        before.addprevious(borders)


def set_language(document: Document, tag: str) -> None:
    """Say which language the whole document is in."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    marks = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in marks.findall(qn("w:lang")):
        marks.remove(old)
    marks.append(element("w:lang", val=tag, eastAsia=tag, bidi="ar-SA"))


def restart_numbers(document: Document, style: str) -> int:
    """Make a numbered list that begins at 1 again, and give its number."""
    numbering: Any = document.part.numbering_part.element
    style_id = document.styles[style].element.pPr.numPr.numId.val
    shape = numbering.num_having_numId(style_id).abstractNumId.val
    made = numbering.add_num(shape)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def number_paragraph(paragraph: WordParagraph, number: int) -> None:
    """Put a paragraph in a numbered list."""
    marks = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    marks.get_or_add_ilvl().val = 0
    marks.get_or_add_numId().val = number
