import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import docx
import openpyxl
import pytest
from django.utils import translation
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from veien.documents import actions, rules
from veien.documents.actions import pdf as pdf_actions
from veien.documents.tests.examples import AT, FIRST, REPORT, ROWS, SHEET, form

LANGUAGES = ("nb", "sv", "da", "en")


def reader(report=REPORT):
    return PdfReader(io.BytesIO(actions.build_report_pdf(report, at=AT)))


def text_of(found):
    return "\n".join(page.extract_text() for page in found.pages)


def structure(found):
    """Walk the tags of a PDF: the name of each with what it says of itself."""

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for each in node:
                yield from walk(each)
        elif isinstance(node, dict):
            if "/S" in node:
                yield node["/S"], node
            if "/K" in node:
                yield from walk(node["/K"]) if not isinstance(node["/K"], int) else ()

    return list(walk(found.trailer["/Root"]["/StructTreeRoot"]))


def word(report=REPORT):
    return docx.Document(io.BytesIO(actions.build_report_docx(report, at=AT)))


def saying(words):
    return replace(REPORT, sections=(rules.Section("One", (rules.Paragraph(words),)),))


def test_the_same_sheets_give_the_same_bytes():
    assert form() == form()


def test_only_input_cells_can_be_changed_in_a_protected_form():
    page = openpyxl.load_workbook(io.BytesIO(form()))["Krav"]
    assert page.protection.sheet
    assert [page.cell(FIRST, at).protection.locked for at in range(1, 6)] == [
        True,
        False,
        False,
        False,
        False,
    ]
    assert page.cell(FIRST - 1, 2).protection.locked
    assert not openpyxl.load_workbook(io.BytesIO(form(replace(SHEET, protected=False))))[
        "Krav"
    ].protection.sheet


def test_text_that_looks_like_a_formula_stays_text():
    page = openpyxl.load_workbook(io.BytesIO(form()))["Krav"]
    assert page.cell(FIRST, 2).value == ROWS[0]["text"]
    assert page.cell(FIRST, 2).data_type == "s"
    assert page.cell(FIRST, 2).number_format == "@"


def test_the_header_is_frozen_filtered_and_repeated_in_print():
    page = openpyxl.load_workbook(io.BytesIO(form()))["Krav"]
    assert page.freeze_panes == f"A{FIRST}"
    assert page.auto_filter.ref == f"A{FIRST - 1}:E{SHEET.last_row}"
    assert page.print_title_rows == f"${FIRST - 1}:${FIRST - 1}"
    assert page.page_setup.orientation == "landscape"


def test_choices_numbers_dates_and_lengths_are_checked_by_excel_too():
    page = openpyxl.load_workbook(io.BytesIO(form()))["Krav"]
    kinds = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    last = SHEET.last_row
    assert kinds[f"C{FIRST}:C{last}"].type == "list"
    assert "_veien" in kinds[f"C{FIRST}:C{last}"].formula1
    assert kinds[f"D{FIRST}:D{last}"].type == "decimal"
    assert kinds[f"E{FIRST}:E{last}"].type == "date"
    assert kinds[f"B{FIRST}:B{last}"].type == "textLength"
    assert kinds[f"B{FIRST}:B{last}"].prompt == "Write the whole requirement."


def test_rows_grow_with_what_is_typed_into_them():
    with zipfile.ZipFile(io.BytesIO(form())) as archive:
        assert b"customHeight" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_excel_speaks_the_language_of_the_form(language):
    with translation.override(language):
        expected = translation.gettext("Not possible")
    data = actions.build_workbook([SHEET], at=AT, language=language)
    rule = openpyxl.load_workbook(io.BytesIO(data))["Krav"].data_validations.dataValidation[0]
    assert rule.errorTitle == expected


def test_a_report_is_a_tagged_pdf_with_title_and_language():
    found = reader()
    root = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert found.metadata.title == "Evaluation report"
    about = root["/Metadata"].get_object().get_data()
    assert b"pdfuaid:part>1<" in about
    assert b"pdfaid:part>2<" in about


def test_headings_lists_tables_and_charts_are_tagged_as_what_they_are():
    tags = structure(reader())
    names = [name for name, _ in tags]
    for name in ("/Title", "/H1", "/H2", "/L", "/LI", "/Table", "/THead", "/TH", "/TD", "/Caption"):
        assert name in names
    assert names.count("/TH") == 2
    assert [node["/Alt"] for name, node in tags if name == "/Figure"] == ["Firm B 8.42, Firm A 7.90"]


def test_text_in_a_report_is_never_read_as_markup():
    assert "#strong[not markup] *nor this* $x$ @ref" in " ".join(text_of(reader()).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_that_the_data_are_examples_and_which_page_it_is(language):
    report = replace(REPORT, language=language)
    found = reader(report)
    count = len(found.pages)
    with translation.override(language):
        mark = translation.gettext("Example data")
        expected = [
            translation.gettext("Page %(page)s of %(pages)s") % {"page": at, "pages": count}
            for at in range(1, count + 1)
        ]
    assert count > 1
    assert found.trailer["/Root"]["/Lang"] == language
    for page, place in zip(found.pages, expected, strict=True):
        assert mark in page.extract_text()
        assert place in page.extract_text()
    assert mark not in text_of(reader(replace(report, is_example=False)))


def test_the_last_page_bears_the_digest_of_what_the_report_says():
    last = reader().pages[-1].extract_text()
    assert rules.digest_of(REPORT) in last
    assert "21 November 2026" in last
    assert rules.digest_of(REPORT) in word().paragraphs[-1].text


def test_the_same_report_gives_the_same_bytes():
    assert actions.build_report_pdf(REPORT, at=AT) == actions.build_report_pdf(REPORT, at=AT)
    assert actions.build_report_docx(REPORT, at=AT) == actions.build_report_docx(REPORT, at=AT)


def test_a_letter_that_no_font_shows_is_written_as_its_number():
    said = " ".join(text_of(reader(saying("\U0001f600 then \u6f22, \ue000 and \u00e6"))).split())
    assert "[U+1F600] then [U+6F22], [U+E000] and \u00e6" in said


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_stand_in_a_report(words):
    report = replace(
        REPORT,
        title=f"T {words}",
        subtitle=words,
        meta=((words, words),),
        sections=(
            rules.Section(
                f"S {words}",
                (
                    rules.Paragraph(words, lead=words),
                    rules.Bullets((words,)),
                    rules.Table((f"C {words}", "N"), ((words, words),), numeric=(1,), caption=words),
                    rules.Bars((rules.Bar(words, (Decimal(1),), words, (words,)),), words, alt=f"A {words}"),
                    rules.KeyFigures((rules.KeyFigure(words, words, words),)),
                    rules.Callout(words, words),
                ),
            ),
        ),
    )
    assert actions.build_report_pdf(report, at=AT).startswith(b"%PDF")
    assert word(report).core_properties.title == rules.clean_text(f"T {words}")


def test_a_long_report_has_contents_and_a_word_longer_than_its_cell_is_broken():
    rows = tuple((f"K-{at}", "x" * 300, "https://example.org/" + "path/" * 40) for at in range(60))
    table = rules.Table(("No", "Text", "Link"), rows, widths=(1, 2, 2))
    report = replace(REPORT, sections=tuple(rules.Section(f"Part {at}", (table,)) for at in range(6)))
    found = reader(report)
    assert "Contents" in found.pages[0].extract_text()
    assert len(found.pages) > 20


def test_bars_of_nothing_and_an_empty_table_can_be_drawn():
    blocks = (
        rules.Bars((rules.Bar("A", (Decimal(0), Decimal(0)), "0"),), "", alt="nothing", legend=("x", "y")),
        rules.Table(("A",), ()),
        rules.KeyFigures(()),
        rules.Bullets(()),
    )
    report = replace(REPORT, sections=(rules.Section("One", blocks),))
    assert len(reader(report).pages) == 2
    assert len(word(report).tables) == 1


def test_a_report_can_be_set_without_the_fonts_of_the_build(monkeypatch):
    monkeypatch.setattr(pdf_actions, "font_families", lambda: ("Libertinus Serif",))
    assert "Firm B ranks first." in text_of(reader())
    assert pdf_actions.font_families() == ("Libertinus Serif",)


def test_a_warning_of_the_typesetter_is_an_error(monkeypatch):
    monkeypatch.setattr(pdf_actions, "font_families", lambda: ("No such family",))
    with pytest.raises(rules.CannotBuild):
        reader()


def test_a_missing_template_is_an_error_that_names_it():
    with pytest.raises(rules.CannotBuild, match=r"documents/none\.typ"):
        actions.build_pdf("documents/none.typ", {}, language="en", title="T", at=AT)


def test_the_word_twin_has_headings_language_and_properties():
    found = word()
    styles = [paragraph.style.name for paragraph in found.paragraphs]
    assert styles.count("Heading 1") == 2
    assert styles.count("Heading 2") == 1
    assert found.core_properties.title == "Evaluation report"
    assert found.core_properties.language == "en-GB"
    assert found.core_properties.created.isoformat()[:16] == "2026-11-21T13:05"
    languages = found.styles.element.xpath("w:docDefaults//w:lang/@w:val")
    assert languages == ["en-GB"]
    assert "Example data" in found.sections[0].header.paragraphs[0].text


def test_the_word_twin_repeats_table_headers_and_describes_charts():
    data = actions.build_report_docx(REPORT, at=AT)
    found = docx.Document(io.BytesIO(data))
    table = found.tables[-1]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Prices"
    assert found.element.xpath("//wp:docPr/@descr") == ["Firm B 8.42, Firm A 7.90"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        chart = archive.read("word/charts/chart1.xml").decode()
    assert "<c:v>2.88</c:v>" in chart
    assert "Firm B: 8.42" in chart


def test_each_numbered_list_in_word_begins_at_one():
    numbered = [each for each in word().paragraphs if each.style.name == "List Number"]
    numbers = [each._p.pPr.numPr.numId.val for each in numbered]
    assert numbers[0] == numbers[1]
    assert numbers[1] != numbers[2]


def test_a_caption_never_stands_alone_at_the_end_of_a_page() -> None:
    table = rules.Table(
        columns=("A", "B"), rows=tuple((f"row {n}", "x") for n in range(9)), caption="The caption"
    )
    for lines in range(24, 42, 2):
        filler = tuple(rules.Paragraph(f"Line {n}") for n in range(lines))
        section = rules.Section("Part", (*filler, table))
        report = rules.Report(title="T", subtitle="", language="en", sections=(section,))
        reader = PdfReader(io.BytesIO(actions.build_report_pdf(report, at=AT)))
        page = next(text for each in reader.pages if "The caption" in (text := each.extract_text()))
        assert "row 0" in page, lines
