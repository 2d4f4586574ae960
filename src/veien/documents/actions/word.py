"""The Word twin of a report: the same blocks, headings and digest, to be worked on further."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt, RGBColor

import veien
from veien.documents.actions import word_parts
from veien.documents.actions.labels import labels_in, moment_in
from veien.documents.actions.paper import paper
from veien.documents.actions.word_chart import add_chart
from veien.documents.actions.word_template import adopted, has_words, numbers_itself
from veien.documents.rules import Report, check_report, digest_of, plain_report, repacked

_FJORD, _INK, _SOFT = RGBColor(0x0B, 0x4F, 0x5C), RGBColor(0x1B, 0x28, 0x30), RGBColor(0x52, 0x62, 0x6C)
_SUN = RGBColor(0x7A, 0x37, 0x05)
_TONES = {"info": ("E6F0F1", "0B4F5C"), "warning": ("FBE9D8", "B4540A"), "decision": ("DCEFE2", "2F7D4F")}
_TAGS = {"nb": "nb-NO", "nn": "nn-NO", "sv": "sv-SE", "da": "da-DK", "en": "en-GB"}
_TEXT_WIDTH = Cm(16.4)

Plain = Mapping[str, Any]


def build_report_docx(report: Report, *, at: datetime) -> bytes:
    """Write a report as a Word document, on the template of whoever it comes from (``on_paper``).

    Shape: the same content and digest as the PDF; the same report and time give the same bytes.
    Raises: CannotBuild if the report is not fit to be one.
    """
    check_report(report)
    here = paper()
    plain = plain_report(report)
    plain["version"] = plain["version"] or here.version
    labels = labels_in(report.language)
    made = (labels["made"], moment_in(report.language, at))
    document = _opened(here.template)
    _set_up(document, plain, at)
    if here.template is None:
        _set_look(document)
    _write_frame(document, plain, labels)
    _write_head(document, plain, labels, made)
    _write_sections(document, plain)
    _write_end(document, plain, labels, made=made, digest=digest_of(report))
    target = io.BytesIO()
    document.save(target)
    return repacked(target.getvalue())


def _opened(template: bytes | None) -> Document:
    return docx.Document() if template is None else adopted(template)


def _set_up(document: Document, plain: Plain, at: datetime) -> None:
    tag = str(_TAGS.get(plain["language"].split("-")[0], plain["language"]))
    word_parts.set_language(document, tag)
    moment = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    about = document.core_properties
    about.title, about.subject, about.author = plain["title"], plain["subtitle"], "Veien"
    about.language, about.comments, about.last_modified_by = tag, "", "Veien"
    about.created = about.modified = moment
    about.revision = 1


def _set_look(document: Document) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.bottom_margin = Cm(2.3)
    page.top_margin = Cm(2.5)
    _set_styles(document)


def _set_styles(document: Document) -> None:
    looks: dict[str, tuple[float, RGBColor, bool]] = {
        "Normal": (10.5, _INK, False),
        "Title": (26, _INK, True),
        "Subtitle": (12, _FJORD, True),
        "Heading 1": (17, _FJORD, True),
        "Heading 2": (13, _FJORD, True),
        "Heading 3": (11, _INK, True),
        "Caption": (9, _SOFT, True),
    }
    for name, (size, colour, bold) in looks.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.italic = (
            "Calibri",
            Pt(size),
            bold,
            False,
        )
        style.font.color.rgb = colour
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for mark in list(fonts.attrib):
            if mark.endswith("Theme"):
                del fonts.attrib[mark]
    normal: Any = document.styles["Normal"]
    normal.paragraph_format.space_after = Pt(7)
    caption: Any = document.styles["Caption"]
    caption.paragraph_format.keep_with_next, caption.paragraph_format.space_after = True, Pt(4)
    for name, ornament in (("Title", "w:pPr/w:pBdr"), ("Subtitle", "w:rPr/w:spacing")):
        for each in document.styles[name].element.xpath(ornament):
            each.getparent().remove(each)
    for name in ("Header", "Footer"):
        style = document.styles[name]
        style.font.size = Pt(8.5)
        style.paragraph_format.tab_stops.clear_all()
        style.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)


def _write_frame(document: Document, plain: Plain, labels: Mapping[str, str]) -> None:
    page = document.sections[0]
    if not has_words(page.header):
        head = page.header.paragraphs[0]
        head.add_run(plain["title"])
        if plain["is_example"]:
            mark = head.add_run(f"\t{labels['example']}")
            mark.bold, mark.font.color.rgb = True, _SUN
    if has_words(page.footer):
        return
    foot = page.footer.paragraphs[0]
    foot.add_run(f"{plain['subtitle']}\t")
    before, _, rest = labels["page"].partition("{page}")
    between, _, after = rest.partition("{pages}")
    foot.add_run(before)
    word_parts.add_field(foot, "PAGE")
    foot.add_run(between)
    word_parts.add_field(foot, "NUMPAGES")
    foot.add_run(after)


def _write_head(document: Document, plain: Plain, labels: Mapping[str, str], made: tuple[str, str]) -> None:
    if plain["subtitle"]:
        document.add_paragraph(plain["subtitle"], style="Subtitle")
    document.add_paragraph(plain["title"], style="Title")
    if plain["is_example"]:
        _callout(document, {"tone": "warning", "title": labels["example"], "text": labels["example_text"]})
    _pairs(document, [*plain["meta"], made])


def _pairs(document: Document, pairs: list[Any]) -> None:
    for name, value in pairs:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.left_indent = Cm(4.2)
        paragraph.paragraph_format.first_line_indent = Cm(-4.2)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(4.2))
        paragraph.add_run(f"{name}\t").font.color.rgb = _SOFT
        paragraph.add_run(value).bold = True


def _write_sections(document: Document, plain: Plain) -> None:
    counts = [0, 0, 0]
    charts = 0
    numbered = [numbers_itself(document, f"Heading {level}") for level in (1, 2, 3)]
    for section in plain["sections"]:
        level = section["level"]
        counts[level - 1 :] = [counts[level - 1] + 1] + [0] * (3 - level)
        number = ".".join(str(count) for count in counts[:level])
        title = section["title"] if numbered[level - 1] else f"{number}  {section['title']}"
        heading = document.add_heading(title, level)
        heading.paragraph_format.page_break_before = bool(section["new_page"])
        for block in section["blocks"]:
            if block["kind"] == "bars":
                charts += 1
                _caption(document, block["caption"])
                add_chart(
                    document, block, number=charts, language=plain["language"], wide=_text_width(document)
                )
            else:
                _WRITERS[block["kind"]](document, block)


def _write_end(
    document: Document, plain: Plain, labels: Mapping[str, str], *, made: tuple[str, str], digest: str
) -> None:
    heading = document.add_heading(labels["version_heading"], 1)
    heading.paragraph_format.page_break_before = True
    version = [(labels["version"], plain["version"])] if plain["version"] else []
    _pairs(document, [made, *version, (labels["program"], f"Veien {veien.__version__}")])
    document.add_paragraph(labels["digest_text"])
    shown = document.add_paragraph()
    run = shown.add_run(digest)
    run.font.name, run.font.size = "Consolas", Pt(9.5)


def _text_width(document: Document) -> int:
    """Give the width between the margins, in Word's own units."""
    page = document.sections[0]
    wide = (page.page_width or Cm(21)) - (page.left_margin or Cm(2.3)) - (page.right_margin or Cm(2.3))
    return max(int(wide), int(Cm(8)))


def _caption(document: Document, text: str) -> None:
    if text:
        document.add_paragraph(text, style="Caption")


def _paragraph(document: Document, block: Plain) -> None:
    paragraph = document.add_paragraph()
    if block["lead"]:
        paragraph.add_run(f"{block['lead']} ").bold = True
    paragraph.add_run(block["text"])


def _bullets(document: Document, block: Plain) -> None:
    style = "List Number" if block["numbered"] else "List Bullet"
    number = word_parts.restart_numbers(document, style) if block["numbered"] else None
    for item in block["items"]:
        paragraph = document.add_paragraph(item, style=style)
        if number is not None:
            word_parts.number_paragraph(paragraph, number)


def _callout(document: Document, block: Plain) -> None:
    ground, edge = _TONES[block["tone"]]
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Cm(0.3)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(9)
    if block["title"]:
        paragraph.add_run(block["title"] + "\n").bold = True
    paragraph.add_run(block["text"])
    word_parts.shade_paragraph(paragraph, ground, edge)


def _key_figures(document: Document, block: Plain) -> None:
    items = block["items"]
    if not items:
        return
    across = min(len(items), 3)
    table = document.add_table(rows=-(-len(items) // across), cols=across)
    for at, item in enumerate(items):
        cell = table.cell(at // across, at % across)
        word_parts.shade_cell(cell, "F1F5F5")
        first = cell.paragraphs[0]
        for paragraph, words, size, colour in (
            (first, item["label"], 9, _SOFT),
            (cell.add_paragraph(), item["value"], 16, _FJORD),
            (cell.add_paragraph() if item["note"] else None, item["note"], 9, _SOFT),
        ):
            if paragraph is not None:
                run = paragraph.add_run(words)
                run.font.size, run.font.color.rgb, run.bold = Pt(size), colour, size > 9
                paragraph.paragraph_format.space_after = Pt(2)
    document.add_paragraph()


def _table(document: Document, block: Plain) -> None:
    _caption(document, block["caption"])
    columns, numeric = block["columns"], set(block["numeric"])
    table = document.add_table(rows=1 + len(block["rows"]), cols=len(columns))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    size = Pt(8.5 if len(columns) > 5 else 9.5)
    rows = [columns, *block["rows"]]
    last = len(rows) - 1
    for at, (row, values) in enumerate(zip(table.rows, rows, strict=True)):
        stands_out = at == 0 or (block["total"] and at == last)
        for place, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(2)
            run = paragraph.add_run(value)
            run.font.size, run.bold = size, stands_out
            if place in numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if stands_out:
                word_parts.shade_cell(cell, "E6F0F1")
    _set_widths(table, block, _text_width(document))
    word_parts.line_rows(table, "D5DBD8")
    word_parts.repeat_header(table)
    word_parts.describe_table(table, block["caption"] or ", ".join(columns))
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _set_widths(table: Any, block: Plain, wide: int) -> None:
    shares = block["widths"] or [
        1 if place in block["numeric"] else 2 for place in range(len(block["columns"]))
    ]
    table.autofit = False
    for place, share in enumerate(shares):
        width = round(wide * share / sum(shares))
        table.columns[place].width = width
        for cell in table.columns[place].cells:
            cell.width = width


_WRITERS: dict[str, Callable[[Document, Plain], None]] = {
    "paragraph": _paragraph,
    "bullets": _bullets,
    "table": _table,
    "keyfigures": _key_figures,
    "callout": _callout,
}
